"""Topics put in another order or place, and numbered anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action
from eventapp.domain.drafts import NumberChange, move_topic, number_changes, place_topic, renumber_topics
from eventapp.domain.errors import DomainError
from eventapp.operations.drafts import Step, change_draft

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.domain.agenda import Agenda
    from eventapp.policy import Actor
    from eventapp.queries.drafts import Draft


class StaleNumbersError(DomainError):
    """Renumbering would change other numbers than the actor was shown."""

    def __init__(self) -> None:
        super().__init__("stale-numbers")


def order_topic(
    tx: Session, slug: str, topic_id: str, by: int, *, seen: str = "", actor: Actor, now: datetime
) -> Draft:
    """Let a topic stand so many places further, or nearer, in its session; its number stays.

    `seen` is the version of it that the actor saw, "" for one who saw none.
    Raises: NotFoundError; StaleItemError.
    """
    return change_draft(
        tx,
        slug,
        lambda agenda: move_topic(agenda, topic_id, by),
        step=Step(action=Action.TOPIC_PLACE, subject=f"topics/{topic_id}"),
        expected=_expected(topic_id, seen),
        actor=actor,
        now=now,
    )


def put_topic(
    tx: Session,
    slug: str,
    topic_id: str,
    session_id: str | None,
    *,
    position: int | None = None,
    seen: str = "",
    actor: Actor,
    now: datetime,
) -> Draft:
    """Let a topic stand in a session, or (None) in none, at a position from 1; last unless said.

    `seen` is the version of it that the actor saw, "" for one who saw none.
    Raises: NotFoundError; StaleItemError.
    """
    step = Step(action=Action.TOPIC_PLACE, subject=f"topics/{topic_id}")
    return change_draft(
        tx,
        slug,
        lambda agenda: place_topic(agenda, topic_id, session_id, position),
        step=step,
        expected=_expected(topic_id, seen),
        actor=actor,
        now=now,
    )


def number_topics_anew(tx: Session, slug: str, *, seen: tuple[NumberChange, ...], actor: Actor, now: datetime) -> Draft:
    """Let the topics count from 1 in the order of the agenda; `seen` is what the actor was shown to change.

    Raises: StaleNumbersError when something else would change now, unless the numbers are those wanted already.
    """

    def renumbered(agenda: Agenda) -> Agenda:
        wanted, changes = {one.topic_id: one.after for one in seen}, number_changes(agenda)
        is_done = not changes and wanted.items() <= {(topic.id, topic.number) for topic in agenda.topics}
        if changes != seen and not is_done:
            raise StaleNumbersError
        return renumber_topics(agenda)

    step = Step(action=Action.TOPIC_RENUMBER, subject="topics/all")
    return change_draft(tx, slug, renumbered, step=step, expected={}, actor=actor, now=now)


def _expected(topic_id: str, seen: str) -> dict[str, str]:
    return {f"topics/{topic_id}": seen} if seen else {}
