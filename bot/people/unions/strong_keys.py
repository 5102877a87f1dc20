"""What proves that rows of different lists are one person, as digests that tell neither number, name nor phone. Pure.

An address on a channel proves it, too; it lies in the table of addresses. A name alone or a phone alone proves nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

ID_NUMBER, NAME_PHONE = "id_number", "name_phone"


@dataclass(frozen=True)
class StrongKey:
    """A digest by which a person is known again; ``kind`` says of what."""

    kind: str
    digest: str


def id_number_key(secret: bytes, number: str) -> StrongKey:
    """Return the key of an identity number, the same for every list.

    >>> id_number_key(b"s", "11010519491231002x") == id_number_key(b"s", "11010519491231002X")
    True
    """
    return StrongKey(ID_NUMBER, _digest(secret, ID_NUMBER, number.upper()))


def name_phone_key(secret: bytes, name: str, phone: str) -> StrongKey:
    """Return the key of a name together with a phone number.

    >>> name_phone_key(b"s", "甲 乙", "022-1234 5678") == name_phone_key(b"s", "甲乙", "02212345678")
    True
    """
    digits = "".join(sign for sign in phone if sign.isdigit())
    return StrongKey(NAME_PHONE, _digest(secret, NAME_PHONE, "".join(name.split()), digits))


def _digest(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\n".join(parts).encode(), hashlib.sha256).hexdigest()
