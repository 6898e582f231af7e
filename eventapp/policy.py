"""Who may: permissions and the one function that decides. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from eventapp.domain.audiences import PUBLIC, Audience


class Permission(StrEnum):
    """What can be done, as noun:verb."""

    AGENDA_READ = "agenda:read"


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks: a name for the audit log and the audience that he or she belongs to."""

    name: str
    audience: Audience = PUBLIC
    user_id: int | None = None


ANONYMOUS = Actor("anonymous")

GRANTS: dict[Permission, frozenset[str]] = {Permission.AGENDA_READ: frozenset({"public"})}


def allows(actor: Actor, permission: Permission) -> bool:
    """Say whether the actor may; today everybody may read what is published for the public."""
    granted = GRANTS.get(permission, frozenset())
    return "public" in granted or str(actor.audience) in granted
