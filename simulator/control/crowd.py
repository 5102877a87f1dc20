"""The control route that makes many phones at once, for measures and the fault harness."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from simulator.control.request import Fields, control_route
from simulator.ground import ImpossibleAct
from simulator.platform.config import SandboxTemplate
from simulator.platform.platform import SandboxPlatform


def control_crowd_route(platform: SandboxPlatform) -> Route:
    """Return the route ``/control/crowd``: phones as if everybody had followed and agreed before, without any callback."""

    async def make(_request: Request, fields: Fields) -> Any:
        openids, agreed = fields.texts("openids"), _agreed(platform, fields)
        for openid in openids:
            person = platform.add_person(openid[-6:], openid)
            if fields.flag("follows"):
                person.follow(platform.now())
            for template, times in agreed:
                for _ in range(times):
                    person.agree(template.id, template.kind)
        return {"made": len(openids)}

    return control_route("POST", "/control/crowd", make)


def _agreed(platform: SandboxPlatform, fields: Fields) -> list[tuple[SandboxTemplate, int]]:
    """Return how often each of the crowd agreed to which template."""
    consents = fields.values.get("consents", {})
    if not isinstance(consents, dict) or not all(isinstance(times, int) for times in consents.values()):
        raise ImpossibleAct('consents 应是一个 JSON 对象：模板编号对次数，例如 {"模板编号": 1}。')
    return [(platform.template(template), times) for template, times in consents.items()]
