"""The errcodes the simulated API answers with, and the refusal that carries one.

Sources: 全局返回码说明 (doc/oplatform/Return_codes/Return_code_descriptions_new.html), WeCom path/90313.
"""

from __future__ import annotations

from simulator.ground import SandboxRefusal

ERRMSG = {
    -1: "system error",
    0: "ok",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40023: "invalid sub button size",
    40029: "invalid code",
    40033: "invalid charset. please check your request, if include \\uxxxx will create fail!",
    40037: "invalid template_id",
    40053: "invalid action info",
    40056: "invalid agentid",
    40058: "invalid request parameter",
    40091: "invalid secret",
    40125: "invalid appsecret",
    40163: "code been used",
    40164: "invalid ip 127.0.0.1, not in whitelist",
    40200: "invalid account type",
    41001: "access_token missing",
    43001: "require GET method",
    43002: "require POST method",
    43004: "require subscribe",
    43019: "require remove blacklist",
    43101: "user refuse to accept the msg",
    44002: "empty post data",
    44004: "empty content",
    42001: "access_token expired",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit  mustslower  retry next minute",
    45015: "response out of time limit or subscription is canceled",
    45047: "out of response count limit",
    45098: "msgmenu list size out of limit",
    46003: "menu no exist",
    47001: "data format error",
    47003: "argument invalid!",
    48001: "api unauthorized",
    50002: "user limited",
    60111: "userid not found",
    61004: "access clientip is not registered",
    81013: "user & party & tag all invalid",
}


class Refused(SandboxRefusal):
    """A call is answered with an errcode.

    Args:
        errcode: the platform's number.
        detail: what the errmsg says beside the standard words, e.g. which field is wrong.
    """

    def __init__(self, errcode: int, detail: str = "") -> None:
        self.errcode = errcode
        self.errmsg = f"{ERRMSG.get(errcode, 'error')}{' ' if detail else ''}{detail}"
        super().__init__(f"errcode {errcode}: {self.errmsg}")
