"""Where a stored message has the way to its reader's own page: the secret is put in only as the message goes out.

So those who may read the message of somebody else, and the database, never hold a link that lets them in.
"""

OWN_PAGE = "/me/own-page"
# Where its reader says by a press that he or she has seen the changes.
OWN_CHANGES = f"{OWN_PAGE}/seen"
