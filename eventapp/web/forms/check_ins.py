"""What a desk sends: one press of a button, or what waited in a browser; a walk-in's short form."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError
from wtforms import HiddenField

from eventapp.domain.check_ins import Said, Verb, desk_name, instant_of, is_scope_path
from eventapp.domain.errors import DomainError
from eventapp.domain.names import check_names, mended, name_parts_of
from eventapp.domain.registration import Application, RegistrationSource
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.renderers.wording import N_
from eventapp.web.forms.accounts import EmailField, LanguageField
from eventapp.web.forms.fields import LineField, WordedForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MOST_SAID = 100
_KEY_BYTES = 16
_NAMELESS = N_("Write the name: family name, given name or both.")
_LATIN = ("family_name", "given_name")
_NATIVE = ("native_family_name", "native_given_name")

Key = Annotated[StrictStr, Field(pattern=r"^[0-9A-Za-z-]{8,64}$")]
Instant = Annotated[StrictInt, Field(ge=0, le=10**14)]


class _One(BaseModel):
    """One thing said; its instant is in milliseconds of the phone's own clock."""

    model_config = ConfigDict(extra="forbid")

    key: Key
    whom: Annotated[StrictStr, Field(pattern=r"^[0-9A-Za-z-]{1,80}$")]
    scope: Annotated[StrictStr, Field(max_length=120)]
    verb: Literal["in", "undo"]
    at: Instant
    seen: Annotated[StrictInt, Field(ge=0, le=10**6)] = 0


class _Many(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sent_at: Instant
    source: Key
    desk: Annotated[StrictStr, Field(max_length=200)] = ""
    said: Annotated[list[Any], Field(max_length=MOST_SAID)]


@dataclass(frozen=True, slots=True)
class Sent:
    """What could be read of what a browser sent, and the keys, as they came, of what couldn't."""

    said: tuple[Said, ...]
    unreadable: tuple[str, ...]


def read_sent(body: bytes, *, now: datetime) -> Sent:
    """Read what waited in a browser; one thing that cannot be read holds none of the others up.

    Raises: DomainError("unreadable-check-ins") where nothing can be.
    """
    try:
        many = _Many.model_validate_json(body)
    except ValidationError:
        raise DomainError("unreadable-check-ins") from None
    said, unreadable = [], []
    for given in many.said:
        try:
            one = _One.model_validate(given)
        except ValidationError:
            unreadable.append(str(given.get("key", ""))[:64] if isinstance(given, dict) else "")
            continue
        if not is_scope_path(one.scope):
            unreadable.append(one.key)
            continue
        said.append(_said(one, many, now))
    return Sent(tuple(said), tuple(unreadable))


def _said(one: _One, many: _Many, now: datetime) -> Said:
    return Said(
        key=one.key,
        whom=one.whom,
        scope=one.scope,
        verb=Verb(one.verb),
        at=instant_of(one.at, many.sent_at, now),
        source=many.source,
        desk=desk_name(many.desk),
        seen=one.seen,
    )


def read_press(form: Mapping[str, str], verb: Verb, *, scope: str, desk: str, now: datetime) -> Said:
    """Read the press of a button; each press is a browser of its own, so that an undo takes back what its page showed only.

    Raises: DomainError("unreadable-check-ins") for what no page of ours sends.
    """
    given = {"key": form.get("key"), "whom": form.get("whom"), "scope": scope, "verb": verb.value, "at": 0}
    seen = form.get("seen", "0")
    try:
        one = _One.model_validate(given | {"seen": int(seen) if seen.isascii() and seen.isdecimal() else -1})
    except ValidationError:
        raise DomainError("unreadable-check-ins") from None
    return Said(key=one.key, whom=one.whom, scope=scope, verb=verb, at=now, source=one.key, desk=desk, seen=one.seen)


class WalkInForm(WordedForm):
    """Somebody who comes without a registration: as little as the list needs."""

    family_name = LineField(N_("Family name (Latin letters)"), is_optional=True, render_kw={"autocapitalize": "words"})
    given_name = LineField(N_("Given name (Latin letters)"), is_optional=True, render_kw={"autocapitalize": "words"})
    native_family_name = LineField(N_("Family name (kanji)"), is_optional=True, render_kw={"lang": "ja"})
    native_given_name = LineField(N_("Given name (kanji)"), is_optional=True, render_kw={"lang": "ja"})
    organisation = LineField(N_("Organisation"), is_optional=True)
    email = EmailField(
        N_("E-mail"),
        is_optional=True,
        hint=N_("With it the person gets the confirmation and the link to the own page."),
        render_kw={"autocomplete": "off"},
    )
    language = LanguageField(N_("Language the person is written to"))
    key = HiddenField()

    def __init__(self, formdata: Any = None, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        for field in (field for row in self.rows for field in row):
            field.is_optional = False  # one of them is wanted
        if not self.key.data:
            self.key.data = secrets.token_hex(_KEY_BYTES)

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The fields of the name in pairs, the reader's own script first."""
        pairs = (_NATIVE, _LATIN) if self.words.language == "ja" else (_LATIN, _NATIVE)
        return tuple(tuple(self[name] for name in pair) for pair in pairs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; a name in one script is enough."""
        is_sound = super().validate(extra_validators)
        if not any(self[name].data or self[name].errors for name in (*_LATIN, *_NATIVE)):
            self.refuse(self.rows[0][0].name, _NAMELESS)
            return False
        return is_sound

    def application(self, *, sessions: tuple[str, ...]) -> Application:
        """Give what the list takes up: a guest's application, made at the desk."""
        language = self.language.data or self.words.language
        parts = name_parts_of(self.data)
        # What the keyboard did to the name is put right without a question: somebody stands at the door.
        named = mended(parts, check_names(parts, language=language, delegation_language=""))
        person = {name: getattr(named, name) for name in (*_LATIN, *_NATIVE) if getattr(named, name)}
        if self.organisation.data:
            person["organisation"] = {language: self.organisation.data}
        return Application(
            category=AttendeeCategory.GUEST,
            person=person,
            email=self.email.data or "",
            language=language,
            key=f"walk-in {self.key.data}",
            source=RegistrationSource.DESK,
            sessions=sessions,
        )
