"""The handshake that ``leye wechat check`` makes itself: what the assistant answers, what stands in its way, and who is to blame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from bot.channel_settings import WechatAccount, WecomApp
from bot.cli.wechat_check.findings import Finding, FindingMark
from bot.cli.wechat_check.handshake import HandshakeQuestion, check_callback, wechat_question, wecom_question
from bot.front import create_app
from bot.settings import Settings
from simulator.platform.config import DEFAULT
from simulator.wire.crypto import SandboxEnvelopes
from tests.cli.wechat_stage import ACCOUNT, WECOM
from tests.databases import lay_out
from tests.fixtures.small_kb import copy_small_kb
from tests.front.fake_dialogue import SECRET, FakeDialogue

LOCAL = "http://127.0.0.1:8000"
PUBLIC = "https://leye.example.cn"

Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Give the settings of an assistant with both accounts."""
    monkeypatch.chdir(tmp_path)
    database = f"sqlite:///{tmp_path}/leye.db"
    lay_out(database)
    given = {"LEYE_DATABASE_URL": database, "LEYE_SECRET": SECRET, "LEYE_KB_DIR": str(copy_small_kb(tmp_path))}
    return Settings.from_environment({**given, **ACCOUNT, **WECOM})


@pytest.fixture
def account(settings: Settings) -> WechatAccount:
    """Give the 服务号."""
    assert settings.wechat is not None
    return settings.wechat


@pytest.fixture
def app(settings: Settings) -> WecomApp:
    """Give the WeCom app."""
    assert settings.wecom is not None
    return settings.wecom


def echo(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text=request.url.params["echostr"])


def answering(status: int) -> Answer:
    return lambda _request: httpx.Response(status, headers={"location": PUBLIC})


def broken(said: str) -> Answer:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(said, request=request)

    return fail


async def asked(question: HandshakeQuestion, local: Answer, public: Answer | None = None) -> Finding:
    """Return what is found when the assistant and the way to it answer like this."""

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.path == question.path
        return (local if request.url.host == "127.0.0.1" else public or local)(request)

    way = httpx.MockTransport(answer)
    return await check_callback("回调", question, LOCAL, PUBLIC if public else None, way)


@pytest.mark.anyio
async def test_the_real_door_answers_the_handshake_and_one_with_another_token_finds_it_wrong(
    settings: Settings, account: WechatAccount
) -> None:
    way = httpx.ASGITransport(create_app(settings, FakeDialogue().transport))
    assert (await check_callback("回调", wechat_question(account), LOCAL, None, way)).mark is FindingMark.RIGHT
    other = WechatAccount(account.app_id, account.app_secret, "othertoken")
    finding = await check_callback("回调", wechat_question(other), LOCAL, None, way)
    assert (finding.mark, "Token" in finding.remedy) == (FindingMark.WRONG, True)


@pytest.mark.anyio
async def test_the_handshake_of_wecom_is_sealed_and_wants_the_opened_echo(app: WecomApp) -> None:
    peer = SandboxEnvelopes(DEFAULT.wecom.token, DEFAULT.wecom.aes_key, DEFAULT.wecom.corp_id)

    def opened(request: httpx.Request) -> httpx.Response:
        query = request.url.params
        assert query["msg_signature"] == peer.sign(query["timestamp"], query["nonce"], query["echostr"])
        return httpx.Response(200, text=peer.decrypt(query["echostr"]))

    assert (await asked(wecom_question(app), opened)).mark is FindingMark.RIGHT
    assert (await asked(wecom_question(app), echo)).mark is FindingMark.WRONG


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("answer", "said", "remedy"),
    [
        (answering(403), "HTTP 403", "重新启动"),
        (answering(404), "HTTP 404", "没有开这个渠道"),
        (answering(500), "HTTP 500", "var/log/"),
        (answering(200), "不是助手", "LEYE_PORT"),
        (broken("refused"), "没有应答", "make run"),
    ],
)
async def test_an_assistant_that_does_not_answer_rightly_is_to_be_mended_itself(
    account: WechatAccount, answer: Answer, said: str, remedy: str
) -> None:
    for public in (None, answer):
        finding = await asked(wechat_question(account), answer, public)
        assert finding.mark is FindingMark.WRONG
        assert said in finding.said and LOCAL in finding.said
        assert remedy in finding.remedy


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        (answering(403), "参数"),
        (answering(404), "/channels"),
        (answering(502), "nginx"),
        (answering(301), "跳转"),
        (answering(200), "/channels"),
        (broken("[SSL: CERTIFICATE_VERIFY_FAILED]"), "证书"),
        (broken("name or service not known"), "域名解析"),
    ],
)
async def test_a_way_that_is_blocked_is_told_apart_from_an_assistant_that_works(
    account: WechatAccount, answer: Answer, remedy: str
) -> None:
    finding = await asked(wechat_question(account), echo, answer)
    assert (finding.mark, PUBLIC in finding.said) == (FindingMark.WRONG, True)
    assert finding.remedy.startswith("本机直接问是通的") and remedy in finding.remedy


@pytest.mark.anyio
async def test_an_assistant_that_is_reached_from_outside_is_not_asked_again(account: WechatAccount) -> None:
    finding = await asked(wechat_question(account), broken("never asked"), echo)
    assert (finding.mark, finding.said.startswith(PUBLIC)) == (FindingMark.RIGHT, True)
