"""The form of a person: what is asked of whom, what the check of the name says and mends, the preview, the document."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from eventapp.renderers.html import Links, Page, environment
from eventapp.renderers.wording import words_in
from eventapp.web.forms.people import PersonForm
from tests.web.controls import controls_of

HANAKO = {
    "native_family_name": "見本",
    "native_given_name": "花子",
    "family_name_reading": "みほん",
    "given_name_reading": "はなこ",
    "family_name": "Mihon",
    "given_name": "Hanako",
}
PERSON = HANAKO | {
    "organisation": {"ja": "防衛省側（見本）"},
    "position": {"ja": "戦略企画課長"},
    "interpretation_language": "ja",
}
SENT = HANAKO | {"organisation-ja": "防衛省側（見本）", "position-ja": "戦略企画課長", "interpretation_language": "ja"}
PAGE = """{% from "_macros/people.html" import first_press, language, look_again, names, post with context %}
{{ look_again(form, "Register") }}<form method="post">{{ first_press() }}{{ names(form) }}{{ post(form) }}{{ language(form) }}</form>"""


class AskedForm(PersonForm):
    post_is_optional = False


def form(language="ja", kind=PersonForm, languages=("en", "ja"), person=None, **sent):
    return kind(MultiDict(sent) if sent else None, words=words_in(language), languages=languages, person=person)


def shown(made):
    language = made.words.language
    page, words = Page(languages=(language,), links=Links()), words_in(language)
    template = environment().from_string(PAGE)
    return template.render(
        form=made, page=page, links=page.links, words=words, plural=words.plural, csrf_token=lambda: ""
    )


def asked(made):
    return [[[field.name for field in row] for row in group.rows] for group in made.groups()]


LATIN = [["family_name", "given_name"]]
NATIVE = [["native_family_name", "native_given_name"], ["family_name_reading", "given_name_reading"]]
MORE = [["prefix", "suffix"], ["display_order"]]


@pytest.mark.parametrize(
    ("language", "languages", "groups"),
    [
        ("ja", ("en", "ja"), [[*NATIVE, *LATIN], MORE]),
        ("en", ("en", "ja"), [LATIN, NATIVE, MORE]),
        ("ja", ("en",), [LATIN, MORE]),
        ("en", ("en",), [LATIN, MORE]),
    ],
)
def test_reader_is_asked_for_the_own_script_first_and_for_kanji_where_the_conference_speaks_japanese(
    language, languages, groups
):
    assert asked(form(language, languages=languages)) == groups


@pytest.mark.parametrize(
    ("languages", "offered"), [(("en", "ja"), [("ja", "日本語"), ("en", "English")]), (("en",), None)]
)
def test_language_is_asked_where_there_are_several_the_readers_first_and_chosen(languages, offered):
    made = form(languages=languages)
    if offered is None:
        assert "interpretation_language" not in made
    else:
        assert [(c.value, c.label) for c in made.interpretation_language.choices] == offered
        assert made.interpretation_language.data == "ja"


def test_what_was_sent_becomes_the_document_of_a_person():
    made = form(**SENT)
    assert (made.validate(), made.failures) == (True, [])
    assert made.new_person() == PERSON
    assert made.person() == PERSON | {"prefix": "", "suffix": ""}


def test_form_of_a_known_person_shows_what_is_known_and_gives_the_same_again():
    made = form(person=PERSON)
    again = form(**dict(controls_of(shown(made))))
    assert (again.validate(), again.new_person()) == (True, PERSON)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "半角カナは使えません。全角で「はなこ」と入力してください。"),
        ("en", "Half-width kana cannot be used. Write “はなこ” in full width."),
    ],
)
def test_half_width_kana_are_refused_at_their_field_and_stay(language, said):
    made = form(language, **SENT | {"given_name_reading": "ﾊﾅｺ"})
    assert (made.validate(), made.failures) == (False, [(made.given_name_reading, "given_name_reading", said)])
    html = shown(made)
    assert ('value="ﾊﾅｺ"' in html, html.count(said)) == (True, 1)
    assert 'value="mend given_name_reading:half-width-kana"' in html


def test_one_press_puts_it_right_and_shows_the_form_again():
    made = form(**SENT | {"given_name_reading": "ﾊﾅｺ", "press": "mend given_name_reading:half-width-kana"})
    assert (made.takes_press(), made.failures, made.given_name_reading.data) == (True, [], "はなこ")
    assert dict(controls_of(shown(made)))["given_name_reading"] == "はなこ"


def test_press_mends_that_part_alone_and_says_what_else_is_wrong():
    sent = SENT | {"family_name_reading": "ﾐﾎﾝ", "given_name_reading": "ﾊﾅｺ", "organisation-ja": ""}
    made = form(kind=AskedForm, **sent, press="mend given_name_reading:half-width-kana")
    assert made.takes_press()
    assert [at for _, at, _ in made.failures] == ["family_name_reading", "organisation-ja"]
    assert (made.family_name_reading.data, made.given_name_reading.data) == ("ﾐﾎﾝ", "はなこ")


@pytest.mark.parametrize("press", ["", "mended", "preview x"])
def test_other_presses_are_none(press):
    assert not form(**SENT, press=press).takes_press()


def test_press_on_a_mend_that_there_is_none_of_changes_nothing():
    made = form(**SENT, press="mend given_name:all-capitals")
    assert (made.takes_press(), made.new_person()) == (True, PERSON)


def test_swapped_names_change_places_by_one_press():
    made = form(**SENT | {"family_name": "Hanako", "given_name": "Mihon"}, press="mend family_name:names-swapped")
    assert (made.takes_press(), made.family_name.data, made.given_name.data) == (True, "Mihon", "Hanako")


def test_what_is_only_odd_is_asked_once_and_taken_when_sent_again():
    sent = SENT | {"family_name": "MIHON"}
    made = form(**sent)
    assert (made.validate(), made.failures, made.is_to_look_at) == (False, [], True)
    html = shown(made)
    assert "この表記でよければ、もう一度「Register」を押してください。" in html
    assert "「Mihon」に直す" in html
    again = form(**sent, seen=dict(controls_of(html))["seen"])
    assert (again.validate(), again.family_name.data) == (True, "MIHON")


def test_what_is_odd_anew_is_asked_although_something_else_was_seen():
    seen = dict(controls_of(shown_after(SENT | {"family_name": "MIHON"})))["seen"]
    made = form(**SENT | {"family_name": "MIHON", "given_name": "HANAKO"}, seen=seen)
    assert (made.validate(), made.is_to_look_at) == (False, True)


def shown_after(sent):
    made = form(**sent)
    made.validate()
    return shown(made)


def test_errors_are_not_taken_however_often_they_were_seen():
    sent = SENT | {"given_name_reading": "ﾊﾅｺ"}
    seen = dict(controls_of(shown_after(sent)))["seen"]
    made = form(**sent, seen=seen)
    assert (made.validate(), len(made.failures)) == (False, 1)


def test_name_is_needed_in_latin_letters_one_part_is_enough():
    made = form("en", **{"family_name": " ", "organisation-en": "Institute"})
    assert made.validate() is False
    assert [at for _, at, _ in made.failures] == ["family_name"]
    assert form("en", given_name="Suharto").validate()


@pytest.mark.parametrize(("kind", "failing"), [(PersonForm, []), (AskedForm, ["organisation-en", "position-en"])])
def test_organisation_and_position_are_needed_in_the_readers_language_where_they_are_asked(kind, failing):
    made = form("en", kind=kind, family_name="Mihon", given_name="Hanako")
    assert (made.validate(), [at for _, at, _ in made.failures]) == (not failing, failing)


def test_preview_shows_list_line_both_scripts_and_a_badge_that_differs():
    made = form(**SENT, press="preview")
    assert made.takes_press()
    assert made.preview() == made.preview().__class__("MIHON Hanako", "見本 花子", "")
    titled = form(**SENT, prefix="Dr.", suffix="Ret.", display_order="given_first")
    assert titled.preview().badge == "Dr. Hanako MIHON, Ret."
    html = shown(titled)
    assert [text in html for text in ("MIHON Hanako", "見本 花子", "Dr. Hanako MIHON, Ret.")] == [True] * 3


def test_preview_shows_what_the_check_says_without_asking_for_the_rest():
    made = form(kind=AskedForm, **HANAKO | {"given_name_reading": "ﾊﾅｺ"}, press="preview")
    assert (made.takes_press(), made.failures) == (True, [])
    assert [said.is_error for said in made.findings_at(made.given_name_reading)] == [True]


def test_enter_key_presses_no_mend():
    html = shown_after(SENT | {"given_name_reading": "ﾊﾅｺ"})
    first = " ".join(html[html.index("<button") :].split())
    assert first.startswith('<button class="vh" type="submit" tabindex="-1" aria-hidden="true"></button>')


def test_parts_in_kanji_open_for_a_reader_of_english_where_something_stands_there():
    closed, opened = form("en"), form("en", native_family_name="見本")
    assert [group.is_open for group in closed.groups()] == [False, False, False]
    assert [group.is_open for group in opened.groups()] == [False, True, False]
