"""A confirmation holds until one of the languages changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from eventapp.audit import Action
from eventapp.db import reading, transaction
from eventapp.domain.errors import DomainError, NotFoundError
from eventapp.domain.translations import TranslationState
from eventapp.operations.confirmations import confirm_translation, withdraw_confirmation
from eventapp.operations.drafts import Step, change_draft
from eventapp.policy import Actor
from eventapp.queries.confirmations import get_item_states, list_translation_states
from eventapp.queries.drafts import get_draft
from tests.factories import both, make_agenda, make_session
from tests.publishing import draft

NOW = datetime(2023, 3, 9, 9, tzinfo=UTC)
SLUG = "sample-2023"
ANN = Actor("ann")
ITEM = "sessions/s1"


def _confirm(write=confirm_translation, field="title"):
    with transaction() as tx:
        write(tx, SLUG, ITEM, field, actor=ANN, now=NOW)


def _state():
    with reading() as tx:
        found = get_draft(tx, SLUG)
        listed = {(one.item, one.field): one.state for one in list_translation_states(tx, found)}
        assert get_item_states(tx, found, ITEM)["title"] is listed[ITEM, "title"]
    return listed[ITEM, "title"]


def _rename(title):
    def edit(agenda):
        return replace(agenda, sessions=(replace(agenda.sessions[0], title=title),))

    with transaction() as tx:
        step = Step(action=Action.SESSION_EDIT, subject=ITEM)
        change_draft(tx, SLUG, edit, step=step, expected={}, actor=ANN, now=NOW)


def test_text_is_confirmed_until_one_language_changes_and_again_when_it_is_put_back(app):
    draft(make_agenda(make_session(id="s1", title=both("Break", "休憩"))))
    assert _state() is TranslationState.UNCONFIRMED
    _confirm()
    assert _state() is TranslationState.CONFIRMED
    _rename(both("Coffee", "休憩"))
    assert _state() is TranslationState.OUT_OF_STEP
    _rename(both("Break", "休憩"))
    assert _state() is TranslationState.CONFIRMED
    _confirm(withdraw_confirmation)
    assert _state() is TranslationState.UNCONFIRMED


def test_text_without_a_language_cannot_be_confirmed(app):
    draft(make_agenda(make_session(id="s1", title=both("Break", ""))))
    with pytest.raises(DomainError, match="translation-missing"):
        _confirm()
    with pytest.raises(NotFoundError):
        _confirm(field="description")
    assert _state() is TranslationState.MISSING
