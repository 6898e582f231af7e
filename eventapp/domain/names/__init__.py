"""Names of people: how they are written where, how they sound, what should be looked at again."""

from eventapp.domain.names.checking import check_attendee, check_names, mended, reading_of
from eventapp.domain.names.findings import MECHANICAL, Finding, FindingCode, Severity
from eventapp.domain.names.forms import badge_name, introduced_name, list_name, name_in, native_name, roster_name
from eventapp.domain.names.parts import NAME_PARTS, Named, NameParts, name_parts, name_parts_of
from eventapp.domain.names.romaji import fits, romanised, sound_of

__all__ = [
    "MECHANICAL",
    "NAME_PARTS",
    "Finding",
    "FindingCode",
    "NameParts",
    "Named",
    "Severity",
    "badge_name",
    "check_attendee",
    "check_names",
    "fits",
    "introduced_name",
    "list_name",
    "mended",
    "name_in",
    "name_parts",
    "name_parts_of",
    "native_name",
    "reading_of",
    "romanised",
    "roster_name",
    "sound_of",
]
