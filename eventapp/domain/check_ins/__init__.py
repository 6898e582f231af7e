"""The desk: who is in, where; what a desk tells, and what holds when several tell at once or late."""

from eventapp.domain.check_ins.codes import code_shape, find_by_code, read_code
from eventapp.domain.check_ins.desks import LATEST, OutcomeKind, Said, desk_name, instant_of
from eventapp.domain.check_ins.lists import SideCount, count_sides, is_expected, is_listed
from eventapp.domain.check_ins.scopes import CONFERENCE_SCOPE, Scope, find_scope, is_scope_path, scopes_of
from eventapp.domain.check_ins.standing import Standing, Told, Verb, standing_of

__all__ = [
    "CONFERENCE_SCOPE",
    "LATEST",
    "OutcomeKind",
    "Said",
    "Scope",
    "SideCount",
    "Standing",
    "Told",
    "Verb",
    "code_shape",
    "count_sides",
    "desk_name",
    "find_by_code",
    "find_scope",
    "instant_of",
    "is_expected",
    "is_listed",
    "is_scope_path",
    "read_code",
    "scopes_of",
    "standing_of",
]
