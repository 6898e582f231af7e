"""Whom to ask: at the foot of pages and papers, in a file, at the foot of mails."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from eventapp.domain.audiences import PARTICIPANTS
from eventapp.domain.contacts import NO_CONTACT, Contact
from eventapp.renderers.glyphs import MissingGlyph, missing_glyphs
from eventapp.renderers.html import FileLinks, render_agenda_page, render_static_page
from eventapp.renderers.mail.contacts import contact_line
from eventapp.renderers.mail.session_invitations import InvitationNews, Told, render_session_invitation
from eventapp.renderers.pdf import Layout, Paper, render_agenda_pdf
from eventapp.renderers.view import Voice, build_agenda_view, build_contact
from tests.contacts import CONTACT, with_contact
from tests.factories import both, make_agenda, make_conference, sample_agenda
from tests.renderers.html_pages import Outline, page
from tests.renderers.pdf_texts import squeezed, text_of

LANGUAGES = ("en", "ja")


def _links(html):
    """Give where the contact's part of a page leads."""
    tags = Outline(html).tags
    hrefs = [found.get("href", "") for tag, found in tags if tag == "a"]
    return [href for href in hrefs if href.startswith(("mailto:", "tel:")) or ".vcf" in href]


def _view(contact, languages=LANGUAGES):
    return build_agenda_view(with_contact(sample_agenda(), contact), languages=languages, zones=())


def test_foot_of_a_page_leads_to_mail_telephone_and_card():
    assert _links(render_agenda_page(_view(CONTACT), page())) == [
        "mailto:secretariat@example.jp",
        "tel:+81-3-5555-0100;ext=12",
        "/conferences/next-2023/contact.vcf",
    ]


def test_file_leads_to_no_card_for_it_stands_alone():
    html = render_static_page(_view(CONTACT), replace(page(), links=FileLinks()))
    assert _links(html) == ["mailto:secretariat@example.jp", "tel:+81-3-5555-0100;ext=12"]


def test_name_alone_stands_without_links_and_nothing_stands_where_there_is_none():
    named = render_agenda_page(_view(Contact(name=CONTACT.name)), page())
    assert (_links(named), "会議事務局" in named) == ([], True)
    assert "<address" not in render_agenda_page(_view(NO_CONTACT), page())


def test_markup_in_an_address_is_text():
    contact = Contact(name=both("<b>x</b>"), email="a'&?subject=b%0d@example.org")
    html = render_agenda_page(_view(contact), page())
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert _links(html)[0] == "mailto:a%27%26%3Fsubject%3Db%250d@example.org"


def test_name_that_is_not_translated_is_marked_so():
    view = build_contact(make_conference(contact=Contact(name=both("Secretariat"))), Voice(("ja",), LANGUAGES))
    assert (view.name.lead.text, view.name.lead.is_fallback, view.has_card) == ("Secretariat", True, False)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("paper", Paper)
def test_paper_says_it_beside_the_titles_and_takes_no_page_more(layout, paper):
    pdf, without = (
        render_agenda_pdf(with_contact(sample_agenda(), contact), paper=paper, layout=layout)
        for contact in (CONTACT, NO_CONTACT)
    )
    pages, others = (PdfReader(io.BytesIO(one)).pages for one in (pdf, without))
    assert len(pages) == len(others)
    said = squeezed(text_of(pdf))
    assert "secretariat@example.jp+81(0)3-5555-0100ext.12" in said
    names = {Layout.EN: ("Conferencesecretariat",), Layout.JA: ("会議事務局",)}
    assert [name in said for name in ("Conferencesecretariat", "会議事務局")] == [
        name in names.get(layout, (name,)) for name in ("Conferencesecretariat", "会議事務局")
    ]


def test_long_address_goes_on_in_the_next_line_of_paper():
    contact = Contact(email="conference.secretariat@policy-institute-of-the-capital.example.org")
    assert contact.email in squeezed(text_of(render_agenda_pdf(with_contact(sample_agenda(), contact))))


@pytest.mark.parametrize(
    ("contact", "place"),
    [(Contact(name=both("🎿")), "contact_name.en"), (Contact(email="🎿@example.org"), "contact_email")],
)
def test_sign_that_paper_cannot_print_is_named_with_its_place(contact, place):
    agenda = make_agenda(conference=make_conference(contact=contact))
    assert missing_glyphs(agenda) == (MissingGlyph("🎿", f"conference {place}"),)


TOLD = Told(audience=PARTICIPANTS, language="en", home_zone="Asia/Tokyo")


def test_invitation_to_a_session_says_whom_to_ask():
    agenda = with_contact(sample_agenda())
    mail, before = (
        render_session_invitation(InvitationNews.NEW, one.sessions[0], one, TOLD, base_url="https://x.example")
        for one in (agenda, sample_agenda())
    )
    line = contact_line(agenda.conference, "en")
    assert mail.plain == f"{before.plain}{line}\n"
    assert (line in mail.html, "Contact" in before.html) == (True, False)


@pytest.mark.parametrize(
    ("contact", "language", "line"),
    [
        (NO_CONTACT, "en", ""),
        (CONTACT, "en", "Contact: Conference secretariat · secretariat@example.jp · +81 (0)3-5555-0100 ext. 12"),
        (CONTACT, "ja", "問い合わせ先：会議事務局 · secretariat@example.jp · +81 (0)3-5555-0100 ext. 12"),
        (Contact(phone="110"), "en", "Contact: 110"),
    ],
)
def test_line_of_a_mail(contact, language, line):
    assert contact_line(make_conference(contact=contact), language) == line
