"""Whatever Typer says by itself is said in Chinese."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Leye

ENGLISH = re.compile(
    r"Usage|Options|Arguments|Commands|Show this|Missing|Invalid|No such|Try '|Error|unexpected|requires|default:|required"
)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("kb", "--help"),
        ("check", "--help"),
        ("outreach", "approve", "--help"),
        ("kb", "diff"),
        ("kb", "nothing"),
        ("nothing",),
        ("lookup",),
        ("lookup", "x", "--nothing"),
        ("lookup", "x", "--on"),
        ("lookup", "x", "y", "z"),
        ("staff", "add", "li", "--role", "boss"),
        ("outreach", "approve", "c", "--most", "many"),
        ("check", "--facts"),
    ],
    ids=" ".join,
)
def test_typer_speaks_chinese(leye: Leye, arguments: tuple[str, ...]) -> None:
    done = leye(*arguments)
    said = done.out + done.err
    assert ENGLISH.search(said) is None, said
    assert "completion" not in said
    assert re.search("[一-鿿]", said)
