"""What members of staff do in WeCom, and its control routes. Sources: WeCom path/90239 (消息), path/90240 (事件)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from simulator.callbacks.delivery import ActFault, Callback, CallbackDelivery
from simulator.control.request import Fields, control_route, number_in_query
from simulator.platform.platform import SandboxPlatform
from simulator.platform.staff import CODE_LIFETIME, Member
from simulator.wire.xml_writer import Value, write_xml

Act = Callable[["StaffActs", Member, Fields, ActFault], Callback]


class StaffActs:
    """Turns what members do into callbacks."""

    def __init__(self, platform: SandboxPlatform) -> None:
        self._platform = platform

    def text(self, member: Member, fields: Fields, fault: ActFault) -> Callback:
        """Type a text to the application."""
        text = fields.text("text")
        if not fault.is_attack:
            member.show(self._platform.now(), "person", "text", text)
        msg_id = self._platform.next_id()
        return self._callback(member, "text", {"MsgType": "text", "Content": text, "MsgId": msg_id}, msg_id)

    def card(self, member: Member, fields: Fields, fault: ActFault) -> Callback:
        """Click a button of a card; each click comes with a code for one update (path/94945)."""
        task_id, key = fields.text("task_id"), fields.text("button_key")
        code = fields.text("response_code", "") or self._platform.add_response_code(
            task_id, self._platform.now() + CODE_LIFETIME
        )
        if not fault.is_attack:
            member.show(self._platform.now(), "person", "event", f"点击了 {key}")
        sent: dict[str, Value] = {
            "EventKey": key,
            "TaskId": task_id,
            "CardType": fields.text("card_type", "button_interaction"),
            "ResponseCode": code,
        }
        return self._event(member, "template_card_event", sent)

    def enter(self, member: Member, _fields: Fields, _fault: ActFault) -> Callback:
        """Open the application."""
        return self._event(member, "enter_agent", {"EventKey": ""})

    def _event(self, member: Member, name: str, fields: Mapping[str, Value]) -> Callback:
        return self._callback(member, name, {"MsgType": "event", "Event": name, **fields}, None)

    def _callback(self, member: Member, name: str, fields: Mapping[str, Value], msg_id: int | None) -> Callback:
        account = self._platform.config.wecom
        head = {"ToUserName": account.corp_id, "FromUserName": member.userid}

        def xml(created: int) -> str:
            return write_xml({**head, "CreateTime": created, **fields, "AgentID": account.agent_id})

        return Callback(member.userid, xml, name, msg_id)


ACTS: dict[str, Act] = {"text": StaffActs.text, "card": StaffActs.card, "enter": StaffActs.enter}


def control_staff_routes(platform: SandboxPlatform, delivery: CallbackDelivery) -> list[Route]:
    """Return the routes below ``/control/staff``."""
    acts = StaffActs(platform)

    async def make(_request: Request, fields: Fields) -> Any:
        userid = fields.text("userid")
        member = platform.add_member(userid, fields.text("name", userid))
        return {"userid": member.userid, "name": member.name}

    async def messages(request: Request, _fields: Fields) -> Any:
        member = platform.member(request.path_params["userid"])
        after = number_in_query(request, "after", 0)
        shown = [line for line in list(member.messages) if line["n"] > after]
        return {"messages": shown, "dropped": member.dropped}

    def acting(act: Act) -> Callable[[Request, Fields], Any]:
        async def answer(request: Request, fields: Fields) -> Any:
            member = platform.member(request.path_params["userid"])
            fault = ActFault.read(fields.values.get("fault"))
            callback = act(acts, member, fields, fault)
            if not fields.flag("wait", True):
                delivery.start(lambda: delivery.deliver_to_staff(callback, member, fault))
                return {"msg_id": callback.msg_id}
            attempts = await delivery.deliver_to_staff(callback, member, fault)
            return {"deliveries": [attempt.as_json() for attempt in attempts], "msg_id": callback.msg_id}

        return answer

    return [
        control_route("POST", "/control/staff", make),
        control_route("GET", "/control/staff/{userid}/messages", messages),
        *(control_route("POST", f"/control/staff/{{userid}}/{name}", acting(act)) for name, act in ACTS.items()),
    ]
