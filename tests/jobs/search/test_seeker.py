"""Who looks for work, and who asks of something else."""

from __future__ import annotations

import pytest

from bot.jobs.search import seeks_work


@pytest.mark.parametrize(
    "text",
    [
        "想找个保洁的工作",
        "给我妈找个做饭的活",
        "附近招保安吗",
        "有没有招普工的",
        "想当司机",
        "哪里招电工",
        "求职，文员",
        "这边有啥零工",
        "找份仓库的工作，五千以上",
    ],
)
def test_who_looks_for_work_is_heard(text: str) -> None:
    assert seeks_work(text)


@pytest.mark.parametrize(
    "text",
    [
        "干保洁能领补贴吗",
        "想当电工要考什么证",
        "我开公司，想招两个保安",
        "想找个保洁",
        "以前干司机",
        "电焊培训在哪报名",
        "保安工资拖欠怎么办",
        "公益性岗位招人吗",
        "找工作的大学生有什么政策",
        "想" * 121,
        "",
    ],
)
def test_who_asks_of_something_else_is_not(text: str) -> None:
    assert not seeks_work(text)
