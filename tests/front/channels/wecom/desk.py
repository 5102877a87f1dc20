"""A member of staff with WeCom on the desk: what the tests of the whole way act with."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from tests.front.channels.wechat.phone import PATIENCE_SECONDS, Switchboard


@dataclass
class Desk:
    """One member of the simulated company."""

    switchboard: Switchboard
    userid: str

    @classmethod
    async def of(cls, switchboard: Switchboard, userid: str) -> Desk:
        """Give a member who is in the directory; whether the assistant knows them is another matter."""
        await switchboard.control("staff", {"userid": userid, "name": "张三"})
        return cls(switchboard, userid)

    async def act(self, act: str, **fields: Any) -> list[dict[str, Any]]:
        """Do something and wait until the platform has finished with it; return its deliveries."""
        done = await self.switchboard.control(f"staff/{self.userid}/{act}", fields)
        deliveries: list[dict[str, Any]] = done["deliveries"]
        return deliveries

    async def write(self, text: str, **fields: Any) -> list[dict[str, Any]]:
        """Write a text."""
        return await self.act("text", text=text, **fields)

    async def said(self) -> list[dict[str, Any]]:
        """Return everything that the app said."""
        shown = (await self.switchboard.control(f"staff/{self.userid}/messages"))["messages"]
        return [message for message in shown if message["from"] == "app"]

    async def ask(self, text: str) -> str:
        """Write a text that is answered passively; return the answer."""
        (delivery,) = await self.write(text)
        assert (delivery["body_kind"], delivery.get("problem")) == ("passive", None)
        return str([message for message in await self.said() if message.get("way") == "passive"][-1]["text"])

    async def wait_for(self, kind: str, count: int = 1) -> list[dict[str, Any]]:
        """Return what the app sent of a kind once it is so much."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(found := [message for message in await self.said() if message["kind"] == kind]) < count:
            assert time.monotonic() < deadline, f"not {count} of kind {kind} came: {await self.said()}"
            await asyncio.sleep(0.02)
        return found

    async def tap(self, task: str, button: str, code: str = "") -> list[dict[str, Any]]:
        """Tap a button of a card."""
        return await self.act("card", task_id=task, button_key=button, response_code=code)
