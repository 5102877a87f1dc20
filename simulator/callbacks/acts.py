"""What people do on their phones, as messages and events of the 服务号.

Sources: doc/offiaccount 接收普通消息, 接收事件推送; doc/service/guide/product/subscription_messages/push.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.callbacks.delivery import ActFault, Attempt, Callback, CallbackDelivery
from simulator.ground import ImpossibleAct
from simulator.platform.config import SandboxTemplateKind
from simulator.platform.people import Person, Scene
from simulator.platform.platform import SandboxPlatform
from simulator.wire.xml_writer import Value, write_xml

POPUP_ON_PAGE = 1
# A reply to these has no conversation to stand in.
UNANSWERABLE = {
    "unsubscribe",
    "VIEW",
    "TEMPLATESENDJOBFINISH",
    "subscribe_msg_popup_event",
    "subscribe_msg_change_event",
    "subscribe_msg_sent_event",
}


class Acts:
    """Turns each act into its effect on the platform and a callback."""

    def __init__(self, platform: SandboxPlatform, delivery: CallbackDelivery) -> None:
        self._platform = platform
        self._delivery = delivery

    def message(
        self,
        person: Person,
        kind: str,
        fields: Mapping[str, Value],
        shown: str,
        fault: ActFault,
        by: Scene = Scene.MESSAGE,
    ) -> Callback:
        """Return the callback of a message; the message buys what ``by`` buys.

        Raises:
            ImpossibleAct: the person does not follow, so the phone has no place to type in.
        """
        if not person.is_following:
            raise ImpossibleAct("这个人还没有关注公众号，不能发消息。先 follow。")
        if not fault.is_attack:
            person.show(self._platform.now(), "person", kind, shown)
            person.quota.buy(by, self._platform.now())
        msg_id = self._platform.next_id()
        return self._callback(person, kind, {"MsgType": kind, **fields, "MsgId": msg_id}, msg_id)

    def text(self, person: Person, text: str, fault: ActFault) -> Callback:
        """Type a text."""
        return self.message(person, "text", {"Content": text}, text, fault)

    def pick(self, person: Person, item_id: str, content: str, fault: ActFault) -> Callback:
        """Click an item of a msgmenu or a weixin://bizmsgmenu link: a text with the item's id.

        「在用户点击菜单消息时…对应场景2点击自定义菜单」 (Customer_Service_Messages.html): it buys what a menu click buys.
        """
        fields: dict[str, Value] = {"Content": content}
        if self._platform.config.is_certified:
            fields["bizmsgmenuid"] = item_id
        return self.message(person, "text", fields, content, fault, Scene.MENU)

    def location(self, person: Person, latitude: float, longitude: float, label: str, fault: ActFault) -> Callback:
        """Send a place."""
        fields: dict[str, Value] = {"Location_X": latitude, "Location_Y": longitude, "Scale": 16, "Label": label}
        return self.message(person, "location", fields, label, fault)

    def media(
        self, person: Person, kind: str, fields: Mapping[str, Value], fault: ActFault, shown: str = ""
    ) -> Callback:
        """Send an image, a voice, a video, a short video or a link."""
        return self.message(person, kind, fields, shown, fault)

    def follow(self, person: Person, scene: str, fault: ActFault) -> Callback:
        """Follow the account, by a QR code when there is a scene.

        Raises:
            ImpossibleAct: the person follows already, or the code has run out.
        """
        if person.is_following:
            raise ImpossibleAct("这个人已经关注了公众号。")
        self._check_code(scene)
        if not fault.is_attack:
            person.follow(self._platform.now(), scene)
            person.show(self._platform.now(), "person", "event", "关注了公众号")
        more: dict[str, Value] = (
            {"EventKey": f"qrscene_{scene}", "Ticket": f"ticket-of-{scene}"} if scene else {"EventKey": ""}
        )
        return self.event(person, "subscribe", more)

    def unfollow(self, person: Person, fault: ActFault) -> Callback:
        """Unfollow the account.

        Raises:
            ImpossibleAct: the person does not follow.
        """
        if not person.is_following:
            raise ImpossibleAct("这个人没有关注公众号。")
        if not fault.is_attack:
            person.unfollow()
            person.show(self._platform.now(), "person", "event", "取消关注了公众号")
        return self.event(person, "unsubscribe", {"EventKey": ""})

    def scan(self, person: Person, scene: str, fault: ActFault) -> Callback:
        """Scan a QR code of the account; who does not follow yet follows by it."""
        if not person.is_following:
            return self.follow(person, scene, fault)
        self._check_code(scene)
        if not fault.is_attack:
            person.quota.buy(Scene.SCAN, self._platform.now())
            person.show(self._platform.now(), "person", "event", "扫描了二维码")
        return self.event(person, "SCAN", {"EventKey": scene, "Ticket": f"ticket-of-{scene}"})

    def click(self, person: Person, key: str, fault: ActFault) -> Callback:
        """Click a menu entry with a key."""
        self._must_follow(person)
        if not fault.is_attack:
            person.quota.buy(Scene.MENU, self._platform.now())
            person.show(self._platform.now(), "person", "event", f"点击菜单：{self._platform.menu_name(key)}")
        return self.event(person, "CLICK", {"EventKey": key})

    def view(self, person: Person, url: str) -> Callback:
        """Click a menu entry that opens a page; it buys nothing."""
        self._must_follow(person)
        return self.event(person, "VIEW", {"EventKey": url})

    def report_location(self, person: Person, latitude: float, longitude: float) -> Callback:
        """Report the place when the conversation opens."""
        self._must_follow(person)
        return self.event(person, "LOCATION", {"Latitude": latitude, "Longitude": longitude, "Precision": 40.0})

    def consent(
        self, person: Person, template_ids: Sequence[str], has_agreed: bool, is_long_term: bool, fault: ActFault
    ) -> Callback:
        """Answer the popup that asks for 订阅通知, all templates alike.

        Raises:
            ImpossibleAct: no such template, or one that needs no consent.
        """
        templates = [self._platform.template(each) for each in template_ids]
        if any(template.kind is SandboxTemplateKind.TEMPLATE for template in templates):
            raise ImpossibleAct("模板消息不需要用户同意，弹窗里没有这种模板。")
        for template in templates if not fault.is_attack else ():
            if has_agreed:
                person.agree(template.id, SandboxTemplateKind.LONG_TERM if is_long_term else template.kind)
            else:
                person.refuse(template.id)
        status = "accept" if has_agreed else "reject"
        items: list[Mapping[str, Value]] = [
            {"TemplateId": template.id, "SubscribeStatusString": status, "PopupScene": POPUP_ON_PAGE}
            for template in templates
        ]
        return self.event(person, "subscribe_msg_popup_event", {"SubscribeMsgPopupEvent": {"List": items}})

    def withdraw(self, person: Person, template_ids: Sequence[str], fault: ActFault) -> Callback:
        """Refuse 订阅通知 later, on the phone's own page for them."""
        items = []
        for template_id in template_ids:
            self._platform.template(template_id)
            if not fault.is_attack:
                person.refuse(template_id)
            items.append({"TemplateId": template_id, "SubscribeStatusString": "reject"})
        return self.event(person, "subscribe_msg_change_event", {"SubscribeMsgChangeEvent": {"List": items}})

    def job_finished(self, person: Person, msg_id: int, status: str) -> Callback:
        """Tell how the sending of a 模板消息 ended."""
        return self.event(person, "TEMPLATESENDJOBFINISH", {"MsgID": msg_id, "Status": status})

    def notice_sent(self, person: Person, template_id: str, msg_id: int, error: tuple[int, str]) -> Callback:
        """Tell how the sending of a 订阅通知 ended."""
        item: dict[str, Value] = {
            "TemplateId": template_id,
            "MsgID": msg_id,
            "ErrorCode": error[0],
            "ErrorStatus": error[1],
        }
        return self.event(person, "subscribe_msg_sent_event", {"SubscribeMsgSentEvent": {"List": [item]}})

    def event(self, person: Person, name: str, fields: Mapping[str, Value]) -> Callback:
        """Return the callback of an event."""
        return self._callback(person, name, {"MsgType": "event", "Event": name, **fields}, None)

    async def deliver(self, person: Person, callback: Callback, fault: ActFault) -> list[Attempt]:
        """Deliver a callback to the assistant."""
        return await self._delivery.deliver(callback, person, fault)

    def _callback(self, person: Person, name: str, fields: Mapping[str, Any], msg_id: int | None) -> Callback:
        head = {"ToUserName": self._platform.config.wechat.original_id, "FromUserName": person.openid}

        def xml(created: int) -> str:
            return write_xml({**head, "CreateTime": created, **fields})

        return Callback(person.openid, xml, name, msg_id, name not in UNANSWERABLE)

    def _must_follow(self, person: Person) -> None:
        if not person.is_following:
            raise ImpossibleAct("这个人还没有关注公众号，看不到菜单。先 follow。")

    def _check_code(self, scene: str) -> None:
        if scene and not self._platform.is_scannable(scene):
            raise ImpossibleAct("这个二维码已经过期。")
