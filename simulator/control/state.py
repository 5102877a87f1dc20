"""Control routes about the platform itself: state, transcript, counts, faults, clock, reset. For tests and the page."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from simulator.callbacks.delivery import CallbackDelivery
from simulator.callbacks.verification import verify
from simulator.control.request import Fields, control_route, number_in_query
from simulator.ground import ImpossibleAct
from simulator.platform.people import Person
from simulator.platform.platform import SandboxPlatform
from simulator.wechat.oauth import COOKIE, is_js_signature

DEFAULT_ENTRIES = 1_000


def control_state_routes(platform: SandboxPlatform, delivery: CallbackDelivery) -> list[Route]:
    """Return the routes about the platform itself."""
    control = _Control(platform, delivery)
    return [
        control_route("GET", "/control/state", control.state),
        control_route("GET", "/control/transcript", control.transcript),
        control_route("GET", "/control/counts", control.counts),
        control_route("GET", "/control/duplicates", control.duplicates),
        control_route("GET", "/control/whoami", control.whoami),
        control_route("GET", "/control/js-signature", control.js_signature),
        control_route("POST", "/control/faults", control.inject),
        control_route("DELETE", "/control/faults", control.clear_faults),
        control_route("POST", "/control/clock", control.advance),
        control_route("POST", "/control/verify", control.verify),
        control_route("POST", "/control/settle", control.settle),
        control_route("POST", "/control/reset", control.reset),
    ]


class _Control:
    """Answers the routes above."""

    def __init__(self, platform: SandboxPlatform, delivery: CallbackDelivery) -> None:
        self._platform = platform
        self._delivery = delivery

    async def state(self, _request: Request, _fields: Fields) -> Any:
        platform, config = self._platform, self._platform.config
        return {
            "now": platform.now().isoformat(),
            "account": {
                "name": config.wechat.name,
                "app_id": config.wechat.app_id,
                "original_id": config.wechat.original_id,
                "mode": config.wechat.mode.value,
                "is_certified": config.is_certified,
                "callback": config.callback,
                "time_limit": config.time_limit,
                "corp_id": config.wecom.corp_id,
                "agent_id": config.wecom.agent_id,
            },
            "people": [self._person(person) for person in platform.people.values()],
            "staff": [
                {"userid": each.userid, "name": each.name, "dropped": each.dropped} for each in platform.staff.values()
            ],
            "menu": platform.menu,
            "templates": [
                {
                    "id": each.id,
                    "title": each.title,
                    "kind": each.kind.value,
                    "fields": [vars(line) for line in each.fields],
                }
                for each in config.templates
            ],
            "faults": platform.faults.as_json(),
        }

    async def transcript(self, request: Request, _fields: Fields) -> Any:
        after, limit = number_in_query(request, "after", 0), number_in_query(request, "limit", DEFAULT_ENTRIES)
        return {"entries": self._platform.transcript.after(after, limit)}

    async def counts(self, request: Request, _fields: Fields) -> Any:
        return self._platform.counts.as_json(request.query_params.get("by_person") == "1")

    async def duplicates(self, _request: Request, _fields: Fields) -> Any:
        return self._platform.counts.duplicates()

    async def whoami(self, request: Request, _fields: Fields) -> Any:
        openid = request.query_params.get(COOKIE) or request.cookies.get(COOKIE)
        person = self._platform.people.get(openid or "")
        return {"openid": person.openid if person else None, "name": person.name if person else None}

    async def js_signature(self, request: Request, _fields: Fields) -> Any:
        query = request.query_params
        ticket = self._platform.js_ticket.get(self._platform.now()).token
        given = [query.get(name, "") for name in ("nonceStr", "timestamp", "url", "signature")]
        is_right = query.get("appId") == self._platform.config.wechat.app_id and is_js_signature(ticket, *given)
        return {"is_valid": is_right}

    async def inject(self, _request: Request, fields: Fields) -> Any:
        number = (int, float)
        known: dict[str, Any] = {"errcode": int, "path": str, "delay": number, "http_status": int, "share": number}
        known["seed"] = int
        flags = ("drop_after_effect", "expire_token")
        how: dict[str, Any] = {name: fields.flag(name) for name in flags}
        for name, kind in known.items():
            value = fields.values.get(name)
            if value is not None and not isinstance(value, kind):
                raise ImpossibleAct(f"{name} 的类型不对。")
            if value is not None:
                how[name] = value
        if unknown := set(fields.values) - {*known, *flags, "times"}:
            raise ImpossibleAct(f"不认识的故障设置：{'、'.join(sorted(unknown))}。")
        return self._platform.faults.inject(int(fields.number("times", 1)), **how).as_json()

    async def clear_faults(self, _request: Request, _fields: Fields) -> Any:
        self._platform.faults.clear()
        return {"faults": []}

    async def advance(self, _request: Request, fields: Fields) -> Any:
        seconds = fields.number("advance")
        if seconds < 0:
            raise ImpossibleAct("时钟只能往前走：advance 不能是负数。")
        self._platform.clock.advance(seconds)
        return {"now": self._platform.now().isoformat()}

    async def verify(self, _request: Request, _fields: Fields) -> Any:
        return await verify(self._platform, self._delivery)

    async def settle(self, _request: Request, _fields: Fields) -> Any:
        return {"settled": await self._delivery.settle()}

    async def reset(self, _request: Request, _fields: Fields) -> Any:
        await self._delivery.stop()
        self._platform.clock.reset()
        self._platform.empty()
        return {"now": self._platform.now().isoformat()}

    def _person(self, person: Person) -> dict[str, Any]:
        titles = self._platform.templates
        return {
            "openid": person.openid,
            "name": person.name,
            "follows": person.is_following,
            "received": self._platform.counts.received_by(person.openid),
            "typing": person.typing_until is not None and person.typing_until > self._platform.now(),
            "quota": person.quota.as_json(self._platform.now()),
            "consents": [
                {
                    "template": template_id,
                    "title": titles[template_id].title,
                    "kind": consent.kind.value,
                    "remaining": consent.remaining,
                }
                for template_id, consent in person.consents.items()
            ],
        }
