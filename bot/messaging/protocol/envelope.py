"""The envelope of 安全模式 and of WeCom: AES-256-CBC around random bytes, length, message and receiver. Pure.

https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Technical_Plan.html
https://developer.work.weixin.qq.com/document/path/90968
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ENCODED_KEY = re.compile(r"[A-Za-z0-9]{43}")
# PKCS#7 over blocks of 32 bytes, although AES works on 16.
PADDED_TO = 32
RANDOM_BYTES = 16
LENGTH_BYTES = 4


class EnvelopeError(Exception):
    """The ciphertext is not ours: damaged, made with another key, or for another account."""


@dataclass(frozen=True)
class Key:
    """One EncodingAESKey, as it stands in the account's settings (43 characters)."""

    raw: bytes

    @classmethod
    def decode(cls, encoded: str) -> Key:
        """Return the key; ValueError when it is none."""
        if not ENCODED_KEY.fullmatch(encoded):
            raise ValueError("an EncodingAESKey has 43 letters and digits")
        return cls(base64.b64decode(encoded + "="))


@dataclass(frozen=True)
class OpenedEnvelope:
    """A message taken out of its envelope, and the key that fits: the reply must be closed with the same one."""

    message: str
    key: Key


class Envelopes:
    """Opens and closes the envelopes of one account.

    Args:
        keys: the present key first, then the previous one; after a change the platform uses the old one for a while.
        receiver: appid or corpid.
        random_bytes: where randomness comes from.
    """

    def __init__(self, keys: Sequence[Key], receiver: str, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        self._keys = tuple(keys)
        self._receiver = receiver
        self._random_bytes = random_bytes

    def open(self, ciphertext: str) -> OpenedEnvelope:
        """Return the message.

        Raises:
            EnvelopeError: no key of ours fits, or it was not meant for this account.
        """
        try:
            sealed = base64.b64decode(ciphertext, validate=True)
        except (binascii.Error, ValueError):
            raise EnvelopeError("not base64") from None
        if not sealed or len(sealed) % RANDOM_BYTES:
            raise EnvelopeError("not whole blocks")
        for key in self._keys:
            message = self._try(key, sealed)
            if message is not None:
                return OpenedEnvelope(message, key)
        raise EnvelopeError("no key fits")

    def close(self, message: str, key: Key) -> str:
        """Return the ciphertext of a message in base64."""
        content = message.encode()
        plain = self._random_bytes(RANDOM_BYTES) + struct.pack(">I", len(content)) + content + self._receiver.encode()
        missing = PADDED_TO - len(plain) % PADDED_TO
        encryptor = _cipher(key).encryptor()
        sealed = encryptor.update(plain + bytes([missing]) * missing) + encryptor.finalize()
        return base64.b64encode(sealed).decode()

    def _try(self, key: Key, sealed: bytes) -> str | None:
        decryptor = _cipher(key).decryptor()
        padded = decryptor.update(sealed) + decryptor.finalize()
        padding = padded[-1]
        if not 1 <= padding <= PADDED_TO or padded[-padding:] != bytes([padding]) * padding:
            return None
        plain = padded[RANDOM_BYTES:-padding]
        if len(plain) < LENGTH_BYTES:
            return None
        (length,) = struct.unpack(">I", plain[:LENGTH_BYTES])
        content, receiver = plain[LENGTH_BYTES : LENGTH_BYTES + length], plain[LENGTH_BYTES + length :]
        # Only the receiver tells that the whole was decrypted rightly: the mode itself authenticates nothing.
        if len(content) != length or receiver != self._receiver.encode():
            return None
        try:
            return content.decode()
        except UnicodeDecodeError:
            return None


def _cipher(key: Key) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(key.raw), modes.CBC(key.raw[:16]))
