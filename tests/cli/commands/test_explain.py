"""``leye explain`` shows an editor why a message is answered as it is."""

from __future__ import annotations

from bot.cli.commands.explain import KIND_NAMES
from bot.lookup.statements import KINDS
from tests.cli.conftest import Leye


def test_it_shows_the_questions_the_candidates_and_what_would_be_said(leye: Leye) -> None:
    done = leye("explain", "个人创业担保贷款能贷多少？到哪办？")
    assert done.code == 0, done.err
    assert "第2问" in done.out
    assert "example_loan" in done.out
    assert "要答的话，会说：个人创业贷款的" in done.out


def test_each_kind_of_evidence_has_a_name() -> None:
    assert set(KIND_NAMES) == set(KINDS)


def test_nothing_to_explain_says_what_to_write(leye: Leye) -> None:
    done = leye("explain", "  ")
    assert done.code != 0
    assert "请写下一句话" in done.err + done.out
