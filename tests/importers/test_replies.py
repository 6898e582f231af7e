"""Messages that come in: the shapes of the common programs, and what strangers send."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.domain.session_invitations import Answer, Reception, Reply
from eventapp.importers.replies import LARGEST, read_message
from tests.replies import (
    STAMP,
    answer_calendar,
    attached_mail,
    exchange_mail,
    google_mail,
    lone_mail,
    photo_mail,
    plain_mail,
)

EXPECTED = Reply(
    uid="s2@example.org", attendee="doe@example.org", sent_by="", answer=Answer.ACCEPTED, sequence=0, stamped_at=STAMP
)


@pytest.mark.parametrize("shape", [google_mail, exchange_mail, lone_mail, attached_mail])
def test_programs_shapes_are_read(shape):
    received = read_message(shape(answer_calendar()))
    assert (received.reply, received.sender, received.reception) == (EXPECTED, "doe@example.org", Reception.ANSWERED)


@pytest.mark.parametrize(
    ("attendee", "answer"),
    [
        ('ATTENDEE;CN="Doe, Jane";PARTSTAT=DECLINED:MAILTO:Doe@Example.org', Answer.DECLINED),
        (
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=tentative;RSVP=TRUE:mailto:doe@example.org",
            Answer.TENTATIVE,
        ),
        ("ATTENDEE;PARTSTAT=ACCEPTED;X-NUM-GUESTS=0:mailto:doe@example.org", Answer.ACCEPTED),
    ],
)
def test_answer_is_that_of_the_attendee(attendee, answer):
    reply = read_message(google_mail(answer_calendar(attendee=attendee))).reply
    assert (reply.attendee, reply.answer) == ("doe@example.org", answer)


def test_answer_of_an_assistant_with_a_comment():
    attendee = 'ATTENDEE;PARTSTAT=DECLINED;SENT-BY="mailto:pa@example.org":mailto:doe@example.org'
    calendar = answer_calendar(attendee=attendee, sequence=3, lines=["COMMENT:On a train\\, sorry\\nJane"])
    reply = read_message(exchange_mail(calendar, sender="pa@example.org")).reply
    assert (reply.sent_by, reply.comment, reply.sequence) == ("pa@example.org", "On a train, sorry\nJane", 3)


def test_counter_proposal_names_its_start_and_end():
    calendar = answer_calendar(
        method="COUNTER",
        attendee="ATTENDEE;PARTSTAT=TENTATIVE:mailto:doe@example.org",
        lines=["DTSTART:20230312T050000Z", "DTEND:20230312T060000Z", "COMMENT:Later please"],
    )
    reply = read_message(exchange_mail(calendar)).reply
    start = datetime(2023, 3, 12, 5, tzinfo=UTC)
    assert (reply.answer, reply.comment) == (Answer.COUNTERED, "Later please")
    assert (reply.proposed_at, reply.proposed_end_at) == (start, start + timedelta(hours=1))


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("99991231T235959Z", "9999-12-31 23:59:59+00:00"),
        ("00010101T000000Z", "0001-01-01 00:00:00+00:00"),
        ("20230312", "2023-03-12"),
        ("20230312T090000", "2023-03-12 09:00:00"),
    ],
)
def test_start_that_no_clock_can_show_is_among_the_words(start, said):
    kind = ";VALUE=DATE" if len(start) == len("20230312") else ""
    calendar = answer_calendar(method="COUNTER", lines=[f"DTSTART{kind}:{start}"])
    reply = read_message(exchange_mail(calendar)).reply
    assert (reply.answer, reply.proposed_at, reply.proposed_end_at) == (Answer.COUNTERED, None, None)
    assert reply.comment == said


def test_uid_has_nothing_that_a_database_refuses():
    assert read_message(google_mail(answer_calendar(uid="s2\x00@example.org"))).reply.uid == "s2@example.org"


@pytest.mark.parametrize(
    ("data", "reception"),
    [
        (plain_mail("Where is the hall?\n"), Reception.NO_CALENDAR),
        (google_mail(answer_calendar(method="REQUEST")), Reception.OTHER_METHOD),
        (google_mail(answer_calendar(method="CANCEL")), Reception.OTHER_METHOD),
        (google_mail(answer_calendar(method="")), Reception.OTHER_METHOD),
        (
            google_mail(answer_calendar(attendee="ATTENDEE;PARTSTAT=DELEGATED:mailto:doe@example.org")),
            Reception.NO_ANSWER,
        ),
        (google_mail(answer_calendar(attendee="ATTENDEE:mailto:doe@example.org")), Reception.NO_ANSWER),
        (google_mail(answer_calendar(attendee="")), Reception.NO_ANSWER),
        (google_mail(answer_calendar(lines=["ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.org"])), Reception.SEVERAL),
        (google_mail(answer_calendar(lines=["END:VEVENT", "BEGIN:VEVENT", "UID:x"])), Reception.SEVERAL),
        (google_mail("this is no calendar"), Reception.UNREADABLE),
        (google_mail("BEGIN:VCALENDAR\r\n" * 3000), Reception.UNREADABLE),
        (google_mail(answer_calendar().replace("DTSTAMP:2023", "DTSTAMP:20x3")), Reception.UNREADABLE),
        (google_mail(answer_calendar(stamp=STAMP.replace(year=9999))), Reception.UNREADABLE),
        (google_mail(answer_calendar().replace("DTSTAMP:2023", "DTSTAMP:0001")), Reception.UNREADABLE),
        (b"", Reception.NO_CALENDAR),
        (b"\xff\xfe\x00", Reception.NO_CALENDAR),
        (b"x" * (LARGEST + 1), Reception.TOO_LARGE),
        (
            b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"
            + b"--a\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 200
            + b"--a--\r\n",
            Reception.UNREADABLE,
        ),
    ],
)
def test_what_is_no_answer_is_told_apart(data, reception):
    received = read_message(data)
    assert (received.reply, received.reception) == (None, reception)


def test_of_a_message_that_is_too_large_the_sender_and_the_subject_are_told():
    """Whoever reads the list has to find it in the mailbox."""
    received = read_message(photo_mail(answer_calendar(), is_photo_first=True))
    told = (received.sender, received.subject, received.text, received.reply, received.reception)
    assert told == ("doe@example.org", "Accepted: Title s2", "Doe has accepted.", None, Reception.TOO_LARGE)


def test_answer_with_a_large_photograph_behind_it_is_understood():
    received = read_message(photo_mail(answer_calendar()))
    assert (received.reply, received.reception) == (EXPECTED, Reception.ANSWERED)


@pytest.mark.parametrize("shape", [google_mail, exchange_mail, lone_mail, attached_mail])
def test_calendar_that_was_cut_is_never_taken_for_a_whole_one(shape):
    """Wherever the limit falls into a large message, what is understood is the whole answer or none."""
    lines = ["COMMENT:I come", "X-PHOTO:" + "A" * LARGEST]
    received = read_message(shape(answer_calendar(lines=lines)))
    assert (received.sender, received.reply, received.reception) == ("doe@example.org", None, Reception.TOO_LARGE)


def test_part_that_was_cut_may_say_more_than_was_read():
    """What was read of it is a calendar, but nobody knows whether it is all of it."""
    calendar = answer_calendar()
    received = read_message(lone_mail(calendar + " " * LARGEST + calendar, cte="7bit"))
    assert (received.reply, received.reception) == (None, Reception.TOO_LARGE)


HTML = (
    "<html><head><title>Mail</title><style>p { color: red }</style></head><body><script>bad()</script>"
    "<p>I cannot\n come,<br>please <b onclick=x>call</b> &lt;me&gt; &amp; wait.</p><p>Doe\u202e</p></body></html>"
)


def test_mail_of_html_only_is_listed_by_its_words():
    mail = EmailMessage()
    mail["From"] = "doe@example.org"
    mail.set_content(HTML, subtype="html")
    received = read_message(mail.as_bytes())
    assert received.text == "I cannot come,\nplease call <me> & wait.\nDoe"
    assert received.reception is Reception.NO_CALENDAR


def test_plain_text_is_told_rather_than_html():
    mail = EmailMessage()
    mail.set_content(HTML, subtype="html")
    mail.add_alternative("Please call.")
    assert read_message(mail.as_bytes()).text == "Please call."


@pytest.mark.parametrize("charset", ["unicode_escape", "idna", "base64", "klingon"])
def test_text_that_cannot_be_decoded_costs_no_answer(charset):
    data = exchange_mail(answer_calendar()).replace(b'charset="utf-8"', f'charset="{charset}"'.encode(), 1)
    assert read_message(data).reply == EXPECTED


def test_head_of_a_mail_whose_parts_have_no_end_is_told():
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (number, number) for number in range(3000)
    )
    received = read_message(b"From: doe@example.org\r\nSubject: Deep\r\n" + nested)
    assert (received.sender, received.subject, received.reception) == ("doe@example.org", "Deep", Reception.UNREADABLE)


def test_text_of_a_message_is_kept_without_what_would_deceive():
    received = read_message(plain_mail("Hello\u202e\x07 there\n" + "x" * 9000, subject="A\u202eB"))
    assert received.text == ("Hello there\n" + "x" * 9000)[:2000]
    assert received.subject == "AB"


def test_charset_that_nobody_knows_is_no_reason_to_lose_a_text():
    data = b"From: doe@example.org\r\nContent-Type: text/plain; charset=klingon\r\n\r\nHello \xff\r\n"
    assert read_message(data).text == "Hello \ufffd"


@given(st.binary(max_size=400))
def test_anything_is_read_without_failing(noise):
    for data in (noise, b"Content-Type: text/calendar\r\n\r\n" + noise, google_mail(answer_calendar())[:-200] + noise):
        assert read_message(data).reception in set(Reception)
