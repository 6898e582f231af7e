"""Forms of an account."""

from __future__ import annotations

from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import PasswordField, RadioField, ValidationError

from eventapp.domain.errors import Problem
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.wording import N_
from eventapp.web.forms.fields import LineField, WordedForm, choices, required

_EMAIL = {"type": "email", "autocomplete": "username", "inputmode": "email", "autocapitalize": "none"}
_LANGUAGES = (("en", "English"), ("ja", "日本語"))


class EmailField(LineField):
    """An address to which mail can go, as far as its form tells."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, validators=[_is_email], render_kw=_EMAIL | kwargs.pop("render_kw", {}), **kwargs)


class LanguageField(RadioField):
    """One of the languages of the interface, each named in itself."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, choices=choices(_LANGUAGES), **kwargs)


class SignInForm(WordedForm):
    email = EmailField(N_("E-mail"))
    password = PasswordField(N_("Password"), [required], render_kw={"autocomplete": "current-password"})


class LinkForm(WordedForm):
    email = EmailField(N_("E-mail"), id="link-email")


class AccountForm(WordedForm):
    name = LineField(N_("Name"), hint=N_("As colleagues see it in the log."), render_kw={"autocomplete": "name"})
    language = LanguageField(N_("Language"))


class PasswordForm(WordedForm):
    """The current password is asked for unless the user came by a link a moment ago or has none: delete it then."""

    current = PasswordField(N_("Current password"), [required], render_kw={"autocomplete": "current-password"})
    new = PasswordField(
        N_("New password"),
        [required],
        description=N_("At least 12 characters; several words are good."),
        render_kw={"autocomplete": "new-password"},
    )


def _is_email(form: Any, field: Any) -> None:
    if not field.data:
        return
    try:
        validate_email(field.data, check_deliverability=False)
    except EmailNotValidError:
        problem = Problem("not-an-email", values=(("got", field.data),))
        raise ValidationError(problem_sentence(problem, form.meta.words)) from None
