"""Signatures and AES envelopes of WeChat and WeCom callbacks, written from the protocol and from nobody's library.

Source: developers.weixin.qq.com, doc/subscription/guide/dev/push/encryption (消息加解密说明); WeCom path/90968 is the same.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from simulator.ground import SandboxRefusal

RANDOM_BYTES = 16
# PKCS#7 pads to 32 bytes here, not to the 16 of an AES block.
PAD_TO = 32


class BadEnvelope(SandboxRefusal):
    """An encrypted body cannot be opened; the message says which step failed."""


def signature(*parts: str) -> str:
    """Return the SHA-1 over the sorted parts: token, timestamp, nonce and, for a body, its cipher text."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


@dataclass(frozen=True)
class SandboxEnvelopes:
    """Opens and closes the envelopes of one account.

    Args:
        token: of the callback settings.
        aes_key: EncodingAESKey, 43 characters.
        receiver: app id or corp id at the end of the plain text.
    """

    token: str
    aes_key: str
    receiver: str

    def _cipher(self) -> Cipher[modes.CBC]:
        key = base64.b64decode(self.aes_key + "=")
        return Cipher(algorithms.AES(key), modes.CBC(key[:16]))

    def encrypt(self, text: str) -> str:
        """Return the cipher text of ``text`` in base64."""
        content = text.encode()
        plain = os.urandom(RANDOM_BYTES) + struct.pack(">I", len(content)) + content + self.receiver.encode()
        pad = PAD_TO - len(plain) % PAD_TO
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()).decode()

    def decrypt(self, cipher_text: str) -> str:
        """Return what ``encrypt`` was given.

        Raises:
            BadEnvelope: base64, length, padding or receiver is wrong.
        """
        plain = self._unpad(self._decrypted(cipher_text))
        (length,) = struct.unpack(">I", plain[RANDOM_BYTES : RANDOM_BYTES + 4])
        content = plain[RANDOM_BYTES + 4 : RANDOM_BYTES + 4 + length]
        receiver = plain[RANDOM_BYTES + 4 + length :]
        if len(content) != length:
            raise BadEnvelope("密文里的长度和内容对不上")
        if not hmac.compare_digest(receiver, self.receiver.encode()):
            raise BadEnvelope("密文末尾的 AppID / CorpID 不是本账号的")
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            raise BadEnvelope("解密后的内容不是 UTF-8") from error

    def sign(self, timestamp: str, nonce: str, cipher_text: str) -> str:
        """Return the msg_signature of a body."""
        return signature(self.token, timestamp, nonce, cipher_text)

    def _decrypted(self, cipher_text: str) -> bytes:
        try:
            data = base64.b64decode(cipher_text, validate=True)
        except binascii.Error as error:
            raise BadEnvelope("密文不是 base64") from error
        if not data or len(data) % PAD_TO:
            raise BadEnvelope("密文长度不是 32 的倍数")
        decryptor = self._cipher().decryptor()
        return decryptor.update(data) + decryptor.finalize()

    @staticmethod
    def _unpad(plain: bytes) -> bytes:
        pad = plain[-1]
        if not 1 <= pad <= PAD_TO or plain[-pad:] != bytes([pad]) * pad or len(plain) - pad < RANDOM_BYTES + 4:
            raise BadEnvelope("补位不对：密钥或密文有误")
        return plain[:-pad]
