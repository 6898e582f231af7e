"""The signed claim that a registration may have another address; whoever holds it reads that address's mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

_LASTS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class AddressClaim:
    """Which registration, by conference and public id; the address that it had, and the one that it is to have."""

    slug: str
    public_id: str
    before: str
    email: str


def sign_claim(claim: AddressClaim) -> str:
    """Give a claim as the end of an address."""
    return _signer().dumps([claim.slug, claim.public_id, claim.before, claim.email])


def read_claim(signed: str) -> AddressClaim | None:
    """Give the claim, None for one that is forged or too old."""
    try:
        return AddressClaim(*_signer().loads(signed, max_age=int(_LASTS.total_seconds())))
    except BadSignature:
        return None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="eventapp own address")
