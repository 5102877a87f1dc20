"""The keys by which the inner processes prove themselves to each other, derived from the one secret of the installation. Pure."""

from __future__ import annotations

import hashlib
import hmac

NAME = "leye dialogue channel"
ACTIONS_NAME = "leye action server"


def channel_key(secret: str, name: str = NAME) -> str:
    """Return the key of a private channel.

    >>> len(channel_key("a secret for tests"))
    64
    """
    return hmac.new(secret.encode(), name.encode(), hashlib.sha256).hexdigest()


def authorization(secret: str) -> str:
    """Return the header by which the web process proves itself to the dialogue process.

    >>> authorization("a secret for tests").split()[0]
    'Bearer'
    """
    return f"Bearer {channel_key(secret)}"


def actions_authorization(secret: str) -> str:
    """Return the header by which the dialogue process proves itself to the action server.

    >>> actions_authorization("a secret for tests") == authorization("a secret for tests")
    False
    """
    return f"Bearer {channel_key(secret, ACTIONS_NAME)}"
