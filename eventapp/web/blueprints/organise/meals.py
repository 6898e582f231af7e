"""Meals and needs: counts without names for the kitchen; names for those who may see them, and each file of these is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.meals import count_meal
from eventapp.operations.needs import record_needs_export
from eventapp.policy import Permission
from eventapp.renderers.pdf import render_kitchen_pdf
from eventapp.renderers.view.meals import build_meal_view
from eventapp.renderers.xlsx import render_needs_xlsx
from eventapp.web.access import requires
from eventapp.web.meals import lay_table
from eventapp.web.participants import XLSX
from eventapp.web.readers import wishes
from eventapp.web.workplace import Workplace, render_workplace, workplace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventapp.domain.meals import MealCount
    from eventapp.renderers.view.meals import NeedView

blueprint = Blueprint("meals", __name__, url_prefix="/organise/<slug:slug>/meals")


@blueprint.get("")
@requires(Permission.NEEDS_COUNT)
def index(slug: str) -> Response:
    """Show how many are expected at each meal and how many of them need what."""
    table = lay_table(workplace(slug))
    count = table.accessibility_count
    return render_workplace("organise/meals/index.html", table.place, days=table.days(), accessibility=count)


@blueprint.get("/kitchen.pdf")
@requires(Permission.NEEDS_COUNT)
def kitchen(slug: str) -> Response:
    """Give the kitchen sheets of all meals."""
    table = lay_table(workplace(slug))
    return _paper(table.place, table.counts(), "kitchen")


@blueprint.get("/<session_id>/kitchen.pdf")
@requires(Permission.NEEDS_COUNT)
def kitchen_of(slug: str, session_id: str) -> Response:
    """Give the kitchen sheet of one meal."""
    table = lay_table(workplace(slug))
    meal = count_meal(table.meal(session_id), table.people, table.needs)
    return _paper(table.place, (meal,), f"kitchen-{session_id}")


@blueprint.get("/<session_id>/seats")
@requires(Permission.NEEDS_READ)
def seats(slug: str, session_id: str) -> Response:
    """Show who is expected at a meal, and what each needs."""
    table = lay_table(workplace(slug))
    session = table.meal(session_id)
    meal = build_meal_view(count_meal(session, table.people, table.needs), table.voice)
    return render_workplace("organise/meals/seats.html", table.place, meal=meal, people=table.seats(session))


@blueprint.get("/<session_id>/seats.xlsx")
@requires(Permission.NEEDS_READ)
def seats_file(slug: str, session_id: str) -> Response:
    table = lay_table(workplace(slug))
    people = table.seats(table.meal(session_id))
    return _workbook(table.place, people, f"sessions/{session_id}", f"seats-{session_id}")


@blueprint.get("/accessibility")
@requires(Permission.NEEDS_READ)
def accessibility(slug: str) -> Response:
    """Show who needs something on the way or in the rooms."""
    table = lay_table(workplace(slug))
    return render_workplace("organise/meals/accessibility.html", table.place, people=table.accessibility())


@blueprint.get("/accessibility.xlsx")
@requires(Permission.NEEDS_READ)
def accessibility_file(slug: str) -> Response:
    table = lay_table(workplace(slug))
    return _workbook(table.place, table.accessibility(), "accessibility", "accessibility")


def _paper(place: Workplace, meals: Sequence[MealCount], name: str) -> Response:
    wished = wishes("lang", "paper", "layout")
    conference = place.agenda.conference
    sheet, layout = wished.sheet(), wished.layout_of(conference.languages)
    now = utc_now().replace(microsecond=0)
    body = render_kitchen_pdf(meals, conference, as_of=now, paper=sheet, layout=layout)
    return _file(body, "application/pdf", f"{place.slug}-{name}-{sheet.value}-{layout.value}.pdf")


def _workbook(place: Workplace, people: Sequence[NeedView], subject: str, name: str) -> Response:
    """Give a list of needs with names as a file; that it was taken out is in the log."""
    now = utc_now()
    body = render_needs_xlsx(people, title=f"{place.title} – {name}", on=now.date())
    with transaction() as tx:
        record_needs_export(tx, place.slug, subject, people=len(people), actor=place.actor, now=now)
    return _file(body, XLSX, f"{place.slug}-{name}.xlsx")


def _file(body: bytes, media_type: str, file_name: str) -> Response:
    response = Response(body, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
