"""The id of a conversation: the channel it is held on, and a digest that says nothing of the person. Stored as ``wx:0a1b…``. Pure."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import Enum

DIGEST_CHARACTERS = 32
SEPARATOR = ":"


class Channel(str, Enum):
    """Where people speak with the assistant."""

    WECHAT = "wechat"
    WECOM = "wecom"
    WEB = "web"

    @property
    def prefix(self) -> str:
        """Return how the ids of its conversations begin, without the colon.

        >>> [channel.prefix for channel in Channel]
        ['wx', 'wecom', 'web']
        """
        return "wx" if self is Channel.WECHAT else self.value


@dataclass(frozen=True)
class ConversationId:
    """One conversation.

    >>> str(ConversationId(Channel.WECHAT, "0a1b"))
    'wx:0a1b'
    """

    channel: Channel
    digest: str

    def __str__(self) -> str:
        return f"{self.channel.prefix}{SEPARATOR}{self.digest}"

    @classmethod
    def parse(cls, text: str) -> ConversationId:
        """Return the id that a text is.

        >>> ConversationId.parse("wx:0a1b").channel
        <Channel.WECHAT: 'wechat'>

        Raises:
            ValueError: it is none.
        """
        prefix, separator, digest = text.partition(SEPARATOR)
        channel = next((each for each in Channel if each.prefix == prefix), None)
        if channel is None or not separator or not digest:
            raise ValueError("not the id of a conversation")
        return cls(channel, digest)

    @classmethod
    def of_address(cls, secret: str, channel: Channel, app: str, address: str) -> ConversationId:
        """Return the conversation with an address: the same each time, and the address cannot be read from it."""
        named = f"{channel.value}\n{app}\n{address}".encode()
        return cls(channel, hmac.new(secret.encode(), named, hashlib.sha256).hexdigest()[:DIGEST_CHARACTERS])


def channel_of(conversation: str) -> Channel | None:
    """Return the channel on which a conversation is held; None when the id names none.

    >>> channel_of("web:0a1b") is Channel.WEB, channel_of("somewhere:0a1b")
    (True, None)
    """
    try:
        return ConversationId.parse(conversation).channel
    except ValueError:
        return None
