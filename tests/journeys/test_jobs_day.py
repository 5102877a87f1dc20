"""A day of an opening and of somebody who looks for work, with the real assistant: a list comes in and is judged, a citizen finds and registers on
WeChat, is introduced within the promise, the employer answers by a link, the citizen is told, maps and report show it, and all of it is erased."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.referrals.areas import StationAreas
from bot.staff import Colleague, Role, SignInStage, Staff, StaffSessions
from bot.storage.tables import introductions, openings, referrals, seekers
from tests.journeys.conftest import Simulation
from tests.journeys.test_citizen_day import WIDE, Town
from tests.journeys.test_citizen_day import town as town
from tests.journeys.wechat_phone import WechatPhone, labels, words

EMPLOYER, TITLE, TOWN, STATION = "练习物业公司", "保洁员", "中北镇", "中北镇服务站"
HEADER = "单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,工作内容,任职要求,联系人,联系电话\n"
ROWS = (
    f"{EMPLOYER},91350100M000100Y43,{TITLE},4000-4500元/月,{TOWN},写字楼打扫,,样例人,022-00000000\n"
    f"{EMPLOYER},91350100M000100Y43,分拣员,4200元/月,{TOWN},入职交押金300元,,样例人,022-00000000\n"
    f"{EMPLOYER},91350100M000100Y43,搬运工,5000元/月,{TOWN},搬货,限男，35岁以下,样例人,022-00000000\n"
)
LOOKS_FOR = "想找个保洁的活，离中北镇近的，一个月四千左右"
MOST_STEPS = 12
PATIENCE_SECONDS = 60.0


@pytest.fixture
def desk(town: Town) -> Iterator[Page]:
    """Give the desk of a matchmaker of a station that serves the town for this day."""
    areas = StationAreas(town.engine)
    areas.serve(STATION, TOWN)
    Staff(town.engine).add(Colleague("jobsday", "齐红", Role.MATCHMAKER, STATION), now())
    page = town.device(WIDE)
    token = StaffSessions(town.engine).begin("jobsday", SignInStage.OPEN, now())
    page.context.add_cookies([{"name": "leye_desk", "value": token, "url": f"{town.address}/desk"}])
    yield page
    areas.drop(TOWN)


def test_a_day_from_a_list_of_openings_to_a_meeting(
    town: Town, desk: Page, phone: WechatPhone, simulation: Simulation, tmp_path: Path
) -> None:
    a_list_comes_in(town, desk, tmp_path)
    each_flagged_opening_is_judged(desk)
    who_looks_finds_and_registers(phone)
    referral = a_person_is_asked_for(town, phone)
    the_matchmaker_asks(town, desk, referral)
    wait_until(lambda: "推荐" in phone.answers()[-1], "the person was not asked")
    assert "已经告诉红娘" in phone.write("推荐")
    link = the_employer_is_asked(town, desk, referral)
    the_employer_answers(town, link)
    wait_until(lambda: any("愿意" in said for said in phone.answers()[-3:]), "the person was not told")
    it_is_shown(town, desk, simulation)
    all_is_erased(town, phone, simulation)


def a_list_comes_in(town: Town, desk: Page, folder: Path) -> None:
    """Send the list of an employer: what is flagged in it is said before it is kept."""
    file = folder / "岗位表.csv"
    file.write_text(HEADER + "".join(ROWS), encoding="utf-8")
    desk.goto(f"{town.address}/desk/jobs/lists")
    desk.get_by_test_id("file").set_input_files(file)
    desk.get_by_test_id("send").click()
    expect(desk.get_by_test_id("flagged")).to_contain_text("限定性别")
    desk.get_by_test_id("import").click()
    expect(desk.get_by_test_id("done")).to_contain_text("新岗位 3 个")
    desk.get_by_test_id("judge").click()


def each_flagged_opening_is_judged(desk: Page) -> None:
    """Refuse who asks for a deposit, with the reason; let pass the others, the limit of sex and age by the judgement of a colleague."""
    opening = desk.get_by_test_id("opening")
    fee = opening.filter(has_text="分拣员")
    expect(fee.get_by_test_id("flag")).to_contain_text("劳动合同法")
    fee.get_by_test_id("reason").fill("不能收押金")
    fee.get_by_test_id("refuse").click()
    expect(opening).to_have_count(2)
    limited = opening.filter(has_text="搬运工")
    expect(limited.get_by_test_id("flag").first).to_contain_text("就业促进法")
    limited.get_by_test_id("reason").fill("去掉性别和年龄")
    limited.get_by_test_id("refuse").click()
    expect(opening).to_have_count(1)
    opening.filter(has_text=TITLE).get_by_test_id("pass").click()
    expect(opening).to_have_count(0)


def who_looks_finds_and_registers(phone: WechatPhone) -> None:
    """Say what one looks for, see it without registering, agree, and answer no more than one wants."""
    said = phone.write(LOOKS_FOR)
    assert TITLE in said and "搬运工" not in said and "分拣员" not in said, said
    register = next(label for label in labels(said) if "登记" in label)
    said = phone.write(register)
    agree = next(label for label in labels(said) if "三个月" in label)
    said = phone.write(agree)
    for _ in range(MOST_STEPS):
        if "就这些" not in labels(said):
            break
        said = phone.write("就这些")
    assert "登记" in words(said), said


def a_person_is_asked_for(town: Town, phone: WechatPhone) -> int:
    """Ask for a matchmaker, and return the number of the call."""
    before = _newest(town.engine, referrals.c.id)
    said = phone.write("转人工")
    for _ in range(MOST_STEPS):
        found = _newest(town.engine, referrals.c.id)
        if found > before:
            return found
        offered = labels(said)
        said = phone.write(next((label for label in offered if TOWN in label or "红娘" in label), offered[0]))
    raise AssertionError(said)


def the_matchmaker_asks(town: Town, desk: Page, referral: int) -> None:
    """See the opening with its reasons first among those proposed, and ask the person."""
    desk.goto(f"{town.address}/desk/referrals/{referral}/introductions")
    first = desk.get_by_test_id("proposed").first
    expect(first).to_contain_text(TITLE)
    expect(first.get_by_test_id("reason-line").first).to_contain_text("合")
    first.get_by_test_id("ask").click()
    expect(desk.get_by_test_id("introduction-state")).to_contain_text("等本人")


def the_employer_is_asked(town: Town, desk: Page, referral: int) -> str:
    """Make the link for the employer, once the person agreed."""
    desk.goto(f"{town.address}/desk/referrals/{referral}/introductions")
    desk.get_by_test_id("make-link").click()
    link = desk.get_by_test_id("link").input_value()
    return link if link.startswith("http") else f"{town.address}{link}"


def the_employer_answers(town: Town, link: str) -> None:
    """Open the link somewhere else, read what the person agreed to be shown, and say yes."""
    page = town.device(WIDE)
    page.goto(link)
    expect(page.get_by_test_id("line").first).to_be_visible()
    page.get_by_test_id("yes").click()
    expect(page.get_by_test_id("said")).to_be_visible()


def it_is_shown(town: Town, desk: Page, simulation: Simulation) -> None:
    """See it on the board with its promise kept, on both maps, and in the report of the command line."""
    desk.goto(f"{town.address}/desk/introductions")
    expect(desk.get_by_test_id("lane-willing").get_by_test_id("row")).to_have_count(1)
    citizen = town.device(WIDE)
    citizen.goto(f"{town.address}/map")
    expect(citizen.locator("main")).to_contain_text(TOWN)
    assert TOWN in leye(simulation, "jobs", "report")


def all_is_erased(town: Town, phone: WechatPhone, simulation: Simulation) -> None:
    """Let the person stop, which deletes the registration, then forget the person and the employer."""
    with town.engine.connect() as connection:
        person = str(connection.execute(select(seekers.c.person)).scalar_one())
    phone.write("不找了")
    wait_until(lambda: not _count(town.engine, seekers.c.id), "the registration is still there")
    leye(simulation, "people", "erase", person, "--yes")
    leye(simulation, "jobs", "erase", str(_newest(town.engine, openings.c.employer)), "--by", "jobsday", "--yes")
    assert not _count(town.engine, openings.c.id) and not _count(town.engine, introductions.c.id)


def leye(simulation: Simulation, *arguments: str) -> str:
    """Run a command beside the assistant and return what it says."""
    own = {**os.environ, "LEYE_DATABASE_URL": simulation.database_url, "LEYE_AS_OF": "2026-11-25"}
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments], env=own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wait_until(holds: Callable[[], bool], otherwise: str) -> None:
    """Wait until something holds."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until, otherwise
        time.sleep(0.2)


def _newest(engine: Engine, column: object) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.max(column))).scalar() or 0)


def _count(engine: Engine, column: object) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count(column))).scalar_one())
