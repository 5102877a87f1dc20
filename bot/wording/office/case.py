"""Short sentences of the page on which people find their call again."""

from __future__ import annotations

NOT_FOUND = (
    "没有对上。请看看编号和查询码有没有写错；查询码60天后失效，试错太多要等一小时。想重新找人，在聊天里说“找人工”。"
)
TOO_OLD = "这个页面放得太久了，请重新填编号和查询码。"
