"""Signs what comes back from outside, cookies and links, and reads it; keeps no state."""

from __future__ import annotations

import hashlib

from itsdangerous import URLSafeTimedSerializer

# Signed so before; every signature says when it was made, and ends with what it opens.
BEFORE = {"digest_method": hashlib.sha1}


def signatures(secret: str, previous: str | None, salt: str) -> URLSafeTimedSerializer:
    """Return what signs for one purpose, by HMAC-SHA256.

    Args:
        previous: the secret of before, with which something may still be signed.
        salt: the purpose; what was signed for another is not read.
    """
    # The one that signs comes last.
    valid = [secret] if previous is None else [previous, secret]
    now = {"digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(valid, salt=salt, signer_kwargs=now, fallback_signers=[BEFORE])
