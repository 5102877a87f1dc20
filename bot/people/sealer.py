"""Seals names and phone numbers, so that the database alone tells neither."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import SettingsError
from bot.settings import Settings

# Written before each sealed text, so that another way of sealing can be told apart later.
VERSION = "1."
NONCE_BYTES = 12
KEY_BYTES = 32
WRONG_KEY = "LEYE_PEOPLE_KEY 打不开已加密的姓名或电话：和当时加密用的不是同一个密钥。请换回原来的密钥。"


class Sealer:
    """Seals with AES-256-GCM under a key derived from ``LEYE_PEOPLE_KEY``; the same text looks different each time.

    Args:
        previous: the key of before, which still opens what it sealed.
    """

    def __init__(self, key: str, previous: str | None = None) -> None:
        self._cipher = _cipher(key)
        self._previous = None if previous is None else _cipher(previous)

    def seal(self, text: str) -> str:
        """Return the sealed form of a text, as ASCII."""
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), None)).decode()

    def open(self, sealed: str) -> str:
        """Return what was sealed.

        Raises:
            SettingsError: it was sealed with another key, or changed since.
        """
        for cipher in (self._cipher, self._previous):
            found = None if cipher is None else _opened(cipher, sealed)
            if found is not None:
                return found
        raise SettingsError(WRONG_KEY)

    def resealed(self, sealed: str) -> str | None:
        """Return what was sealed with the previous key, sealed anew; None when it is sealed with the key of today.

        Raises:
            SettingsError: neither key opens it.
        """
        return None if _opened(self._cipher, sealed) is not None else self.seal(self.open(sealed))

    def holds(self, sealed: str, text: str) -> bool:
        """Tell whether this text was sealed; what another key sealed holds nothing that could be compared."""
        try:
            return self.open(sealed) == text
        except SettingsError:
            return False


def sealer_for(settings: Settings) -> Sealer | None:
    """Return the sealer of an installation; None without ``LEYE_PEOPLE_KEY``, where names and phones are not kept."""
    return None if settings.people_key is None else Sealer(settings.people_key, settings.previous_people_key)


def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"leye people").derive(key.encode()))


def _opened(cipher: AESGCM, sealed: str) -> str | None:
    try:
        if not sealed.startswith(VERSION):
            return None
        content = urlsafe_b64decode(sealed[len(VERSION) :])
        return cipher.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], None).decode()
    except (InvalidTag, ValueError):
        return None
