"""What a person or the platform did, as one object a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Inbound:
    """Anything that came in.

    Args:
        account: whom it was sent to (ToUserName); the reply comes from there.
        address: who sent it: openid or userid; never logged.
        key: the same for every delivery of the same thing.
    """

    account: str
    address: str
    key: str


@dataclass(frozen=True)
class Text(Inbound):
    """Someone wrote, or tapped an offered choice: then ``choice`` is the id that we gave the choice."""

    text: str
    choice: str | None = None


@dataclass(frozen=True)
class Voice(Inbound):
    """Someone spoke. WeChat is withdrawing its recognition: ``text`` is usually empty."""

    text: str


class MediaKind(str, Enum):
    """What cannot be read: a picture, a film, a file, a link that someone forwarded."""

    IMAGE = "image"
    VIDEO = "video"
    LINK = "link"
    FILE = "file"


@dataclass(frozen=True)
class Media(Inbound):
    """Someone sent something that is not words."""

    kind: MediaKind


@dataclass(frozen=True)
class Location(Inbound):
    """Someone sent a place, in degrees."""

    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True)
class Followed(Inbound):
    """Someone follows the account; ``scene`` is that of the QR code, empty without one."""

    scene: str


@dataclass(frozen=True)
class Unfollowed(Inbound):
    """Someone does not follow any more; nothing may be sent."""


@dataclass(frozen=True)
class Scanned(Inbound):
    """A follower scanned a QR code."""

    scene: str


@dataclass(frozen=True)
class MenuTapped(Inbound):
    """Someone tapped an entry of the menu that asks something."""

    entry: str


@dataclass(frozen=True)
class Noted(Inbound):
    """Something to be counted and nothing else: a page opened from the menu, a place reported unasked."""

    what: str


@dataclass(frozen=True)
class TemplateConsent:
    """A yes or no to one message template."""

    template: str
    accepted: bool


@dataclass(frozen=True)
class ConsentChanged(Inbound):
    """Someone allowed or refused message templates, in the pop-up or later in WeChat's own settings."""

    changes: tuple[TemplateConsent, ...]


@dataclass(frozen=True)
class DeliveryReport:
    """What became of one message that was sent: ``reason`` is the platform's word, empty for success."""

    message_id: str
    delivered: bool
    reason: str


@dataclass(frozen=True)
class Delivered(Inbound):
    """The platform tells what became of messages."""

    deliveries: tuple[DeliveryReport, ...]


@dataclass(frozen=True)
class CardTapped(Inbound):
    """A colleague tapped a button of a WeCom card; ``response_code`` allows one update of the card within 72 hours."""

    task: str
    button: str
    response_code: str


UNKNOWN_EVENT = "event "


@dataclass(frozen=True)
class UnknownInbound(Inbound):
    """A kind of message or event that is not known here (``what``); it is counted and accepted."""

    what: str

    @property
    def is_message(self) -> bool:
        """Tell whether a person sent it, and waits for an answer; events are named so."""
        return not self.what.startswith(UNKNOWN_EVENT)


# As the ledger and the metrics have always named them: rows keep the word, so it stays when a class is called otherwise.
KINDS: Mapping[type[Inbound], str] = {
    Text: "text",
    Voice: "voice",
    Media: "media",
    Location: "location",
    Followed: "followed",
    Unfollowed: "unfollowed",
    Scanned: "scanned",
    MenuTapped: "menutapped",
    Noted: "noted",
    ConsentChanged: "consentchanged",
    Delivered: "delivered",
    CardTapped: "cardtapped",
    UnknownInbound: "unknown",
}


def kind_of(inbound: Inbound) -> str:
    """Return the word for what came in, as the ledger and the metrics keep it."""
    return KINDS[type(inbound)]
