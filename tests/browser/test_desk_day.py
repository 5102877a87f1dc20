"""A day of the desk in Chromium: a resident asks for a person, the right station's matchmaker contacts, introduces and closes; what is late escalates; the log tells it all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from bot.clock import now
from bot.kb import load
from bot.referrals.open import PersonCall, open_call
from bot.referrals.watch import ReferralWatch
from bot.staff.accounts import Accounts
from bot.staff.audit import AuditLog, Wanted
from bot.staff.second_factor import address_of
from bot.storage.tables import referrals, staff_letters
from tests.browser.desk_office import PHONE, Office, office_at_work
from tests.front.fake_dialogue import SECRET


@pytest.fixture
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office at work."""
    with office_at_work(chromium, tmp_path_factory.mktemp("day")) as office:
        yield office


def ask_for_a_person(resident: Page, area: str = "甲镇", phone: str = "138 1234 5678") -> None:
    resident.get_by_role("button", name="转人工").click()
    resident.get_by_role("button", name="请就业红娘联系我").click()
    resident.get_by_role("button", name=area).click()
    expect(resident.locator("#log")).to_contain_text("哪个电话方便")
    resident.fill("#words", phone)
    resident.click("#send")
    expect(resident.locator("#log")).to_contain_text("已经登记")


def open_the_first(li: Page) -> None:
    """Go from the first page to the call that waits, and look at the number that was left."""
    expect(li.get_by_test_id("waiting").first).to_contain_text("1")
    li.get_by_test_id("waiting").first.click()
    li.get_by_test_id("referral").get_by_role("link").click()
    li.get_by_test_id("show-phone").click()
    expect(li.get_by_test_id("phone")).to_have_text("13812345678")


def talk(li: Page, resident: Page) -> None:
    """Speak with each other, and give the conversation back."""
    li.get_by_test_id("talk").click()
    li.get_by_test_id("begin").click()
    expect(resident.locator("#speaking")).to_contain_text("李老师")
    li.get_by_test_id("text").fill("您好，我是甲站的李红，您想找什么样的工作？")
    li.get_by_test_id("say-it").click()
    expect(resident.locator(".office")).to_contain_text("您想找什么样的工作")
    expect(resident.locator(".speaker")).to_have_text("李老师（就业红娘）")
    resident.fill("#words", "离家近的")
    resident.click("#send")
    expect(li.get_by_test_id("line").last).to_contain_text("离家近的")
    li.get_by_test_id("end").click()
    expect(resident.locator("#speaking")).to_be_hidden()


def finish(li: Page, resident: Page) -> None:
    """Introduce and close; the resident sees each step."""
    expect(li.get_by_test_id("state")).to_have_text("已联系，等推介")
    li.get_by_test_id("what").fill("某超市，理货员")
    li.get_by_test_id("introduce").click()
    expect(resident.locator("#log")).to_contain_text("牵了线")
    li.get_by_test_id("outcome").select_option("done")
    li.get_by_test_id("close").click()
    expect(li.get_by_test_id("state")).to_have_text("已办结：已办成")
    expect(resident.locator("#log")).to_contain_text("办结了")
    resident.fill("#words", "到哪一步了")
    resident.click("#send")
    expect(resident.locator("#log")).to_contain_text("已经办结")


def test_a_call_from_asking_to_closing(office: Office) -> None:
    resident = office.resident()
    ask_for_a_person(resident)
    expect(resident.locator("#log")).to_contain_text("甲站的李老师")
    other = office.colleague("zhaoli")
    other.goto(f"{office.address}/desk/referrals")
    expect(other.locator("main")).to_contain_text("这里现在没有")
    li = office.colleague("lihong", PHONE)
    open_the_first(li)
    talk(li, resident)
    finish(li, resident)
    boss = office.colleague("boss")
    boss.goto(f"{office.address}/desk/audit?about=referral:1")
    acts = [row.locator("td").nth(2).inner_text() for row in boss.get_by_test_id("entry").all()]
    talked = ["和居民对话：接过对话", "和居民对话：对居民说话", "和居民对话：还给机器人"]
    # Whoever looks at a talk is written down, each time a page of it is opened.
    assert acts[::-1].index("和居民对话：看对话") < acts[::-1].index("和居民对话：接过对话")
    done = [act for act in acts[::-1] if act != "和居民对话：看对话"]
    assert done == ["呼叫：看了居民电话", *talked, "呼叫：记为已双向推介", "呼叫：办结"]


def test_an_overdue_one_escalates_on_the_board_and_on_wecom(office: Office) -> None:
    kb = load(Path("policies_kb"))
    opened = open_call(office.engine, PersonCall("web:late", "甲镇", question="想找工作"), now(), kb.calendar)
    yesterday = now() - timedelta(days=1)
    with office.engine.begin() as connection:
        connection.execute(update(referrals).values(contact_due_at=yesterday))
    watch = ReferralWatch(office.engine, lambda: kb, now)
    watch.look_after()
    watch.look_after()
    with office.engine.connect() as connection:
        letters = connection.execute(select(staff_letters.c.userid, staff_letters.c.text)).all()
    late = [letter for letter in letters if f"呼叫{opened.id}超时" in letter.text]
    assert sorted(letter.userid for letter in late) == ["boss", "lihong"]

    li = office.colleague("lihong")
    li.goto(f"{office.address}/desk/referrals?shelf=overdue")
    card = li.get_by_test_id("referral")
    expect(card).to_contain_text("已超时1天")
    card.get_by_role("link").click()
    expect(li.get_by_test_id("event").last).to_contain_text("超时，已上报：当天联系")
    li.get_by_test_id("contact").click()
    expect(li.get_by_test_id("say")).to_contain_text("联系过了")
    assert AuditLog(office.engine).read(Wanted(act="referral.contacted"))


def test_signing_in_for_the_first_time(office: Office) -> None:
    first = Accounts(office.engine, SECRET).reset("lihong", now())
    page = office.page(PHONE)
    page.goto(f"{office.address}/desk/referrals")
    page.get_by_test_id("userid").fill("lihong")
    page.get_by_test_id("password").fill("wrong")
    page.get_by_test_id("sign-in").click()
    expect(page.get_by_test_id("wrong")).to_contain_text("账号或密码不对")
    page.get_by_test_id("password").fill(first)
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("current").fill(first)
    page.get_by_test_id("chosen").fill("春天 槐树 三号 自行车")
    page.get_by_test_id("again").fill("春天 槐树 三号 自行车")
    page.get_by_test_id("change").click()
    expect(page.get_by_test_id("say")).to_contain_text("密码已经改好")
    page.get_by_test_id("account").click()
    page.get_by_test_id("sign-out").click()
    expect(page.get_by_test_id("say")).to_contain_text("已经退出")


def test_the_square_code_of_the_second_factor_can_be_scanned(office: Office) -> None:
    li = office.colleague("lihong", PHONE)
    li.goto(f"{office.address}/desk/second-factor")
    code = li.locator(".square-code")
    key = li.locator("input[name=factor_key]").first.input_value()
    shown = Image.open(BytesIO(code.screenshot())).convert("L")
    wanted = [list(row) for row in segno.make(address_of(key, "lihong"), error="m").matrix_iter(border=2)]
    assert abs(shown.width - shown.height) <= 1
    size = shown.width / len(wanted)
    assert size >= 3, "a phone cannot tell such small squares apart"
    # The middle of every square is what a camera reads; one corner mark cut off and nothing is read at all.
    read = [
        [int(shown.getpixel((int((x + 0.5) * size), int((y + 0.5) * size))) < 128) for x in range(len(wanted))]
        for y in range(len(wanted))
    ]
    assert read == wanted


def test_looking_up_as_one_types_and_checking(office: Office) -> None:
    li = office.colleague("lihong", PHONE)
    li.goto(f"{office.address}/desk/lookup")
    li.get_by_test_id("q").press_sequentially("创业担保贷款 材料", delay=20)
    expect(li.get_by_test_id("found").first).to_contain_text("材料")
    expect(li).to_have_url(
        f"{office.address}/desk/lookup?q=%E5%88%9B%E4%B8%9A%E6%8B%85%E4%BF%9D%E8%B4%B7%E6%AC%BE%20%E6%9D%90%E6%96%99&on="
    )
    li.get_by_test_id("copy").first.click()
    expect(li.get_by_test_id("forward").first).to_be_visible()
    li.get_by_text("这条不对").first.click()
    li.get_by_test_id("note").first.fill("材料少一样")
    li.get_by_test_id("send-note").first.click()
    expect(li.get_by_test_id("say")).to_contain_text("编辑会核对")

    li.goto(f"{office.address}/desk/check?policy=unemployment_benefit")
    li.get_by_test_id("fact_unemployment_insurance_months").fill("3")
    li.get_by_test_id("check").click()
    expect(li.get_by_test_id("verdict")).to_contain_text("初步看条件不够")
    assert "fact_" not in li.url
