"""What changed of a person on a list of participants, in words: from what, never a bare "changed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.domain.localized import Text
from eventapp.domain.participants import ListChange, ListedField
from eventapp.renderers.view.values import ChangeView
from eventapp.renderers.view.voice import Phrase
from eventapp.renderers.vocabulary import word_label
from eventapp.renderers.wording import N_, words_in

if TYPE_CHECKING:
    from eventapp.domain.localized import Localized
    from eventapp.domain.participants import Entry
    from eventapp.renderers.view.voice import Voice

_CHANGES = {
    ListChange.NEW: ("new", "m-new", N_("New")),
    ListChange.CHANGED: ("moved", "m-mov", N_("Amended")),
    ListChange.REMOVED: ("cancelled", "m-off", N_("Removed")),
}
_WITHOUT = {
    ListedField.NAME: N_("without a name"),
    ListedField.NATIVE_NAME: N_("without the name in its script"),
    ListedField.POSITION: N_("without a post"),
    ListedField.ORGANISATION: N_("without an organisation"),
}


def listed_change(entry: Entry, voice: Voice) -> ChangeView | None:
    """Give what is new of a person, None where a change is in languages that aren't shown."""
    if entry.change is None:
        return None
    was = _former(entry, voice) if entry.change is ListChange.CHANGED else None
    if was is None and entry.change is ListChange.CHANGED:
        return None
    kind, sign, message = _CHANGES[entry.change]
    return ChangeView(kind=kind, sign=sign, label=voice.label(lambda words: words(message)), was=was)


def _former(entry: Entry, voice: Voice) -> Phrase | None:
    """Give what was, in each language in which it is another thing now; None if in none that is shown."""
    texts = [text for code in voice.languages if (text := Text(_was(entry, code, voice), code)).text]
    if not texts:
        return None
    return Phrase(texts[0], texts[1] if len(texts) > 1 and texts[1].text != texts[0].text else None)


def _shown_fields(entry: Entry, code: str, voice: Voice) -> list[ListedField]:
    """Give the fields that read otherwise in a language than before."""
    before, after = entry.before or entry.person, entry.person
    texts = {
        ListedField.POSITION: (before.position, after.position),
        ListedField.ORGANISATION: (before.organisation, after.organisation),
    }
    same = {field for field, (old, new) in texts.items() if _reads_the_same(old, new, code, voice)}
    if not (before.name or before.native) and ListedField.NAME in entry.fields:
        same.add(ListedField.NATIVE_NAME)
    return [field for field in entry.fields if field not in same]


def _reads_the_same(old: Localized, new: Localized, code: str, voice: Voice) -> bool:
    """Say whether a reader sees no difference; what isn't translated is said in the leading language only."""
    is_said = code == voice.lead or old.get(code) or new.get(code)
    return not is_said or _said(old, code, voice) == _said(new, code, voice)


def _said(localized: Localized, language: str, voice: Voice) -> str:
    text = localized.in_language(language, order=voice.order)
    return text.text if text else ""


def _was(entry: Entry, code: str, voice: Voice) -> str:
    """Give "was MORI Jun, Director; now head of delegation", "" where nothing changed for a reader of this language."""
    words, before = words_in(code), entry.before or entry.person
    former = {
        ListedField.NAME: before.name,
        ListedField.NATIVE_NAME: before.native,
        ListedField.POSITION: _said(before.position, code, voice),
        ListedField.ORGANISATION: _said(before.organisation, code, voice),
        ListedField.CATEGORY: word_label(before.category, words),
        ListedField.DELEGATION: _said(entry.left, code, voice) or words("Guests"),
        ListedField.ORDER: words("no. {number}", number=before.number),
    }
    told = _shown_fields(entry, code, voice)
    parts = [former[field] or words(_WITHOUT[field]) for field in told if field is not ListedField.HEAD]
    joint = "、" if code == "ja" else ", "
    said = [words("was {before}", before=joint.join(parts))] if parts else []
    if ListedField.HEAD in told:
        is_head = entry.person.is_head
        said.append(words("now head of delegation") if is_head else words("no longer head of delegation"))
    return ("、" if code == "ja" else "; ").join(said)
