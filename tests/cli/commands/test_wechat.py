"""``leye wechat``: the menu is made after a yes, a code leads to a station that exists, and a check ends with 1 while something is to be mended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from bot.cli.commands import wechat as command
from bot.cli.wechat_check.menu_tree import menu_differences, menu_problems
from bot.messaging.protocol.wechat_menu import MENU, menu_body
from simulator.platform.config import DEFAULT
from simulator.platform.platform import SandboxPlatform
from tests.cli.conftest import Leye
from tests.cli.wechat_stage import ACCOUNT, Stage, running_stage

STATION = {"id": "example_station", "town": "example_town", "title": "示例服务站"}
OTHER = {"id": "other_station", "town": "example_town", "title": "另一个服务站"}


@pytest.fixture(scope="module")
def running() -> Iterator[Stage]:
    """Give a platform that runs for all tests of this file."""
    with running_stage() as stage:
        yield stage


@pytest.fixture
def stage(running: Stage, kb_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Give the platform as new, with the settings pointing to it."""
    for name, value in {**ACCOUNT, "LEYE_WECHAT_API_BASE": running.address}.items():
        monkeypatch.setenv(name, value)
    running.call("/control/reset", {})
    return running


@pytest.fixture
def stations(kb_folder: Path) -> None:
    """Put two stations into the knowledge base."""
    document = min((kb_folder / "documents").glob("*.yml"))
    clause = yaml.safe_load(document.read_text(encoding="utf-8"))["clauses"][0]
    basis = {"clause": clause["id"], "quote": clause["text"]}
    held = {
        "towns": [{"id": "example_town", "title": "示例镇", **basis}],
        "stations": [{**STATION, **basis}, {**OTHER, **basis}],
    }
    (kb_folder / "stations.yml").write_text(yaml.safe_dump(held, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Give the codes that the platform makes, each with whether it lasts; the platform itself shows them to nobody."""
    made: list[tuple[str, bool]] = []
    add = SandboxPlatform.add_qr_code

    def noted(self: SandboxPlatform, scene: str, until: datetime | None) -> None:
        made.append((scene, until is None))
        add(self, scene, until)

    monkeypatch.setattr(SandboxPlatform, "add_qr_code", noted)
    return made


def test_the_menu_is_shown_as_a_tree_and_made_after_a_yes(leye: Leye, stage: Stage) -> None:
    done = leye("wechat", "menu", "--yes")
    assert done.code == 0
    assert "问政策" in done.out and "社保补贴（12/60 字节） → 问 ask:social_insurance_subsidy" in done.out
    assert "5 分钟内" in done.out
    assert menu_differences(menu_body(None), stage.menu()["menu"]) == []


def test_without_a_yes_the_menu_stays_as_it_is(leye: Leye, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer, "confirm", lambda _question: False)
    done = leye("wechat", "menu")
    assert (done.code, "还是原来的" in done.out) == (0, True)
    assert stage.menu()["errcode"] == 46003


def test_entries_that_open_pages_wait_for_a_public_address(
    leye: Leye, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "先不放" in leye("wechat", "menu", "--yes").out
    monkeypatch.setenv("LEYE_PUBLIC_URL", "https://leye.example.cn")
    done = leye("wechat", "menu", "--yes")
    assert "打开 https://leye.example.cn/me/wechat" in done.out
    assert stage.menu()["menu"]["button"][2]["sub_button"][1]["url"] == "https://leye.example.cn/me/wechat"


def test_a_refused_menu_says_what_to_mend_and_where_without_the_secret(leye: Leye, stage: Stage) -> None:
    stage.call("/control/faults", {"path": "/cgi-bin/menu/create", "errcode": 48001, "times": 1})
    done = leye("wechat", "menu", "--yes")
    assert done.code == 1
    assert "48001" in done.err and "微信认证" in done.err
    assert DEFAULT.wechat.app_secret not in done.err + done.out
    assert stage.menu()["errcode"] == 46003


def test_without_settings_the_menu_is_shown_all_the_same(leye: Leye) -> None:
    done = leye("wechat", "menu", "--yes")
    assert (done.code, "找真人帮忙" in done.out) == (1, True)
    assert "docs/wechat.md" in done.err


def test_the_menu_of_the_house_keeps_to_the_limits() -> None:
    assert menu_problems(menu_body("https://leye.example.cn")) == []
    assert sum(len(entries) for entries in MENU.values()) > 0


def test_every_limit_of_the_menu_is_told_with_the_entry_that_breaks_it() -> None:
    entry = {"type": "click", "name": "好", "key": "k"}
    body = {
        "button": [
            {"name": "一二三四五六", "sub_button": [entry]},
            {"name": "二", "sub_button": [{**entry, "name": "字" * 21}, {**entry, "key": "k" * 129}]},
            {"name": "三", "sub_button": [entry] * 6},
            {"name": "四", "sub_button": []},
        ]
    }
    told = "\n".join(menu_problems(body))
    for part in ("一共 4 栏", "栏名有 18 字节", "菜单名有 63 字节", "key有 129 字节", "下面有 6 项", "下面有 0 项"):
        assert part in told
    assert len(menu_problems(body)) == 6


def test_what_the_platform_adds_of_its_own_makes_no_difference() -> None:
    ours = menu_body(None)
    columns = [
        {**column, "sub_button": [{**entry, "sub_button": []} for entry in column["sub_button"]]}
        for column in ours["button"]
    ]
    assert menu_differences(ours, {"button": columns, "menuid": 208379533}) == []


def test_a_difference_names_the_entry() -> None:
    ours = {"button": [{"name": "问", "sub_button": [{"type": "click", "name": "甲", "key": "a"}]}]}
    theirs = {"button": [{"name": "问", "sub_button": [{"type": "click", "name": "甲", "key": "b"}]}]}
    assert menu_differences(ours, theirs) == ["「问 → 甲」不一样"]
    assert menu_differences(ours, {"button": [{"name": "问", "sub_button": []}]}) == [
        "平台上没有「问 → 甲」",
        "「问」不一样",
    ]
    assert menu_differences({"button": []}, ours) == ["平台上多出「问」", "平台上多出「问 → 甲」"]


@pytest.mark.usefixtures("stations")
@pytest.mark.parametrize(("file", "start"), [("code.png", b"\x89PNG"), ("new/code.svg", b"<?xml")])
def test_a_code_is_permanent_and_leads_to_the_station(
    leye: Leye, stage: Stage, codes: list[tuple[str, bool]], tmp_path: Path, file: str, start: bytes
) -> None:
    done = leye("wechat", "qr", "example_station", "--out", file)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / file).read_bytes().startswith(start)
    assert codes == [("st:example_station", True)]


@pytest.mark.usefixtures("stations")
def test_all_stations_get_a_code_and_none_is_asked_for_twice(
    leye: Leye, stage: Stage, codes: list[tuple[str, bool]], tmp_path: Path
) -> None:
    assert leye("wechat", "qr", "--all").code == 0
    assert sorted(file.name for file in (tmp_path / "var/qr").iterdir()) == ["example_station.png", "other_station.png"]
    again = leye("wechat", "qr", "--all")
    assert again.out.count("已有") == 2
    assert codes == [("st:example_station", True), ("st:other_station", True)]


@pytest.mark.usefixtures("stations")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "没有编号是 nowhere 的服务站。有：example_station、other_station"),
        ((), "请写一个服务站的编号"),
        (("example_station", "--all"), "两样写一样"),
        (("example_station", "--out", "code.jpg"), ".png 或 .svg"),
        (("--all", "--out", "code.png"), "写一个文件夹"),
    ],
)
def test_what_cannot_be_drawn_is_said_before_anything_is_asked(
    leye: Leye, stage: Stage, codes: list[tuple[str, bool]], arguments: tuple[str, ...], said: str
) -> None:
    done = leye("wechat", "qr", *arguments)
    assert (done.code, said in done.err) == (1, True), done.err
    assert codes == []


def test_an_empty_list_of_stations_is_told_honestly(leye: Leye, stage: Stage) -> None:
    done = leye("wechat", "qr", "--all")
    assert (done.code, "stations.yml 里还没有服务站" in done.err) == (1, True)


def test_a_check_with_something_to_mend_ends_with_one_and_says_what(leye: Leye, stage: Stage) -> None:
    done = leye("wechat", "check")
    assert done.code == 1
    assert "leye wechat menu" in done.out and "LEYE_PUBLIC_URL" in done.out
    assert "处要改（✗）" in done.out


def test_a_malformed_setting_is_a_line_of_the_table_too(
    leye: Leye, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEYE_WECHAT_AES_KEY", "short")
    done = leye("wechat", "check")
    assert (done.code, "LEYE_WECHAT_AES_KEY" in done.out, "short" in done.out) == (1, True, False)


def test_a_check_without_anything_to_mend_ends_with_zero(leye: Leye, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(_settings: Any) -> list[Any]:
        return []

    monkeypatch.setattr(command, "check_all", nothing)
    done = leye("wechat", "check")
    assert (done.code, "没有要改的" in done.out) == (0, True)
