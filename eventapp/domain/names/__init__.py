"""Names of people: how they are written where."""

from eventapp.domain.names.forms import badge_name, introduced_name, list_name, name_in, native_name, roster_name

__all__ = ["badge_name", "introduced_name", "list_name", "name_in", "native_name", "roster_name"]
