from __future__ import annotations

from eventapp.domain.errors import DomainError, InvalidInputError, Problem


def test_domain_error_keeps_its_code_and_values():
    error = DomainError("gap-time", zone="Asia/Tokyo")
    assert (error.code, error.values, str(error)) == (
        "gap-time",
        {"zone": "Asia/Tokyo"},
        "gap-time {'zone': 'Asia/Tokyo'}",
    )


def test_domain_error_without_values_reads_as_its_code():
    assert str(DomainError("not-found")) == "not-found"


def test_invalid_input_keeps_every_problem_and_counts_them():
    problems = (Problem("unknown-zone", "conference.zone"), Problem("missing", "sessions[0].start", "s1"))
    error = InvalidInputError(problems)
    assert (error.code, error.values, error.problems) == ("invalid-input", {"count": 2}, problems)
