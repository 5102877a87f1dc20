"""What ``leye wechat check`` finds: right accounts are found right, and every mistake has its own line with what to mend and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.cli.wechat_check.checks import Ways, check_all
from bot.cli.wechat_check.findings import Finding, FindingMark, findings_table, is_sound
from bot.messaging.protocol.wechat_menu import menu_body
from bot.settings import Settings
from simulator.app import create_simulator
from simulator.platform.config import DEFAULT, SandboxTemplate, SandboxTemplateKind
from simulator.wire.errcodes import ERRMSG
from tests.cli.wechat_stage import ACCOUNT, CONFIG, FOLLOW_UP, NOTICE, TEMPLATES, WECOM, fields
from tests.fixtures.small_kb import copy_small_kb

PUBLIC = "https://leye.example.cn"
NOBODY = httpx.MockTransport(lambda _request: httpx.Response(502))


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Give the settings of the simulated accounts, which a test may change."""
    monkeypatch.chdir(tmp_path)
    yield {**ACCOUNT, **WECOM, "LEYE_PUBLIC_URL": PUBLIC, "LEYE_KB_DIR": str(copy_small_kb(tmp_path))}


@pytest.fixture
def simulator() -> FastAPI:
    """Give the simulated platform."""
    return create_simulator(CONFIG)


async def found(environment: Mapping[str, str], platform: FastAPI | httpx.AsyncBaseTransport) -> dict[str, Finding]:
    """Return the findings by the name of their line."""
    way = httpx.ASGITransport(platform) if isinstance(platform, FastAPI) else platform
    findings = await check_all(Settings.from_environment(environment), Ways(way, NOBODY))
    for finding in findings:
        assert finding.remedy or finding.mark is not FindingMark.WRONG, finding
        assert DEFAULT.wechat.app_secret not in finding.said + finding.remedy
        assert DEFAULT.wecom.secret not in finding.said + finding.remedy
    return {finding.thing: finding for finding in findings}


async def control(simulator: FastAPI, path: str, body: dict[str, Any]) -> None:
    way = httpx.ASGITransport(simulator, client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=way, base_url="http://platform") as http:
        answer = await http.post(path, json=body)
    assert answer.status_code == 200, answer.text


async def create_menu(simulator: FastAPI, body: dict[str, Any]) -> None:
    account = DEFAULT.wechat
    query = {"grant_type": "client_credential", "appid": account.app_id, "secret": account.app_secret}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(simulator), base_url="http://platform") as http:
        token = (await http.get("/cgi-bin/token", params=query)).json()["access_token"]
        made = await http.post("/cgi-bin/menu/create", params={"access_token": token}, json=body)
    assert made.json()["errcode"] in (0, 40033), made.text


@pytest.mark.anyio
async def test_an_account_that_is_set_up_is_found_right(environment: dict[str, str], simulator: FastAPI) -> None:
    await create_menu(simulator, menu_body(PUBLIC))
    findings = await found(environment, simulator)
    wrong = {thing for thing, finding in findings.items() if finding.mark is FindingMark.WRONG}
    assert wrong == {"微信 回调网址", "企业微信 回调网址"}, "only nobody answers here"
    right = {thing for thing, finding in findings.items() if finding.mark is FindingMark.RIGHT}
    assert {"微信 设置", "微信 消息加解密", "对外网址", "微信 访问令牌", "微信 IP 白名单", "微信 菜单"} <= right
    assert {"模板 policy_notice", "模板 follow_up", "企业微信 设置", "企业微信 访问令牌"} <= right


@pytest.mark.anyio
async def test_without_any_settings_wechat_is_to_be_set_up_and_wecom_is_a_choice(environment: dict[str, str]) -> None:
    findings = await found({"LEYE_KB_DIR": environment["LEYE_KB_DIR"]}, NOBODY)
    assert findings["微信 设置"].mark is FindingMark.WRONG
    assert findings["企业微信 设置"].mark is FindingMark.SKIPPED
    assert findings["对外网址"].mark is FindingMark.WRONG


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("missing", "thing"),
    [("LEYE_WECHAT_TOKEN", "微信 设置"), ("LEYE_WECOM_SECRET", "企业微信 设置")],
)
async def test_a_missing_setting_is_named(
    environment: dict[str, str], simulator: FastAPI, missing: str, thing: str
) -> None:
    del environment[missing]
    finding = (await found(environment, simulator))[thing]
    assert (finding.mark, missing in finding.said) == (FindingMark.WRONG, True)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("url", "base", "mark"),
    [
        (PUBLIC, "http://platform", FindingMark.RIGHT),
        ("http://leye.example.cn", "http://platform", FindingMark.WRONG),
        ("http://127.0.0.1:8000", "http://platform", FindingMark.RIGHT),
        ("http://127.0.0.1:8000", "https://api.weixin.qq.com", FindingMark.WRONG),
    ],
)
async def test_the_public_address_is_https_except_where_a_simulator_plays_the_platform(
    environment: dict[str, str], url: str, base: str, mark: FindingMark
) -> None:
    given = {**environment, "LEYE_PUBLIC_URL": url, "LEYE_WECHAT_API_BASE": base}
    assert (await found(given, NOBODY))["对外网址"].mark is mark


@pytest.mark.anyio
async def test_plain_mode_is_worth_knowing_and_an_old_key_too(environment: dict[str, str], simulator: FastAPI) -> None:
    given = {**environment, "LEYE_WECHAT_PREVIOUS_AES_KEY": "x" * 43}
    assert "旧钥匙" in (await found(given, simulator))["微信 消息加解密"].said
    del environment["LEYE_WECHAT_AES_KEY"]
    finding = (await found(environment, simulator))["微信 消息加解密"]
    assert (finding.mark, "明文" in finding.said) == (FindingMark.NOTE, True)


@pytest.mark.anyio
async def test_an_address_that_is_not_listed_is_named_so_that_it_can_be_added(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, simulator: FastAPI
) -> None:
    said = "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"
    monkeypatch.setitem(ERRMSG, 40164, said)
    await control(simulator, "/control/faults", {"path": "/cgi-bin/stable_token", "errcode": 40164, "times": 1})
    findings = await found(environment, simulator)
    listed = findings["微信 IP 白名单"]
    assert listed.mark is FindingMark.WRONG
    assert "「API IP 白名单」里加上 203.0.113.7，" in listed.remedy
    assert {findings[thing].mark for thing in ("微信 访问令牌", "微信 菜单", "微信 消息模板")} == {FindingMark.SKIPPED}


@pytest.mark.anyio
async def test_an_address_that_the_platform_does_not_name_is_told_in_words(environment: dict[str, str]) -> None:
    way = httpx.MockTransport(lambda _request: httpx.Response(200, json={"errcode": 61004, "errmsg": "not registered"}))
    assert "公网地址" in (await found(environment, way))["微信 IP 白名单"].remedy


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("setting", "value", "thing", "part"),
    [
        ("LEYE_WECHAT_APP_ID", "wxother", "微信 访问令牌", "AppID 不对"),
        ("LEYE_WECHAT_APP_SECRET", "other", "微信 访问令牌", "AppSecret 不对"),
        ("LEYE_WECOM_CORP_ID", "wwother", "企业微信 访问令牌", "CorpID 不对"),
        ("LEYE_WECOM_SECRET", "other", "企业微信 访问令牌", "Secret 不对"),
    ],
)
async def test_a_wrong_id_or_secret_says_which_and_where_to_find_it(
    environment: dict[str, str], simulator: FastAPI, setting: str, value: str, thing: str, part: str
) -> None:
    finding = (await found({**environment, setting: value}, simulator))[thing]
    assert (finding.mark, part in finding.remedy, setting in finding.remedy) == (FindingMark.WRONG, True, True)


@pytest.mark.anyio
async def test_a_secret_that_the_platform_repeats_is_not_printed(environment: dict[str, str]) -> None:
    def repeat(request: httpx.Request) -> httpx.Response:
        account = DEFAULT.wecom.secret if request.url.path.startswith("/wecom") else DEFAULT.wechat.app_secret
        return httpx.Response(200, json={"errcode": 40125, "errmsg": f"bad secret {account}"})

    findings = await found(environment, httpx.MockTransport(repeat))
    assert "（已隐去）" in findings["微信 访问令牌"].said
    assert "（已隐去）" in findings["企业微信 访问令牌"].said


@pytest.mark.anyio
async def test_a_platform_that_cannot_be_reached_is_told_as_such(environment: dict[str, str]) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    finding = (await found(environment, httpx.MockTransport(refuse)))["微信 访问令牌"]
    assert (finding.mark, "能不能上外网" in finding.remedy) == (FindingMark.WRONG, True)


@pytest.mark.anyio
async def test_a_menu_that_is_missing_or_other_is_to_be_made(environment: dict[str, str], simulator: FastAPI) -> None:
    missing = (await found(environment, simulator))["微信 菜单"]
    assert (missing.mark, missing.said) == (FindingMark.WRONG, "还没有建")
    await create_menu(simulator, menu_body(None))
    other = (await found(environment, simulator))["微信 菜单"]
    assert "平台上没有「我的 → 订阅和我的数据」" in other.said
    assert "leye wechat menu" in other.remedy


@pytest.mark.anyio
async def test_a_template_without_an_id_is_worth_knowing_and_one_we_do_not_have_is_a_mistake(
    environment: dict[str, str], simulator: FastAPI
) -> None:
    environment["LEYE_WECHAT_TEMPLATES"] = f"policy_notice={NOTICE},old_notice={NOTICE}"
    findings = await found(environment, simulator)
    assert findings["模板 policy_notice"].mark is FindingMark.RIGHT
    assert findings["模板 follow_up"].mark is FindingMark.NOTE
    assert findings["模板 old_notice"].mark is FindingMark.WRONG


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("held", "part"),
    [
        (replace(TEMPLATES[0], id="another-template"), "没有这个编号"),
        (replace(TEMPLATES[0], kind=SandboxTemplateKind.LONG_TERM), "账号里是长期订阅"),
        (replace(TEMPLATES[0], fields=fields("thing1", "thing2", "date3")), "账号的模板没有 phrase4"),
        (replace(TEMPLATES[0], fields=(*TEMPLATES[0].fields, *fields("thing9"))), "账号的模板多出 thing9"),
    ],
)
async def test_a_template_of_the_account_that_does_not_fit_is_told_with_the_difference(
    environment: dict[str, str], held: SandboxTemplate, part: str
) -> None:
    findings = await found(environment, create_simulator(replace(CONFIG, templates=(held, TEMPLATES[1]))))
    assert (findings["模板 policy_notice"].mark, part in findings["模板 policy_notice"].said) == (
        FindingMark.WRONG,
        True,
    )
    assert findings["模板 follow_up"].mark is FindingMark.RIGHT


@pytest.mark.anyio
async def test_a_message_template_is_looked_up_among_message_templates(environment: dict[str, str]) -> None:
    file = Path(environment["LEYE_KB_DIR"]) / "templates.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: one_off", "kind: template"), encoding="utf-8")
    held = tuple(replace(each, kind=SandboxTemplateKind.TEMPLATE) for each in TEMPLATES)
    findings = await found(environment, create_simulator(replace(CONFIG, templates=held)))
    assert {findings[f"模板 {key}"].mark for key in ("policy_notice", "follow_up")} == {FindingMark.RIGHT}
    assert FOLLOW_UP in environment["LEYE_WECHAT_TEMPLATES"]


@pytest.mark.anyio
async def test_a_permission_that_is_missing_is_one_line(environment: dict[str, str], simulator: FastAPI) -> None:
    fault = {"path": "/wxaapi/newtmpl/gettemplate", "errcode": 48001, "times": 1}
    await control(simulator, "/control/faults", fault)
    finding = (await found(environment, simulator))["微信 消息模板"]
    assert (finding.mark, "微信认证" in finding.remedy) == (FindingMark.WRONG, True)


@pytest.mark.anyio
async def test_a_broken_knowledge_base_is_one_line(environment: dict[str, str], simulator: FastAPI) -> None:
    (Path(environment["LEYE_KB_DIR"]) / "templates.yml").write_text("- nothing", encoding="utf-8")
    finding = (await found(environment, simulator))["微信 消息模板"]
    assert (finding.mark, "leye kb validate" in finding.remedy) == (FindingMark.WRONG, True)


def test_the_table_has_a_line_for_each_finding_and_the_remedy_below() -> None:
    table = findings_table([Finding("甲", FindingMark.RIGHT, "好"), Finding("乙", FindingMark.WRONG, "坏", "修")])
    assert table.row_count == 2
    assert [str(cell) for cell in table.columns[2].cells] == ["好", "坏\n→ 修"]
    assert not is_sound([Finding("乙", FindingMark.WRONG, "坏", "修")])
    assert is_sound([Finding("甲", FindingMark.NOTE, "好")])
