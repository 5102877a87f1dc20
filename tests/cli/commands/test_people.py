"""``leye people``: importing, telling, erasing and making up, as an operator types it."""

from __future__ import annotations

import csv
import json
import logging
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.kb import load
from bot.storage import open_database
from bot.storage.tables import audit_log, channel_identities, consents, people
from tests.cli.conftest import Leye

ROOT = Path(__file__).parents[3]
KEY = "0123456789abcdef0123456789abcdef"
NAME, PHONE, ID_NUMBER = "测试姓名甲", "000-12345678", "11010519491231002X"
MAPPING = """
source: list
source_key: {column: 身份证号, hash: true}
facts_on: 2026-11-01
basis: 本人同意
id_number: 身份证号
name: 姓名
phone: 电话
facts:
  has_job: {column: 就业}
"""
TOWN = "西青区"
HEADER = ["身份证号", "姓名", "电话", "就业"]


@pytest.fixture
def folder(leye: Leye, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which commands run, with the real knowledge base and a key."""
    monkeypatch.setenv("LEYE_KB_DIR", str(ROOT / "policies_kb"))
    monkeypatch.setenv("LEYE_PEOPLE_KEY", KEY)
    (tmp_path / "mapping.yml").write_text(MAPPING, encoding="utf-8")
    return tmp_path


@pytest.fixture
def database(folder: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{folder}/var/leye.db")
    yield engine
    engine.dispose()


def write_list(folder: Path, *rows: list[str]) -> str:
    file = folder / "people.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([HEADER, *rows])
    return str(file)


def bring_in(leye: Leye, folder: Path, *more: str) -> Any:
    return leye(
        "people", "import", write_list(folder, [ID_NUMBER, NAME, PHONE, "是"]), "--mapping", "mapping.yml", *more
    )


def only_person(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.execute(select(people.c.id)).scalar_one())


def count(engine: Engine, table: Any) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_sample_is_made_and_imported_and_imported_again(leye: Leye, database: Engine) -> None:
    made = leye("people", "sample", "--count", "50", "--out", "var/some.csv", "--seed", "3", "--app", "wxapp")
    assert (made.code, made.err) == (0, "")
    assert "leye people import var/some.csv --mapping var/some.mapping.yml" in made.out
    first = leye("people", "import", "var/some.csv", "--mapping", "var/some.mapping.yml")
    assert "新增 50 人" in first.out
    assert "每秒" in first.out
    again = leye("people", "import", "var/some.csv", "--mapping", "var/some.mapping.yml")
    assert "新增 0 人，更新 0 人，没变 50 人" in again.out
    assert count(database, people) == 50
    assert 0 < count(database, consents) == count(database, channel_identities)


def test_a_workbook_is_imported_too(leye: Leye, folder: Path, database: Engine) -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, [ID_NUMBER, NAME, PHONE, "是"]):
        book.active.append(row)
    book.save(folder / "people.xlsx")
    assert "新增 1 人" in leye("people", "import", "people.xlsx", "--mapping", "mapping.yml").out
    assert count(database, people) == 1


def test_a_dry_run_writes_no_database(leye: Leye, folder: Path) -> None:
    done = bring_in(leye, folder, "--dry-run")
    assert done.code == 0
    assert "没有写数据库：1 行，可以导入 1 行，0 处要改" in done.out
    assert not (folder / "var/leye.db").exists()


def test_without_a_key_the_report_says_what_was_not_kept(
    leye: Leye, folder: Path, database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEYE_PEOPLE_KEY")
    # Whoever keeps the secret elsewhere keeps this key elsewhere too: none is made.
    monkeypatch.setenv("LEYE_SECRET", "a secret that is kept elsewhere")
    assert "没有保存这些列：姓名、电话" in bring_in(leye, folder).out
    with database.connect() as connection:
        row = connection.execute(select(people)).one()
    assert (row.name_sealed, row.phone_sealed) == (None, None)


def test_the_report_names_row_column_and_remedy_and_no_cell(leye: Leye, folder: Path) -> None:
    file = write_list(
        folder,
        [ID_NUMBER, NAME, "没有电话", "也许"],
        [ID_NUMBER[:-1] + "1", NAME, PHONE, "是"],
        ["", NAME, PHONE, "是"],
        [ID_NUMBER, NAME, PHONE, "是"],
    )
    done = leye("people", "import", file, "--mapping", "mapping.yml", "--report", "reports/out.csv")
    with (folder / "reports/out.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == ["行", "格", "列", "哪里不对、怎么改", "结果"]
    assert [(row[0], row[1], row[2], row[4]) for row in rows[1:]] == [
        ("2", "D2", "就业", "只略过这一格"),
        ("2", "C2", "电话", "只略过这一格"),
        ("3", "A3", "身份证号", "整行没有导入"),
        ("4", "A4", "身份证号", "整行没有导入"),
        ("5", "A5", "身份证号", "整行没有导入"),
    ]
    assert "没导入 3 行，5 处要改" in done.out
    assert "第 3 行（A3）「身份证号」" in done.out


def test_nothing_said_or_logged_holds_a_name_a_phone_or_an_id_number(
    leye: Leye, folder: Path, database: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    file = write_list(
        folder,
        [ID_NUMBER, NAME, PHONE, "是"],
        [NAME, PHONE, ID_NUMBER, NAME],
        [ID_NUMBER, PHONE, NAME, PHONE],
        [ID_NUMBER, NAME, PHONE, "是", NAME],
    )
    done = leye("people", "import", file, "--mapping", "mapping.yml", "--report", "out.csv")
    heard = done.out + done.err + caplog.text + (folder / "out.csv").read_text(encoding="utf-8-sig")
    assert "整行没有导入" in heard
    content = (folder / "var/leye.db").read_bytes()
    wal = folder / "var/leye.db-wal"
    content += wal.read_bytes() if wal.exists() else b""
    for secret in (NAME, PHONE, ID_NUMBER):
        assert secret not in heard
        assert secret.encode() not in content


def test_a_person_is_told_everything_in_chinese_and_as_json(leye: Leye, folder: Path, database: Engine) -> None:
    bring_in(leye, folder)
    who = only_person(database)
    told = leye("people", "export", who)
    assert f"姓名：{NAME}；电话：{PHONE}" in told.out
    assert "已就业：是（import:list，2026-11-01，本人同意）" in told.out
    assert "性别：女" in told.out
    assert "发过的通知" in told.out
    (row,) = json.loads(leye("people", "export", who, "--json").out)["people"]
    assert (row["name"], row["born_on"]) == (NAME, "1949-12-31")
    assert ID_NUMBER not in told.out


def test_a_person_is_found_by_their_conversation(leye: Leye, database: Engine) -> None:
    leye("people", "sample", "--count", "20")
    leye("people", "import", "var/people.csv", "--mapping", "var/people.mapping.yml")
    with database.connect() as connection:
        row = connection.execute(select(channel_identities).limit(1)).one()
    found = json.loads(leye("people", "export", "--conversation", row.conversation, "--json").out)
    assert found["person"] == row.person


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export",), "两个只写一个"),
        (("export", "p1", "--conversation", "wx:1"), "两个只写一个"),
        (("export", "p1"), "没有编号为 p1 的人"),
        (("erase", "--conversation", "wx:1", "--yes"), "没有这个会话编号"),
        (("forget", "--older-than", "1"), "至少写 30 天"),
        (("import", "none.csv", "--mapping", "mapping.yml"), "打不开名单"),
        (("import", "mapping.yml", "--mapping", "mapping.yml"), "没有这些列"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    leye: Leye, folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = leye("people", *arguments)
    assert done.code == 1
    assert words in done.err
    assert len(done.err.splitlines()) == 1


def test_erasing_asks_first(leye: Leye, folder: Path, database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(leye, folder)
    who = only_person(database)
    monkeypatch.setattr("typer.confirm", lambda _question: False)
    refused = leye("people", "erase", who)
    assert (refused.code, count(database, people)) == (1, 1)
    assert "没有删除" in refused.out
    monkeypatch.setattr("typer.confirm", lambda _question: True)
    assert "已删除" in leye("people", "erase", who).out
    assert count(database, people) == 0


def test_erasing_with_yes_does_not_ask(leye: Leye, folder: Path, database: Engine) -> None:
    bring_in(leye, folder)
    assert "已删除" in leye("people", "erase", only_person(database), "--yes").out
    assert count(database, people) == 0


def test_forgetting_only_counts_until_told_yes(leye: Leye, folder: Path, database: Engine) -> None:
    bring_in(leye, folder)
    long_ago = datetime(2020, 1, 1, tzinfo=SHANGHAI)
    with database.begin() as connection:
        connection.execute(update(people).values(updated_at=long_ago))
    assert "有 1 人可以删除" in leye("people", "forget").out
    assert count(database, people) == 1
    assert "已删除 1 人" in leye("people", "forget", "--older-than", "730", "--yes").out
    assert count(database, people) == 0


def test_a_town_that_the_knowledge_base_lacks_is_kept_and_told(
    leye: Leye, folder: Path, monkeypatch: pytest.MonkeyPatch, database: Engine
) -> None:
    shutil.copytree(ROOT / "policies_kb", folder / "own_kb")
    monkeypatch.setenv("LEYE_KB_DIR", str(folder / "own_kb"))
    clause = next(each for each in load(ROOT / "policies_kb").clauses.values() if TOWN in each.text)
    town = f"{{id: example, title: {TOWN}, clause: {clause.id}, quote: {TOWN}}}"
    (folder / "own_kb/stations.yml").write_text(f"towns: [{town}]\nstations: []\n", encoding="utf-8")
    (folder / "mapping.yml").write_text(f"{MAPPING}town: 电话\n".replace("phone: 电话\n", ""), encoding="utf-8")
    file = write_list(folder, [ID_NUMBER, NAME, TOWN, "是"], ["440524188001010014", NAME, "示例街镇乙", "是"])
    done = leye("people", "import", file, "--mapping", "mapping.yml")
    assert "第 3 行，请看看是不是写错了" in done.out
    assert "示例街镇乙" not in done.out
    assert count(database, people) == 2


OTHER = MAPPING.replace("source: list\n", "source: other\n").replace(
    "has_job: {column: 就业}", "veteran: {column: 就业}"
)


def test_two_lists_meet_in_one_person_and_what_was_wrong_is_undone_with_an_entry_for_each(
    leye: Leye, folder: Path, database: Engine
) -> None:
    bring_in(leye, folder)
    (folder / "mapping.yml").write_text(OTHER, encoding="utf-8")
    assert "1 行是别的名单上或自己来过的人" in bring_in(leye, folder).out
    person = only_person(database)
    done = leye("people", "split", person, "--list", "other", "--by", "lihong", "--yes")
    assert done.code == 0 and f"分开了：{person}" in done.out
    assert count(database, people) == 2
    [other] = {each.split("。")[0] for each in done.out.split("和 ")[1:2]}
    merged = leye("people", "merge", person, other, "--by", "lihong", "--yes")
    assert merged.code == 0 and f"{other} 已并入 {person}" in merged.out
    assert leye("people", "split", other, "--by", "lihong", "--yes").code == 0
    assert count(database, people) == 2
    with database.connect() as connection:
        log = connection.execute(select(audit_log.c.who, audit_log.c.act, audit_log.c.about).order_by(audit_log.c.id))
        acts = ["people.split", "people.merged", "people.split"]
        assert [tuple(row) for row in log] == [("lihong", act, f"person:{person}") for act in acts]
    told = leye("people", "export", person)
    assert "合并、分开的记录" in told.out and "认人的代号" in told.out


def test_who_says_no_or_nobody_changes_nothing(leye: Leye, folder: Path, database: Engine) -> None:
    bring_in(leye, folder)
    person = only_person(database)
    assert leye("people", "merge", person, "pnobody", "--by", "lihong", "--yes").code != 0
    assert leye("people", "merge", person, person, "--yes").code != 0
    assert leye("people", "split", person, "--list", "another", "--by", "lihong", "--yes").code != 0
    assert count(database, people) == 1
