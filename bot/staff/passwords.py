"""Passwords: how they are kept (Argon2id, the low-memory profile of RFC 9106), which are too weak, and fresh ones for a first sign-in."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from bot.errors import SituationError

SHORTEST, LONGEST = 10, 128
# Without letters and digits that look alike, since it is read from a screen once.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4
# What people choose first when ten characters are asked for.
COMMON = frozenset(
    {
        "1234567890",
        "0123456789",
        "0987654321",
        "12345678910",
        "1111111111",
        "0000000000",
        "8888888888",
        "6666666666",
        "qwertyuiop",
        "1qaz2wsx3edc",
        "q1w2e3r4t5",
        "abc1234567",
        "abcd123456",
        "a123456789",
        "password12",
        "password123",
        "woaini1314",
        "woaini1314520",
        "admin12345",
        "admin123456",
    }
)
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hash_password(password: str) -> str:
    """Return what is kept of a password; takes about a tenth of a second, on purpose."""
    return _hasher.hash(password)


def is_password(kept: str, password: str) -> bool:
    """Tell whether this password was kept; a damaged row opens to nobody."""
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Tell whether a password was kept with older parameters and should be kept anew."""
    return _hasher.check_needs_rehash(kept)


def require_strong(password: str, userid: str) -> None:
    """Raise SituationError, with what to do, when a password is too weak (NIST SP 800-63B: length and no common ones, no rules on characters)."""
    lowered = password.lower()
    if not SHORTEST <= len(password) <= LONGEST:
        raise SituationError(f"密码请用{SHORTEST}到{LONGEST}个字符，几个词连在一起就很好记。")
    if lowered in COMMON or len(set(lowered)) < 4:
        raise SituationError("这个密码太常见，容易被猜到。请换一个。")
    if userid.lower() in lowered:
        raise SituationError("密码里不要含账号。请换一个。")


def fresh_password() -> str:
    """Return a password for one sign-in, easy to copy by hand: about 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
