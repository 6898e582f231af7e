"""Edits of a draft. Each gives the agenda, or its document, as it is afterwards; a draft may hold any conflict."""

from eventapp.domain.drafts.editing import index_of, with_item, with_new_item
from eventapp.domain.drafts.removal import Hanging, hanging_on, without_item
from eventapp.domain.drafts.sessions import (
    Named,
    Placing,
    duplicate_day,
    duplicate_session,
    merge_sessions,
    place_session,
    split_session,
    swap_sessions,
)
from eventapp.domain.drafts.slipping import Slip, Slipped, slip_sessions, slipped
from eventapp.domain.drafts.topics import (
    NumberChange,
    move_topic,
    new_topic_number,
    number_changes,
    number_order,
    place_topic,
    renumber_topics,
)

__all__ = [
    "Hanging",
    "Named",
    "NumberChange",
    "Placing",
    "Slip",
    "Slipped",
    "duplicate_day",
    "duplicate_session",
    "hanging_on",
    "index_of",
    "merge_sessions",
    "move_topic",
    "new_topic_number",
    "number_changes",
    "number_order",
    "place_session",
    "place_topic",
    "renumber_topics",
    "slip_sessions",
    "slipped",
    "split_session",
    "swap_sessions",
    "with_item",
    "with_new_item",
    "without_item",
]
