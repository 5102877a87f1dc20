"""What the 服务号 has and knows: menu, QR codes, followers, templates, addresses of the platform.

Sources: doc/offiaccount Custom_Menus, Generating_a_Parametric_QR_Code, Get_users_basic_information, Template_Message_Interface.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from simulator.api.gate import ApiCall, Json
from simulator.platform.config import SandboxTemplateKind
from simulator.platform.platform import SandboxPlatform
from simulator.wechat.menu_checks import check_menu
from simulator.wire.errcodes import Refused

OK: Json = {"errcode": 0, "errmsg": "ok"}
LONGEST_QR_SECONDS = 30 * 24 * 3600
DEFAULT_QR_SECONDS = 60
MOST_PERMANENT = 100_000
LONGEST_SCENE = 64
TEMPORARY = {"QR_SCENE", "QR_STR_SCENE"}
PERMANENT = {"QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE"}
# 订阅通知模板 type: 2 一次性, 3 长期 (Subscription_Messages/api.html, getTemplate).
SUBSCRIPTION_TYPES = {SandboxTemplateKind.ONE_OFF: 2, SandboxTemplateKind.LONG_TERM: 3}


class AccountApi:
    """Answers the calls about the account."""

    def __init__(self, platform: SandboxPlatform) -> None:
        self._platform = platform

    def create_menu(self, call: ApiCall) -> Json:
        """Replace the menu."""
        check_menu(call.body)
        self._platform.menu = call.body
        return OK

    def get_menu(self, call: ApiCall) -> Json:
        """Return the menu."""
        if self._platform.menu is None:
            raise Refused(46003)
        return {"menu": self._platform.menu}

    def delete_menu(self, call: ApiCall) -> Json:
        """Take the menu away."""
        self._platform.menu = None
        return OK

    def create_qr_code(self, call: ApiCall) -> Json:
        """Make a QR code: temporary for at most 30 days, or permanent."""
        action = call.text("action_name", 40053)
        if action not in TEMPORARY | PERMANENT:
            raise Refused(40053)
        scene = _scene(call.body, is_text="STR" in action, is_permanent=action in PERMANENT)
        ticket = f"g{secrets.token_urlsafe(64)}"
        made: Json = {"ticket": ticket, "url": f"http://weixin.qq.com/q/{ticket[:20]}"}
        if action in PERMANENT:
            self._platform.add_qr_code(scene, None)
            return made
        seconds = call.body.get("expire_seconds", DEFAULT_QR_SECONDS)
        if not isinstance(seconds, int) or not 1 <= seconds <= LONGEST_QR_SECONDS:
            raise Refused(40058, "expire_seconds")
        self._platform.add_qr_code(scene, self._platform.now() + timedelta(seconds=seconds))
        return {**made, "expire_seconds": seconds}

    def user(self, call: ApiCall) -> Json:
        """Return what the platform tells of a person: since 2021 neither nickname nor picture."""
        call.user = call.query.get("openid")
        person = self._platform.people.get(call.user or "")
        if person is None:
            raise Refused(40003)
        if not person.is_following or person.followed_at is None:
            return {"subscribe": 0, "openid": person.openid}
        return {
            "subscribe": 1,
            "openid": person.openid,
            "language": "zh_CN",
            "subscribe_time": int(person.followed_at.timestamp()),
            "remark": "",
            "groupid": 0,
            "tagid_list": [],
            "subscribe_scene": "ADD_SCENE_QR_CODE" if person.scene else "ADD_SCENE_SEARCH",
            "qr_scene": 0,
            "qr_scene_str": person.scene,
        }

    def message_templates(self, call: ApiCall) -> Json:
        """List the templates of 模板消息."""
        templates = [each for each in self._platform.config.templates if each.kind is SandboxTemplateKind.TEMPLATE]
        listed = [
            {
                "template_id": each.id,
                "title": each.title,
                "primary_industry": "政府与公共事业",
                "deputy_industry": "政府与公共事业",
                "content": "\n".join(f"{line.label}:{{{{{line.key}.DATA}}}}" for line in each.fields),
                "example": "",
            }
            for each in templates
        ]
        return {"template_list": listed}

    def subscription_templates(self, call: ApiCall) -> Json:
        """List the templates of 订阅通知."""
        listed = [
            {
                "priTmplId": each.id,
                "title": each.title,
                "content": "\n".join(f"{line.label}:{{{{{line.key}.DATA}}}}" for line in each.fields),
                "example": "",
                "type": SUBSCRIPTION_TYPES[each.kind],
            }
            for each in self._platform.config.templates
            if each.kind in SUBSCRIPTION_TYPES
        ]
        return {**OK, "data": listed}

    def addresses(self, call: ApiCall) -> Json:
        """Return where the platform calls from and is called at."""
        return {"ip_list": ["127.0.0.1"]}


def _scene(body: Json, *, is_text: bool, is_permanent: bool) -> str:
    info = body.get("action_info")
    holder = info.get("scene") if isinstance(info, dict) else None
    scene = (holder or {}).get("scene_str" if is_text else "scene_id") if isinstance(holder, dict) else None
    if is_text and isinstance(scene, str) and 1 <= len(scene) <= LONGEST_SCENE:
        return scene
    most = MOST_PERMANENT if is_permanent else 2**32 - 1
    if not is_text and isinstance(scene, int) and not isinstance(scene, bool) and 1 <= scene <= most:
        return str(scene)
    raise Refused(40053, "scene")
