"""The key of the private channel: the same for both ends, another for each secret."""

from __future__ import annotations

from bot.conversation.channel_key import authorization, channel_key


def test_both_ends_of_one_installation_have_the_same_key() -> None:
    assert authorization("secret") == f"Bearer {channel_key('secret')}"


def test_another_secret_has_another_key_and_none_shows_its_secret() -> None:
    keys = {channel_key(secret) for secret in ("secret", "Secret", "")}
    assert len(keys) == 3
    assert not any("secret" in key for key in keys)
