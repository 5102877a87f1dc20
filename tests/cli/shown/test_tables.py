"""No table of the command line cuts an id, however narrow the terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.cli.shown.tables import LONGEST_LINE, folding_table, wide_console

ID = "p73f10ed946d51a2b3c4d5e6f7a8b9c0"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_an_id_is_whole_on_any_terminal(width: int) -> None:
    table = folding_table("编号", "站", "可以这样说")
    table.add_row(ID, "甲站", "您好，我是就业红娘，想跟您说一下社保补贴的事。")
    file = io.StringIO()
    Console(file=file, width=width, force_terminal=True, color_system=None).print(table)
    columns = [line.split("│")[1].strip() for line in file.getvalue().splitlines() if line.startswith("│")]
    assert "".join(columns) == ID
    assert "…" not in file.getvalue()


def test_into_a_file_lines_are_as_long_as_they_need(capsys: pytest.CaptureFixture[str]) -> None:
    table = folding_table("编号", "可以这样说")
    table.add_row(ID, "您好，我是就业红娘，想跟您说一下社保补贴的事。")
    console = wide_console()
    assert console.width == LONGEST_LINE
    console.print(table)
    assert any(ID in line and "社保补贴的事。" in line for line in capsys.readouterr().out.splitlines())
