"""The headers that every answer carries, whatever it says."""

from __future__ import annotations

import re

import pytest

from tests.publishing import import_demo
from tests.web.requests import PAGES, PUBLISHED

EXPECTED = {
    "Content-Security-Policy": {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    },
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def _security_of(response):
    found = {name: response.headers.getlist(name) for name in EXPECTED}
    assert {name: len(values) for name, values in found.items()} == dict.fromkeys(EXPECTED, 1)
    policy = dict(part.strip().split(" ", 1) for part in found["Content-Security-Policy"][0].split(";"))
    return {name: values[0] for name, values in found.items()} | {"Content-Security-Policy": policy}


@pytest.mark.parametrize("address", [*PUBLISHED, "/healthz", "/readyz", "/robots.txt", "/static/eventapp.css"])
def test_headers_are_on_what_is_found(client, sample, address):
    with client.get(address.format(sample)) as response:
        assert (response.status_code, _security_of(response)) == (200, EXPECTED)


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("{0}/agenda", {"If-None-Match": "*"}, 304),
        ("{0}/agenda.ics", {"If-None-Match": "*"}, 304),
        ("{0}", {}, 308),
        ("{0}/agenda?lang=fr", {}, 400),
        ("{0}/agenda.json?lang=fr", {}, 400),
        ("/none", {}, 404),
        ("/none.ics", {}, 404),
        ("/static/none", {}, 404),
    ],
)
def test_headers_are_on_every_other_answer(client, sample, address, headers, status):
    response = client.get(address.format(sample), headers=headers)
    assert (response.status_code, _security_of(response)) == (status, EXPECTED)


def test_headers_are_on_a_refused_method(client, sample):
    response = client.post(f"{sample}/agenda")
    assert (response.status_code, _security_of(response)) == (405, EXPECTED)


@pytest.mark.parametrize("address", [*PAGES, "/none"])
def test_page_needs_nothing_that_the_policy_forbids(client, sample, address):
    page = client.get(address.format(sample)).text
    assert re.findall(r"<style|<script|\sstyle=|\son[a-z]+=|javascript:", page) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', page) == []


def _links_of(page):
    """Give the links that stay here: those into calendar programs lead to other people's sites."""
    links = {link.replace("&amp;", "&").partition("#")[0] for link in re.findall(r'\shref="([^"]+)"', page)}
    return {link for link in links if not re.match("[a-z]+:", link)}


def test_every_link_leads_somewhere(client, app):
    """Read everything that can be reached from the list of conferences, in any language and clock."""
    import_demo()
    seen, waiting, failed = set(), {"/"}, []
    while waiting:
        address = waiting.pop()
        seen.add(address)
        with client.get(address) as response:
            if response.status_code != 200:
                failed.append((address, response.status_code))
            # One page of each kind with choices is followed on: the others have the same frame.
            if response.mimetype == "text/html" and address.count("=") < 2:
                waiting |= {link for link in _links_of(response.text) if link} - seen
    assert (failed, len(seen) > 100) == ([], True)
