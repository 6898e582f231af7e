"""Which texts were confirmed to say the same in all languages, and how they stand now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from eventapp.domain.translations import TranslationState, texts_of, translation_state
from eventapp.models import Confirmation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from eventapp.queries.drafts import Draft


@dataclass(frozen=True, slots=True)
class TextState:
    """One text of a draft ("sessions/ws-5", "title") and how its languages stand to each other."""

    item: str
    field: str
    state: TranslationState


def list_translation_states(tx: Session, draft: Draft) -> tuple[TextState, ...]:
    """Give the state of every text, in the order of the draft's items; none in a conference of one language.

    A draft never changes, so that they are looked at anew only when something else is confirmed.
    """
    languages = draft.agenda.conference.languages
    if len(languages) < 2:  # noqa: PLR2004 - one language cannot differ
        return ()
    hashes = _hashes(tx, draft.conference_id)
    known: tuple[object, tuple[TextState, ...]] = draft.__dict__.get("_text_states", (None, ()))
    if known[0] != hashes:
        known = draft.__dict__["_text_states"] = (hashes, tuple(_states(draft, hashes)))
    return known[1]


def _states(draft: Draft, hashes: Mapping[tuple[str, str], str]) -> Iterator[TextState]:
    languages = draft.agenda.conference.languages
    for item, document in draft.items.items():
        for field, texts in texts_of(item, document):
            yield TextState(item, field, translation_state(texts, languages, hashes.get((item, field))))


def get_item_states(tx: Session, draft: Draft, item: str) -> Mapping[str, TranslationState]:
    """Give the states of one item's texts by field."""
    languages = draft.agenda.conference.languages
    if len(languages) < 2 or item not in draft.items:  # noqa: PLR2004 - one language cannot differ
        return {}
    rows = tx.execute(
        select(Confirmation.field, Confirmation.text_hash).where(
            Confirmation.conference_id == draft.conference_id, Confirmation.item == item
        )
    )
    hashes = {row.field: row.text_hash for row in rows}
    return {
        field: translation_state(texts, languages, hashes.get(field))
        for field, texts in texts_of(item, draft.items[item])
    }


def _hashes(tx: Session, conference_id: int) -> dict[tuple[str, str], str]:
    statement = select(Confirmation.item, Confirmation.field, Confirmation.text_hash)
    rows = tx.execute(statement.where(Confirmation.conference_id == conference_id))
    return {(row.item, row.field): row.text_hash for row in rows}
