"""Where messages come in: a maildir or an account of a mail server."""
