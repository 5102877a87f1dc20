"""Conversations that front chooses and signs, so that no client can name someone else's."""

from __future__ import annotations

import secrets

from itsdangerous import BadData

from bot.clock import now
from bot.conversation import Channel, ConversationId, channel_of
from bot.front.web.http_errors import Refusal
from bot.front.web.signatures import signatures

MAX_AGE_SECONDS = 30 * 24 * 3600
LONGEST_TOKEN = 512
UNKNOWN_SESSION = "对话已失效。请刷新页面，重新开始一段对话。"


class ChatSessions:
    """Issues and reads session tokens; keeps no state, so any replica of front reads any token."""

    def __init__(self, secret: str, previous: str | None = None) -> None:
        self._serializer = signatures(secret, previous, "leye web session")

    def new(self) -> str:
        """Return the token of a fresh conversation."""
        return str(self._serializer.dumps(str(ConversationId(Channel.WEB, secrets.token_urlsafe(16)))))

    def conversation(self, token: str) -> str:
        """Return the conversation that a token names.

        Raises:
            Refusal: 401, the token is unknown, forged or too old.
        """
        if 0 < len(token) <= LONGEST_TOKEN:
            try:
                # Not with `max_age`, which refuses every token that was made while the clock was ahead.
                conversation, made_at = self._serializer.loads(token, return_timestamp=True)
            except BadData:
                conversation, made_at = None, now()
            is_young = (now() - made_at).total_seconds() <= MAX_AGE_SECONDS
            if is_young and isinstance(conversation, str) and channel_of(conversation) is Channel.WEB:
                return conversation
        raise Refusal(401, "unknown_session", UNKNOWN_SESSION, {"WWW-Authenticate": "Bearer"})
