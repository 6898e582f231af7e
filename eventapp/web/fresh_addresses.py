"""An address that was just made, told once: by the page that the answer to its form leads to, and to the browser that sent the form.

Decision 0016. What the browser's cookie has meanwhile is a random claim, of which this server alone can make the secret: so every worker can tell
it, and it stands in no address, in no redirect and nowhere in clear.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import current_app, request
from flask import session as browser_session

from eventapp.operations.tokens import new_token, token_hash
from eventapp.web.readers import is_read_by_somebody

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

_KEPT = "address"
_LASTS = timedelta(minutes=10)
_PURPOSE = b"eventapp calendar address "


@dataclass(frozen=True, slots=True)
class FreshAddress:
    """An address to make; `query` is what it asks for, the part after "?"."""

    query: str
    claim: str = field(default_factory=new_token)

    @property
    def secret(self) -> str:
        key = current_app.secret_key
        made = hmac.digest(
            key if isinstance(key, bytes) else str(key).encode(), _PURPOSE + self.claim.encode(), "sha256"
        )
        return urlsafe_b64encode(made).rstrip(b"=").decode()


def tell_next(address: FreshAddress, now: datetime) -> None:
    """Let this browser's next page of such addresses tell it, if that is soon."""
    browser_session[_KEPT] = [address.claim, address.query, int(now.timestamp())]


def take_fresh(held: Collection[str], now: datetime) -> FreshAddress | None:
    """Give the address to tell now, if it is one of those that hold, of which `held` has the hashes; it is not told again."""
    is_asked = request.method == "GET" and is_read_by_somebody() and "HTTP_COOKIE" in request.environ
    if not is_asked or _KEPT not in browser_session:
        return None
    claim, query, at = browser_session[_KEPT]
    address = FreshAddress(query, claim)
    is_here = token_hash(address.secret) in held
    is_late = now.timestamp() - at > _LASTS.total_seconds()
    if is_here or is_late:
        del browser_session[_KEPT]
    return address if is_here and not is_late else None
