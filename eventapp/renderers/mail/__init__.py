"""Mail: what a message says, in plain text and in HTML, from the templates in `templates/mail`."""

from eventapp.renderers.mail.mails import Mail, render_mail

__all__ = ["Mail", "render_mail"]
