"""People's data taken out as a file: the log says who did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.audit import Action, record

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


def record_people_export(tx: Session, slug: str, what: str, *, count: int, actor: Actor, now: datetime) -> None:
    """Note that somebody took data of `count` people out; `what` is the file's kind ("xlsx", "meals.xlsx")."""
    details = {"people": count}
    record(tx, Action.REGISTRATION_EXPORT, conference_slug=slug, subject=what, details=details, actor=actor, now=now)
