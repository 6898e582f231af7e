"""Rules of accounts."""

from __future__ import annotations

import pytest

from eventapp.domain.accounts import network_of, normal_email, password_fault


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


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "20010db800000000"),
        ("2001:db8:0:0:ffff::2", "20010db800000000"),
        ("2001:db8:0:1::1", "20010db800000001"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80000000000000"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_network_is_the_subscribers(address, network):
    assert network_of(address) == network
