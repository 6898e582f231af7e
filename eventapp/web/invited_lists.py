"""The list of those invited to register, as its page shows it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventapp.domain.folding import letters_of
from eventapp.domain.registration import InvitationState, Standing
from eventapp.renderers.vocabulary import language_name, word_label
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from eventapp.domain.registration import Invited
    from eventapp.operations.registrations.inviting import Prospect
    from eventapp.renderers.wording import Words
    from eventapp.web.workplace import Workplace

STATES = {
    InvitationState.SENT: N_("Sent"),
    InvitationState.OPENED: N_("Opened"),
    InvitationState.REGISTERED: N_("Has registered"),
    InvitationState.DECLINED: N_("Declined by the person"),
    InvitationState.REVOKED: N_("Taken back"),
    InvitationState.EXPIRED: N_("Over"),
}

_STANDINGS = {
    Standing.NEW: N_("Gets an invitation"),
    Standing.AGAIN: N_("Gets a new invitation; the one before was taken back or is over"),
    Standing.INVITED: N_("Has an invitation already: no mail"),
    Standing.DECLINED: N_("Declined: no mail"),
    Standing.REGISTERED: N_("Registered already: no mail"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedRow:
    """One who was invited: as what, how far it got and when, what can be done."""

    id: int
    email: str
    name: str
    side: str
    category: str
    language: str
    state: str
    is_ended: bool
    person: str  # the public id of who registered, "" for nobody
    history: tuple[str, ...]
    is_undelivered: bool
    can_remind: bool
    can_revoke: bool
    can_renew: bool


@dataclass(frozen=True, slots=True)
class InvitedList:
    """The rows that are wished for; `states` are value, label and count of those that there are, `due` is how many may be reminded."""

    rows: tuple[InvitedRow, ...]
    states: tuple[tuple[str, str, int], ...]
    whole: int
    due: int
    waited_for: int


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of a list that is about to be invited, and what would happen."""

    number: int
    email: str
    name: str
    side: str
    category: str
    language: str
    said: str
    gets_mail: bool


def preview_row(number: int, prospect: Prospect, place: Workplace) -> PreviewRow:
    one = prospect.invitee
    return PreviewRow(
        number=number,
        email=one.email,
        name=one.name,
        side=one.side,
        category=word_label(one.category, place.words),
        language=language_name(one.language),
        said=standing_words(prospect.standing, place.words),
        gets_mail=prospect.standing.gets_mail,
    )


def standing_words(standing: Standing, words: Words) -> str:
    """Give what inviting an address does."""
    return words(_STANDINGS[standing])


def said_after(given: Mapping[str, str], words: Words) -> str:
    """Give what was done, as the address tells it after a press."""
    counts = {
        key: int(given[key]) for key in ("sent", "reminded", "early", "revoked") if given.get(key, "").isdecimal()
    }
    said = []
    if "sent" in counts:
        said.append(words.plural("{count} invitation is sent.", "{count} invitations are sent.", counts["sent"]))
    if "reminded" in counts:
        said.append(words.plural("{count} reminder is sent.", "{count} reminders are sent.", counts["reminded"]))
    if "early" in counts:
        said.append(
            words.plural(
                "{count} got a mail less than a day ago and got no other.",
                "{count} got a mail less than a day ago and got no other.",
                counts["early"],
            )
        )
    if "revoked" in counts:
        said.append(words("The invitation is taken back; its links are dead."))
    return " ".join(said)


def invited_list(
    invited: Sequence[Invited],
    place: Workplace,
    *,
    state: str,
    query: str,
    undelivered: Collection[str],
    now: datetime,
) -> InvitedList:
    """Give the rows in one state, of all for "", whose address or name has what is searched for."""
    counts = Counter(one.state_at(now) for one in invited)
    wanted = letters_of(query)
    shown = [
        one
        for one in invited
        if state in {"", one.state_at(now).value} and wanted in letters_of(f"{one.email} {one.name}")
    ]
    return InvitedList(
        rows=tuple(_row(one, place, one.email in undelivered, now) for one in shown),
        states=tuple((key.value, place.words(said), counts[key]) for key, said in STATES.items() if counts[key]),
        whole=len(invited),
        due=sum(one.may_be_reminded(now) for one in invited),
        waited_for=sum(one.state_at(now).is_open for one in invited),
    )


def state_words(one: Invited, words: Words, now: datetime) -> str:
    """Give how far an invitation got; of who registered also how that stands: "Registered: On the list"."""
    said = words(STATES[one.state_at(now)])
    if one.registration is None:
        return said
    return words("{state}: {registration}", state=said, registration=word_label(one.registration, words))


def _row(one: Invited, place: Workplace, is_undelivered: bool, now: datetime) -> InvitedRow:  # noqa: FBT001 - private
    words, state = place.words, one.state_at(now)
    return InvitedRow(
        id=one.id,
        email=one.email,
        name=one.name,
        side=one.side,
        category=word_label(one.category, words),
        language=language_name(one.language),
        state=state_words(one, words, now),
        is_ended=not state.is_open and state is not InvitationState.REGISTERED,
        person=one.registered,
        history=tuple(_history(one, place)),
        is_undelivered=is_undelivered and state.is_open,
        can_remind=one.may_be_reminded(now),
        can_revoke=state.is_open,
        can_renew=one.may_be_renewed(now),
    )


def _history(one: Invited, place: Workplace) -> list[str]:
    """Give what happened when, on the conference's clock."""
    words, at = place.words, place.moment
    found = [words("sent {at}", at=at(one.sent_at))]
    if one.reminded_at:
        found.append(
            words.plural("reminded {at}", "reminded {count} times, last {at}", one.reminders, at=at(one.reminded_at))
        )
    for message, instant in (
        (N_("opened {at}"), one.opened_at),
        (N_("declined {at}"), one.declined_at),
        (N_("taken back {at}"), one.revoked_at),
    ):
        if instant is not None:
            found.append(words(message, at=at(instant)))
    if one.registration is None and one.revoked_at is None and one.declined_at is None:
        found.append(words("holds until {at}", at=at(one.expires_at)))
    return found
