"""Kinds of messages by their templates, and which of them others than their recipients may read."""

CHANGE_NOTICE = "change-notice"
CHANGE_REMINDER = "change-reminder"
ORGANISERS_LETTER = "organisers-letter"
SESSION_INVITATION = "session-invitation"

_OPEN = frozenset({CHANGE_NOTICE, CHANGE_REMINDER, ORGANISERS_LETTER, SESSION_INVITATION})


def holds_secret(kind: str) -> bool:
    """Say whether such a message may hold a link that lets its reader in: nobody else reads it, and its text is erased once it was sent.

    So is every kind that is not named above: a new one is kept secret unless somebody decides otherwise (decision 0014).
    """
    return kind not in _OPEN
