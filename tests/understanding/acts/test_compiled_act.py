"""The wordings of one act: in a clause, taken out of it, spread over neighbours."""

from __future__ import annotations

from bot.kb import ActWordings, SpokenAct, TemplateParser
from bot.understanding.acts.compiled_act import CompiledWordings


def compiled(**fields: tuple[str, ...] | tuple[tuple[str, ...], ...]) -> CompiledWordings:
    return CompiledWordings(ActWordings(SpokenAct.FRAUD, **fields), TemplateParser({}))  # type: ignore[arg-type]


def test_what_is_spared_is_taken_out_and_the_rest_is_still_heard() -> None:
    wordings = compiled(says=("死",), spare=("累死",))
    assert not wordings.is_in("累死了")
    assert wordings.is_in("累死了想死")


def test_unless_silences_its_own_clause_and_never_the_whole_message() -> None:
    wordings = compiled(says=("停",), unless=("补贴",), never=("工资",))
    assert not wordings.is_in("补贴停了")
    assert wordings.is_ruled_out(["停了", "工资没发"])


def test_what_belongs_together_stands_near_each_other() -> None:
    wordings = compiled(together=(("中介", "交钱"),))
    assert wordings.is_spread_over(["中介说的", "先", "交钱"])
    assert not wordings.is_spread_over(["中介说的", "一", "二", "三", "交钱"])
