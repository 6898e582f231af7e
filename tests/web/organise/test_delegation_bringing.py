"""A delegation's list brought in from a file in the browser: columns, each row first, all or nothing."""

from __future__ import annotations

import io
import re

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from eventapp.db import reading
from eventapp.domain.registration import Approval, CategoryRule
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.models import OutboxMessage, Registration, RegistrationNeeds
from eventapp.policy import MemberRole
from eventapp.queries.drafts import get_draft
from tests.importers.people_files import HAYASHI, HEADINGS, ONO, csv_bytes, sheet
from tests.registrations import SLUG, give_plan, make_plan
from tests.web.controls import controls_of
from tests.web.organise.drafting import save_form
from tests.web.requests import text_of

BASE = f"/organise/{SLUG}/delegations"
JP, US = f"{BASE}/JP/people", f"{BASE}/US/people"
WRONG = (
    (*ONO[:2], "ｵｵﾉ", *ONO[3:]),
    ("", "", "", "", "", "", "", "nobody@example.org"),
    ("林", "芳正", "", "", "Hayashi", "Yoshimasa", "", ""),
    ("原", "圭", "はら", "けい", "Hara", "Kei", "課員", "kei"),
)


@pytest.fixture
def focal(app, place, login_as):
    """Give a browser in which the focal point of the Japanese side is signed in."""
    client = app.test_client()
    login_as(client, role=MemberRole.FOCAL_POINT, side="JP")
    return client


def _choose(client, data, *, name="people.xlsx", address=JP, **fields):
    return client.post(f"{address}/bring", data={"file": (io.BytesIO(data), name), **fields})


def _form_of(page, *, confirms):
    """Give what the form sends that reads the columns again, or the one that brings all in."""
    forms = re.findall(r'<form[^>]*action="[^"]*/bring"[^>]*>.*?</form>', page.text, re.DOTALL)
    wanted = next(one for one in forms if ('name="confirm"' in one) == confirms and 'type="file"' not in one)
    return dict(controls_of(wanted))


def _confirm(client, page, *, address=JP, **fields):
    return client.post(f"{address}/bring", data=_form_of(page, confirms=True) | fields)


def _families(side="JP"):
    with reading() as tx:
        return [a.family_name or a.id for a in get_draft(tx, SLUG).agenda.attendees if a.delegation.code == side]


def _count(model):
    with reading() as tx:
        return tx.scalars(select(func.count()).select_from(model)).one()


def test_file_is_shown_row_by_row_then_brought_in_at_one_press(focal):
    page = _choose(focal, sheet(HAYASHI, ONO))
    said = text_of(page)
    assert (page.status_code, _families()) == (200, ["Aoki", "mori", "noda"])
    assert "2 new 0 changed 0 unchanged 0 wrong" in said
    assert "2 HAYASHI Yoshimasa 林 芳正 局長 not translated JA hayashi@example.org Delegate new On the list" in said
    assert "3 people on the list are not in the file and stay AOKI Haruka 青木 遥" in said
    answer = _confirm(focal, page)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{JP}?brought=2&changed=0")
    assert _families() == ["Aoki", "mori", "noda", "Hayashi", "Ono"]
    assert "The file is brought in: 2 new, 0 changed." in text_of(focal.get(answer.headers["Location"]))
    again = _choose(focal, sheet(HAYASHI, ONO))
    assert "0 new 0 changed 2 unchanged 0 wrong" in text_of(again)
    assert ("Everything in it is there already." in text_of(again), 'name="confirm"' in again.text) == (True, False)
    changed = _choose(focal, sheet((*HAYASHI[:6], "審議官", HAYASHI[7]), ONO))
    assert "changed post" in text_of(changed)
    assert "Bring in: 0 new, 1 changed" in text_of(changed)


def test_wrong_rows_are_told_with_row_and_cell_and_nothing_can_be_confirmed(focal):
    page = _choose(focal, sheet(HAYASHI, *WRONG))
    said = text_of(page)
    assert (page.status_code, 'name="confirm"' in page.text, _families()) == (422, False, ["Aoki", "mori", "noda"])
    assert "4 rows are wrong; nothing was brought in." in said
    assert re.findall(r'<a href="#(r-\d+)"', page.text) == ["r-3", "r-4", "r-5", "r-6"]
    for told in (
        "Row 3, ONO Ken 大野 健 : セイ: Half-width kana cannot be used. Write “おおの” in full width.",
        "Row 4 : This person has neither a name nor a position.",
        "Row 5, HAYASHI Yoshimasa 林 芳正 : The same person seems to stand in row 2.",
        "Row 6, HARA Kei 原 圭 : メール: “kei” is no e-mail address.",
    ):
        assert told in said
    assert "1 new 0 changed 0 unchanged 4 wrong" in said


def test_forged_word_to_go_on_brings_no_wrong_row_in(focal):
    sound = _form_of(_choose(focal, sheet(HAYASHI)), confirms=True)
    wrong = _form_of(_choose(focal, sheet(HAYASHI, *WRONG)), confirms=False)
    answer = focal.post(f"{JP}/bring", data=sound | {"kept": wrong["kept"]})
    assert (answer.status_code, _families()) == (422, ["Aoki", "mori", "noda"])
    assert "4 rows are wrong" in text_of(answer)


def test_names_typed_otherwise_are_put_right_if_wished_and_each_is_named(focal):
    page = _choose(focal, sheet(WRONG[0]))
    again = focal.post(f"{JP}/bring", data=_form_of(page, confirms=False) | {"mend": "1"})
    assert (again.status_code, "“ｵｵﾉ”" in text_of(again)) == (200, True)
    _confirm(focal, again)
    with reading() as tx:
        assert get_draft(tx, SLUG).agenda.attendees[3].family_name_reading == "おおの"


def test_columns_are_matched_and_may_be_read_otherwise(focal):
    headings = ("Nachname", "Vorname", *HEADINGS[2:])
    page = _choose(focal, csv_bytes(headings, ("林", "芳正", *HAYASHI[2:])), name="list.csv")
    assert "6 of 8 read" in text_of(page)
    sent = _form_of(page, confirms=False) | {"col-0": "native_family_name", "col-1": "native_given_name"}
    again = focal.post(f"{JP}/bring", data=sent)
    assert ("8 of 8 read" in text_of(again), "林 芳正" in text_of(again)) == (True, True)
    kept = _form_of(again, confirms=True)
    assert (kept["col-0"], kept["col-1"]) == ("native_family_name", "native_given_name")
    _confirm(focal, again)
    with reading() as tx:
        assert get_draft(tx, SLUG).agenda.attendees[3].native_family_name == "林"


def test_columns_that_cannot_be_read_as_they_stand_are_shown_to_be_matched(focal):
    page = _choose(focal, sheet(("林 芳正", "局長"), headings=("氏名", "役職")))
    assert (page.status_code, "Nothing was brought in." in text_of(page)) == (422, True)
    assert re.search(r"<details[^>]* open", page.text)
    twice = _form_of(page, confirms=False) | {"col-0": "position.ja"}
    assert "Two columns hold the same." in text_of(focal.post(f"{JP}/bring", data=twice))
    single = _form_of(page, confirms=False) | {"col-0": "native_family_name"}
    assert focal.post(f"{JP}/bring", data=single).status_code == 200


@pytest.mark.parametrize(("data", "said"), [(b"", "Choose a file first."), (b"\x00\x01", "This is no XLSX")])
def test_what_is_no_list_is_refused(focal, data, said):
    page = _choose(focal, data)
    assert (page.status_code, said in text_of(page)) == (422, True)


def test_list_that_changed_meanwhile_is_shown_anew(focal):
    page = _choose(focal, sheet(HAYASHI))
    save_form(focal, f"{JP}/aoki", position__en="Director")
    late = _confirm(focal, page)
    assert (late.status_code, _families()) == (409, ["Aoki", "mori", "noda"])
    assert "The list changed while you were reading. Look again." in text_of(late)
    assert _confirm(focal, late).status_code == 303


def test_new_people_are_told_unless_the_tick_is_taken_away(focal):
    _confirm(focal, _choose(focal, sheet(HAYASHI)), tell="")
    assert _count(OutboxMessage) == 0
    page = _choose(focal, sheet(HAYASHI, ONO))
    assert _form_of(page, confirms=True)["tell"] == "1"
    _confirm(focal, page)
    with reading() as tx:
        assert tx.scalars(select(OutboxMessage.recipient)).all() == ["ono@example.org"]


def test_needs_of_the_file_are_taken_with_the_peoples_consent_and_not_shown(focal):
    page = _choose(focal, sheet((*HAYASHI, "にんにく不可"), headings=(*HEADINGS, "食事の制限")))
    refused = _confirm(focal, page)
    assert (refused.status_code, "Say that the people agreed" in text_of(refused)) == (422, True)
    assert _confirm(focal, refused, needs_consent="1").status_code == 303
    with reading() as tx:
        assert tx.scalars(select(RegistrationNeeds.dietary)).all() == ["にんにく不可"]
    assert "にんにく" not in focal.get(JP).text


def test_who_waits_and_where_there_is_no_place_is_told_at_the_row(focal):
    give_plan(make_plan(rules={AttendeeCategory.DELEGATE: CategoryRule(approval=Approval.ORGANISER)}))
    assert "new To decide" in text_of(_choose(focal, sheet(HAYASHI)))
    give_plan(make_plan(of_sides={"JP": 4}))
    page = _choose(focal, sheet(HAYASHI, ONO))
    assert "Row 3, ONO Ken 大野 健 : Category: Every place of this delegation is taken: JP." in text_of(page)


@pytest.mark.parametrize(("language", "heading"), [("en", "Family name (kanji)"), ("ja", "姓（漢字）")])
def test_template_of_each_language_is_read_back(focal, language, heading):
    answer = focal.get(f"{JP}/template?lang={language}")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    columns = book.get_sheet_by_index(0).to_python()[0]
    assert (heading in columns, {"Id", "Delegation", "識別子", "代表団"} & set(columns)) == (True, set())
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-people-{language}.xlsx"'
    filled = dict.fromkeys(columns, "") | {heading: "林"}
    page = _choose(focal, sheet(tuple(filled.values()), headings=tuple(filled)))
    assert f"{len(columns)} of {len(columns)} read" in text_of(
        focal.post(f"{JP}/bring?lang=en", data=_form_of(page, confirms=False))
    )


def test_focal_point_brings_nothing_into_another_delegation_and_learns_nothing_of_it(focal):
    before = (_families("US"), _count(Registration))
    assert _choose(focal, sheet(HAYASHI), address=US).status_code == 403
    assert focal.get(f"{US}/template").status_code == 403
    carter = ("", "", "", "", "Carter", "Ellen", "", "carter@example.org")
    page = _choose(focal, sheet((*carter, "US"), headings=(*HEADINGS, "代表団")))
    assert (page.status_code, "カーター" in page.text) == (422, False)
    page = _choose(focal, sheet(carter))
    assert "1 new 0 changed" in text_of(page)
    assert "カーター" not in page.text
    assert (_families("US"), _count(Registration)) == before


def test_page_sends_the_same_statements_for_2_and_60_rows(focal, count_statements):
    counts = []
    for size in (2, 60):
        rows = [
            (
                chr(0x4E00 + n),
                *HAYASHI[1:4],
                f"Family{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}",
                "Taro",
                "",
                f"p{n}@example.org",
            )
            for n in range(size)
        ]
        data = sheet(*rows)
        _choose(focal, data)
        with count_statements() as sent:
            assert f"{size} new" in text_of(_choose(focal, data))
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 16
