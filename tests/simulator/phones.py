"""Drives a simulator through its control API and its platform API, as tests and benches of the project do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from simulator import DEFAULT, SandboxTemplateKind, SimulatedClock, SimulatorConfig, create_simulator
from tests.simulator.fake_assistant import FakeAssistant

ONE_OFF, LONG_TERM, TEMPLATE = (
    next(template.id for template in DEFAULT.templates if template.kind is kind) for kind in SandboxTemplateKind
)
FIELDS = {
    "thing1": {"value": "灵活就业社保补贴"},
    "thing2": {"value": "本月可以申报"},
    "time3": {"value": "2026年11月30日"},
    "thing4": {"value": "带上身份证"},
}


class Phones:
    """The phones of one simulator."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    @classmethod
    @asynccontextmanager
    async def on(
        cls, config: SimulatorConfig, assistant: FakeAssistant, clock: SimulatedClock
    ) -> AsyncIterator[Phones]:
        """Start a simulator in memory."""
        app = create_simulator(config, clock, assistant.transport)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8100") as client:
            yield cls(client)
            await client.post("/control/settle")

    async def control(self, path: str, /, **body: Any) -> Any:
        """Post to the control API."""
        response = await self.client.post(f"/control/{path}", json=body)
        assert response.status_code == 200, response.text
        return response.json()

    async def read(self, path: str) -> Any:
        """Read from the control API."""
        response = await self.client.get(f"/control/{path}")
        assert response.status_code == 200, response.text
        return response.json()

    async def follower(self, name: str = "甲") -> str:
        """Return the openid of somebody who follows already."""
        return str((await self.control("people", name=name, follows=True))["openid"])

    async def act(self, openid: str, act: str, **body: Any) -> Any:
        """Let a person act; return the deliveries."""
        return (await self.control(f"people/{openid}/{act}", **body))["deliveries"]

    async def lines(self, openid: str) -> list[dict[str, Any]]:
        """Return what a phone shows."""
        return list((await self.read(f"people/{openid}/messages"))["messages"])

    async def state_of(self, openid: str) -> dict[str, Any]:
        """Return what the platform knows of a person."""
        people = (await self.read("state"))["people"]
        return next(person for person in people if person["openid"] == openid)

    async def token(self, prefix: str = "") -> str:
        """Return a valid access token."""
        if prefix:
            account = DEFAULT.wecom
            query = {"corpid": account.corp_id, "corpsecret": account.secret}
            return str((await self.client.get(f"{prefix}/cgi-bin/gettoken", params=query)).json()["access_token"])
        body = {
            "grant_type": "client_credential",
            "appid": DEFAULT.wechat.app_id,
            "secret": DEFAULT.wechat.app_secret,
        }
        return str((await self.client.post("/cgi-bin/stable_token", json=body)).json()["access_token"])

    async def post(self, path: str, body: dict[str, Any], prefix: str = "") -> dict[str, Any]:
        """Call the platform's API with a valid token; return its answer."""
        token = await self.token(prefix)
        response = await self.client.post(f"{prefix}{path}", params={"access_token": token}, json=body)
        assert response.status_code == 200
        return dict(response.json())

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        """Read from the platform's API with a valid token."""
        response = await self.client.get(path, params={"access_token": await self.token(), **query})
        assert response.status_code == 200
        return dict(response.json())

    async def send_text(self, openid: str, text: str = "在吗") -> dict[str, Any]:
        """Send a 客服消息."""
        body = {"touser": openid, "msgtype": "text", "text": {"content": text}}
        return await self.post("/cgi-bin/message/custom/send", body)

    async def send_notice(self, openid: str, template_id: str = ONE_OFF, **more: Any) -> dict[str, Any]:
        """Send a 订阅通知."""
        body = {"touser": openid, "template_id": template_id, "data": FIELDS, **more}
        return await self.post("/cgi-bin/message/subscribe/bizsend", body)
