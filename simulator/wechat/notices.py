"""模板消息 and 订阅通知 of the simulated 服务号, with the events that tell how sending ended.

Sources: Template_Message_Interface.html; doc/service/Subscription_Messages/api.html; subscription_messages/push.html.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from simulator.api.gate import ApiCall, Json
from simulator.api.template_fields import shown_fields
from simulator.callbacks.acts import Acts
from simulator.callbacks.delivery import ActFault, Callback, CallbackDelivery
from simulator.platform.config import SandboxTemplate, SandboxTemplateKind
from simulator.platform.people import Person
from simulator.platform.platform import SandboxPlatform
from simulator.wire.errcodes import Refused

# client_msg_id: 「防重入id」, for ten minutes (Template_Message_Interface.html).
SAME_MESSAGE_FOR = timedelta(minutes=10)
KEPT_IDS = 50_000


class Notices:
    """Sends notices to those who may be sent them."""

    def __init__(self, platform: SandboxPlatform, acts: Acts, delivery: CallbackDelivery) -> None:
        self._platform = platform
        self._acts = acts
        self._delivery = delivery

    def send_template(self, call: ApiCall) -> Json:
        """Send a 模板消息 to a follower."""
        person, template = self._addressed(call, (SandboxTemplateKind.TEMPLATE,))
        if not person.is_following:
            raise Refused(43004)
        known = self._sent_before(call, template)
        if known is not None:
            return self._repeated(call, known)
        msg_id = self._show(call, person, template, "template", call.body.get("url"))
        self._tell(person, lambda: self._acts.job_finished(person, msg_id, "success"))
        return {"errcode": 0, "errmsg": "ok", "msgid": msg_id}

    def send_subscription(self, call: ApiCall) -> Json:
        """Send a 订阅通知 to who agreed to it; a 一次性订阅 is used up by it, a refused call uses nothing."""
        person, template = self._addressed(call, (SandboxTemplateKind.ONE_OFF, SandboxTemplateKind.LONG_TERM))
        known = self._sent_before(call, template)
        if known is not None:
            return self._repeated(call, known)
        consent = person.consents.get(template.id)
        if consent is None or not consent.is_open():
            raise Refused(43101)
        msg_id = self._show(call, person, template, "subscribe", call.body.get("page"))
        if consent.remaining is not None:
            consent.remaining -= 1
        self._tell(person, lambda: self._acts.notice_sent(person, template.id, msg_id, (0, "success")))
        return {"errcode": 0, "errmsg": "ok", "msgid": msg_id}

    def _addressed(self, call: ApiCall, kinds: tuple[SandboxTemplateKind, ...]) -> tuple[Person, SandboxTemplate]:
        person = self._platform.people.get(call.text("touser", 40003))
        if person is None:
            raise Refused(40003)
        template = self._platform.templates.get(call.text("template_id", 40037))
        if template is None or template.kind not in kinds:
            raise Refused(40037)
        return person, template

    def _show(self, call: ApiCall, person: Person, template: SandboxTemplate, way: str, url: Any) -> int:
        if url is not None and not isinstance(url, str):
            raise Refused(47001, "page or url should be string")
        fields = shown_fields(template, call.body.get("data"))
        msg_id = call.msg_id = self._platform.next_id()
        person.show(self._platform.now(), "account", way, "", way=way, title=template.title, fields=fields, url=url)
        self._platform.counts.received(way, person.openid)
        self._platform.counts.sent(person.openid, f"{template.id}:{_key(call)}")
        self._remember(call, person, template, msg_id)
        return msg_id

    def _sent_before(self, call: ApiCall, template: SandboxTemplate) -> int | None:
        client_id = call.body.get("client_msg_id")
        if not client_id or not self._platform.config.knows_client_msg_id:
            return None
        msg_id, until = self._platform.client_ids.get(
            (str(call.user), template.id, str(client_id)), (0, self._platform.now())
        )
        return msg_id if until > self._platform.now() else None

    def _repeated(self, call: ApiCall, msg_id: int) -> Json:
        call.msg_id, call.problem = msg_id, "client_msg_id 在十分钟内重复，没有再次下发"
        return {"errcode": 0, "errmsg": "ok", "msgid": msg_id}

    def _remember(self, call: ApiCall, person: Person, template: SandboxTemplate, msg_id: int) -> None:
        client_id = call.body.get("client_msg_id")
        if client_id:
            key = (person.openid, template.id, str(client_id))
            self._platform.client_ids[key] = (msg_id, self._platform.now() + SAME_MESSAGE_FOR)
            while len(self._platform.client_ids) > KEPT_IDS:
                self._platform.client_ids.popitem(last=False)

    def _tell(self, person: Person, callback: Callable[[], Callback]) -> None:
        if self._platform.config.sends_events:
            self._delivery.queue(lambda: self._acts.deliver(person, callback(), ActFault()))


def _key(call: ApiCall) -> str:
    """Return what makes a notice one of its kind: the caller's own id, or else a digest of page and data."""
    if client_id := call.body.get("client_msg_id"):
        return str(client_id)
    said = [call.body.get("page") or call.body.get("url"), call.body.get("data")]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
