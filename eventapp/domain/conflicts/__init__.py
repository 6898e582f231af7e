"""Conflicts of an agenda: what collides, how badly, and who and what is involved."""

from eventapp.domain.conflicts.finding import Known, find_conflicts
from eventapp.domain.conflicts.findings import Conflict, ConflictCode, Severity

__all__ = ["Conflict", "ConflictCode", "Known", "Severity", "find_conflicts"]
