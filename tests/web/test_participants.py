"""The list that was given out: who reads which, in which language and form, and that its bytes are made once."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from eventapp.db import transaction
from eventapp.domain.audiences import PARTICIPANTS, PUBLIC
from eventapp.domain.registration import ListingConsent
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.policy import MemberRole
from tests.factories import sample_agenda
from tests.issuing import CHIEF, agree, agree_sides, issue_list
from tests.publishing import draft, publish
from tests.registrations import REGISTERED_AT, SLUG
from tests.web.requests import headers_of, heading_of, language_of, text_of
from tests.web.test_statements import _statements

LIST = f"/conferences/{SLUG}/participants"
FORMS = ("", ".pdf", ".xlsx")
L = ListingConsent


@pytest.fixture
def lists(app):
    """Issue both lists: JP's people are named to participants only, US's to everybody, the interpreter to nobody."""
    draft(sample_agenda())
    agree_sides()
    issue_list(PARTICIPANTS)
    issue_list(PUBLIC)


def _text(client, form, **kwargs):
    """Give what the list says in one of its forms."""
    response = client.get(f"{LIST}{form}", **kwargs)
    assert response.status_code == 200
    if form == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
    if form == ".xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(response.data))
        return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    return text_of(response)


@pytest.mark.parametrize("form", FORMS)
def test_public_reads_of_those_who_agreed_to_that_and_of_nobody_else(client, lists, form):
    text = re.sub(r"\s", "", _text(client, form))
    found = [
        name for name in ("CARTEREllen", "カーター", "AOKI", "青木", "ITO", "伊藤", "戦略計画課長") if name in text
    ]
    assert found == ["CARTEREllen", "カーター"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("role", MemberRole)
def test_member_reads_the_list_of_participants(client, lists, login_as, role, form):
    login_as(client, role=role, side="JP" if role is MemberRole.FOCAL_POINT else "")
    text = re.sub(r"\s", "", _text(client, form))
    found = [name for name in ("CARTEREllen", "AOKIHaruka", "青木遥", "ITO") if name in text]
    assert found == ["CARTEREllen", "AOKIHaruka", "青木遥"]


def test_member_of_another_conference_and_admin_read_the_public_list(client, lists, login_as):
    login_as(client, is_admin=True)
    assert "AOKI" not in _text(client, "")


def test_member_reads_the_public_list_where_there_is_no_other(client, app, login_as):
    draft(sample_agenda())
    agree_sides()
    issue_list(PUBLIC)
    login_as(client, role=MemberRole.DESK)
    assert "CARTER" in _text(client, "")


@pytest.mark.parametrize("form", FORMS)
def test_without_a_list_for_the_reader_there_is_no_page(client, app, form):
    draft(sample_agenda())
    agree_sides()
    issue_list(PARTICIPANTS)
    assert (
        client.get(f"{LIST}{form}").status_code,
        client.get(f"/conferences/none/participants{form}").status_code,
    ) == (
        404,
        404,
    )


def test_page_says_number_date_marking_and_how_many(client, lists):
    page = client.get(LIST, headers={"Accept-Language": "en"})
    assert (heading_of(page), language_of(page)) == ("List of participants", "en")
    facts = re.findall(r"<dd>(.*?)</dd>", page.text, re.DOTALL)
    assert [text_of(_Fake(fact)) for fact in facts] == [
        "List 1 , as of 20 Feb 2023 18:00 JST",
        "For participants",
        "3 people",
    ]


class _Fake:
    """A piece of a page, to be read as one."""

    def __init__(self, html):
        self.html = html

    def get_data(self, *, as_text):
        assert as_text
        return self.html


def test_japanese_page_leads_with_japanese_names_and_says_that_titles_are_left_out(client, lists):
    page = client.get(f"{LIST}?lang=ja")
    assert (heading_of(page), language_of(page)) == ("出席者名簿（敬称略）", "ja")
    names = re.findall(r'<p class="nm">(.*?)</p>', page.text, re.DOTALL)
    assert text_of(_Fake(names[0])) == "カーター エレン CARTER Ellen"
    assert "司令部 計画部長" in text_of(page)
    assert "Headquarters" not in page.text


def test_page_in_both_languages_has_the_other_beneath(client, lists):
    text = text_of(client.get(f"{LIST}?lang=en,ja"))
    assert "CARTER Ellen カーター エレン Head of delegation 団長 Director, Plans, Headquarters 司令部 計画部長" in text


def test_links_of_the_page_lead_to_its_files_wherever_it_stands(client, lists):
    page = client.get(LIST)
    links = re.findall(r'href="(participants[^"]*)"', page.text)
    assert links == [
        *(f"participants?lang={language}" for language in ("en", "ja", "en,ja")),
        *(
            f"participants.pdf?paper={paper}&amp;layout={layout}"
            for layout in ("columns", "en", "ja")
            for paper in ("a4", "letter")
        ),
        "participants.xlsx",
    ]
    for link in links:
        assert client.get(f"/conferences/{SLUG}/{link.replace('&amp;', '&')}").status_code == 200


@pytest.mark.parametrize(
    ("address", "parameter"),
    [("?lang=fr", "lang"), (".pdf?paper=a5", "paper"), (".pdf?layout=fr", "layout"), (".pdf?lang=en,ja,en", "lang")],
)
def test_wish_for_what_there_is_not_is_refused(client, lists, address, parameter):
    response = client.get(f"{LIST}{address}", headers={"Accept": "application/json"})
    assert (response.status_code, parameter in response.json["detail"]) == (400, True)


def test_download_is_named_by_conference_audience_number_paper_and_layout(client, lists, login_as):
    assert (
        "sample-2023-public-1-letter-ja.pdf"
        in client.get(f"{LIST}.pdf?paper=letter&layout=ja").headers["Content-Disposition"]
    )
    login_as(client, role=MemberRole.READER)
    assert "sample-2023-participants-1.xlsx" in client.get(f"{LIST}.xlsx").headers["Content-Disposition"]


def test_nobody_on_the_way_keeps_what_members_read(client, lists, login_as):
    public = client.get(LIST)
    assert (public.headers["Cache-Control"], public.headers["Vary"]) == (
        "public, no-cache",
        "Accept-Encoding, Cookie, Accept-Language",
    )
    login_as(client, role=MemberRole.READER)
    private = client.get(LIST)
    assert (private.headers["Cache-Control"], private.headers["ETag"] == public.headers["ETag"]) == (
        "private, no-cache",
        False,
    )
    names = [name for name, _ in headers_of(private)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("form", FORMS)
def test_kept_list_costs_one_statement_and_nothing_is_sent_to_who_has_it(client, lists, form):
    etag = client.get(f"{LIST}{form}").headers["ETag"]
    with _statements() as sent:
        again = client.get(f"{LIST}{form}", headers={"If-None-Match": etag})
    assert (again.status_code, again.data, len(sent)) == (304, b"", 1)


def test_new_list_is_read_at_once(client, lists):
    etag = client.get(LIST).headers["ETag"]
    agree(["ito"], L.PUBLIC)
    issue_list(PUBLIC)
    page = client.get(LIST, headers={"If-None-Match": etag, "Accept-Language": "en"})
    assert (page.status_code, "Changed since list 1 1 new" in text_of(page)) == (200, True)


def test_who_takes_the_consent_back_is_on_no_page_any_more(client, lists):
    before = client.get(LIST)
    with transaction() as tx:
        wish = Amendment(listing=L.NOBODY)
        amend_registration(tx, SLUG, "carter", wish, seen=2, is_marked=False, actor=CHIEF, now=REGISTERED_AT)
    after = client.get(LIST, headers={"If-None-Match": before.headers["ETag"]})
    assert ("CARTER" in before.text, "CARTER" in after.text, "Political-Military" in after.text) == (True, False, True)


def test_conference_page_leads_to_the_public_list_once_there_is_one(client, app):
    publish(sample_agenda())
    agree_sides()
    issue_list(PARTICIPANTS)
    before = client.get(f"/conferences/{SLUG}/")
    issue_list(PUBLIC)
    after = client.get(f"/conferences/{SLUG}/")
    assert (LIST in before.text, LIST in after.text) == (False, True)


def test_address_with_a_slash_leads_to_the_list(client, lists):
    response = client.get(f"{LIST}/?lang=ja")
    assert (response.status_code, response.headers["Location"]) == (308, f"{LIST}?lang=ja")
