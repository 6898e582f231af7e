"""The pages of a section's items: list, form, saving, removing. Every section of the draft has the same ones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, redirect, request

from eventapp.clock import utc_now
from eventapp.db import reading, transaction
from eventapp.domain.drafts import hanging_on
from eventapp.domain.errors import DomainError, InvalidInputError
from eventapp.domain.items import CONFERENCE, name_of
from eventapp.operations.confirmations import confirm_translation, withdraw_confirmation
from eventapp.operations.delegations import find_obstacle
from eventapp.operations.drafts import StaleItemError
from eventapp.operations.items import add_item, remove_item, save_item
from eventapp.operations.presences import note_presence
from eventapp.policy import Permission
from eventapp.queries.confirmations import get_item_states
from eventapp.renderers.problems import error_sentence
from eventapp.renderers.steps import thing_label
from eventapp.web.access import current_actor, requires
from eventapp.web.comparing import began_with, compared, take_theirs
from eventapp.web.forms.venues import ZONES
from eventapp.web.item_lists import budget_of, list_values
from eventapp.web.items import NOUNS, Noun, index_in, named, new_form, opened_form
from eventapp.web.workplace import Workplace, render_workplace, workplace, workplace_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as BaseResponse

    from eventapp.web.forms.items import ItemForm

    AnyResponse = Response | BaseResponse

_FORM = "organise/items/form.html"
_LISTS = {
    "sessions": "organise/items/sessions.html",
    "topics": "organise/items/topics.html",
    "venues": "organise/items/venues.html",
    "delegations": "organise/items/delegations.html",
    "attendees": "organise/items/attendees.html",
}


def item_of(noun: Noun, name: str) -> str:
    return f"{noun.section}/{name}" if name else noun.section


def new(slug: str, noun: Noun) -> Response:
    place = workplace(slug)
    return show_form(place, noun, new_form(place, noun))


def show(slug: str, noun: Noun, name: str) -> Response:
    place, item = workplace(slug), item_of(noun, name)
    return show_form(place, noun, opened_form(place, noun, item), item)


def show_list(slug: str, noun: Noun) -> Response:
    place = workplace(slug)
    query = request.args.get("q", "").strip()[:200]
    return render_workplace(_LISTS[noun.section], place, query=query, **list_values(place, noun.section, query))


def show_form(
    place: Workplace, noun: Noun, form: ItemForm, item: str = "", *, status: int = 200, to: str = ""
) -> Response:
    """Answer with the form of an item, or of a new one; it is sent to where it came from unless `to` says otherwise."""
    with reading() as tx:
        states = get_item_states(tx, place.draft, item) if item else {}
    return render_workplace(
        _FORM,
        place,
        status=status,
        noun=noun,
        form=form,
        item=item,
        to=to,
        states=states,
        preview=request.form.get("preview", ""),
        began=request.form.get("began", "") or began_with(form),
        may_save=place.allows(noun.permission),
        heading=heading_of(place, noun, item),
        is_saved=request.method == "GET" and "saved" in request.args,
        budget=budget_of(place, item),
        zones=ZONES,
    )


def heading_of(place: Workplace, noun: Noun, item: str) -> str:
    """Give what an item is called, or that it is a new one."""
    if item == CONFERENCE:
        return place.words("The conference itself")
    return thing_label(item, place.agenda, place.words) if item else place.words(noun.new)


def add(slug: str, noun: Noun) -> AnyResponse:
    """Add the item; what is wrong is said in the form, with everything that was typed."""
    place = workplace(slug)
    form = new_form(place, noun, data=request.form)
    if request.form.get("add") or request.form.get("preview"):
        return show_form(place, noun, form)
    if not form.validate():
        return show_form(place, noun, form, status=422)
    document = named(place, noun, form.document())
    after = _sibling_before(place, document) if noun.section == "topics" else ""
    try:
        with transaction() as tx:
            add_item(tx, slug, noun.section, document, after=after, actor=place.actor, now=utc_now())
    except InvalidInputError as error:
        form.refuse_problems(error.problems, _new_index(place, noun, after))
        return show_form(place, noun, form, status=422)
    item = item_of(noun, name_of(noun.section, document))
    return redirect(f"{place.links.item(item)}?saved=1", 303)


def _new_index(place: Workplace, noun: Noun, after: str) -> int:
    """Give where the new item would stand in its section."""
    behind = index_in(place.draft.document, f"{noun.section}/{after}") if after else None
    return behind + 1 if behind is not None else len(place.draft.document.get(noun.section, ()))


def _sibling_before(place: Workplace, document: dict[str, Any]) -> str:
    """Give the id of the topic that a new one is put behind: that of the number which the address named, in its session."""
    wanted = request.args.get("after", "")
    topics = place.draft.document.get("topics", ())
    found = (t["id"] for t in topics if t["number"] == wanted and t.get("session") == document.get("session"))
    return next(found, "")


def save(slug: str, noun: Noun, name: str) -> AnyResponse:
    """Save the item; a faster colleague's version is shown beside what was typed."""
    place, item = workplace(slug), item_of(noun, name)
    if _is_gone(place, item):
        return _kept_form(place, noun)
    form = opened_form(place, noun, item, data=request.form)
    if request.form.get("add") or request.form.get("preview"):
        return show_form(place, noun, form, item)
    theirs = opened_form(place, noun, item)
    if request.form.get("resolve") and request.form.get("whole") != "mine":
        picks = ((key.removeprefix("pick-"), value) for key, value in request.form.items() if key.startswith("pick-"))
        take_theirs(form, theirs, [name for name, value in picks if value == "theirs"])
    if not form.validate():
        return show_form(place, noun, form, item, status=422)
    try:
        saved = written(slug, noun, item, form)
    except StaleItemError:
        return stale(workplace(slug), noun, item, form)
    except DomainError as error:
        if isinstance(error, InvalidInputError):
            form.refuse_problems(error.problems, index_in(place.draft.document, item))
        else:
            form.others.append(error_sentence(error, place.words))
        return show_form(place, noun, form, item, status=422)
    return redirect(f"{place.links.item(saved)}?saved=1", 303)


def _kept_form(place: Workplace, noun: Noun) -> Response:
    """Answer with what was typed about an item that is gone, as the form of a new one."""
    form = new_form(place, noun, data=request.form)
    form.others.append(
        place.words("Somebody deleted this meanwhile. What you typed is here: add it anew, or leave it.")
    )
    return show_form(place, noun, form, status=409, to=place.links.new(noun.section))


def _is_gone(place: Workplace, item: str) -> bool:
    """Say whether a form that was opened on an item is sent after somebody else deleted it."""
    return bool(request.form.get("version")) and item not in place.draft.items


def written(slug: str, noun: Noun, item: str, form: ItemForm, *, is_autosave: bool = False) -> str:
    """Write the item, and whether a text was just confirmed; give what the item is called now."""
    actor, now, seen = current_actor(), utc_now(), form.version.data or ""
    document = form.document()
    name = item_of(noun, name_of(noun.section, document)) if noun.section != CONFERENCE else item
    with transaction() as tx:
        draft = save_item(tx, slug, item, document, seen=seen, is_autosave=is_autosave, actor=actor, now=now)
        if is_autosave:
            note_presence(tx, draft.conference_id, item=name, actor=actor, now=now)
        for key, note in (("confirm", confirm_translation), ("unconfirm", withdraw_confirmation)):
            if not is_autosave and request.form.get(key):
                note(tx, slug, name, request.form[key], actor=actor, now=now)
    return name


def stale(place: Workplace, noun: Noun, item: str, form: ItemForm) -> Response:
    """Answer with both versions side by side; everything typed is in the form that saves the choice."""
    theirs = opened_form(place, noun, item)
    kept = [
        (key, value)
        for key, value in request.form.items(multi=True)
        if key not in {"csrf_token", "version", "resolve", "whole"}
    ]
    return render_workplace(
        "organise/items/stale.html",
        place,
        status=409,
        noun=noun,
        item=item,
        fields=compared(form, theirs, request.form.get("began", "")),
        kept=[(key, value) for key, value in kept if not key.startswith("pick-")],
        version=place.draft.item_version(item),
        heading=heading_of(place, noun, item),
    )


def autosave(slug: str, noun: Noun, name: str) -> Response:
    """Save what was typed if it is whole; answer with the new version, or with what is wrong at which control."""
    place, item = workplace(slug), item_of(noun, name)
    if _is_gone(place, item):
        return _answer({"stale": place.words("Somebody deleted this meanwhile. Save to keep what you typed.")}, 409)
    form = opened_form(place, noun, item, data=request.form)
    if form.validate():
        try:
            saved = written(slug, noun, item, form, is_autosave=True)
        except StaleItemError:
            return _answer(
                {"stale": place.words("Somebody else saved this meanwhile. Save to see both versions.")}, 409
            )
        except InvalidInputError as error:
            form.refuse_problems(error.problems, index_in(place.draft.document, item))
        else:
            after = workplace(slug)
            addresses = {"address": after.links.item(saved), "autosave": after.links.item(saved, "autosave")}
            version, began = after.draft.item_version(saved), began_with(opened_form(after, noun, saved))
            return _answer({"version": version, "began": began, "states": _states_html(after, saved), **addresses})
    problems = [{"id": control, "said": place.words(said)} for _, control, said in form.failures]
    return _answer({"problems": problems, "others": form.others, "said": place.words("Not saved yet")}, 422)


def _states_html(place: Workplace, item: str) -> dict[str, str]:
    """Give by field how its languages stand now, as the form shows it."""
    with reading() as tx:
        states = get_item_states(tx, place.draft, item)
    template = "organise/items/state.html"
    return {
        name: workplace_html(template, place, name=name, state=state, item=item).strip()
        for name, state in states.items()
    }


def _answer(values: dict[str, Any], status: int = 200) -> Response:
    response = jsonify(values)
    response.status_code = status
    return response


def ask_removal(slug: str, noun: Noun, name: str, *, problem: str = "", status: int = 200) -> Response:
    """Show what hangs on an item before it is removed."""
    place = workplace(slug)
    item = item_of(noun, name)
    hanging = hanging_on(place.draft.document, noun.section, name)
    with reading() as tx:
        obstacle = find_obstacle(tx, slug, (name,) if noun.section == "delegations" else (), now=utc_now())
    return render_workplace(
        "organise/items/remove.html",
        place,
        status=status,
        noun=noun,
        item=item,
        version=place.draft.item_version(item),
        heading=heading_of(place, noun, item),
        going=[thing_label(one.item, place.agenda, place.words) for one in hanging if one.is_removed],
        losing=[thing_label(one.item, place.agenda, place.words) for one in hanging if not one.is_removed],
        problem=problem or (error_sentence(obstacle, place.words) if obstacle else ""),
    )


def remove(slug: str, noun: Noun, name: str) -> AnyResponse:
    item, actor = item_of(noun, name), current_actor()
    try:
        with transaction() as tx:
            remove_item(tx, slug, item, seen=request.form.get("version", ""), actor=actor, now=utc_now())
    except StaleItemError:
        words = workplace(slug).words
        said = words("Somebody changed it meanwhile. Look at what stands now, then remove it if you still want to.")
        return ask_removal(slug, noun, name, problem=said, status=409)
    except DomainError as error:
        return ask_removal(slug, noun, name, problem=error_sentence(error, workplace(slug).words), status=422)
    return redirect(workplace(slug).links.section(noun.place), 303)


_LIST = ("/", "index", "GET", show_list)
_ITEMS = (
    ("/new", "new", "GET", new),
    ("/new", "add", "POST", add),
    ("/<name>", "show", "GET", show),
    ("/<name>", "save", "POST", save),
    ("/<name>/autosave", "autosave", "POST", autosave),
    ("/<name>/remove", "ask", "GET", ask_removal),
    ("/<name>/remove", "remove", "POST", remove),
)
_CONFERENCE = (("", "show", "GET", show), ("", "save", "POST", save), ("/autosave", "autosave", "POST", autosave))


def blueprint_of(noun: Noun) -> Blueprint:
    """Give the pages of one section; reading them asks for the draft, anything else for the section's own permission."""
    found = Blueprint(noun.section, __name__, url_prefix=f"/{noun.section}")
    is_alone = noun.section == CONFERENCE
    pages = _CONFERENCE if is_alone else (_LIST, *_ITEMS) if noun.section == noun.place else _ITEMS
    for rule, endpoint, method, view in pages:
        needed = Permission.DRAFT_READ if endpoint in {"index", "show"} else noun.permission
        bound: Callable[..., AnyResponse] = partial(view, noun=noun, **({"name": ""} if is_alone else {}))
        found.add_url_rule(rule, endpoint, requires(needed)(bound), methods=[method])
    return found


blueprint = Blueprint("items", __name__, url_prefix="/organise/<slug:slug>")
for known in NOUNS.values():
    blueprint.register_blueprint(blueprint_of(known))
