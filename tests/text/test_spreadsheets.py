"""Files for spreadsheets: Chinese intact, and nothing that runs."""

from __future__ import annotations

import csv
import io

import pytest

from bot.text.spreadsheets import as_csv


@pytest.mark.parametrize(
    "evil",
    ["=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－1", "＠SUM(A1)"],
)
def test_no_cell_begins_as_a_formula(evil: str) -> None:
    [[cell, number]] = csv.reader(io.StringIO(as_csv([(evil, -1)]).decode("utf-8-sig"), newline=""))
    assert (cell, number) == ("'" + evil.replace("\0", ""), "-1")


def test_spreadsheets_are_told_the_encoding() -> None:
    assert as_csv([("街镇",)]) == b"\xef\xbb\xbf" + "街镇\r\n".encode()
