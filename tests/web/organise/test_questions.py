"""The pages of a conference's own questions: listed, asked, changed, put in order, taken out."""

from __future__ import annotations

import re

import pytest
from werkzeug.datastructures import MultiDict

from eventapp.db import reading
from eventapp.domain.localized import Localized
from eventapp.domain.registration import Answer, Question, QuestionKind
from eventapp.domain.vocabulary import AttendeeCategory
from eventapp.queries.conferences import get_conference_id
from eventapp.queries.registrations import get_plan
from tests.factories import both, sample_agenda
from tests.publishing import draft
from tests.registrations import SLUG, give_plan, make_application, make_plan, register
from tests.web.controls import controls_of
from tests.web.requests import text_of

LIST = f"/organise/{SLUG}/registration/questions"
BUS = Question(key="q-bus", kind=QuestionKind.YES_NO, label=both("By bus?", "バスですか"), is_required=True)
VISIT = Question(
    key="q-visit",
    kind=QuestionKind.CHOICE,
    label=both("Which visit?", "どの見学ですか"),
    hint=both("One only.", "一つだけ。"),
    options=(("o-1", both("Base", "基地")), ("o-2", both("Ship", "艦艇"))),
    categories=(AttendeeCategory.DELEGATE, AttendeeCategory.PRESS),
)


@pytest.fixture
def organiser(client, login_as):
    draft(sample_agenda())
    give_plan(make_plan(questions=(BUS, VISIT)))
    login_as(client, role="organiser")
    return client


def _asked():
    with reading() as tx:
        return get_plan(tx, get_conference_id(tx, SLUG), zone="Asia/Tokyo").plan.questions


def _controls(client, name, **typed):
    """Give what the form of a page sends, with what is typed over it; "__" in a name stands for "-"."""
    found = MultiDict(controls_of(client.get(f"{LIST}/{name}?lang=en").text))
    for key, value in typed.items():
        found.setlist(key.replace("__", "-"), value if isinstance(value, list) else [value])
    return found


def _save(client, name, **typed):
    return client.post(f"{LIST}/{name}?lang=en", data=_controls(client, name, **typed))


def test_list_says_kind_options_who_is_asked_and_how_many_answered(organiser):
    register(make_application(answers=(Answer(question="q-bus", value="yes"),)))
    english = text_of(organiser.get(f"{LIST}?lang=en"))
    assert "By bus? バスですか Yes or no · asked of everybody · must be answered · 1 answer" in english
    assert "Which visit? どの見学ですか Choice: Base / Ship · asked of: Delegate, Press" in english
    japanese = text_of(organiser.get(f"{LIST}?lang=ja"))
    assert "どの見学ですか Which visit? 選択: 基地 / 艦艇 · 対象：代表、報道" in japanese


def test_conference_without_questions_is_told_what_is_asked_anyway(organiser):
    give_plan(make_plan())
    page = organiser.get(f"{LIST}?lang=en")
    assert "No question of your own yet" in text_of(page)
    assert f'href="{LIST}/new"' in page.text


@pytest.mark.parametrize("question", [BUS, VISIT])
def test_form_sent_as_it_came_changes_nothing(organiser, question):
    answer = _save(organiser, question.key)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}/{question.key}?saved=1")
    assert _asked() == (BUS, VISIT)


def test_question_is_added_with_everything_that_was_typed(organiser):
    answer = _save(
        organiser,
        "new",
        label__en="Which hotel?",
        label__ja="どのホテルですか",
        hint__en="Rooms are limited.",
        kind="choice",
        options__en=["North", "", "South"],
        options__ja=["北", "", ""],
        options__key=["", "", ""],
        categories=["guest", "staff"],
        is_required="y",
    )
    question = _asked()[-1]
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}/{question.key}?saved=1")
    assert question == Question(
        key=question.key,
        kind=QuestionKind.CHOICE,
        label=both("Which hotel?", "どのホテルですか"),
        hint=Localized.of({"en": "Rooms are limited."}),
        options=tuple(zip(dict(question.options), (both("North", "北"), Localized.of({"en": "South"})), strict=True)),
        categories=(AttendeeCategory.STAFF, AttendeeCategory.GUEST),
        is_required=True,
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"label__en": ""}, "Question: This must not be empty."),
        (
            {"kind": "choice", "options__en": ["Only one"], "options__ja": ["一つ"]},
            "Options: A choice needs at least two options.",
        ),
        (
            {"kind": "choice", "options__en": ["A", "A"], "options__ja": ["", ""], "options__key": ["", ""]},
            "Options: Two options say the same.",
        ),
        ({"kind": "essay"}, "Answered by: Not a valid choice."),
        ({"options__en": ["a\u202eb"], "kind": "choice"}, "Options: The character U+202E"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(organiser, typed, said):
    sent = _controls(organiser, "new", **({"label__en": "Which hotel?", "label__ja": "宿"} | typed))
    page = organiser.post(f"{LIST}/new?lang=en", data=sent)
    assert (page.status_code, said in text_of(page)) == (422, True)
    shown = MultiDict(controls_of(page.text))
    assert (shown["label-en"], shown["label-ja"]) == (sent["label-en"], "宿")
    assert [one for one in shown.getlist("options-en") if one] == [one for one in sent.getlist("options-en") if one]
    assert _asked() == (BUS, VISIT)


def test_another_row_for_an_option_is_one_press_without_saving(organiser):
    sent = _controls(organiser, "q-visit", label__en="Typed", add="options")
    page = organiser.post(f"{LIST}/q-visit", data=sent)
    shown = MultiDict(controls_of(page.text))
    assert (page.status_code, shown["label-en"], shown.getlist("options-en")) == (
        200,
        "Typed",
        ["Base", "Ship", "", ""],
    )
    assert _asked() == (BUS, VISIT)


def test_only_a_choice_keeps_options(organiser):
    _save(organiser, "q-visit", kind="text")
    assert _asked()[1].options == ()


def test_kind_of_an_answered_question_is_refused_at_its_field(organiser):
    register(make_application(answers=(Answer(question="q-visit", value="o-1"),)))
    for typed, said in (
        ({"kind": "text"}, "Answered by: The kind stays as it is: the question was answered."),
        (
            {"options__en": ["Ship", "Port"], "options__ja": ["艦艇", "港"], "options__key": ["o-2", ""]},
            "Options: “Base / 基地” stays: 1 chose it.",
        ),
    ):
        page = _save(organiser, "q-visit", **typed)
        assert (page.status_code, said in text_of(page)) == (422, True)
    assert _asked() == (BUS, VISIT)


def test_question_moves_by_buttons_and_the_button_has_the_focus(organiser):
    answer = organiser.post(f"{LIST}/q-visit/move", data={"by": "-1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}?moved=q-visit&by=-1")
    assert _asked() == (VISIT, BUS)
    page = organiser.get(f"{LIST}?moved=q-visit&by=-1&lang=en").text
    (button,) = [one for one in re.findall(r"<button[^>]*>", page) if re.search(r"\sautofocus[\s>]", one)]
    assert ('value="-1"' in button, 'aria-label="Move “Which visit?” up"' in button) == (True, True)


def test_slower_of_two_sees_both_versions(organiser):
    mine = _controls(organiser, "q-visit", label__en="Which trip?", hint__ja="")
    _save(organiser, "q-visit", label__en="Which tour?", options__ja=["基地", "船"])
    page = organiser.post(f"{LIST}/q-visit?lang=en", data=mine)
    said = text_of(page)
    assert page.status_code == 409
    assert "Question (English) ◇! differs Question (English): Which trip? Question (English): Which tour?" in said
    assert "Options ◇! differs Options: Base / 基地 Ship / 艦艇 Options: Base / 基地 Ship / 船" in said
    choice = MultiDict(controls_of(page.text))
    assert (choice["pick-label-en"], choice["pick-options"], choice["pick-hint-ja"]) == ("mine", "theirs", "mine")
    assert organiser.post(f"{LIST}/q-visit", data=choice).status_code == 303
    after = _asked()[1]
    assert (after.label.get("en"), after.options[1][1].get("ja"), after.hint.get("ja")) == ("Which trip?", "船", None)


def test_what_was_typed_about_a_question_that_is_gone_can_be_asked_anew(organiser):
    mine = _controls(organiser, "q-bus", label__en="By coach?")
    organiser.post(f"{LIST}/q-bus/remove", data=MultiDict(controls_of(organiser.get(f"{LIST}/q-bus/remove").text)))
    page = organiser.post(f"{LIST}/q-bus?lang=en", data=mine)
    assert (page.status_code, "Somebody deleted this meanwhile." in text_of(page)) == (409, True)
    assert f'action="{LIST}/new"' in page.text
    assert MultiDict(controls_of(page.text))["label-en"] == "By coach?"


def test_removal_says_how_many_answered_and_asks_first(organiser):
    for _ in range(2):
        register(make_application(answers=(Answer(question="q-bus", value="no"),)))
    page = organiser.get(f"{LIST}/q-bus/remove?lang=en")
    assert "2 people answered. The answers are kept with the people until they are erased" in text_of(page)
    assert "Nobody answered it yet." in text_of(organiser.get(f"{LIST}/q-visit/remove?lang=en"))
    answer = organiser.post(f"{LIST}/q-bus/remove", data=MultiDict(controls_of(page.text)))
    assert (answer.status_code, _asked()) == (303, (VISIT,))


def test_removal_of_what_changed_meanwhile_is_asked_again(organiser):
    sent = MultiDict(controls_of(organiser.get(f"{LIST}/q-bus/remove").text))
    _save(organiser, "q-bus", label__en="By coach?")
    page = organiser.post(f"{LIST}/q-bus/remove?lang=en", data=sent)
    assert (page.status_code, "Somebody changed it meanwhile." in text_of(page), len(_asked())) == (409, True, 2)


def test_question_that_never_was_is_not_found(organiser):
    for answer in (organiser.get(f"{LIST}/q-none"), organiser.post(f"{LIST}/q-none/move", data={"by": "1"})):
        assert answer.status_code == 404
