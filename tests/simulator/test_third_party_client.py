"""The API over real HTTP, driven by wechatpy's client, which was written for the real platform."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from wechatpy import WeChatClient
from wechatpy.enterprise import WeChatClient as WeComClient
from wechatpy.exceptions import WeChatClientException

from simulator import DEFAULT
from tests.simulator.phones import FIELDS, TEMPLATE


def client_of(base: str) -> WeChatClient:
    """Return wechatpy's client of the 服务号, pointed at the simulator."""

    class Pointed(WeChatClient):  # type: ignore[misc]
        API_BASE_URL = f"{base}/cgi-bin/"

        def fetch_access_token(self) -> Any:
            query = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
            return self._fetch_access_token(url=f"{self.API_BASE_URL}token", params=query)

    client = Pointed(DEFAULT.wechat.app_id, DEFAULT.wechat.app_secret, auto_retry=False)
    client._http.trust_env = False
    return client


def wecom_client_of(base: str) -> WeComClient:
    """Return wechatpy's client of WeCom, pointed at the simulator."""

    class Pointed(WeComClient):  # type: ignore[misc]
        API_BASE_URL = f"{base}/wecom/cgi-bin/"

        def fetch_access_token(self) -> Any:
            query = {"corpid": self.corp_id, "corpsecret": self.secret}
            return self._fetch_access_token(url=f"{self.API_BASE_URL}gettoken", params=query)

    client = Pointed(DEFAULT.wecom.corp_id, DEFAULT.wecom.secret)
    client._http.trust_env = False
    return client


@pytest.fixture
def control(server: str) -> httpx.Client:
    return httpx.Client(base_url=f"{server}/control", trust_env=False)


@pytest.fixture
def openid(control: httpx.Client) -> str:
    return str(control.post("/people", json={"name": "甲", "follows": True}).json()["openid"])


def lines(control: httpx.Client, openid: str) -> list[dict[str, Any]]:
    return list(control.get(f"/people/{openid}/messages").json()["messages"])


def test_texts_are_sent_until_the_quota_is_used_up(server: str, control: httpx.Client, openid: str) -> None:
    client = client_of(server)
    for _ in range(3):
        assert client.message.send_text(openid, "您好，有什么能帮您？")["errcode"] == 0
    with pytest.raises(WeChatClientException) as refusal:
        client.message.send_text(openid, "再来一条")
    assert refusal.value.errcode == 45047
    control.post("/clock", json={"advance": 61})
    with pytest.raises(WeChatClientException) as refusal:
        client.message.send_text(openid, "再来一条")
    assert refusal.value.errcode == 45015
    assert [line["text"] for line in lines(control, openid)] == ["您好，有什么能帮您？"] * 3


def test_a_template_message_arrives(server: str, control: httpx.Client, openid: str) -> None:
    answer = client_of(server).message.send_template(openid, TEMPLATE, FIELDS, "http://127.0.0.1:8000/me")
    assert answer["msgid"] > 0
    assert lines(control, openid)[0]["fields"][0]["value"] == "灵活就业社保补贴"


def test_menu_qr_code_user_and_ticket_answer_as_it_expects(server: str, openid: str) -> None:
    client = client_of(server)
    menu = {"button": [{"type": "click", "name": "查政策", "key": "ask"}]}
    assert client.menu.create(menu)["errcode"] == 0
    assert client.menu.get()["menu"] == menu
    scene = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": "st:1"}}}
    assert client.qrcode.create(scene)["ticket"]
    assert client.user.get(openid)["subscribe"] == 1
    assert client.jsapi.get_ticket()["expires_in"] == 7200
    assert client.misc.get_wechat_ips() == ["127.0.0.1"]


def test_an_expired_token_is_the_exception_it_knows(server: str, control: httpx.Client, openid: str) -> None:
    control.post("/faults", json={"expire_token": True, "times": 1, "path": "/cgi-bin/message/custom/send"})
    with pytest.raises(WeChatClientException) as refusal:
        client_of(server).message.send_text(openid, "您好")
    assert refusal.value.errcode == 42001


def test_a_dropped_answer_breaks_the_connection_after_the_effect(
    server: str, control: httpx.Client, openid: str
) -> None:
    control.post("/faults", json={"drop_after_effect": True, "times": 1, "path": "/cgi-bin/message/custom/send"})
    token = client_of(server).fetch_access_token()["access_token"]
    body = {"touser": openid, "msgtype": "text", "text": {"content": "您好"}}
    with httpx.Client(base_url=server, trust_env=False) as client, pytest.raises(httpx.RemoteProtocolError):
        client.post("/cgi-bin/message/custom/send", params={"access_token": token}, json=body)
    assert len(lines(control, openid)) == 1


def test_the_wecom_client_sends_to_staff(server: str, control: httpx.Client) -> None:
    control.post("/staff", json={"userid": "zhang", "name": "张"})
    client = wecom_client_of(server)
    answer = client.message.send_text(DEFAULT.wecom.agent_id, "zhang|nobody", "有人在等")
    assert (answer["errcode"], answer["invaliduser"]) == (0, "nobody")
    assert client.user.get("zhang")["name"] == "张"
    shown = control.get("/staff/zhang/messages").json()["messages"]
    assert [line["text"] for line in shown] == ["有人在等"]
