"""Forms of a conference's members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import HiddenField, SelectField

from eventapp.operations.members import Post
from eventapp.policy import MemberRole
from eventapp.renderers.posts import post_label
from eventapp.renderers.wording import N_
from eventapp.web.forms.accounts import EmailField, LanguageField
from eventapp.web.forms.fields import WordedForm, choices

if TYPE_CHECKING:
    from collections.abc import Sequence


class PostForm(WordedForm):
    """A role and, for a focal point, a delegation among `sides`."""

    role = SelectField(N_("Role"))
    side = SelectField(N_("Delegation of a focal point"))

    def __init__(self, formdata: Any = None, *, sides: Sequence[str], **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.role.choices = choices((role.value, post_label(role.value, "", self.words)) for role in MemberRole)
        self.side.choices = choices([("", "—"), *((code, code) for code in sides)])

    def draft(self) -> Post:
        role = MemberRole(self.role.data)
        return Post(role, self.side.data if role is MemberRole.FOCAL_POINT else "")


class ChangeForm(PostForm):
    """Another role for a member, and the one that was shown: "focal_point:JP"."""

    seen = HiddenField()

    def seen_post(self) -> Post | None:
        """Give the role that was shown, None where there is no such role."""
        role, _, side = (self.seen.data or "").partition(":")
        return next((Post(one, side) for one in MemberRole if one.value == role), None)


class InviteForm(PostForm):
    email = EmailField(N_("E-mail"), render_kw={"autocomplete": "off"})
    language = LanguageField(N_("Language of the mail"))
