"""Taking another address for a registration, by a link that went there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from eventapp.clock import utc_now
from eventapp.db import transaction
from eventapp.domain.errors import DomainError
from eventapp.operations.registrations.addresses import take_new_address
from eventapp.policy import PARTICIPANT
from eventapp.renderers.problems import error_sentence
from eventapp.web.access import public
from eventapp.web.interface_pages import interface_words, show_secret_page
from eventapp.web.own_addresses import read_claim
from eventapp.web.personal_pages import guard
from eventapp.web.readers import mailed_base_url

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("own_addresses", __name__)
guard(blueprint)


@blueprint.get("/me/address/<claim>")
@public
def show(claim: str) -> Response:
    """Show the button that takes the address: programs that look at mail follow links."""
    found = read_claim(claim)
    return _page(email=found.email) if found else _page(said="address-over", status=410)


@blueprint.post("/me/address/<claim>")
@public
def take(claim: str) -> Response:
    """Let the registration have the address."""
    found = read_claim(claim)
    if found is None:
        return _page(said="address-over", status=410)
    base, now = mailed_base_url(), utc_now()
    try:
        with transaction() as tx:
            take_new_address(
                tx,
                found.slug,
                found.public_id,
                found.email,
                before=found.before,
                base_url=base,
                actor=PARTICIPANT,
                now=now,
            )
    except DomainError as error:
        return _page(said=error.code, status=410 if error.code == "address-over" else 409)
    return _page(is_done=True)


def _page(*, email: str = "", said: str = "", is_done: bool = False, status: int = 200) -> Response:
    sentence = error_sentence(DomainError(said), interface_words()) if said else ""
    return show_secret_page("me/address.html", status=status, email=email, said=sentence, is_done=is_done)
