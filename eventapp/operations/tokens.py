"""Secrets of links: the link has the secret, the database its hash."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Give 256 random bits as they stand in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Give what is kept of a secret; it is random, so that a plain hash can't be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
