"""A sentence for everything that can be wrong, in the reader's language, at the place where it was typed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from eventapp.domain.localized import Localized
from eventapp.renderers.dates import due_moment, wall_time
from eventapp.renderers.name_checks import SENTENCES as NAME_SENTENCES
from eventapp.renderers.wording import N_

if TYPE_CHECKING:
    from eventapp.domain.errors import Cell, DomainError, Problem
    from eventapp.renderers.wording import Words

_SENTENCES = NAME_SENTENCES | {
    "syntax": N_("Line {line} is not TOML: {reason}."),
    "syntax-somewhere": N_("The file is not TOML: {reason}."),
    "long-number": N_("A number in line {line} has too many digits."),
    "long-number-somewhere": N_("A number has too many digits."),
    "not-utf-8": N_("Line {line} is not UTF-8 text. Save the file as UTF-8."),
    "too-deep": N_("Tables stand inside each other more than {limit} times."),
    "file-too-large": N_("The file is larger than {limit} bytes."),
    "missing-key": N_("This key is missing."),
    "unknown-key": N_("There is no such key here. Check its spelling."),
    "unknown-word": N_("“{got}” is none of the words allowed: {expected}."),
    "wrong-form": N_("“{got}” does not have the form that this key needs."),
    "wrong-type": N_("This must be {expected}, not {got}."),
    "not-once": N_("Write it once, as [{table}]."),
    "empty-text": N_("The text is empty. Leave the key out instead."),
    "text-too-long": N_("The text is longer than {limit} characters."),
    "too-few": N_("There must be at least {limit}."),
    "too-many": N_("There may be at most {limit}."),
    "too-small": N_("The number must be at least {limit}."),
    "too-large": N_("The number may be at most {limit}."),
    "line-break": N_("A line break cannot stand in a single line ({character})."),
    "line-separator": N_("The character {character} breaks lines in some programs. Take it out."),
    "bidi-character": N_("The character {character} reorders the text around it. Take it out."),
    "control-character": N_("The character {character} is no text. Take it out."),
    "invisible-character": N_("The character {character} cannot be seen here. Take it out."),
    "piled-marks": N_("More than three marks stand on one letter ({character}). Take some out."),
    "unprintable": N_("The character {character} cannot be printed: our fonts have no sign for it."),
    "outer-space": N_("Take the space before or after the text out."),
    "unknown-zone": N_("“{zone}” is no IANA time zone. Write one such as Asia/Tokyo."),
    "unknown-audience": N_("“{audience}” is no audience. Write public, participants, staff or side:<code>."),
    "unknown-reference": N_("Nothing here has the id “{got}”."),
    "unknown-language": N_("“{got}” is none of the conference's languages: {expected}."),
    "missing-first-language": N_("The text in the conference's first language ({language}) is missing."),
    "duplicate-id": N_("The id “{got}” stands twice."),
    "duplicate-code": N_("The code “{got}” stands twice."),
    "duplicate-uid": N_("The uid “{got}” stands twice."),
    "duplicate-number": N_("The number “{got}” stands twice."),
    "duplicate-language": N_("A language stands twice."),
    "duplicate-transfer": N_("This way stands twice, or leads nowhere."),
    "unknown-head": N_("The head “{got}” is no attendee of this delegation."),
    "half-a-point": N_("Latitude and longitude belong together."),
    "nameless": N_("This person has neither a name nor a position."),
    "end-before-start": N_("The end {end} does not lie after the start {start}."),
    "leaves-before-arrival": N_("Leaving at {leaves} does not lie after arriving at {arrives}."),
    "last-day-before-first": N_("The last day {end} lies before the first day {start}."),
    "too-many-days": N_("A conference lasts at most {limit} days."),
    "transfer-without-ends": N_("A transfer needs from_venue and to_venue."),
    "gap-time": N_("{wall} does not exist in {zone}: clocks go forward over it."),
    "fold-time": N_("{wall} comes twice in {zone}. Write it with its offset."),
    "wrong-offset": N_("{got} is not the offset that {zone} has then."),
    "time-out-of-range": N_("{got} is no time that can be kept."),
    "time-without-offset": N_("This time needs its offset, such as +09:00."),
    "wrong-number": N_("Publications count from 1 without gaps: {expected} is missing, not {got}."),
    "not-ascending": N_("This publication must be later than the one before."),
    "other-history": N_("Version {number} was published at {as_of}; this file tells another."),
    "unknown-publication": N_("There is no such version."),
    "unknown-message": N_("There is no such message."),
    "text-erased": N_("The text of this message was erased: it cannot be sent again."),
    "not-failed": N_("This message has not failed: it waits, was sent or was cancelled."),
    "uid-taken": N_("Another conference has the uid “{got}”. Leave the key out to get a new one."),
    "uid-moved": N_("The uid “{got}” was published as that of the session “{session}”. Keep the id that goes with it."),
    "conference-exists": N_("There is a conference “{slug}” already. Use --replace to put this one in its place."),
    "conference-published": N_(
        "It was published: calendars and papers tell of it. Cancel its sessions and publish that; then everybody learns it."
    ),
    "unknown-conference": N_("There is no conference “{slug}”."),
    "not-the-last": N_("Version {number} cannot be taken back: it is not the last one, or there is none before it."),
    "taken-back-already": N_("Version {number} was taken back already, by version {by}. Nothing was taken back twice."),
    "no-file": N_("Choose a file first."),
    "upload-too-large": N_(
        "The file is larger than {limit} MB. Take what you don't need out of it, or use the command eventapp bring."
    ),
    "slug-taken": N_("Another conference is called “{slug}”. Choose another short name."),
    "no-contact": N_("The organisers of this conference published no contact."),
    "unknown-item": N_("“{item}” is not there any more."),
    "stale-item": N_("Somebody changed {item} meanwhile. Your change was not saved; what stands now is shown."),
    "changed-since": N_("{item} was changed since, by {by}. It was left as it is now."),
    "stale-numbers": N_("The topics changed while you were reading. No number was changed."),
    "nothing-to-undo": N_("There is nothing of yours to undo."),
    "nothing-to-redo": N_("There is nothing to do again."),
    "same-session": N_("Choose another session."),
    "different-days": N_("Only sessions of one day can be merged."),
    "split-outside": N_("Choose a time between the session's start and its end."),
    "empty-day": N_("There is no session on that day."),
    "same-day": N_("Choose another day."),
    "no-number-left": N_("There is no number left after {number}. Renumber the topics first."),
    "venue-of-a-movement": N_("Transfers start or end there ({count}). Remove them first."),
    "mend-is-gone": N_("The draft changed meanwhile, and this way out is no longer there. Nothing was moved."),
    "unreadable-move": N_("This move cannot be understood. Load the board again."),
    "unknown-session": N_("There is no session “{session}” in this agenda."),
    "unknown-override": N_("No error is called {conflict}."),
    "address-over": N_("This link has ended: it is too old, or your registration has another address by now."),
    "address-used": N_("Somebody else is registered with this address. Write to the organisers."),
    "unprintable-character": N_("Our fonts have no sign for these characters: {characters}."),
    "wrong-override": N_("“{got}” is not of the form CODE:ID:REASON."),
    "unsettled-conflicts": N_("Errors without a reason stop the publication: {count}."),
    "already-published": N_("Version {number} was published already. Nothing was published twice."),
    "nothing-changed": N_("Nothing changed since version {number}."),
    "unknown-version": N_("There is no version {number}; the last is {last}."),
    "unknown-side": N_("“{got}” is no delegation of this version: {offered}."),
    "unpublished": N_("The conference “{slug}” has no publication yet."),
    "unknown-language-wish": N_("“{got}” is none of this conference's languages: {offered}."),
    "unknown-zone-wish": N_("“{got}” is no time zone. Write an IANA name such as America/New_York, or venue."),
    "unknown-day": N_("“{got}” is no day of this conference: {offered}."),
    "unknown-paper": N_("“{got}” is no paper: a4, letter."),
    "not-a-spreadsheet": N_("This is no XLSX, XLS, ODS or CSV file that can be read."),
    "no-sheet": N_("No sheet has the columns of sessions or topics. Start from the template."),
    "unclear-sheet": N_("Its columns fit sessions as well as topics. Call the sheet Sessions or Topics."),
    "too-many-rows": N_("A sheet may have at most {rows} rows and {columns} columns."),
    "sheet-left-out": N_("The sheet “{got}” was not read."),
    "unknown-column": N_("This column is not known and was not read."),
    "column-twice": N_("Two columns hold the same."),
    "no-people": N_("No sheet has the columns of people. Start from the template."),
    "too-many-people": N_("A list may have at most {limit} people."),
    "unknown-field": N_("“{got}” is no field of a person."),
    "missing-column": N_("This column is missing, and is needed here."),
    "whole-name": N_(
        "This column holds whole names, and a name is never split by guessing. Give its parts columns of their own: 姓 and 名, or Family name and Given name."
    ),
    "whole-reading": N_(
        "This column holds whole readings and was not read. Give the parts columns of their own: ふりがな（姓）, ふりがな（名）."
    ),
    "whole-beside-parts": N_("This column was not read: the parts of the name have columns of their own."),
    "person-unclear": N_(
        "This may be {name}, who is there already. Write the id “{id}” in the column Id, or a new one for somebody else."
    ),
    "email-of-another": N_(
        "This is the address of {name}. If it is the same person, write the id “{id}” in the column Id; else another address."
    ),
    "duplicate-email": N_("The same address stands in row {row}."),
    "duplicate-person": N_("The same person seems to stand in row {row}. Two people of one name need an id each."),
    "two-heads": N_("The head of this delegation stands in row {row} already."),
    "cell-mended": N_("“{got}” was read as “{mended}”."),
    "missing-cell": N_("This must not be empty."),
    "cell-form": N_("“{got}” does not have the form that this column needs."),
    "not-a-number": N_("“{got}” is no whole number."),
    "not-a-date": N_("“{got}” is no date. Write 2023-03-12 or 2023年3月12日."),
    "ambiguous-date": N_("“{got}” could be two different days. Write 2023-03-12 or 2023年3月12日."),
    "not-a-time": N_("“{got}” is no time of day. Write 09:00 or 9時00分."),
    "other-date": N_("The day {got} is another than that of the column for dates."),
    "unknown-place": N_("No place here has the id or the name “{got}”."),
    "ambiguous-place": N_("Several places have the name “{got}”. Write the id."),
    "unknown-person": N_("Nobody here has the id “{got}”."),
    "zone-assumed": N_("Times without a zone are read in that of the room's venue, else the conference's: {zones}."),
    "unknown-layout": N_("“{got}” is no layout: {offered}."),
    "not-a-schedule": N_("This is no schedule that can be read: XML, JSON of frab or pretalx, iCalendar."),
    "not-xml": N_("Line {line} is not XML: {reason}."),
    "xml-entity": N_("The file declares entities of its own. Such files are not read."),
    "not-json": N_("Line {line} is not JSON: {reason}."),
    "no-sessions": N_("No session of this schedule can be read."),
    "zone-needed": N_("The file names no time zone. Say it, such as --zone Asia/Tokyo."),
    "slug-needed": N_("The file has no short name. Say it, such as --slug forum-2026."),
    "only-for-schedules": N_("This option is for schedules. A conference file says it itself."),
    "unread-start": N_("“{got}” is no start that can be read. The event was left out."),
    "recurring": N_("This event repeats, and was left out. Enter each time as a session of its own."),
    "all-day": N_("This event lasts whole days. It was read from midnight to midnight."),
    "without-end": N_("This event has no end after its start. It was given {minutes} minutes."),
    "cancelled-event": N_("This event is cancelled. It was kept as a cancelled session."),
    "untitled": N_("This event has no title. Its id stands there."),
    "duplicate-source": N_("The id “{got}” stands twice. The later event became the session “{session}”."),
    "floating-times": N_("Times without a zone were read in {zone} (sessions: {count})."),
    "other-language": N_("Texts said to be in “{got}” stand under “{language}” (sessions: {count})."),
    "missing-vtimezone": N_("The file does not define the zone {zone}. The IANA zone of this name was taken."),
    "zone-translated": N_("“{got}” is no IANA time zone. It was read as {zone}."),
    "zone-not-known": N_("The time zone “{got}” is not known. The time was read as one without a zone."),
    "broken-folding": N_("Line {line} begins no property. It was joined to the line before: {text}"),
    "rooms-made": N_("New rooms in “{venue}”: {rooms}."),
    "people-left-out": N_(
        "Nobody on the list of people, or more than one, has these names ({count}): {names}. They were left out."
    ),
    "uids-elsewhere": N_("Calendars know something else by the names (UIDs) of {count} sessions. These get new ones."),
    "unknown-delay": N_("People cannot be told after {minutes} minutes. Choose one of the times given."),
    "draft-changed": N_("The draft changed while you were reading. Look again."),
    "unread-language": N_("The conference has no texts in “{got}”: {expected}."),
    "text-cut": N_("A text is longer than {limit} characters, and was cut."),
    "user-exists": N_("There is an account for {email} already."),
    "public-url-missing": N_("Links cannot be mailed: the address of this site, EVENTAPP_PUBLIC_URL, is not set."),
    "unknown-user": N_("There is no such account."),
    "unknown-email": N_("There is no account for {email}."),
    "not-an-email": N_("“{got}” is no e-mail address."),
    "not-a-phone": N_(
        "“{got}” is no telephone number. Write digits with +, spaces, hyphens or brackets, and an extension last: +81 3-5555-0100 ext. 12"
    ),
    "link-ended": N_("This link has expired or was used already."),
    "invitation-ended": N_("This invitation has expired, was accepted already or was taken back."),
    "too-many-tries": N_("Too many tries. Wait {minutes} minutes, then try again."),
    "password-too-short": N_("A password has at least 12 characters."),
    "password-too-long": N_("A password has at most 200 characters."),
    "password-guessable": N_("This password is easily guessed. Take another."),
    "already-member": N_("This person is a member of the conference already."),
    "unknown-member": N_("There is no such member."),
    "unknown-invitation": N_("There is no such invitation."),
    "stale-post": N_(
        "Somebody changed this role meanwhile: it is “{stands}” now. “{wanted}” was not saved. Press Change again if you still want it."
    ),
    "side-needed": N_("A focal point belongs to one delegation. Choose it."),
    "has-focal-points": N_(
        "Focal points would lose their access with their delegation: {people}. First give them another role, or take their invitations back."
    ),
    "registration-closed": N_("Registration is closed."),
    "registration-not-yet": N_("Registration is not open yet."),
    "registration-over": N_("Registration is over."),
    "registration-by-invitation": N_("Registration is by invitation. Use the link in your invitation."),
    "registration-by-focal-point": N_("Your delegation registers you. Turn to its focal point."),
    "unknown-registration": N_("There is no such registration."),
    "nobody-known": N_("Nobody is known as “{who}”. Give an e-mail address, or conference/id."),
    "same-person": N_("These are the same registration."),
    "merge-across": N_("The one kept is not in the agenda, the other is. Keep the other one."),
    "known-person": N_("Somebody with this address is on the list already."),
    "unknown-scope": N_("This is not in the programme any more. Choose again where people are checked in."),
    "unreadable-check-ins": N_("What was sent could not be read. Load the page again."),
    "list-full": N_("There is no place left."),
    "not-on-list": N_("Calendar addresses are for those who are on the list."),
    "not-published": N_("Nothing has been published yet: people are invited to what stands in the published agenda."),
    "shared-address": N_(
        "Somebody else has this by mail at the same address. Neither answers nor cancellations could be told apart."
    ),
    "session-over": N_("The session is over. There is nobody to invite to it any more."),
    "not-invitable": N_("Only who is on the list and has an address can be invited by mail."),
    "no-delegation": N_("You belong to no delegation, so there is no calendar of one."),
    "unknown-feed": N_("There is no such calendar."),
    "unknown-feed-wish": N_("There is no calendar with {parameter}={got}. Known: {offered}."),
    "list-changed": N_("The list is another one by now. Look at it again before you issue it."),
    "list-unchanged": N_("Nothing has changed since the last list."),
    "list-empty": N_("Nobody has agreed to be named yet: there is nothing to issue."),
    "unknown-list": N_("There is no such list."),
    "offer-over": N_("This place is no longer kept for you."),
    "cannot-withdraw": N_("This registration has ended already."),
    "cannot-substitute": N_("Only somebody who is on the list can be replaced."),
    "press-of-a-side": N_(
        "The press belongs to no side, so that it takes no place of a side. Choose another category."
    ),
    "guest-of-delegation": N_("Guests belong to no delegation. Choose another category."),
    "side-list-changed": N_("The list changed while you were reading. Look again."),
    "needs-without-consent": N_(
        "The file tells of food or needs. Say that the people agreed, or leave these columns out."
    ),
    "not-yours-to-decide": N_("The secretariat decides about people of this category."),
    "stale-registration": N_("Somebody changed this registration meanwhile. Look at it again."),
    "stale-plan": N_("Somebody changed these rules meanwhile. Look at them again."),
    "closes-before-opening": N_("Registration closes before it opens."),
    "guest-without-focal-point": N_("A guest belongs to no delegation, and so has no focal point."),
    "stale-question": N_("Somebody changed this question meanwhile. Look at it again."),
    "question-answered": N_("The kind stays as it is: the question was answered. Remove it and ask anew."),
    "option-chosen": N_("“{option}” stays: {count} chose it. Change its words, or take the question out."),
    "too-many-questions": N_("There may be at most {limit} questions."),
    "unknown-question": N_("There is no such question."),
    "no-invitees": N_("Nobody stands in the list."),
    "invitation-closed": N_("Registration of this category is closed: an invitation would not open it."),
    "invitation-by-focal-point": N_(
        "This category is registered by its focal points: an invitation would not open it."
    ),
    "invitation-over": N_("Registration of this category is over: an invitation would not open it."),
    "invitation-never-opens": N_("The conference is over: an invitation would not open. Say until when it holds."),
    "invitation-holds": N_("This invitation holds already, or was answered."),
    "invitation-answered": N_("This invitation was answered: the registration is on the list."),
    "guest-of-a-side": N_("A guest belongs to no delegation."),
    "delegation-needed": N_("Everybody but a guest belongs to a delegation."),
    "unknown-delegation": N_("The conference has no delegation “{got}”."),
    "address-twice": N_("The address {got} stands twice."),
    "last-organiser": N_("A conference keeps at least one organiser."),
    "translation-missing": N_("One language is still empty: there is nothing to confirm yet."),
    "characters-taken-out": N_("Characters that cannot be kept or printed were taken out: {characters}."),
}
# The words of the guide for what TOML can hold (docs/conference-file.md).
_KINDS = {
    "string": N_("a text"),
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "decimal": N_("a number with a decimal point"),
    "boolean": N_("yes or no (true, false)"),
    "date": N_("a date"),
    "time": N_("a time"),
    "datetime": N_("a date and time"),
    "array": N_("a list"),
    "table": N_("a table"),
}
# Values that are times, of files and forms.
_TIMES = frozenset({"start", "end", "arrives", "leaves", "wall"})
_OTHER = N_("This is not right ({code}).")


def problem_sentence(problem: Problem, words: Words) -> str:
    """Give what is wrong and how to put it right, without the place."""
    return _sentence(problem.code, dict(problem.values), words)


def problem_line(problem: Problem, words: Words) -> str:
    """Give place, item and sentence: "sessions[12].title.ja (s-opening): …", "Sessions row 12, Start: …"."""
    place = f"{problem.path} ({problem.item})" if problem.path and problem.item else problem.path or problem.item
    if problem.cell:
        place = _cell_place(problem.cell, words)
    sentence = problem_sentence(problem, words)
    return f"{place}: {sentence}" if place else sentence


def _cell_place(cell: Cell, words: Words) -> str:
    column = cell.column.in_language(words.language) if cell.column else None
    if not cell.sheet:
        return (
            words("Row {row}, {column}", row=cell.row, column=column.text)
            if column
            else words("Row {row}", row=cell.row)
        )
    if column is None:
        return words("{sheet} row {row}", sheet=cell.sheet, row=cell.row)
    return words("{sheet} row {row}, {column}", sheet=cell.sheet, row=cell.row, column=column.text)


def error_sentence(error: DomainError, words: Words) -> str:
    return _sentence(error.code, error.values, words)


def _sentence(code: str, values: dict[str, object], words: Words) -> str:
    message = _SENTENCES.get(code)
    if code == "wrong-type":
        values = {key: words(_KINDS[str(kind)]) for key, kind in values.items()}
    values = {key: _said(key, value, words.language) for key, value in values.items()}
    return words(message, **values) if message else words(_OTHER, code=code)


def _said(key: str, value: object, language: str) -> object:
    """Give a value as its reader writes it: times on their clock, words in the language; all else as it is."""
    if isinstance(value, Localized):
        return value.get(language) or next((text for _, text in value), "")
    if key not in _TIMES:
        return value
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return value
    return wall_time(at, language) if at.tzinfo is None else due_moment(at, language)
