"""Whom readers of a conference ask: the contact that its organisers make public."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventapp.domain.localized import NOTHING, Localized

EMAIL_MOST = 254
PHONE_MOST = 60
# One address without a name: what would end it in a header or a link is no part of it.
EMAIL_FORM = r'^[^@\s,;:<>()\[\]\\"]+@[^@\s,;:<>()\[\]\\"]+\.[^@\s,;:<>()\[\]\\"]+$'
# As people write numbers; three digits at least, an extension last.
PHONE_FORM = r"^(?=(?:[^0-9]*[0-9]){3})[0-9+() -]+(?:ext\. ?[0-9]{1,8})?$"

_EMAIL = re.compile(EMAIL_FORM)
_PHONE = re.compile(PHONE_FORM)
_TRUNK = re.compile(r"\(0\)")
_SPACES = re.compile(r"[ -]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who answers questions, by what the organisers filled in; all of it is public, "" for what they left out.

    Readers get it as it was published, like all that an agenda says: a draft's contact may not be in charge yet.
    """

    name: Localized = NOTHING
    email: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.email or self.phone)

    @property
    def can_be_reached(self) -> bool:
        """Whether there is an address or a number: a name alone is no entry of an address book."""
        return bool(self.email or self.phone)

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it, "" for none: without brackets, the trunk zero of "+81 (0)3" left out, the extension apart.

        Source: RFC 3966 §3 and §5.3.
        """
        number, _, extension = self.phone.partition("ext.")
        if number.startswith("+"):
            number = _TRUNK.sub("", number)
        digits = _SPACES.sub("-", number.replace("(", " ").replace(")", " ").strip(" -")).replace("+-", "+")
        return f"{digits};ext={extension.strip()}" if extension else digits


NO_CONTACT = Contact()


def is_email(text: str) -> bool:
    """Say whether a text has the form of one e-mail address."""
    return len(text) <= EMAIL_MOST and _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Say whether a text has the form of a telephone number: digits, +, spaces, hyphens, brackets, and "ext." with a number last."""
    return len(text) <= PHONE_MOST and _PHONE.fullmatch(text) is not None
