"""``leye people import`` without a mapping file: what is proposed, shown, asked and kept; and an import that is killed."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from bot.storage import open_database
from bot.storage.tables import people
from tests.cli.conftest import Leye
from tests.people.imports.kept_lists import HEADINGS, identity_number, one, workbook

ROOT = Path(__file__).parents[3]
KEY = "0123456789abcdef0123456789abcdef"
MANY = 12_000


@pytest.fixture
def folder(leye: Leye, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder in which commands run, with the real knowledge base and a key."""
    monkeypatch.setenv("LEYE_KB_DIR", str(ROOT / "policies_kb"))
    monkeypatch.setenv("LEYE_PEOPLE_KEY", KEY)
    return tmp_path


@pytest.fixture
def database(folder: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{folder}/var/leye.db")
    yield engine
    engine.dispose()


def kept(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return connection.execute(select(people)).all()


def office_list(folder: Path) -> Path:
    rows = [["某区失业人员名单"], [*HEADINGS, "备注", "残疾人"], [*one(1), "x", "否"], [*one(2), "", ""], ["合计", 2]]
    file, book = workbook(folder, ("人员", rows), ("说明", [["怎么填"]]))
    book.save(file)
    return file


def test_the_columns_are_proposed_shown_and_kept_and_nobody_is_named(
    leye: Leye, folder: Path, database: Engine
) -> None:
    file = office_list(folder)
    done = leye("people", "import", str(file), "--basis", "本人同意", "--yes")
    for words in (
        "表头在第 2 行",
        "身份证号 → 身份证号：算出出生日期和性别，只存代号",
        "失业日期 → 「失业」从哪天算起",
        "残疾人 → 不读（「残疾人」是敏感情况",
        "备注 → 不读",
        "工作表“说明”里没有要的列",
        "合计行 1 行",
        "新增 2 人",
    ):
        assert words in done.out
    for told in ("测试001", identity_number(1), "13800000001"):
        assert told not in done.out
    mapping = yaml.safe_load(file.with_suffix(".mapping.yml").read_text(encoding="utf-8"))
    assert (mapping["source_key"], mapping["basis"]) == ({"column": "身份证号", "hash": True}, "本人同意")
    assert {row.facts["registered_unemployed"] for row in kept(database)} == {True}


def test_what_was_agreed_to_is_used_again_without_asking(leye: Leye, folder: Path, database: Engine) -> None:
    file = office_list(folder)
    leye("people", "import", str(file), "--basis", "本人同意", "--yes")
    again = leye("people", "import", str(file))
    assert "用上次确认过的映射文件" in again.out and "没变 2 人" in again.out
    assert len(kept(database)) == 2


def test_without_a_basis_nothing_is_imported_or_kept(leye: Leye, folder: Path) -> None:
    file = office_list(folder)
    refused = leye("people", "import", str(file), "--yes")
    assert refused.code != 0 and "--basis" in refused.out + refused.err
    assert not file.with_suffix(".mapping.yml").exists() and not file.with_suffix(".tmp").exists()


@pytest.mark.parametrize(
    ("heading", "words"),
    [(["甲", "乙", "丙"], "认不出表头"), (["序号", "姓名", "联系电话"], "认不出哪一列能把人区分开")],
)
def test_a_list_that_cannot_be_told_is_refused_with_the_way_out(
    leye: Leye, folder: Path, heading: list[str], words: str
) -> None:
    file, book = workbook(folder, ("人员", [heading, ["1", "测试001", "13800000001"]]))
    book.save(file)
    refused = leye("people", "import", str(file), "--basis", "本人同意", "--yes")
    assert refused.code != 0 and words in refused.out + refused.err
    assert "测试001" not in refused.out + refused.err


def test_an_import_that_is_killed_goes_on_when_it_is_run_again(folder: Path, database: Engine) -> None:
    file = folder / "many.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["编号", *HEADINGS[:1], "失业登记"])
        writer.writerows([f"k{number}", f"测试{number}", "是"] for number in range(MANY))
    mapping = folder / "mapping.yml"
    content = {
        "source": "many",
        "source_key": {"column": "编号"},
        "facts_on": "2026-11-01",
        "basis": "本人同意",
        "name": "姓名",
        "facts": {"registered_unemployed": {"column": "失业登记"}},
    }
    mapping.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    command = [sys.executable, "-m", "bot.cli", "people", "import", str(file), "--mapping", str(mapping)]
    environment = {**os.environ, "LEYE_AS_OF": "2026-11-25", "LEYE_DATABASE_URL": f"sqlite:///{folder}/var/leye.db"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as killed:
        while killed.poll() is None and stored(database) == 0:
            time.sleep(0.02)
        killed.send_signal(signal.SIGKILL)
    assert 0 < stored(database) <= MANY
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert stored(database) == MANY


def stored(engine: Engine) -> int:
    try:
        with engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(people)).scalar_one())
    except OperationalError:
        return 0
