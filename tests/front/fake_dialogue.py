"""A stand-in for the dialogue process: the private channel's key, shapes and answers, without Rasa."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.conversation.channel_key import channel_key
from bot.conversation.wishes import Wish

SECRET = "a secret for tests only"
ON = "2026-11-24"
SOURCES = [
    {
        "id": "plan",
        "title": '西青区"乐业西青"行动实施方案',
        "document_number": None,
        "clause": "第三条",
        "quote": "补贴标准最高不超过实际缴费额的四分之三。<b>原样</b>",
        "url": None,
        "standing": "plan",
    },
    {
        "id": "funds",
        "title": "就业补助资金管理办法",
        "document_number": "财社〔2023〕181号",
        "clause": "第七条",
        "quote": "补贴标准原则上不超过其实际缴费的三分之二。",
        "url": "https://www.gov.cn/funds",
        "standing": "national",
    },
    {
        "id": "report",
        "title": "区内办事指引",
        "document_number": None,
        "clause": None,
        "quote": "到常住地街道（镇）劳动保障服务机构申请。",
        "url": "javascript:alert(1)",
        "standing": "secondary",
    },
]
CHOICES = [
    {"label": "要什么条件", "payload": '/ask_eligibility{"policy": "social_insurance_subsidy"}'},
    {"label": "带什么材料", "payload": '/ask_materials{"policy": "social_insurance_subsidy"}'},
    {"label": "去哪儿办", "payload": '/ask_where{"policy": "social_insurance_subsidy"}'},
]

EMPTY_OUTLINE: dict[str, Any] = {
    "opening": "",
    "lead": "",
    "parts": [],
    "amount": "",
    "cautions": [],
    "notes": [],
    "next_step": "",
    "known": {},
}
# Answers in parts, by what is asked.
OUTLINED: dict[str, dict[str, Any]] = {
    "分条": {
        "text": "最高四分之三〔西青方案〕①。\n到街道办〔媒体转述〕③。",
        "outline": {
            **EMPTY_OUTLINE,
            "title": "灵活就业社保补贴",
            "lead": "最高四分之三〔西青方案〕①。",
            "parts": [{"heading": "", "points": [{"text": "到街道办〔媒体转述〕③。", "mark": None}]}],
        },
    },
    "哪些政策": {
        "text": "您是下面哪种情况？",
        "outcome": "clarify",
        "outline": {**EMPTY_OUTLINE, "title": "我能享受哪些政策", "lead": "您是下面哪种情况？", "page": "benefits"},
    },
    "判定": {
        "text": "初步看条件不够。\n够的：满52周岁\n不够的：本市户籍\n还不清楚的：失业登记\n\n我记下的是：52周岁。",
        "outcome": "verdict",
        "verdict": {"status": "needs_facts", "missing": ["registered_unemployed"]},
        "outline": {
            **EMPTY_OUTLINE,
            "title": "困难人员认定办理",
            "lead": "初步看条件不够。",
            "parts": [
                {"heading": "够的", "points": [{"text": "满52周岁", "mark": "met"}]},
                {"heading": "不够的", "points": [{"text": "本市户籍", "mark": "not_met"}]},
                {"heading": "还不清楚的", "points": [{"text": "失业登记", "mark": "unknown"}]},
            ],
            "notes": ["我记下的是：52周岁。"],
            "known": {"age": "52", "sex": "female"},
            "page": "benefits",
        },
    },
}


def reply(text: str, **fields: Any) -> dict[str, Any]:
    """Return a complete reply of the private channel."""
    empty: dict[str, Any] = {
        "topic": None,
        "policy": None,
        "facets": [],
        "sources": [],
        "choices": [],
        "verdict": None,
        "on": ON,
    }
    choices = [_with_wish(choice) for choice in fields.pop("choices", ())]
    return {"text": text, "outcome": "answered", **empty, **fields, "choices": choices}


def _with_wish(choice: dict[str, str]) -> dict[str, Any]:
    wish = Wish.decode(choice["payload"])
    return {"label": choice["label"], "intent": wish.intent, "entities": wish.entities}


def answer(body: dict[str, str]) -> list[dict[str, Any]]:
    """Answer like a small assistant: by payload, by a few known words, else by repeating what was said."""
    on = {"on": body["on"]} if "on" in body else {}
    if "payload" in body:
        return [reply(f"选中：{body['payload']}", **on)]
    text = body["text"]
    if "补贴" in text:
        said = "最高能补到您实际缴费的四分之三。\n据公开资料，以区人社局核定为准。"
        topic = {"topic": "social_insurance_subsidy", "policy": "social_insurance_subsidy", "facets": ["amount"]}
        return [reply(said, sources=SOURCES, choices=CHOICES, **topic, **on)]
    if "数字标记" in text:
        return [reply("最高四分之三〔西青方案〕①，到街道办〔媒体转述〕③。", sources=SOURCES, **on)]
    if text in OUTLINED:
        return [reply(sources=SOURCES if text == "分条" else [], choices=CHOICES, **OUTLINED[text], **on)]
    if "两条" in text:
        return [reply("第一条", choices=CHOICES[:1], **on), reply("第二条", choices=CHOICES[1:], **on)]
    if "人工" in text:
        return [reply("您可以打12333，有工作人员接听。", outcome="handoff", **on)]
    if "多大" in text:
        return [reply("您今年多大？", outcome="clarify", **on)]
    return [reply(f"您说：{text}", outcome="small_talk", **on)]


class FakeDialogue:
    """The fake and what it was asked. ``fails_with`` makes the next turns fail; clear ``gate`` to hold turns back."""

    def __init__(self, secret: str = SECRET) -> None:
        self.turns: list[dict[str, str]] = []
        self.gate: asyncio.Event | None = None
        self.fails_with: Callable[[], Any] | None = None
        self.ready = {"model": True, "actions": True}
        self._key = channel_key(secret)
        routes = [
            Route("/webhooks/front/turn", self._turn, methods=["POST"]),
            Route("/webhooks/front/ready", self._ready),
        ]
        self.transport = httpx.ASGITransport(Starlette(routes=routes))

    async def _turn(self, request: Request) -> JSONResponse:
        if request.headers.get("Authorization") != f"Bearer {self._key}":
            return JSONResponse({"error": {"code": "wrong_key", "message": ""}}, 401)
        body = await request.json()
        is_right = body.keys() - {"on"} in ({"conversation", "text"}, {"conversation", "payload"})
        if not is_right or not body["conversation"].startswith(("web:", "wx:")):
            return JSONResponse({"error": {"code": "bad_shape", "message": ""}}, 400)
        self.turns.append(body)
        if self.gate is not None:
            await self.gate.wait()
        if self.fails_with is not None:
            response: JSONResponse = self.fails_with()
            return response
        return JSONResponse({"replies": answer(body)})

    async def _ready(self, request: Request) -> JSONResponse:
        if request.headers.get("Authorization") != f"Bearer {self._key}":
            return JSONResponse({"error": {"code": "wrong_key", "message": ""}}, 401)
        return JSONResponse(self.ready, 200 if all(self.ready.values()) else 503)
