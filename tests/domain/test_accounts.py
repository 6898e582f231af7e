"""Rules of accounts."""

from __future__ import annotations

import pytest

from eventapp.domain.accounts import normal_email, password_fault


def test_address_is_compared_in_small_letters_without_spaces():
    assert normal_email("  Aki.Sato@Example.ORG\n") == "aki.sato@example.org"


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("elevenchars", "password-too-short"),
        ("twelve chars", ""),
        ("x" * 201, "password-too-long"),
        ("四文字熟語を三つ並べた長文", ""),
        ("aaaaaaaaaaaaa", "password-guessable"),
        ("AKI@EXAMPLE.ORG", "password-guessable"),
        ("passwordpassword", "password-guessable"),
    ],
)
def test_password_needs_length_more_than_signs(password, fault):
    assert password_fault(password, "aki@example.org") == fault
