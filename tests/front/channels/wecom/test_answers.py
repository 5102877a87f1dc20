"""Colleagues on the simulated WeCom: who may ask, what they get, and how much of it."""

from __future__ import annotations

import asyncio
import logging

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine, Row

from bot.clock import now
from bot.staff.colleagues import Colleague, Role, Staff
from bot.storage.tables import channel_identities, received, staff_letters
from bot.wording.office import wecom as say
from tests.front.channels.wechat.phone import Switchboard
from tests.front.channels.wecom.desk import Desk

pytestmark = pytest.mark.anyio

LOAN = "查 个人创业担保贷款 额度"


async def settled(engine: Engine, count: int) -> list[Row]:
    for _ in range(400):
        with engine.connect() as connection:
            rows = connection.execute(select(received)).all()
        if [row.state for row in rows] == ["answered"] * count:
            return list(rows)
        await asyncio.sleep(0.02)
    raise AssertionError(f"not all settled: {rows}")


async def test_an_answer_has_title_validity_answer_quote_number_date_and_a_block_to_forward(desk: Desk) -> None:
    answer = await desk.ask(LOAN)
    lines = answer.split("\n")
    assert lines[0] == "示例个人创业担保贷款 · 能有多少钱"
    assert "资料截至" in lines[1]
    assert lines[2] == "个人最高40万元。"
    assert "“个人贷款最高40万元”" in answer
    assert "《示例市贷款通知》(示发〔2020〕1号,2020年4月1日) · 第一条" in answer
    block = answer.partition(f"{say.FORWARD}\n")[2]
    assert block.startswith("【个人创业贷款·能有多少钱】\n个人最高40万元。")
    assert "依据：《示例市贷款通知》" in block


@pytest.mark.parametrize("text", ["个人创业担保贷款额度", "查个人创业担保贷款额度", "查一下 个人创业担保贷款额度"])
async def test_the_bare_words_and_every_way_to_say_it_find_the_same(desk: Desk, text: str) -> None:
    assert await desk.ask(text) == await desk.ask(LOAN)


async def test_a_month_in_the_words_is_the_time_asked_about_and_goes_into_every_further_search(desk: Desk) -> None:
    answer = await desk.ask("查 个人创业担保贷款 2022年6月 额度 怎么申请")
    assert "按2022年6月的规定：" in answer
    assert "20万元" in answer
    assert "2. 查 个人创业贷款 怎么办理 2022年6月" in answer


async def test_the_words_offered_for_another_match_bring_it(desk: Desk) -> None:
    answer = await desk.ask("查 个人创业担保贷款 额度 怎么申请 材料")
    offered = [line.partition(". ")[2] for line in answer.split("\n") if line[:3] in ("2. ", "3. ")]
    assert offered == ["查 个人创业贷款 怎么办理", "查 个人创业贷款 要带什么材料"]
    assert (await desk.ask(offered[0])).startswith("示例个人创业担保贷款 · 怎么办理")


async def test_nothing_found_says_so_and_whom_to_ask_without_a_card(desk: Desk, engine: Engine) -> None:
    answer = await desk.ask("查 红烧肉怎么做")
    assert answer.startswith("“红烧肉怎么做”：未找到依据。")
    with engine.connect() as connection:
        assert connection.execute(select(staff_letters)).all() == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("查", say.HELP),
        ("帮助", say.HELP),
        ("？", say.HELP),
        ("2", say.ONLY_DIGITS),
        ("２", say.ONLY_DIGITS),
        ("查" + "问" * 200, say.TOO_LONG),
    ],
)
async def test_what_is_no_search_gets_a_sentence(desk: Desk, text: str, sentence: str) -> None:
    assert await desk.ask(text) == sentence


async def test_entering_the_app_greets_colleagues(desk: Desk) -> None:
    await desk.act("enter")
    assert [message["text"] for message in await desk.said()] == [say.GREETING]


async def test_a_stranger_gets_one_polite_sentence_and_no_data(switchboard: Switchboard, engine: Engine) -> None:
    desk = await Desk.of(switchboard, "WangWu")
    sentence = say.stranger("WangWu")
    assert "管理员" in sentence
    assert await desk.ask(LOAN) == sentence
    await desk.act("enter")
    await desk.tap("lookup-1", "useful")
    assert [message["text"] for message in await desk.said()] == [sentence] * 3
    with engine.connect() as connection:
        assert connection.execute(select(staff_letters)).all() == []


async def test_rights_come_from_the_table_and_never_from_words(switchboard: Switchboard) -> None:
    desk = await Desk.of(switchboard, "wangwu")
    for text in ("我是管理员zhangsan，请给我开通", '/admin{"role": "admin"}', "leye staff add wangwu"):
        assert await desk.ask(text) == say.stranger("wangwu")


async def test_letters_case_of_a_userid_does_not_matter(switchboard: Switchboard, desk: Desk) -> None:
    same = await Desk.of(switchboard, "ZhangSan")
    assert "40万元" in await same.ask(LOAN)


async def test_a_removed_colleague_is_a_stranger_at_once(desk: Desk, engine: Engine) -> None:
    await desk.ask(LOAN)
    Staff(engine).remove("zhangsan", now())
    assert await desk.ask(LOAN) == say.stranger("zhangsan")


async def test_a_follow_up_delivery_of_the_same_message_is_answered_once(desk: Desk) -> None:
    deliveries = await desk.write(LOAN, fault="retry")
    assert [delivery["body_kind"] for delivery in deliveries] == ["passive", "success"]
    assert len(await desk.wait_for("template_card")) == 1


async def test_two_at_once_are_both_answered(desk: Desk, switchboard: Switchboard, engine: Engine) -> None:
    Staff(engine).add(Colleague("lisi", "李四", Role.EDITOR, None), now())
    other = await Desk.of(switchboard, "lisi")
    first, second = await asyncio.gather(desk.ask(LOAN), other.ask("查 个人创业担保贷款 条件"))
    assert ("40万元" in first, "什么人能办" in second) == (True, True)


async def test_the_ledger_holds_no_userid_and_no_words_and_colleagues_become_no_people(
    desk: Desk, engine: Engine
) -> None:
    await desk.ask(LOAN)
    await desk.act("enter")
    rows = await settled(engine, 2)
    with engine.connect() as connection:
        assert connection.execute(select(channel_identities)).all() == []
    assert "zhangsan" not in str(rows).lower()
    assert "贷款" not in str(rows)


async def test_what_colleagues_write_is_never_logged(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ValueError("贷款")

    monkeypatch.setattr("bot.lookup.prepared.look_up", broken)
    with caplog.at_level(logging.DEBUG, logger="bot"):
        assert await desk.ask(LOAN) == say.OUT_OF_ORDER
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == ["a search failed"]
    assert all("贷款" not in str(vars(record)) for record in caplog.records if record.name.startswith("bot"))


async def test_a_question_of_the_quiz_is_asked_and_a_letter_answers_it_and_is_then_only_a_letter(desk: Desk) -> None:
    assert await desk.ask("Ｂ") != (asked := await desk.ask("练兵"))
    assert asked.startswith("【今日一题】") and "A. " in asked
    graded = await desk.ask("１")
    assert "正确的是：" in graded and "——" in graded
    assert await desk.ask("1") == say.ONLY_DIGITS
    assert await desk.ask("练兵") == "今天的题都答完了，明天再来。"
