"""``leye fairs``: a list in, told with what was not read, dropped; nothing is written by a dry run."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.clock import now
from tests.cli.conftest import Leye


def write(folder: Path) -> Path:
    day = now().date() + timedelta(days=10)
    path = folder / "场次.csv"
    rows = f"样例专场,{day.isoformat()},9:00-11:30,样例广场,中北镇\n没有日子的,下周三,,,\n"
    path.write_text(f"活动名称,日期,具体时间,地点,街镇\n{rows}", encoding="utf-8")
    return path


def test_a_list_is_looked_through_imported_listed_and_one_dropped(leye: Leye, tmp_path: Path) -> None:
    file = write(tmp_path)
    looked = leye("fairs", "import", str(file), "--dry-run")
    assert (looked.code, looked.err) == (0, "")
    assert "看不出是哪一天" in looked.out and "可以导入 1 场" in looked.out
    assert "一共 0 场" in leye("fairs", "list").out
    assert "导入了 1 场，没读懂 1 行" in leye("fairs", "import", str(file)).out
    leye("fairs", "import", str(file))
    listed = leye("fairs", "list").out
    assert "09:00–11:30，样例专场（招聘会），中北镇，样例广场" in listed and "一共 1 场" in listed
    number = listed.split("\t")[0]
    assert "--by" in leye("fairs", "drop", number).err
    assert f"取消了 {number} 号" in leye("fairs", "drop", number, "--by", "lihong").out
    assert "没有编号" in leye("fairs", "drop", number, "--by", "lihong").err
