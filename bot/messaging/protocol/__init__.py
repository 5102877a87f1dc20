"""What the platforms post and take: XML, envelopes, kinds of messages, texts, cards, windows. Pure."""

from bot.messaging.protocol import xml
from bot.messaging.protocol.bursts import Bursts
from bot.messaging.protocol.envelope import EnvelopeError, Envelopes, Key, OpenedEnvelope
from bot.messaging.protocol.exchange import ANSWER_SECONDS, Exchange
from bot.messaging.protocol.inbound import (
    CardTapped,
    ConsentChanged,
    Delivered,
    Followed,
    Inbound,
    Location,
    Media,
    MediaKind,
    MenuTapped,
    Noted,
    Scanned,
    TemplateConsent,
    Text,
    Unfollowed,
    UnknownInbound,
    Voice,
    kind_of,
)
from bot.messaging.protocol.inbound_reader import read_inbound
from bot.messaging.protocol.packets import pack
from bot.messaging.protocol.passive_reply import ACCEPTED, Seal, text_reply
from bot.messaging.protocol.pieces import MOST_BYTES, split
from bot.messaging.protocol.rating_line import read_rating
from bot.messaging.protocol.reply_window import ALLOWANCES, Interaction
from bot.messaging.protocol.signatures import is_fresh, is_signed, signature_of
from bot.messaging.protocol.wake_signal import woken_within
from bot.messaging.protocol.wechat_menu import (
    COLUMN_BYTES,
    ENTRIES,
    ENTRY_BYTES,
    KEY_BYTES,
    MOST_COLUMNS,
    MOST_ENTRIES,
    menu_body,
)
from bot.messaging.protocol.wechat_text import chat_texts
from bot.messaging.protocol.wecom_cards import Button, Content, Style, button_interaction

__all__ = [
    "ACCEPTED",
    "ALLOWANCES",
    "ANSWER_SECONDS",
    "COLUMN_BYTES",
    "ENTRIES",
    "ENTRY_BYTES",
    "KEY_BYTES",
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_ENTRIES",
    "Bursts",
    "Button",
    "CardTapped",
    "ConsentChanged",
    "Content",
    "Delivered",
    "EnvelopeError",
    "Envelopes",
    "Exchange",
    "Followed",
    "Inbound",
    "Interaction",
    "Key",
    "Location",
    "Media",
    "MediaKind",
    "MenuTapped",
    "Noted",
    "OpenedEnvelope",
    "Scanned",
    "Seal",
    "Style",
    "TemplateConsent",
    "Text",
    "Unfollowed",
    "UnknownInbound",
    "Voice",
    "button_interaction",
    "chat_texts",
    "is_fresh",
    "is_signed",
    "kind_of",
    "menu_body",
    "pack",
    "read_inbound",
    "read_rating",
    "signature_of",
    "split",
    "text_reply",
    "woken_within",
    "xml",
]
