"""A sealed file gives back what was written, at any place of it, and nothing once a byte of it was changed."""

from __future__ import annotations

import io
import os

import pytest

from bot.backups.sealed_file import HEADER_BYTES, PIECE, TAG_BYTES, SealedReader, SealedWriter
from bot.errors import SettingsError

KEY = "a key for tests only, long enough"
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 17)


def sealed(content: bytes) -> bytes:
    file = io.BytesIO()
    with SealedWriter(file, KEY) as writer:
        for begin in range(0, len(content), 100_000):
            writer.write(content[begin : begin + 100_000])
    return file.getvalue()


def read(file: bytes, key: str = KEY) -> bytes:
    return io.BufferedReader(SealedReader(io.BytesIO(file), key)).read()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_is_read(size: int) -> None:
    content = os.urandom(size)
    file = sealed(content)
    assert read(file) == content
    assert len(file) == HEADER_BYTES + size + TAG_BYTES * max(1, -(-size // PIECE))


def test_any_place_can_be_read() -> None:
    content = os.urandom(2 * PIECE + 1000)
    reader = io.BufferedReader(SealedReader(io.BytesIO(sealed(content)), KEY))
    for at in (0, PIECE - 5, PIECE, 2 * PIECE + 999, 3):
        reader.seek(at)
        assert reader.read(10) == content[at : at + 10]
    assert reader.seek(-4, io.SEEK_END) == len(content) - 4
    assert reader.read() == content[-4:]


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SettingsError, match="LEYE_BACKUP_KEY"):
        read(sealed(b"x"), KEY + "2")


def test_a_changed_byte_anywhere_is_found() -> None:
    file = sealed(os.urandom(PIECE + 100))
    for at in (3, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + PIECE + 20, len(file) - 1):
        changed = bytearray(file)
        changed[at] ^= 1
        with pytest.raises(SettingsError):
            read(bytes(changed))


def test_a_file_that_breaks_off_or_lost_a_piece_is_not_taken_for_a_shorter_one() -> None:
    file = sealed(os.urandom(2 * PIECE + 100))
    whole = PIECE + TAG_BYTES
    for shorter in (file[:-1], file[: HEADER_BYTES + whole], file[: HEADER_BYTES + 2 * whole], file[:HEADER_BYTES]):
        with pytest.raises(SettingsError):
            read(shorter)
    with pytest.raises(SettingsError):
        read(file[:HEADER_BYTES] + file[HEADER_BYTES + whole :])


def test_a_writer_that_was_never_closed_leaves_nothing_that_opens() -> None:
    file = io.BytesIO()
    writer = SealedWriter(file, KEY)
    writer.write(os.urandom(PIECE + 1))
    left = file.getvalue()
    with pytest.raises(SettingsError):
        read(left)
