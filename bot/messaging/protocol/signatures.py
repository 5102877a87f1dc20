"""Who posted: the signatures of WeChat and WeCom callbacks, and whether a request is fresh. Pure.

https://developers.weixin.qq.com/doc/subscription/guide/dev/push/encryption
"""

from __future__ import annotations

import hashlib
import hmac

# The protocol names no limit; without one a captured request could be replayed for ever. WeChat's own retries end after 15 seconds.
FRESH_SECONDS = 600


def signature_of(*parts: str) -> str:
    """Return the SHA-1 over the sorted parts: token, timestamp, nonce and, where there is one, the ciphertext or the echo.

    >>> signature_of("AAAAA", "1714037059", "486452656")
    '899cf89e464efb63f54ddac96b0a0a235f53aa78'
    """
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def is_signed(signature: str, *parts: str) -> bool:
    """Tell whether a signature is the one of these parts, in constant time."""
    return hmac.compare_digest(signature_of(*parts).encode(), signature.encode())


def is_fresh(timestamp: str, now: float) -> bool:
    """Tell whether a timestamp (seconds since 1970) is close enough to ``now``.

    >>> is_fresh("1714037059", 1714037100.0), is_fresh("1714037059", 1714040000.0), is_fresh("soon", 0.0)
    (True, False, False)
    """
    is_number = timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12
    return is_number and abs(now - int(timestamp)) <= FRESH_SECONDS
