"""What is logged of a failure: enough to find it, nothing of what people gave."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from eventapp.db import transaction
from eventapp.models import PersonalLink


def _failed_write():
    values = {"registration_id": 0, "token_hash": "of a secret", "purpose": "me"}
    with pytest.raises(IntegrityError) as error, transaction() as tx:
        tx.execute(insert(PersonalLink), values)
    return error.value


def test_failed_statement_is_logged_without_its_values(app, caplog):
    error = _failed_write()
    with app.test_request_context("/me/the-secret"):
        response = app.handle_user_exception(error)
    assert response.status_code == 500
    assert ("IntegrityError" in caplog.text, "personal_link" in caplog.text, "in _failed_write" in caplog.text) == (
        *(True, True),
        True,
    )
    assert ("of a secret" in caplog.text, "the-secret" in caplog.text) == (False, False)


def test_other_failures_are_logged_with_where_they_came_from_but_no_address(app, caplog):
    with app.test_request_context("/me/the-secret"):
        assert app.handle_user_exception(ValueError("odd")).status_code == 500
    assert ("ValueError: odd" in caplog.text, "the-secret" in caplog.text) == (True, False)
