"""Meals in the workplace: editors see counts and never a name, organisers see both, and what is taken out is in the log."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from eventapp.db import reading, transaction
from eventapp.domain.registration import Diet, Needs
from eventapp.models import AuditEntry
from eventapp.operations.registrations.amending import Amendment, amend_registration
from eventapp.operations.registrations.deciding import withdraw_registration
from eventapp.policy import Actor, MemberRole
from eventapp.queries.drafts import get_draft
from eventapp.queries.needs import list_needs
from eventapp.queries.registrations import get_participant
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.registrations import REGISTERED_AT, SITE, SLUG, give_plan, make_application, make_plan, register
from tests.web.requests import text_of

MEALS = f"/organise/{SLUG}/meals"
CHIEF = Actor("chief")
SECRETS = ("AOKI", "青木", "Aoki", "No raw fish", "CARTER", "wheelchair")
R = MemberRole


@pytest.fixture
def conference(app):
    """The sample: a side's breakfast by name, a break and a reception for all; three people said what they need."""
    draft(sample_agenda())
    give_plan(make_plan())
    _need("aoki", diets=(Diet.VEGETARIAN, Diet.NO_NUTS), dietary="No raw fish")
    _need("carter", diets=(Diet.VEGETARIAN,), accessibility="Comes by wheelchair")
    _need("diaz", consented_at=None, diets=(Diet.HALAL,))


def _need(name, *, consented_at=REGISTERED_AT, **fields):
    with transaction() as tx:
        wish = Amendment(needs=Needs(consented_at=consented_at, **fields))
        seen = get_participant(tx, SLUG, name).version
        amend_registration(tx, SLUG, name, wish, seen=seen, is_marked=False, actor=CHIEF, now=REGISTERED_AT)


def _text(response):
    assert response.status_code == 200
    if response.data.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
    if response.data.startswith(b"PK"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(response.data))
        return str(book.get_sheet_by_name("Needs").to_python())
    return text_of(response)


def _entries():
    with reading() as tx:
        found = tx.scalars(select(AuditEntry).where(AuditEntry.action == "needs:export").order_by(AuditEntry.id))
        return [(one.subject, one.details) for one in found]


def test_page_counts_each_meal_by_requirement(client, conference, login_as):
    login_as(client, role=R.EDITOR)
    text = _text(client.get(MEALS))
    assert "Coordination of the Japanese side" in text
    assert "3 expected placed by name Vegetarian 1 No nuts 1 Needs in words 1 Nothing special 2" in text
    assert "7 expected everybody on the list who is there then Vegetarian 2" in text
    assert "1 person said what is needed." in text
    assert "Halal" not in text


@pytest.mark.parametrize("address", ["", "/kitchen.pdf", "/kitchen.pdf?layout=ja&paper=letter", "/break/kitchen.pdf"])
def test_editor_gets_counts_and_never_a_name_nor_a_word(client, conference, login_as, address):
    login_as(client, role=R.EDITOR)
    text = _text(client.get(f"{MEALS}{address}"))
    assert [word for word in SECRETS if word in text] == []
    assert "seats" not in client.get(MEALS).text


@pytest.mark.parametrize("address", ["/break/seats", "/break/seats.xlsx", "/accessibility", "/accessibility.xlsx"])
@pytest.mark.parametrize("role", [role for role in R if role is not R.ORGANISER])
def test_names_with_needs_are_for_organisers_only(client, conference, login_as, address, role):
    login_as(client, role=role, side="JP" if role is R.FOCAL_POINT else "")
    assert (client.get(f"{MEALS}{address}").status_code, _entries()) == (403, [])


@pytest.mark.parametrize("role", [R.FOCAL_POINT, R.DESK, R.READER])
def test_counts_are_for_organisers_and_editors(client, conference, login_as, role):
    login_as(client, role=role, side="JP" if role is R.FOCAL_POINT else "")
    assert {client.get(f"{MEALS}{address}").status_code for address in ("", "/kitchen.pdf", "/break/kitchen.pdf")} == {
        403
    }


def test_organiser_sees_who_needs_what_and_looking_is_not_logged(client, conference, login_as):
    login_as(client, role=R.ORGANISER)
    text = _text(client.get(f"{MEALS}/break/seats"))
    assert "1 AOKI Haruka 青木 遥 Japanese side Vegetarian, No nuts No raw fish" in text
    assert ("wheelchair" in text, "Halal" in text, _entries()) == (False, False, [])
    text = _text(client.get(f"{MEALS}/accessibility"))
    assert ("1 CARTER Ellen カーター エレン US side Comes by wheelchair" in text, "AOKI" in text) == (True, False)


def test_spreadsheet_of_a_meal_names_everybody_there_and_is_logged(client, conference, login_as):
    login_as(client, role=R.ORGANISER)
    text = _text(client.get(f"{MEALS}/breakfast/seats.xlsx"))
    assert "'AOKI Haruka 青木 遥', 'Japanese side', 'Vegetarian 菜食\\nNo nuts ナッツ類不可', 'No raw fish'" in text
    assert ("CARTER" in text, _entries()) == (False, [("sessions/breakfast", {"people": 3})])
    assert "CARTER" in _text(client.get(f"{MEALS}/accessibility.xlsx"))
    assert _entries()[1] == ("accessibility", {"people": 1})
    log = text_of(client.get(f"/organise/{SLUG}/log"))
    assert "exported what people need: Coordination of the Japanese side" in log
    assert "exported what people need: on the way and in the rooms" in log
    assert "No raw fish" not in log


def test_kitchen_sheets_have_a_page_for_each_meal(client, conference, login_as):
    login_as(client, role=R.ORGANISER)
    pdf = client.get(f"{MEALS}/kitchen.pdf")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages]
    titles = ["Coordination of the Japanese side", "Break", "Reception"]
    assert [title in page for title, page in zip(titles, pages, strict=True)] == [True, True, True]
    assert (pdf.headers["Cache-Control"], "kitchen-a4-columns.pdf" in pdf.headers["Content-Disposition"]) == (
        "no-store",
        True,
    )
    squeezed = [re.sub(r"\s", "", page) for page in pages]
    assert all("Forthekitchen調理場用" in page and f"{n}/3" in page for n, page in enumerate(squeezed, start=1))
    assert "Togetherforoneperson1人が同時に必要とする組み合わせ" in squeezed[0]
    assert "Vegetarian+Nonuts菜食+ナッツ類不可1" in squeezed[0]


@pytest.mark.parametrize("name", ["opening", "none"])
def test_what_is_no_meal_is_not_there(client, conference, login_as, name):
    login_as(client, role=R.ORGANISER)
    addresses = (f"/{name}/kitchen.pdf", f"/{name}/seats", f"/{name}/seats.xlsx")
    assert [client.get(f"{MEALS}{address}").status_code for address in addresses] == [404, 404, 404]
    assert _entries() == []


def test_japanese_page_leads_with_japanese(client, conference, login_as):
    login_as(client, role=R.EDITOR, language="ja")
    text = _text(client.get(MEALS))
    assert ("食事と配慮" in text, "菜食 2" in text) == (True, True)


def test_conference_without_meals_says_so(client, app, login_as):
    agenda = sample_agenda()
    draft(type(agenda)(**{f: getattr(agenda, f) for f in agenda.__dataclass_fields__} | {"sessions": ()}))
    login_as(client, role=R.EDITOR)
    assert "The agenda has no meal, reception or break yet." in _text(client.get(MEALS))


def _needs():
    with reading() as tx:
        return dict(list_needs(tx, get_draft(tx, SLUG).conference_id))


def test_needs_are_those_consented_to_of_people_on_the_list(conference):
    assert set(_needs()) == {"aoki", "carter"}
    name = register(make_application(needs=Needs(diets=(Diet.KOSHER,), consented_at=REGISTERED_AT)))
    assert _needs()[name].diets == (Diet.KOSHER,)
    with transaction() as tx:
        withdraw_registration(tx, SLUG, name, base_url=SITE, actor=CHIEF, now=REGISTERED_AT + timedelta(days=1))
    assert name not in _needs()


def test_needs_taken_back_are_gone(conference):
    _need("aoki")
    assert set(_needs()) == {"carter"}


@pytest.mark.parametrize("count", [1, 25])
def test_page_takes_the_same_statements_for_any_number_of_people(client, conference, login_as, count_statements, count):
    for _ in range(count):
        register(make_application(needs=Needs(diets=(Diet.VEGAN,), consented_at=REGISTERED_AT)))
    login_as(client, role=R.EDITOR)
    client.get(MEALS)
    register()
    with count_statements() as sent:
        client.get(MEALS)
    assert len([one for one in sent if one.lstrip().startswith("SELECT")]) == 8
