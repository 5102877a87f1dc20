"""Mapping files: the example is sound, and every mistake is told with its place and remedy, all at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.conversation import Channel
from bot.kb import KnowledgeBase
from bot.people.imports.list_files import PeopleListError
from bot.people.imports.mapping_file import load_mapping
from tests.people.conftest import TODAY, Desk

EXAMPLE = Path(__file__).parents[3] / "docs/examples/people_mapping.yml"


def test_the_example_for_operators_is_sound(kb: KnowledgeBase) -> None:
    mapping = load_mapping(EXAMPLE, kb, TODAY)
    assert mapping.key.is_hashed
    assert {column.is_since for column in mapping.facts} == {True, False}
    assert mapping.consents
    assert mapping.identity is not None


def test_a_mapping_says_what_each_column_is(desk: Desk) -> None:
    mapping = desk.mapping({"header_row": 3, "sheet": "人员", "source_key": {"column": "编号 ", "hash": True}})
    assert (mapping.source, mapping.origin, mapping.facts_on) == ("list", "import:list", date(2026, 11, 1))
    assert (mapping.key.column, mapping.key.is_hashed) == ("编号", True)
    assert (mapping.header_row, mapping.sheet) == (3, "人员")
    assert list(mapping.columns()) == ["编号", "街镇", "出生日期", "姓名", "电话", "就业", "失业", "微信", "openid"]
    assert [column.basis for column in mapping.facts] == ["本人同意", "本人同意"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"source": "名单"}, "source: 写法不对"),
        ({"source": "x" * 25}, "source: 写法不对"),
        ({"source_key": None}, "source_key.column: 缺少这一项"),
        ({"source_key": "编号"}, "source_key: 这里应当写{column"),
        ({"source_key": {"column": "编号", "hash": "maybe"}}, "source_key.hash: 只能写 true 或 false"),
        ({"facts_on": None}, "facts_on: 缺少日期"),
        ({"facts_on": date(2026, 11, 26)}, "facts_on: 这一天还没有到"),
        ({"basis": None}, "basis: 缺少这一项"),
        ({"id_number": "身份证号"}, "born_on: 和 id_number 只写一个"),
        ({"town": ["街镇"]}, "town: 这里只写一个列名"),
        ({"facts": {"no_such": {"column": "a"}}}, "facts.no_such: 没有叫 no_such 的情况"),
        ({"facts": {"has_job": {}}}, "facts.has_job: 写 column"),
        ({"facts": {"has_job": {"column": "a", "since": "b"}}}, "两个只写一个"),
        ({"facts": {"has_job": {"since": "a"}}}, "facts.has_job.since"),
        ({"facts": {"has_job": {"column": "a", "values": {"是": "yes"}}}}, "facts.has_job.values: “是”"),
        ({"facts": {"has_job": {"column": "a", "values": []}}}, "facts.has_job.values: 应当写"),
        ({"facts": {"sex": {"column": "a", "values": {"男": "man"}}}}, "写选项编号：female、male"),
        ({"facts": {"age": {"column": "a", "values": {"老": 900}}}}, "写 14 到 100 的整数"),
        ({"facts": {"jobs_created": {"column": "a", "unit": "months"}}}, "换算不过来"),
        ({"facts": {"has_job": {"column": "a", "unit": "months"}}}, "不是数"),
        ({"facts": {"disabled": {"column": "a"}}}, "facts.disabled.basis: 「残疾人」是敏感情况"),
        ({"facts": {"has_job": {"column": "a", "colour": "b"}}}, "facts.has_job: 不认识 colour"),
        ({"consents": {"column": "a"}}, "consents: 应当是一个列表"),
        ({"consents": [{}]}, "consents[0].column: 缺少这一项"),
        ({"consents": [{"column": "a", "topic": "x", "channel": "wechat", "basis": "b"}]}, "没有叫 x 的主题"),
        ({"consents": [{"column": "a", "topic": "all", "channel": "sms", "basis": "b"}]}, "没有叫 sms 的渠道"),
        ({"consents": [{"column": "a", "topic": "all", "channel": "wechat"}]}, "consents[0].basis: 缺少这一项"),
        (
            {"consents": [{"column": "a", "topic": "all", "channel": "wechat", "basis": "长" * 129}]},
            "consents[0].basis: 太长了，最多 128 个字",
        ),
        (
            {"consents": [{"column": "a", "topic": "all", "basis": "b"}]},
            f"consents[0].channel: 缺少这一项：渠道，可用的有 {'、'.join(channel.value for channel in Channel)}",
        ),
        ({"basis": ["本人", "同意"]}, "basis: 这里只写一段文字"),
        ({"identity": {"channel": "wechat", "address": "a"}}, "identity.app: 缺少这一项"),
        ({"identity": {"channel": "wechat", "app": "a"}}, "identity.address: 缺少这一项"),
        ({"header_row": 0}, "header_row: 应当是从 1 开始的整数"),
        ({"nmae": "姓名"}, "不认识 nmae"),
    ],
)
def test_a_mistake_is_told_with_its_place(desk: Desk, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(PeopleListError) as caught:
        desk.mapping(changes)
    assert words in str(caught.value)


def test_all_mistakes_are_told_at_once(desk: Desk) -> None:
    with pytest.raises(PeopleListError, match="有 3 处要改"):
        desk.mapping({"basis": None, "source": "名单", "nmae": "姓名"})


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"source: [", "第 1 行附近不是正确的 YAML"), ("来源: 名单".encode("gb18030"), "UTF-8"), (b"- a", "这里应当写")],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, kb: KnowledgeBase, content: bytes, words: str) -> None:
    file = tmp_path / "mapping.yml"
    file.write_bytes(content)
    with pytest.raises(PeopleListError, match=words):
        load_mapping(file, kb, TODAY)


def test_a_file_that_is_not_there_is_said(tmp_path: Path, kb: KnowledgeBase) -> None:
    with pytest.raises(PeopleListError, match="打不开映射文件"):
        load_mapping(tmp_path / "none.yml", kb, TODAY)


def test_a_sensitive_fact_with_its_own_basis_is_accepted(desk: Desk) -> None:
    (column,) = desk.mapping({"facts": {"disabled": {"column": "a", "basis": "本人单独同意"}}}).facts
    assert column.basis == "本人单独同意"
