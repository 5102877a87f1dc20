"""The second factor: six digits of the moment from an app on the phone (TOTP, RFC 6238), each good for one sign-in."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

SECONDS_OF_A_CODE = 30
# A clock may be off by one code in either direction (RFC 6238, 5.2).
STEPS_ASIDE = (0, -1, 1)
ISSUER = "乐业西青"
_KEY = re.compile(r"[A-Z2-7]{32}")


class SecondFactor:
    """Seals keys under the installation's secret and reads codes.

    Args:
        previous: the secret of before, which still opens what it sealed.
    """

    def __init__(self, secret: str, previous: str | None = None) -> None:
        self._newest = _cipher(secret)
        self._cipher = MultiFernet([self._newest, *([] if previous is None else [_cipher(previous)])])

    def seal(self, key: str) -> str:
        """Return the sealed form of a key."""
        return self._cipher.encrypt(key.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return what was sealed."""
        return self._cipher.decrypt(sealed.encode()).decode()

    def resealed(self, sealed: str) -> str | None:
        """Return what was sealed under the previous secret, sealed anew; None when it is sealed under the one of today."""
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return self._cipher.rotate(sealed.encode()).decode()
        return None

    @staticmethod
    def step_of(key: str, code: str, at: datetime) -> int | None:
        """Return the half minute since 1970 whose code this is, of now or just beside it; None when it is none of them."""
        now = int(at.timestamp()) // SECONDS_OF_A_CODE
        totp, typed = pyotp.TOTP(key), "".join(code.split())
        for aside in STEPS_ASIDE:
            if pyotp.utils.strings_equal(totp.at((now + aside) * SECONDS_OF_A_CODE), typed):
                return now + aside
        return None


def _cipher(secret: str) -> Fernet:
    derived = hashlib.sha256(b"leye second factor" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))


def fresh_key() -> str:
    """Return a key for a new phone, in base 32."""
    return pyotp.random_base32()


def is_key(text: str) -> bool:
    """Tell whether a text is such a key as ``fresh_key`` gives."""
    return _KEY.fullmatch(text) is not None


def address_of(key: str, userid: str) -> str:
    """Return what the phone's app reads from the square code."""
    return pyotp.TOTP(key).provisioning_uri(name=userid, issuer_name=ISSUER)
