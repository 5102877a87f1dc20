"""A list of openings in, again and changed, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.jobs import FlagKind, Openings, OpeningState
from bot.jobs.credit_code import check_character
from bot.jobs.imports import OpeningCounts, OpeningImport, OpeningProgress, import_openings
from bot.people import Sealer
from bot.people.imports import PeopleListError
from bot.storage.tables import employers, opening_entries, openings
from tests.jobs.conftest import CODE, DROPPED, KEY, NOW, SECRET, TODAY, JobsDesk


def rows_in(engine: Engine, table: object) -> int:
    with engine.connect() as connection:
        count: int = connection.execute(select(func.count()).select_from(table)).scalar_one()
    return count


def test_a_list_waits_for_a_colleague(engine: Engine, desk: JobsDesk) -> None:
    progress = desk.read(engine, desk.write({}, {"岗位名称": "电焊工", "薪资待遇": "6-8千"}))
    assert progress.counts == OpeningCounts(fresh=2)
    assert not desk.mistakes
    first, second = Openings(engine).list(OpeningState.WAITING, TODAY)
    assert (first.title, first.trade, first.town, first.headcount) == ("保洁员", "cleaning", "中北镇", 3)
    assert (second.trade, second.pay_low, second.pay_high) == ("welding", 600_000, 800_000)
    assert first.employer == second.employer
    assert first.employer.credit_code == CODE
    assert first.flags == ()


def test_a_dry_run_writes_nothing(engine: Engine, desk: JobsDesk) -> None:
    progress = desk.read(None, desk.write({}, {"薪资待遇": "看情况5"}))
    assert (progress.rows, progress.mistakes) == (2, 1)
    assert desk.told() == ["D3 没看懂工资，先当面议；写成 4000-5000元/月 或 20元/小时 这样"]
    assert rows_in(engine, openings) == 0


def test_the_same_list_again_changes_nothing(engine: Engine, desk: JobsDesk) -> None:
    file = desk.write({}, {"岗位名称": "电焊工"})
    desk.read(engine, file)
    Openings(engine).pass_clean("tester", NOW)
    assert desk.read(engine, file).counts == OpeningCounts(unchanged=2)
    assert len(Openings(engine).list(OpeningState.PASSED, TODAY)) == 2
    assert (rows_in(engine, employers), rows_in(engine, openings), rows_in(engine, opening_entries)) == (1, 2, 2)


def test_an_import_that_broke_off_is_finished_by_the_same_list(engine: Engine, desk: JobsDesk) -> None:
    rows = [{"岗位名称": f"普工{number}号线"} for number in range(4)]
    desk.read(engine, desk.write(*rows[:2]))
    assert desk.read(engine, desk.write(*rows)).counts == OpeningCounts(fresh=2, unchanged=2)


def test_an_opening_on_two_lists_is_one(engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({}), "first")
    there = {
        "单位名称": "津西样例公司 ",
        "街镇": "西青区中北镇",
        "薪资待遇": "4000—4500元/月",
        "统一社会信用代码": None,
    }
    assert desk.read(engine, desk.write(there), "second").counts == OpeningCounts(joined=1)
    assert (rows_in(engine, employers), rows_in(engine, openings), rows_in(engine, opening_entries)) == (1, 1, 2)


def test_the_second_row_of_the_same_opening_is_told_with_its_cell(engine: Engine, desk: JobsDesk) -> None:
    progress = desk.read(engine, desk.write({}, {}))
    assert progress.counts == OpeningCounts(fresh=1)
    assert desk.told() == ["C3 和第 2 行是同一个岗位，以那一行为准；请删去多余的"]


def test_a_changed_text_waits_again_and_a_changed_contact_does_not(engine: Engine, desk: JobsDesk) -> None:
    keyed = {"岗位编号": "A1"}
    desk.read(engine, desk.write(keyed))
    Openings(engine).pass_clean("tester", NOW)
    assert desk.read(engine, desk.write(keyed | {"联系人": "另一人"})).counts == OpeningCounts(changed=1)
    (opening,) = Openings(engine).list(OpeningState.PASSED, TODAY)
    assert Openings(engine).contact(opening.id, Sealer(KEY)).name == "另一人"
    assert desk.read(engine, desk.write(keyed | {"薪资待遇": "3500元/月"})).counts == OpeningCounts(changed=1)
    (waiting,) = Openings(engine).list(OpeningState.WAITING, TODAY)
    assert (waiting.id, waiting.pay_low) == (opening.id, 350_000)


def test_two_rows_that_change_places_stay_two_openings(engine: Engine, desk: JobsDesk) -> None:
    one, two = {"岗位编号": "A1"}, {"岗位编号": "A2", "岗位名称": "保安"}
    desk.read(engine, desk.write(one, two))
    desk.read(engine, desk.write(one | {"岗位名称": "保安"}, two | {"岗位名称": "电工"}))
    assert sorted(opening.title for opening in Openings(engine).list(None, TODAY)) == ["保安", "电工"]


def test_a_row_that_became_an_opening_of_another_list_leaves_none_behind(engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({"岗位名称": "保安"}), "other")
    desk.read(engine, desk.write({"岗位编号": "A1"}))
    assert desk.read(engine, desk.write({"岗位编号": "A1", "岗位名称": "保安"})).counts == OpeningCounts(joined=1)
    assert [opening.title for opening in Openings(engine).list(None, TODAY)] == ["保安"]


def test_telephones_and_accounts_in_texts_are_for_colleagues_only(engine: Engine, desk: JobsDesk) -> None:
    duties = "打扫楼道，8:00-17:00，联系张姐13800001234，微信zhang_2026"
    desk.read(engine, desk.write({"岗位职责": duties}))
    (opening,) = Openings(engine).list(None, TODAY)
    assert opening.duties is not None
    assert "13800001234" not in opening.duties and "zhang_2026" not in opening.duties
    assert "8:00-17:00" in opening.duties
    assert [flag.kind for flag in opening.flags] == [FlagKind.CONTACT]
    contact = Openings(engine).contact(opening.id, Sealer(KEY))
    assert set(contact.hidden) == {"13800001234", "zhang_2026"}
    assert (contact.name, contact.phone) == ("样例人", "022-00000000")


def test_nothing_personal_stands_in_the_database_in_the_clear(engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({"岗位职责": "电话13800001234"}))
    with engine.connect() as connection:
        stored = [
            str(tuple(row))
            for table in (employers, openings, opening_entries)
            for row in connection.execute(select(table))
        ]
    assert not [row for row in stored if "样例人" in row or "00000000" in row or "13800001234" in row]


def test_without_a_key_contacts_are_left_out_and_it_is_said(engine: Engine, desk: JobsDesk) -> None:
    desk.sealer = None
    assert desk.read(engine, desk.write({"岗位职责": "电话13800001234"})).dropped
    (opening,) = Openings(engine).list(None, TODAY)
    assert not opening.has_hidden
    contact = Openings(engine).contact(opening.id, Sealer(KEY))
    assert (contact.name, contact.phone, contact.hidden) == (None, None, ())


def test_columns_of_sex_and_age_are_looked_at(engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({"性别要求": "男", "年龄要求": "35岁以下", "学历": "不限"}))
    (opening,) = Openings(engine).list(None, TODAY)
    assert opening.requirements == "性别：男；年龄：35岁以下"
    assert [(flag.kind, flag.clause) for flag in opening.flags] == [
        (FlagKind.SEX, "employment_promotion_law-27"),
        (FlagKind.AGE, "employment_promotion_law-26"),
    ]
    assert Openings(engine).pass_clean("tester", NOW) == 0


def test_pay_below_the_least_of_the_day_is_flagged(engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({"薪资待遇": "2400元/月"}), on=TODAY)
    (opening,) = Openings(engine).list(None, TODAY)
    assert [(flag.kind, flag.found, flag.clause) for flag in opening.flags] == [
        (FlagKind.LOW_PAY, "2400元", "minimum_wage_notice_2025-standard")
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "pay"),
    [("月薪（元）", "800-900", (80_000, 90_000, "month")), ("时薪", "28", (2_800, 2_800, "hour"))],
)
def test_the_heading_says_the_period_where_the_cell_does_not(
    engine: Engine, desk: JobsDesk, heading: str, cell: str, pay: tuple[int, int, str]
) -> None:
    desk.read(engine, desk.write({"薪资待遇": DROPPED, heading: cell}))
    (opening,) = Openings(engine).list(None, TODAY)
    assert opening.pay_period is not None
    assert (opening.pay_low, opening.pay_high, opening.pay_period.value) == pay


def test_a_wrong_credit_code_is_told_and_flagged(engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({"统一社会信用代码": CODE[:-1] + "4"}))
    assert desk.told() == ["B2 统一社会信用代码不对（要 18 位，最后一位校验不上），没有记；请核对"]
    (opening,) = Openings(engine).list(None, TODAY)
    assert [flag.kind for flag in opening.flags] == [FlagKind.NO_CREDIT_CODE]
    assert opening.employer.credit_code is None


def test_rows_without_employer_or_title_are_lost_and_told(engine: Engine, desk: JobsDesk) -> None:
    progress = desk.read(engine, desk.write({"单位名称": None}, {"岗位名称": None}, {}))
    assert (progress.lost, progress.counts) == (2, OpeningCounts(fresh=1))
    assert [place.split()[0] for place in desk.told()] == ["A2", "C3"]


def test_a_list_of_something_else_is_refused(desk: JobsDesk) -> None:
    file = desk.folder / "people.csv"
    file.write_text("姓名,电话\n某人,1\n", encoding="utf-8")
    with pytest.raises(PeopleListError, match="单位名称、岗位名称"):
        desk.read(None, file)


def test_a_day_that_is_over_is_told_and_the_opening_is_expired(engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({"截止日期": "2026-11-24"}, {"岗位名称": "保安", "截止日期": "2026-11-25"}))
    Openings(engine).pass_clean("tester", NOW)
    assert [opening.title for opening in Openings(engine).list(OpeningState.PASSED, TODAY)] == ["保安"]
    assert [opening.title for opening in Openings(engine).list(OpeningState.EXPIRED, TODAY)] == ["保洁员"]
    tomorrow = TODAY + timedelta(days=1)
    assert Openings(engine).counts(tomorrow)[OpeningState.EXPIRED] == 2


def test_the_longest_cells_with_wide_signs_and_stray_bytes_are_stored(engine: Engine, desk: JobsDesk) -> None:
    wide = "①㎡…" * 800
    cells = {"岗位名称": wide, "任职要求": wide, "工作地点": wide, "薪资待遇": wide, "单位名称": "㈱" * 200}
    file = desk.folder / "wide.csv"
    row = [*cells.values(), "电话13800001234\x01，微信abc_12345" * 300]
    file.write_text(",".join([*cells, "岗位职责"]) + "\n" + ",".join(row) + "\n", encoding="utf-8")
    assert desk.read(engine, file).counts == OpeningCounts(fresh=1)
    (opening,) = Openings(engine).list(None, TODAY)
    assert opening.duties is not None and len(opening.duties) <= 2_000
    assert "1380000" not in opening.duties


class Interrupted(Exception):
    """Somebody pulled the plug."""


def test_what_was_stored_before_the_plug_was_pulled_is_neither_lost_nor_twice(
    engine: Engine, desk: JobsDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.imports.opening_import.BATCH", 2)
    file = desk.write(*({"岗位名称": f"普工{number}号线"} for number in range(7)))

    def pull(done: float, progress: OpeningProgress) -> None:
        if progress.rows >= 4:
            raise Interrupted

    this = OpeningImport("list", SECRET, desk.sealer, NOW)
    with pytest.raises(Interrupted):
        import_openings(engine, this, file, desk.kb, TODAY, lambda _mistake: None, pull)
    assert rows_in(engine, openings) == 4
    assert desk.read(engine, file).counts == OpeningCounts(fresh=3, unchanged=4)
    assert rows_in(engine, openings) == 7


def test_one_code_is_one_employer_whatever_it_is_called(engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({}, {"单位名称": "津西样例公司（新名）", "岗位名称": "保安"}))
    assert rows_in(engine, employers) == 1


def test_one_name_with_two_codes_is_two_employers_and_without_a_code_it_is_the_known_one(
    engine: Engine, desk: JobsDesk
) -> None:
    other = "911201110000000000"[:17]
    desk.read(
        engine,
        desk.write(
            {},
            {"统一社会信用代码": other + check_character(other), "岗位名称": "保安"},
            {"统一社会信用代码": None, "岗位名称": "电工"},
        ),
    )
    assert rows_in(engine, employers) == 2


def test_a_code_that_is_told_later_is_noted(engine: Engine, desk: JobsDesk) -> None:
    desk.read(engine, desk.write({"统一社会信用代码": None}))
    desk.read(engine, desk.write({"岗位名称": "保安"}), "other")
    assert rows_in(engine, employers) == 1
    assert {opening.employer.credit_code for opening in Openings(engine).list(None, TODAY)} == {CODE}
