"""Control routes of the phones: make people, let them act, read their screens. For tests, benches and the phone page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from simulator.callbacks.acts import Acts
from simulator.callbacks.delivery import ActFault, Callback, CallbackDelivery
from simulator.control.request import Fields, control_route, number_in_query
from simulator.ground import ImpossibleAct
from simulator.platform.people import Person
from simulator.platform.platform import SandboxPlatform
from simulator.wire.xml_writer import Value

Act = Callable[[Acts, Person, Fields, ActFault], Callback]
MEDIA_URL = "http://127.0.0.1/simulated-media"


def control_people_routes(platform: SandboxPlatform, acts: Acts, delivery: CallbackDelivery) -> list[Route]:
    """Return the routes below ``/control/people``."""

    async def make(_request: Request, fields: Fields) -> Any:
        person = platform.add_person(fields.text("name", "市民"), fields.text("openid", ""))
        if fields.flag("follows"):
            person.follow(platform.now())
        return {"openid": person.openid, "name": person.name}

    async def messages(request: Request, _fields: Fields) -> Any:
        person = platform.person(request.path_params["openid"])
        after = number_in_query(request, "after", 0)
        return {"messages": [line for line in list(person.messages) if line["n"] > after]}

    def acting(act: Act) -> Callable[[Request, Fields], Any]:
        async def answer(request: Request, fields: Fields) -> Any:
            person = platform.person(request.path_params["openid"])
            fault = ActFault.read(fields.values.get("fault"))
            callback = act(acts, person, fields, fault)
            if not fields.flag("wait", True):
                delivery.start(lambda: acts.deliver(person, callback, fault))
                return {"msg_id": callback.msg_id}
            attempts = await acts.deliver(person, callback, fault)
            return {"deliveries": [attempt.as_json() for attempt in attempts], "msg_id": callback.msg_id}

        return answer

    return [
        control_route("POST", "/control/people", make),
        control_route("GET", "/control/people/{openid}/messages", messages),
        *(control_route("POST", f"/control/people/{{openid}}/{name}", acting(act)) for name, act in ACTS.items()),
    ]


def _follow(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    return acts.follow(person, fields.text("scene", ""), fault)


def _unfollow(acts: Acts, person: Person, _fields: Fields, fault: ActFault) -> Callback:
    return acts.unfollow(person, fault)


def _scan(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    return acts.scan(person, fields.text("scene"), fault)


def _text(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    return acts.text(person, fields.text("text"), fault)


def _click(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    return acts.click(person, fields.text("key"), fault)


def _view(acts: Acts, person: Person, fields: Fields, _fault: ActFault) -> Callback:
    return acts.view(person, fields.text("url"))


def _pick(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    return acts.pick(person, fields.text("id"), fields.text("content"), fault)


def _voice(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    """WeChat has withdrawn recognition: the element is there and empty unless a test fills it."""
    sent: dict[str, Value] = {
        "MediaId": "simulated-voice",
        "Format": "amr",
        "Recognition": fields.text("recognition", ""),
    }
    return acts.media(person, "voice", sent, fault, fields.text("recognition", ""))


def _image(acts: Acts, person: Person, _fields: Fields, fault: ActFault) -> Callback:
    return acts.media(person, "image", {"PicUrl": f"{MEDIA_URL}.jpg", "MediaId": "simulated-image"}, fault)


def _video(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    kind = "shortvideo" if fields.flag("is_short") else "video"
    return acts.media(person, kind, {"MediaId": "simulated-video", "ThumbMediaId": "simulated-thumb"}, fault)


def _link(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    sent: dict[str, Value] = {
        "Title": fields.text("title", "链接"),
        "Description": fields.text("description", ""),
        "Url": fields.text("url"),
    }
    return acts.media(person, "link", sent, fault, fields.text("title", ""))


def _location(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    latitude, longitude = fields.number("latitude"), fields.number("longitude")
    return acts.location(person, latitude, longitude, fields.text("label", ""), fault)


def _report(acts: Acts, person: Person, fields: Fields, _fault: ActFault) -> Callback:
    return acts.report_location(person, fields.number("latitude"), fields.number("longitude"))


def _consent(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    """``template`` is one id or a list, as a popup may ask for several."""
    has_agreed = fields.flag("accept")
    if "accept" not in fields.values:
        raise ImpossibleAct("请求里要有 accept：true 或 false。")
    return acts.consent(person, fields.texts("template"), has_agreed, fields.flag("long_term"), fault)


def _withdraw(acts: Acts, person: Person, fields: Fields, fault: ActFault) -> Callback:
    return acts.withdraw(person, fields.texts("template"), fault)


def _event(acts: Acts, person: Person, fields: Fields, _fault: ActFault) -> Callback:
    """Any event, also one that the assistant does not know."""
    more = fields.values.get("fields", {})
    if not isinstance(more, dict):
        raise ImpossibleAct("fields 应是一个 JSON 对象。")
    return acts.event(person, fields.text("event"), more)


ACTS: dict[str, Act] = {
    "follow": _follow,
    "unfollow": _unfollow,
    "scan": _scan,
    "text": _text,
    "click": _click,
    "view": _view,
    "pick": _pick,
    "voice": _voice,
    "image": _image,
    "video": _video,
    "link": _link,
    "location": _location,
    "report-location": _report,
    "consent": _consent,
    "withdraw": _withdraw,
    "event": _event,
}
