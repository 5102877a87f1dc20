"""A file that only the backup key opens: AES-256-GCM in pieces of one mebibyte, so that neither writing nor reading needs much memory.

Each piece is sealed under its number and whether it is the last (the STREAM construction), so that none can be changed,
exchanged or left out, and a file that breaks off is not taken for a shorter one.
"""

from __future__ import annotations

import io
import os
import struct
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import SettingsError

MAGIC = b"LEYEBAK1"
SALT_BYTES, PREFIX_BYTES, TAG_BYTES = 16, 7, 16
HEADER_BYTES = len(MAGIC) + SALT_BYTES + PREFIX_BYTES
PIECE = 1 << 20
CANNOT_OPEN = "备份打不开：不是用这个 LEYE_BACKUP_KEY 加密的，或者文件坏了、不完整。"


class SealedWriter(io.RawIOBase):
    """Takes bytes and seals them into a file; without ``close`` the file has no end and cannot be read."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        super().__init__()
        salt, self._prefix = os.urandom(SALT_BYTES), os.urandom(PREFIX_BYTES)
        self._header = MAGIC + salt + self._prefix
        self._cipher = _cipher(key, salt)
        self._file = file
        self._waiting = bytearray()
        self._number = 0
        file.write(self._header)

    def writable(self) -> bool:
        """Return that it takes bytes."""
        return True

    def write(self, content: Any) -> int:
        """Take bytes; the last piece waits until it is known to be the last."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        """Write the last piece."""
        if not self.closed:
            self._seal(bytes(self._waiting), is_last=True)
        super().close()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, is_last=is_last)
        self._file.write(self._cipher.encrypt(nonce, piece, self._header))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Reads what was sealed, at any place of it.

    Raises:
        SettingsError: with another key, or when the file was changed or breaks off; at any read.
    """

    def __init__(self, file: IO[bytes], key: str) -> None:
        super().__init__()
        self._file = file
        self._header = file.read(HEADER_BYTES)
        if len(self._header) < HEADER_BYTES or not self._header.startswith(MAGIC):
            raise SettingsError("这不是 leye backup 做的备份文件。")
        self._cipher = _cipher(key, self._header[len(MAGIC) : len(MAGIC) + SALT_BYTES])
        sealed = file.seek(0, io.SEEK_END) - HEADER_BYTES
        self._pieces = max(1, -(-sealed // (PIECE + TAG_BYTES)))
        self._size = sealed - self._pieces * TAG_BYTES
        self._at = 0
        self._piece: tuple[int, bytes] | None = None
        self._open(self._pieces - 1)

    def readable(self) -> bool:
        """Return that it gives bytes."""
        return True

    def seekable(self) -> bool:
        """Return that it can be read at any place."""
        return True

    def tell(self) -> int:
        """Return where the next read begins."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Give what fits from the piece at this place."""
        if not 0 <= self._at < self._size:
            return 0
        number, inside = divmod(self._at, PIECE)
        content = self._open(number)[inside : inside + len(buffer)]
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)

    def _open(self, number: int) -> bytes:
        if self._piece is None or self._piece[0] != number:
            self._file.seek(HEADER_BYTES + number * (PIECE + TAG_BYTES))
            sealed = self._file.read(PIECE + TAG_BYTES)
            prefix = self._header[-PREFIX_BYTES:]
            nonce = _nonce(prefix, number, is_last=number == self._pieces - 1)
            try:
                self._piece = number, self._cipher.decrypt(nonce, sealed, self._header)
            except (InvalidTag, ValueError):
                raise SettingsError(CANNOT_OPEN) from None
        return self._piece[1]


def _cipher(key: str, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"leye backup").derive(key.encode()))


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, is_last)
