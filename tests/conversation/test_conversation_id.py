"""The id of a conversation comes back as it was stored, and tells its channel."""

from __future__ import annotations

import pytest

from bot.conversation.conversation_id import Channel, ConversationId, channel_of


@pytest.mark.parametrize("stored", ["wx:0a1b2c", "web:Zm9v-_x", "wecom:ff00", "web:with:colons"])
def test_an_id_is_stored_as_it_was_read(stored: str) -> None:
    assert str(ConversationId.parse(stored)) == stored


@pytest.mark.parametrize("text", ["", "wx", "wx:", "wechat:0a1b", ":0a1b", "WX:0a1b"])
def test_anything_else_is_no_id(text: str) -> None:
    with pytest.raises(ValueError):
        ConversationId.parse(text)
    assert channel_of(text) is None


def test_an_address_always_has_the_same_conversation() -> None:
    known = ConversationId.of_address("s" * 32, Channel.WECHAT, "wxapp", "openid")
    assert str(known) == "wx:0750bd827db0bad5708c7108ec3285fe"
    assert "openid" not in str(known)


def test_another_app_channel_or_secret_is_another_conversation() -> None:
    ids = {
        str(ConversationId.of_address(secret, channel, app, "openid"))
        for secret in ("a" * 32, "b" * 32)
        for channel in Channel
        for app in ("one", "two")
    }
    assert len(ids) == 12
