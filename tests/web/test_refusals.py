"""What cannot be given: said in the reader's language on a page, or as problem JSON (RFC 9457) to programs."""

from __future__ import annotations

import pytest

from eventapp.web.access import public
from tests.factories import sample_agenda
from tests.publishing import draft
from tests.web.requests import heading_of, language_of, problem_of, text_of

BAD = {"en": "This address cannot be understood", "ja": "このアドレスは読み取れません"}
GONE = {"en": "There is no such page", "ja": "ページがありません"}
EVIL = "%3Cscript%3Ealert(1)%3C/script%3E"
EVIL_SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
UNKNOWN = [
    ("/?lang=fr", "“fr”"),
    ("/?lang=en,en", "“en,en”"),
    ("{0}/?lang=xx", "“xx”"),
    ("{0}/agenda?lang=en,ja,fr", "“en,ja,fr”"),
    ("{0}/agenda?lang=en,en", "“en,en”"),
    ("{0}/agenda?lang=,", "“,”"),
    ("{0}/agenda?tz=Mars/Olympus", "“Mars/Olympus”"),
    ("{0}/agenda?tz=../../etc/passwd", "“../../etc/passwd”"),
    ("{0}/agenda?tz=localtime", "“localtime”"),
    ("{0}/agenda?day=2023-03-31", "“2023-03-31”"),
    ("{0}/agenda?day=tomorrow", "“tomorrow”"),
    ("{0}/versions?tz=nowhere", "“nowhere”"),
    ("{0}/sessions/strategy?lang=EN", "“EN”"),
    ("{0}/agenda.pdf?paper=a3", "“a3”"),
    ("{0}/agenda.pdf?layout=wide", "“wide”"),
    ("{0}/agenda.ics?lang=de", "“de”"),
    ("{0}/sessions/strategy.ics?lang=de", "“de”"),
    ("{0}/agenda.json?lang=de", "“de”"),
]


@pytest.mark.parametrize(("address", "named"), UNKNOWN)
def test_unknown_wish_is_refused_on_a_page_that_names_it(client, sample, address, named):
    response = client.get(address.format(sample), headers={"Accept": BROWSER})
    assert (response.status_code, response.content_type) == (400, "text/html; charset=utf-8")
    assert (heading_of(response), named in text_of(response)) == (BAD["en"], True)
    assert (response.headers["Cache-Control"], response.headers["Vary"]) == ("no-store", "Accept, Accept-Language")


@pytest.mark.parametrize(("address", "named"), UNKNOWN)
def test_unknown_wish_is_a_problem_for_programs(client, sample, address, named):
    response = client.get(address.format(sample), headers={"Accept": "application/json"})
    problem = problem_of(response)
    assert (response.status_code, named in problem.pop("detail")) == (400, True)
    assert problem == {"type": "about:blank", "title": "Bad Request", "status": 400}


@pytest.mark.parametrize("file", ["agenda.ics", "agenda.json", "agenda.pdf", "sessions/strategy.ics"])
def test_unknown_wish_for_a_file_is_a_problem(client, sample, file):
    problem = problem_of(client.get(f"{sample}/{file}?lang=fr"))
    assert problem == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "“fr” is none of this conference's languages: en, ja.",
    }


@pytest.mark.parametrize(
    "address",
    [
        f"/?lang={EVIL}",
        f"{{0}}/agenda?lang={EVIL}",
        f"{{0}}/agenda?tz={EVIL}",
        f"{{0}}/agenda?day={EVIL}",
        f"{{0}}/agenda.pdf?paper={EVIL}",
        f"{{0}}/agenda.pdf?layout={EVIL}",
    ],
)
def test_what_was_asked_for_is_no_markup_of_ours(client, sample, address):
    response = client.get(address.format(sample), headers={"Accept": BROWSER})
    assert (response.status_code, EVIL_SHOWN in response.text, "<script" in response.text) == (400, True, False)


def test_refusal_is_said_in_the_browsers_language(client, sample):
    response = client.get(f"{sample}/agenda?day=2023-03-31", headers={"Accept-Language": "ja-JP"})
    assert (response.status_code, language_of(response), heading_of(response)) == (400, "ja", BAD["ja"])
    assert "「2023-03-31」はこの会議の日ではありません" in text_of(response)


def test_refusal_is_said_in_the_language_chosen(client, sample):
    response = client.get(f"{sample}/agenda?lang=ja&tz=X", headers={"Accept-Language": "en"})
    assert (response.status_code, language_of(response), heading_of(response)) == (400, "ja", BAD["ja"])


MISSING = ["/nothing", "/conferences/none/", "/conferences/none/agenda", "/conferences/none/versions"]
MISSING_FILES = ["/conferences/none/agenda.ics", "/conferences/none/agenda.json", "/conferences/none/agenda.pdf"]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("address", [*MISSING, "/static/none.css", "{0}/sessions/none", "/conferences/None/agenda"])
def test_what_is_not_there_is_said_on_a_page(client, sample, address, language):
    response = client.get(address.format(sample), headers={"Accept-Language": language})
    found = (response.status_code, response.content_type, heading_of(response), language_of(response))
    assert found == (404, "text/html; charset=utf-8", GONE[language], language)


@pytest.mark.parametrize("address", [*MISSING_FILES, "{0}/sessions/none.ics"])
def test_file_that_is_not_there_is_a_problem(client, sample, address):
    problem = problem_of(client.get(address.format(sample)))
    problem.pop("detail", None)
    assert problem == {"type": "about:blank", "title": "Not Found", "status": 404}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["/", "{0}/agenda", "{0}/agenda.ics", "{0}/sessions/strategy", "/readyz"])
def test_other_methods_are_told_those_allowed(client, sample, address, method):
    response = client.open(address.format(sample), method=method)
    allowed = sorted(response.headers["Allow"].split(", "))
    assert (response.status_code, allowed) == (405, ["GET", "HEAD", "OPTIONS"])


@pytest.mark.parametrize("address", ["/", "/agenda", "/agenda.ics", "/agenda.json", "/agenda.pdf", "/versions"])
def test_conference_that_was_never_published_does_not_exist(client, app, address):
    draft(sample_agenda())
    response = client.get(f"/conferences/sample-2023{address}")
    assert (response.status_code, "Alliance planning forum" in response.text) == (404, False)
    assert "Alliance planning forum" not in client.get("/").text


def test_failure_of_ours_says_nothing_of_its_cause(new_app):
    app = new_app()

    @app.get("/fails")
    @public
    def fails():
        raise LookupError("a secret of ours")

    response = app.test_client().get("/fails")
    found = (response.status_code, heading_of(response), "secret" in response.text)
    assert found == (500, "Something failed on our side", False)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert problem_of(app.test_client().get("/fails", headers={"Accept": "application/json"})) == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
    }
