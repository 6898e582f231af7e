"""The form of a person, wherever one is entered: name in parts, checked as it is typed, post, language listened to.

A page shows it with `_macros/people.html`. Its buttons that mend a part or show the preview are presses of the same form:
`takes_press()` says that the page is to be shown again, without JavaScript too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wtforms import HiddenField, RadioField, StringField

from eventapp.domain.errors import Problem
from eventapp.domain.localized import Localized
from eventapp.domain.names import (
    NAME_PARTS,
    FindingCode,
    badge_name,
    check_names,
    list_name,
    name_parts_of,
    native_name,
)
from eventapp.domain.registration.participants import guests
from eventapp.domain.text import character_name
from eventapp.domain.vocabulary import AttendeeCategory, DisplayOrder
from eventapp.importers.people import PERSON_KEYS, read_person
from eventapp.renderers.glyphs import unprintable
from eventapp.renderers.name_checks import finding_sentence, mend_label
from eventapp.renderers.problems import problem_sentence
from eventapp.renderers.vocabulary import word_choices
from eventapp.renderers.wording import N_
from eventapp.web.forms.delegations import LANGUAGES
from eventapp.web.forms.fields import LineField, LocalizedField, WordedForm, choices
from eventapp.web.forms.items import ChoiceField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wtforms import Field

    from eventapp.domain.items import Document
    from eventapp.domain.names import Finding
    from eventapp.renderers.wording import Words

LATIN = (("family_name", "given_name"),)
NATIVE = (("native_family_name", "native_given_name"), ("family_name_reading", "given_name_reading"))
MORE = (("prefix", "suffix"), ("display_order",))
_JAPANESE = "ja"
_USUAL_ORDER = DisplayOrder.FAMILY_FIRST.value
_MEND = "mend "
_PREVIEW = "preview"
_LANGUAGE = "language"
_LATIN_HINTS = (N_("On lists and the badge: Yamada"), N_("On lists and the badge: Hanako"))
_NAMELESS = N_("Write the name: family name, given name or both.")


@dataclass(frozen=True, slots=True)
class SaidFinding:
    """What the check of the name says at a field; `press` is what the button sends that puts it right, "" without one."""

    sentence: str
    is_error: bool
    press: str
    mend: str


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Fields of the name in rows; one with a label opens by a press on it and begins open where something stands in it."""

    label: str
    rows: tuple[tuple[Field, ...], ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """How the person stands on lists and on the badge; `badge` is "" where it is as on the list."""

    listed: str
    native: str
    badge: str


class PersonForm(WordedForm):
    """A person of a conference in these languages. A subclass may add fields; those called like a key of a person are part of it.

    `person` is what is known already; `speaks` the language of the person's delegation, if it is known. What the check warns of
    is shown once: sent again unchanged, it is taken.
    """

    post_is_optional = True

    native_family_name = LineField(N_("Family name (kanji)"), is_optional=True, render_kw={"lang": "ja"})
    native_given_name = LineField(N_("Given name (kanji)"), is_optional=True, render_kw={"lang": "ja"})
    family_name_reading = LineField(N_("Reading of the family name (kana)"), is_optional=True, render_kw={"lang": "ja"})
    given_name_reading = LineField(N_("Reading of the given name (kana)"), is_optional=True, render_kw={"lang": "ja"})
    family_name = LineField(N_("Family name (Latin letters)"), is_optional=True, render_kw={"autocapitalize": "words"})
    given_name = LineField(N_("Given name (Latin letters)"), is_optional=True, render_kw={"autocapitalize": "words"})
    prefix = LineField(N_("Before the name"), is_optional=True, hint=N_("Title or rank: Lt. Col."))
    suffix = LineField(N_("After the name"), is_optional=True, hint=N_("USAF, Ret."))
    display_order = ChoiceField(N_("Order when introduced"), default=_USUAL_ORDER)
    organisation = LocalizedField(N_("Organisation"), is_optional=True)
    position = LocalizedField(N_("Position"), is_optional=True)
    interpretation_language = RadioField(N_("Language you use"))
    seen = HiddenField()
    press = StringField()

    def __init__(
        self,
        formdata: Mapping[str, Any] | None = None,
        *,
        words: Words,
        languages: Sequence[str],
        person: Document | None = None,
        speaks: str = "",
        data: Mapping[str, Any] | None = None,
    ) -> None:
        lead = [code for code in languages if code == words.language]
        self.speaks, self._known = speaks, frozenset(person or {})
        self.findings: tuple[Finding, ...] = ()
        known = {"interpretation_language": (lead or list(languages))[0], **_opened(person or {}), **(data or {})}
        super().__init__(formdata, words=words, languages=tuple(dict.fromkeys([*lead, *languages])), data=known)
        self._ask(languages)

    def _ask(self, languages: Sequence[str]) -> None:
        """Take out what this conference doesn't ask; set what can be chosen."""
        if _JAPANESE not in languages:
            for name in (name for row in NATIVE for name in row):
                del self[name]
        if _JAPANESE not in languages or self.words.language != _JAPANESE:
            self.family_name.label.text, self.given_name.label.text = N_("Family name"), N_("Given name")
        else:
            self.family_name.description, self.given_name.description = _LATIN_HINTS
        self.display_order.offer(word_choices(DisplayOrder, self.words))
        if len(languages) > 1:
            names = dict(LANGUAGES)
            self.interpretation_language.choices = choices(
                (code, names.get(code, code)) for code in self.meta.languages
            )
        else:
            del self.interpretation_language
        for field in (self.organisation, self.position):
            field.is_optional = self.post_is_optional

    def person(self) -> Document:
        """Give what was asked, "" or {} for what was left empty: an amendment's. An order that is none, which is refused, is left out."""
        asked = {key: _plain(self[key].data) for key in PERSON_KEYS if key in self}
        order = asked.get("display_order", "")
        if order not in set(DisplayOrder) or (order == _USUAL_ORDER and "display_order" not in self._known):
            asked.pop("display_order", None)
        return asked

    def new_person(self) -> Document:
        """Give what was given: an application's."""
        return {key: value for key, value in self.person().items() if value}

    def takes_press(self) -> bool:
        """Mend what the button asked for, or look at the name alone; give whether such a button was pressed.

        A button with the value "language" shows the form again too, in the language of its address.
        """
        pressed = self.press.data or ""
        if pressed == _PREVIEW:
            self.check()
        elif pressed.startswith(_MEND):
            self._mend(pressed.removeprefix(_MEND))
            self.validate()
        return pressed in {_PREVIEW, _LANGUAGE} or pressed.startswith(_MEND)

    def refuse_problems(self, problems: Iterable[Problem]) -> None:
        """Say what the rules of the agenda have against the person, at the fields; the first part of the name has what has none."""
        for problem in problems:
            _, _, rest = problem.path.partition(".")
            name, _, code = rest.partition(".")
            field, said = self[name if name in self else "family_name"], problem_sentence(problem, self.words)
            if isinstance(field, LocalizedField) and code in field.languages:
                field.errors_by.setdefault(code, []).append(said)
            else:
                self.refuse(field.name, said)

    def _refuse_unprintable(self) -> None:
        """Refuse what lists and badges could not print."""
        texts = [(name, "", self[name].data) for name in NAME_PARTS if name in self]
        texts += [(field.name, code, text) for field in (self.organisation, self.position) for code, text in field.data]
        for name, code, text in texts:
            if text and (character := unprintable(text)):
                values = (("character", character_name(character)),)
                self.refuse_problems([Problem("unprintable", f"person.{name}.{code}", values=values)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, then the name as a whole."""
        is_sound = super().validate(extra_validators)
        seen = {*(self.seen.data or "").split()}
        self.check()
        self._refuse_unprintable()
        if not (self.family_name.data or self.given_name.data or self.family_name.errors):
            self._refuse_nameless()
        for finding in self.findings:
            said = finding_sentence(finding, self.words)
            if finding.is_error and said not in self[finding.field].errors:
                self.refuse(finding.field, said)
        is_seen = all(finding.is_error or _key(finding) in seen for finding in self.findings)
        return is_sound and is_seen and not self.failures

    def _refuse_nameless(self) -> None:
        """Say that the name is missing, or, where it stands in kanji or kana, that its Latin letters are."""
        lacking = [finding for finding in self.findings if finding.code is FindingCode.MISSING_LATIN]
        for finding in lacking:
            self.refuse(finding.field, finding_sentence(finding, self.words))
        if not lacking:
            self.refuse("family_name", _NAMELESS)

    def check(self) -> None:
        """Find what should be looked at again; what the page then shows of it counts as seen."""
        listened = self.interpretation_language.data if "interpretation_language" in self else ""
        parts, language = name_parts_of(self.data), listened or self.words.language
        found = check_names(parts, language=language, delegation_language=self.speaks)
        self.findings = tuple(finding for finding in found if finding.field in self)
        self.seen.data = " ".join(_key(finding) for finding in self.findings)

    def findings_at(self, field: Field) -> tuple[SaidFinding, ...]:
        """Give what the check says at a field, each mend once."""
        said: dict[str, SaidFinding] = {}
        for finding in self.findings:
            if finding.field == field.name:
                label = mend_label(finding, self.words)
                is_first = all(other.mend != label for other in said.values())
                press = f"{_MEND}{_key(finding)}" if label and is_first else ""
                sentence = finding_sentence(finding, self.words)
                is_error = finding.is_error or sentence in field.errors
                said[finding.code] = SaidFinding(sentence, is_error, press, label)
        return tuple(said.values())

    @property
    def is_to_look_at(self) -> bool:
        """Say whether the name alone holds the form up: warnings that weren't shown before."""
        return bool(self.findings) and not self.failures

    def groups(self) -> tuple[NameGroup, ...]:
        """Give the fields of the name as this reader is asked: the own script first."""
        if "native_family_name" not in self:
            return (self._group("", LATIN), self._more())
        if self.words.language == _JAPANESE:
            return (self._group("", (*NATIVE, *LATIN)), self._more())
        return (self._group("", LATIN), self._group(N_("Name in kanji and kana"), NATIVE), self._more())

    def preview(self) -> Preview:
        """Give how lists and the badge show what stands in the form."""
        person = read_person(
            self.new_person(),
            person_id="",
            delegation=guests(self.words.language),
            category=AttendeeCategory.GUEST,
            email="",
            language="",
        )
        listed, badge = list_name(person), badge_name(person)
        return Preview(listed, native_name(person), badge if badge != listed else "")

    def _more(self) -> NameGroup:
        return self._group(N_("Title, suffix, order"), MORE)

    def _group(self, label: str, rows: Iterable[tuple[str, ...]]) -> NameGroup:
        fields = tuple(tuple(self[name] for name in row) for row in rows)
        is_open = any(field.errors or field.data not in {None, "", _USUAL_ORDER} for row in fields for field in row)
        return NameGroup(label, fields, is_open)

    def _mend(self, key: str) -> None:
        self.check()
        for finding in self.findings:
            if _key(finding) == key:
                for part, value in finding.mends:
                    if part in self:
                        self[part].data = value


def _key(finding: Finding) -> str:
    return f"{finding.field}:{finding.code}"


def _opened(person: Document) -> dict[str, Any]:
    return {key: Localized.of(value) if isinstance(value, dict) else value for key, value in person.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Localized):
        return {code: text for code, text in value.as_dict().items() if text}
    return value or ""
