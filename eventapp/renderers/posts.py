"""What members are called: the roles of the policy, named by their words because renderers don't know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from eventapp.renderers.wording import Words

_ROLES = {
    "organiser": N_("Organiser"),
    "editor": N_("Editor of the agenda"),
    "focal_point": N_("Focal point"),
    "desk": N_("Check-in desk"),
    "reader": N_("Reader of the draft"),
}


def post_label(role: str, side: str, words: Words) -> str:
    """Give "Organiser", "Focal point, JP"."""
    label = words(_ROLES[role])
    return words("{role}, {side}", role=label, side=side) if side else label
