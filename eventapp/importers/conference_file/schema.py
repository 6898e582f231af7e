"""The shape of a conference file: every key, its type and its limits (docs/conference-file.md)."""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003 - pydantic reads the annotations at run time
from datetime import date, datetime  # noqa: TC003 - pydantic reads the annotations at run time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from eventapp.domain.vocabulary import (
    AgreementState,
    AttendeeCategory,
    AttributionRule,
    ConferenceStatus,
    DisplayOrder,
    InterpretationMode,
    Role,
    SessionKind,
    SessionStatus,
    TopicPurpose,
    TransferMode,
)
from eventapp.importers.conference_file.values import (
    AudienceText,
    ContactEmail,
    ContactPhone,
    Count,
    ItemId,
    LanguageCode,
    Line,
    Lines,
    Minutes,
    Proses,
    SideCode,
    Slug,
    TopicNumber,
    Uid,
    Zone,
    clean_line,
)


class Table(BaseModel):
    """A table of the file: unknown keys are refused and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ConferenceTable(Table):
    slug: Slug
    title: Lines
    starts_on: date
    ends_on: date
    zone: Zone
    languages: Annotated[list[LanguageCode], Field(min_length=1, max_length=8)]
    subtitle: Lines = {}
    host: Lines = {}
    marking: Lines = {}
    notice: Lines = {}
    contact_name: Lines = {}
    contact_email: ContactEmail | None = None
    contact_phone: ContactPhone | None = None
    status: Annotated[ConferenceStatus, Field(strict=False)] = ConferenceStatus.CONFIRMED
    series: Slug | None = None
    edition: Annotated[int, Field(ge=1, le=999)] | None = None
    uid: Uid | None = None


class DelegationTable(Table):
    code: SideCode
    name: Lines
    side: bool = False
    zone: Zone
    language: LanguageCode
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    head: ItemId | None = None


class VenueTable(Table):
    id: ItemId
    name: Lines
    zone: Zone | None = None
    locality: Lines = {}
    address: Lines = {}
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    host_side: SideCode | None = None
    gate_minutes: Minutes = 0


class WindowTable(Table):
    start: datetime
    end: datetime


Windows = Annotated[list[WindowTable], Field(max_length=100)]


class RoomTable(Table):
    id: ItemId
    venue: ItemId
    name: Lines
    capacity: Count | None = None
    booths: Annotated[int, Field(ge=0, le=50)] = 0
    available: Windows = []


class TransferTable(Table):
    from_venue: ItemId
    to_venue: ItemId
    mode: Annotated[TransferMode, Field(strict=False)] = TransferMode.COACH
    minutes: Minutes


class AttendeeTable(Table):
    id: ItemId
    delegation: SideCode
    precedence: Annotated[int, Field(ge=1, le=100_000)] | None = None
    category: Annotated[AttendeeCategory, Field(strict=False)] = AttendeeCategory.DELEGATE
    family_name: Line | None = None
    given_name: Line | None = None
    native_family_name: Line | None = None
    native_given_name: Line | None = None
    family_name_reading: Line | None = None
    given_name_reading: Line | None = None
    prefix: Line | None = None
    suffix: Line | None = None
    id_name: Line | None = None
    badge_name: Line | None = None
    display_order: Annotated[DisplayOrder, Field(strict=False)] = DisplayOrder.FAMILY_FIRST
    organisation: Lines = {}
    position: Lines = {}
    email: (
        Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254), AfterValidator(clean_line)] | None
    ) = None
    language: LanguageCode | None = None
    interpretation_language: LanguageCode | None = None
    arrives: datetime | None = None
    leaves: datetime | None = None
    away: Windows = []


People = dict[Annotated[Role, Field(strict=False)], list[ItemId]]


class SessionTable(Table):
    id: ItemId
    kind: Annotated[SessionKind, Field(strict=False)]
    title: Lines
    start: datetime
    end: datetime
    zone: Zone | None = None
    uid: Uid | None = None
    number: Annotated[int, Field(ge=1, le=999)] | None = None
    description: Proses = {}
    room: ItemId | None = None
    from_venue: ItemId | None = None
    to_venue: ItemId | None = None
    transfer_mode: Annotated[TransferMode, Field(strict=False)] | None = None
    audience: AudienceText = "public"
    attribution: Annotated[AttributionRule, Field(strict=False)] = AttributionRule.ON_RECORD
    interpretation: Annotated[InterpretationMode, Field(strict=False)] = InterpretationMode.NONE
    expected: Count | None = None
    side_cap: Annotated[int, Field(ge=1, le=1000)] | None = None
    status: Annotated[SessionStatus, Field(strict=False)] = SessionStatus.CONFIRMED
    fixed: bool = False
    people: People = {}


class TopicTable(Table):
    id: ItemId
    number: TopicNumber
    purpose: Annotated[TopicPurpose, Field(strict=False)]
    title: Lines
    session: ItemId | None = None
    minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    text: Proses = {}
    questions: Annotated[list[Lines], Field(max_length=20)] = []
    proposed_by: SideCode | None = None
    agreement: Annotated[AgreementState, Field(strict=False)] = AgreementState.PROPOSED
    people: People = {}


class AgendaDocument(Table):
    """The agenda part of a file: everything but the publications."""

    conference: ConferenceTable
    delegations: list[DelegationTable] = []
    venues: list[VenueTable] = []
    rooms: list[RoomTable] = []
    transfers: list[TransferTable] = []
    attendees: list[AttendeeTable] = []
    sessions: Sequence[SessionTable] = []
    topics: list[TopicTable] = []


class PatchTable(BaseModel):
    """An item of a version as it was: any of its keys, `absent` where it was not there, `without` for keys that had no value.

    What stands in the other keys is checked in the version as a whole.
    """

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)

    absent: bool = False
    without: list[str] = []


def _told_once(items: list[PatchTable]) -> list[PatchTable]:
    names = [item.model_extra.get("id", item.model_extra.get("code")) for item in items if item.model_extra]
    seen: set[str] = set()
    for name in names:
        if isinstance(name, str):
            if name in seen:
                raise PydanticCustomError("duplicate-id", "{got}", {"got": name})
            seen.add(name)
    return items


Patches = Annotated[list[PatchTable], AfterValidator(_told_once)]


class OrderTable(Table):
    """The names of a section's items in their order of then; a transfer's is "from_venue+to_venue+mode"."""

    delegations: list[str] = []
    venues: list[str] = []
    rooms: list[str] = []
    transfers: list[str] = []
    attendees: list[str] = []
    sessions: list[str] = []
    topics: list[str] = []


class BeforeTable(Table):
    """How a version differed from the one after it: the agenda's own keys, a table or lists of items.

    An item with the id of one that stands later holds only what was different, an item with an unknown id was there in full.
    """

    conference: PatchTable | None = None
    delegations: Patches = []
    venues: Patches = []
    rooms: Patches = []
    transfers: Patches = []
    attendees: Patches = []
    sessions: Patches = []
    topics: Patches = []
    order: OrderTable | None = None


class PublicationTable(Table):
    """A version of the agenda, told by how it differed from the version after it (or from the file itself)."""

    number: Annotated[int, Field(ge=1, le=9999)]
    as_of: datetime
    published_by: Line
    note: Proses = {}
    before: BeforeTable | None = None


class FileDocument(AgendaDocument):
    """A whole conference file."""

    format: Annotated[int, Field(ge=1, le=1)]
    publications: list[PublicationTable] = []


class PublishedSessionTable(SessionTable):
    """A session of the JSON output, with what publishing gave it."""

    sequence: Annotated[int, Field(ge=0)] = 0
    modified_at: datetime | None = None


class PublicationHead(Table):
    number: Annotated[int, Field(ge=1)]
    as_of: datetime


class PublishedDocument(AgendaDocument):
    """The JSON of an agenda (docs/agenda-json.md)."""

    format: Literal["eventapp-agenda"]
    version: Literal[1]
    publication: PublicationHead | None
    sessions: Sequence[PublishedSessionTable] = []
