"""Rules of accounts: how long links and invitations hold, how often one may try, what a password needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

LINK_LASTS = timedelta(minutes=15)
INVITATION_LASTS = timedelta(days=14)
TRIES_WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 10
TRIES_PER_ADDRESS = 50
# Whoever registers: an office may sit behind one network address; a mailbox gets few letters that it did not ask for.
REGISTRATIONS_PER_NETWORK = 60
LETTERS_PER_MAILBOX = 5
# Length is what counts (NIST SP 800-63B §3.1.1.2); the upper bound keeps a form from making the server hash a novel.
PASSWORD_MIN = 12
PASSWORD_MAX = 200
_PREFIX_BYTES = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose tries are counted: an account or a network address, as a hash, and how many are allowed in a window."""

    hash: str
    limit: int


def network_of(address: str) -> str:
    """Give what counts as one network address: of IPv6 the first 64 bits, all the others are one subscriber's to choose.

    What is no address, such as that of a local socket, counts as it is. Source: RFC 6177 §2, RFC 4291 §2.5.1.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return parsed.packed[:_PREFIX_BYTES].hex()


def normal_email(email: str) -> str:
    """Give an address as it is kept and compared: stripped, in small letters."""
    return email.strip().lower()


def password_fault(password: str, email: str) -> str:
    """Give the code of what is wrong with a new password, "" if nothing is."""
    if len(password) < PASSWORD_MIN:
        return "password-too-short"
    if len(password) > PASSWORD_MAX:
        return "password-too-long"
    lowered = password.lower()
    is_guessable = lowered == email.lower() or len(set(lowered)) < 5 or lowered in {"passwordpassword", "password1234"}  # noqa: PLR2004 - "aaaaaaaaaaaa"
    return "password-guessable" if is_guessable else ""
