"""Templates of wordings: what they stand for."""

from __future__ import annotations

import pytest

from bot.kb.model.fact_templates import TemplateError, TemplateParser, wordings_of

LISTS = {"did": "(办|做)[了|过]", "paper": "<did>登记"}


@pytest.mark.parametrize(
    ("template", "wordings"),
    [
        ("办登记", ("办登记",)),
        ("(办|做)登记", ("办登记", "做登记")),
        ("[我]办", ("我办", "办")),
        ("[也|都]*办", ("也办", "都办", "办")),
        ("^女$", ("^女$",)),
        ("交了{duration}", ("交了{duration}",)),
        ("{money>50000}的贷款", ("{money>50000}的贷款",)),
        ("{date=2025}失业", ("{date=2025}失业",)),
        ("{date<-5}回国", ("{date<-5}回国",)),
        ("没…登记", ("没…登记",)),
        ("<paper>", ("办了登记", "办过登记", "办登记", "做了登记", "做过登记", "做登记")),
        ("甲|乙", ("甲", "乙")),
    ],
)
def test_a_template_stands_for_its_wordings(template: str, wordings: tuple[str, ...]) -> None:
    assert wordings_of(TemplateParser(LISTS).parse(template)) == wordings


@pytest.mark.parametrize("template", ["(办", "办)", "[办", "<", "<nobody>", "{days}", "{duration", "办*", "办.了"])
def test_what_cannot_be_read_is_refused(template: str) -> None:
    with pytest.raises(TemplateError):
        TemplateParser(LISTS).parse(template)


def test_a_list_that_names_itself_is_refused() -> None:
    with pytest.raises(TemplateError, match="绕回了自己"):
        TemplateParser({"round": "<round>登记"}).parse("<round>")
