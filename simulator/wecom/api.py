"""The API of the simulated 企业微信 application: sending, updating cards, members.

Sources: WeCom path/90236 (发送应用消息), path/94945 (更新模版卡片消息), path/90196 (读取成员).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any

from starlette.routing import Route

from simulator.api.gate import ApiCall, Gate, GateRule, Json, text_in
from simulator.platform.platform import SandboxPlatform
from simulator.platform.staff import CODE_LIFETIME, Member
from simulator.wechat.credentials_api import Credentials
from simulator.wecom.messages import card_title, shown_line
from simulator.wire.errcodes import Refused

PREFIX = "/wecom"
MOST_RECIPIENTS = 1_000
# path/90236: a day, accounts × 200 for one application.
DAILY_PER_ACCOUNT = 200
DEFAULT_DUPLICATE_SECONDS = 1_800
LONGEST_DUPLICATE_SECONDS = 4 * 3_600
KEPT_DIGESTS = 10_000


class WeComApi:
    """Answers the calls of the application."""

    def __init__(self, platform: SandboxPlatform) -> None:
        self._platform = platform

    def send(self, call: ApiCall) -> Json:
        """Send to members; unknown ones are named in an answer that still says 0, too many messages vanish."""
        members, unknown = self._recipients(call)
        self._check_agent(call)
        line = shown_line(call)
        if not members:
            raise Refused(81013)
        answer: Json = {"errcode": 0, "errmsg": "ok", "msgid": secrets.token_urlsafe(24)}
        answer["invaliduser"] = "|".join(unknown)
        if line.pop("is_interactive", False):
            answer["response_code"] = self._platform.add_response_code(
                line["task_id"], self._platform.now() + CODE_LIFETIME
            )
        if self._is_duplicate(call):
            call.problem = "重复消息检查：没有再次下发"
            return answer
        for member in members:
            self._show(call, member, line)
        return answer

    def update_card(self, call: ApiCall) -> Json:
        """Change a card that was sent, once for each response_code within 72 hours."""
        self._check_agent(call)
        code = self._platform.response_codes.get(call.text("response_code", 40058))
        if code is None or code.is_used or code.until <= self._platform.now():
            # The page names no errcode for a used or old response_code.
            raise Refused(40058, "response_code")
        userids = call.body.get("userids") or []
        if not isinstance(userids, list):
            raise Refused(47001, "userids")
        button = call.body.get("button")
        text = text_in(button, "replace_name") if isinstance(button, dict) else card_title(call.body)
        code.is_used = True
        known = [self._platform.staff[userid] for userid in userids if userid in self._platform.staff]
        for member in known:
            member.show(self._platform.now(), "app", "card_update", text, task_id=code.task_id)
        unknown = [userid for userid in userids if userid not in self._platform.staff]
        return {"errcode": 0, "errmsg": "ok", "invaliduser": unknown}

    def user(self, call: ApiCall) -> Json:
        """Return a member of the directory."""
        member = self._platform.staff.get(call.query.get("userid", ""))
        if member is None:
            raise Refused(60111)
        call.user = member.userid
        return {
            "errcode": 0,
            "errmsg": "ok",
            "userid": member.userid,
            "name": member.name,
            "department": [1],
            "status": 1,
        }

    def _recipients(self, call: ApiCall) -> tuple[list[Member], list[str]]:
        asked = call.text("touser", 40058)
        staff = self._platform.staff
        if asked == "@all":
            return list(staff.values()), []
        userids = [userid for userid in dict.fromkeys(asked.split("|")) if userid]
        if len(userids) > MOST_RECIPIENTS:
            raise Refused(40058, "touser")
        # 「企业内的唯一 userid，不区分大小写」 (path/90195).
        known = {userid.lower(): member for userid, member in staff.items()}
        members = {each: known.get(each.lower()) for each in userids}
        return [member for member in members.values() if member], [
            each for each, member in members.items() if not member
        ]

    def _check_agent(self, call: ApiCall) -> None:
        if call.body.get("agentid") != self._platform.config.wecom.agent_id:
            raise Refused(40056)

    def _show(self, call: ApiCall, member: Member, line: dict[str, Any]) -> None:
        today, _ = self._platform.count_call(f"{PREFIX}:recipients")
        if today > DAILY_PER_ACCOUNT * len(self._platform.staff):
            raise Refused(45009)
        if member.takes_one_more(self._platform.now()):
            member.show(self._platform.now(), "app", **line)
            self._platform.counts.ways["wecom"] += 1
            return
        member.dropped += 1
        self._platform.counts.ways["wecom_dropped"] += 1
        call.problem = "超过每人每分钟 30 条或每小时 1000 条，平台丢弃，不报错"

    def _is_duplicate(self, call: ApiCall) -> bool:
        if call.body.get("enable_duplicate_check") != 1:
            return False
        seconds = call.body.get("duplicate_check_interval", DEFAULT_DUPLICATE_SECONDS)
        if not isinstance(seconds, int) or not 0 < seconds <= LONGEST_DUPLICATE_SECONDS:
            raise Refused(40058, "duplicate_check_interval")
        digest = hashlib.sha256(json.dumps(call.body, sort_keys=True).encode()).hexdigest()
        now = self._platform.now()
        until = self._platform.wecom_digests.get(digest)
        if until is not None and until > now:
            return True
        self._platform.wecom_digests[digest] = now + timedelta(seconds=seconds)
        while len(self._platform.wecom_digests) > KEPT_DIGESTS:
            self._platform.wecom_digests.popitem(last=False)
        return False


def wecom_routes(platform: SandboxPlatform) -> list[Route]:
    """Return the routes below ``https://qyapi.weixin.qq.com``, under ``/wecom`` here."""
    gate, api, credentials = Gate(platform, PREFIX), WeComApi(platform), Credentials(platform)
    # WeCom reads escaped characters; only 服务号 refuses them.
    post = GateRule(takes_escapes=True)
    return [
        gate.route("/cgi-bin/gettoken", credentials.wecom_token, GateRule("GET", needs_token=False)),
        gate.route("/cgi-bin/message/send", api.send, post),
        gate.route("/cgi-bin/message/update_template_card", api.update_card, post),
        gate.route("/cgi-bin/user/get", api.user, GateRule("GET")),
    ]
