"""The key by which the web process proves itself to the dialogue process. Both derive it from the one secret of the installation. Pure."""

from __future__ import annotations

import hashlib
import hmac

NAME = "leye dialogue channel"


def channel_key(secret: str) -> str:
    """Return the key of the private channel.

    >>> len(channel_key("a secret for tests"))
    64
    """
    return hmac.new(secret.encode(), NAME.encode(), hashlib.sha256).hexdigest()


def authorization(secret: str) -> str:
    """Return the header that carries the key.

    >>> authorization("a secret for tests").split()[0]
    'Bearer'
    """
    return f"Bearer {channel_key(secret)}"
