"""Steps that can't be taken back, or done again: said why, then set aside, so that they don't bar the way to others."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import update

from eventapp.domain.errors import DomainError
from eventapp.models import DraftChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from eventapp.policy import Actor


class StepRefusedError(DomainError):
    """The actor's next step can be neither undone nor redone, for `reason`; `key` is the step's, for `set_step_aside`."""

    def __init__(self, reason: DomainError, key: int) -> None:
        super().__init__(reason.code, **reason.values)
        self.reason = reason
        self.key = key


@contextmanager
def refused_as(change: DraftChange) -> Iterator[None]:
    """Let a refusal say which step it is about."""
    key = change.id
    try:
        yield
    except DomainError as reason:
        raise StepRefusedError(reason, key) from reason


def set_step_aside(tx: Session, error: StepRefusedError, *, actor: Actor) -> None:
    """Let undo and redo pass by a step that was refused; whose change it was stays known.

    A transaction of its own: the one that was refused is undone as a whole. Nothing of the draft changes, so nothing is logged.
    """
    of_actor = (DraftChange.id == error.key, DraftChange.user_id == actor.user_id)
    tx.execute(update(DraftChange).where(*of_actor).values(user_id=None))
