"""Forms of an account."""

from __future__ import annotations

from wtforms import PasswordField

from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import LineField, WordedForm, required


class SignInForm(WordedForm):
    """E-mail and password."""

    email = LineField(N_("E-mail"), render_kw={"type": "email", "autocomplete": "username", "inputmode": "email"})
    password = PasswordField(N_("Password"), [required], render_kw={"autocomplete": "current-password"})
