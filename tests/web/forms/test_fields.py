"""What all forms share: words, stripping, faulty characters, a text per language."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField

from eventapp.domain.localized import Localized
from eventapp.renderers.wording import words_in
from eventapp.web.forms.accounts import EmailField
from eventapp.web.forms.fields import LineField, LocalizedField, ProseField, WordedForm


class SampleForm(WordedForm):
    name = LineField("Name")
    nick = LineField("Nick", is_optional=True)
    notes = ProseField("Notes", is_optional=True)
    title = LocalizedField("Title")
    summary = LocalizedField("Summary", is_optional=True, is_multiline=True)
    minutes = IntegerField("Minutes")
    email = EmailField("E-mail", is_optional=True)


SENT = {"name": " Aki ", "title-en": " Opening ", "title-ja": "開会", "minutes": "15"}


def form(language="en", **sent):
    return SampleForm(MultiDict(SENT | sent), words=words_in(language), languages=("en", "ja"))


def test_texts_are_stripped_and_kept_per_language():
    made = form(notes="  one\r\ntwo\r", **{"summary-ja": "要旨\r\n二行"})
    assert (made.validate(), made.name.data, made.nick.data, made.notes.data) == (True, "Aki", "", "one\ntwo")
    assert made.title.data == Localized.of({"en": "Opening", "ja": "開会"})
    assert made.summary.data == Localized.of({"ja": "要旨\n二行"})


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "This is no whole number. Write it in digits."), ("ja", "整数ではありません。数字で書いてください。")],
)
def test_messages_of_the_library_are_in_the_readers_language(language, said):
    made = form(language, minutes="x")
    assert (made.validate(), [str(error) for error in made.minutes.errors]) == (False, [said])


@pytest.mark.parametrize(
    ("sent", "failures"),
    [
        ({"name": " "}, [("name", "This must not be empty.")]),
        ({"title-en": ""}, [("title-en", "This must not be empty.")]),
        ({"title-ja": ""}, []),
        (
            {"title-ja": "a\u202eb"},
            [("title-ja", "The character U+202E RIGHT-TO-LEFT OVERRIDE reorders the text around it. Take it out.")],
        ),
        ({"nick": "a\x07"}, [("nick", "The character U+0007 is no text. Take it out.")]),
        ({"email": "a@b"}, [("email", "“a@b” is no e-mail address.")]),
        ({"email": "aki@example.org"}, []),
        ({"email": "あき@例え.jp"}, []),
    ],
)
def test_failures_name_the_control(sent, failures):
    made = form(**sent)
    assert made.validate() == (not failures)
    assert [(control, said) for _, control, said in made.failures] == failures


def test_language_that_was_not_sent_keeps_its_text():
    kept = Localized.of({"en": "Old", "ja": "古い", "fr": "vieux"})
    made = SampleForm(
        MultiDict({"title-en": "New"}), words=words_in("en"), languages=("en", "ja"), data={"title": kept}
    )
    assert made.title.data == Localized.of({"en": "New", "ja": "古い", "fr": "vieux"})


def test_refusal_by_a_rule_stands_at_its_field():
    made = form()
    assert made.validate() is True
    made.refuse("title", "Taken.")
    assert [(control, said) for _, control, said in made.failures] == [("title", "Taken.")]
    assert made.title.has_errors is True
