"""The reply inside a callback, read by an independent reader."""

from __future__ import annotations

import pytest
from wechatpy.replies import TextReply, deserialize_reply

from bot.messaging.protocol.inbound import Text
from bot.messaging.protocol.passive_reply import text_reply

INBOUND = Text(account="gh_account", address="oOpenid", key="m:1", text="问")


@pytest.mark.parametrize(
    "text", ["您好", "a]]>b", "]]><ToUserName>x</ToUserName><![CDATA[", "&<b>", "😀", "第一行\n\n第二行"]
)
def test_r1_r5_the_peer_reads_the_reply_with_people_swapped_and_text_whole(text: str) -> None:
    reply = deserialize_reply(text_reply(INBOUND, text, 1714036504))
    assert isinstance(reply, TextReply)
    assert (reply.target, reply.source, reply.content) == ("oOpenid", "gh_account", text)
    assert int(reply.time.timestamp() if hasattr(reply.time, "timestamp") else reply.time) == 1714036504
