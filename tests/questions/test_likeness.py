"""Alike questions are one group, the same whatever way they come; a group outlives its first question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions.likeness import ComparedQuestion, Groups

WORDS = st.lists(
    st.sampled_from(["社保补贴", "创业贷款", "怎么领", "要什么材料", "去哪儿办", "摆摊", "交税吗", "👍", "?"]),
    max_size=4,
)
QUESTIONS = st.lists(
    st.tuples(st.one_of(WORDS.map("".join), st.none()), st.sampled_from([None, "loan", "subsidy"])), max_size=30
).map(lambda pairs: [ComparedQuestion(number, text, policy) for number, (text, policy) in enumerate(pairs, start=1)])


def plain(text: str) -> str:
    return text


def in_groups(questions: list[ComparedQuestion]) -> dict[int, int]:
    groups = Groups(plain)
    return {asked.id: groups.join(asked) for asked in sorted(questions, key=lambda asked: asked.id)}


@given(QUESTIONS)
def test_the_same_questions_give_the_same_groups_at_once_or_one_by_one(questions: list[ComparedQuestion]) -> None:
    at_once = in_groups(questions)
    assert at_once == in_groups(list(reversed(questions)))
    one_by_one: dict[int, int] = {}
    leaders: dict[int, ComparedQuestion] = {}
    for asked in questions:
        group = Groups(plain, leaders).join(asked)
        one_by_one[asked.id] = group
        leaders.setdefault(group, asked)
    assert one_by_one == at_once


@given(QUESTIONS)
def test_every_question_is_in_one_group_that_its_first_question_leads(questions: list[ComparedQuestion]) -> None:
    groups = in_groups(questions)
    assert groups.keys() == {asked.id for asked in questions}
    assert all(groups[group] == group <= asked for asked, group in groups.items())


@given(QUESTIONS)
def test_grouping_the_leaders_again_changes_nothing(questions: list[ComparedQuestion]) -> None:
    groups = in_groups(questions)
    leaders = [asked for asked in questions if groups[asked.id] == asked.id]
    assert in_groups(leaders) == {leader.id: leader.id for leader in leaders}


@given(QUESTIONS)
def test_questions_about_different_policies_are_never_one_group(questions: list[ComparedQuestion]) -> None:
    groups = in_groups(questions)
    policy = {asked.id: asked.policy for asked in questions}
    assert all(policy[asked] == policy[group] for asked, group in groups.items())


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("社保补贴怎么领", "请问社保补贴怎么领啊", True),
        ("灵活就业社保补贴能领多少钱", "灵活就业社保补贴怎么领", True),
        ("摆摊要不要交税", "摆摊要交税吗？", True),
        ("社保补贴怎么领", "岗位补贴怎么领", False),
        ("创业担保贷款", "摆摊要交税吗", False),
        ("嗯", "嗯", True),
        ("嗯", "哦", False),
        ("？？", "？？", True),
    ],
)
def test_what_is_alike(one: str, other: str, are_alike: bool) -> None:
    groups = in_groups([ComparedQuestion(1, one, None), ComparedQuestion(2, other, None)])
    assert (groups[2] == 1) is are_alike


def test_of_two_groups_the_likest_is_joined_and_of_equals_the_older() -> None:
    leaders = {
        5: ComparedQuestion(5, "社保补贴材料清单", None),
        3: ComparedQuestion(3, "社保补贴材料", None),
        9: ComparedQuestion(9, "社保补贴材料", None),
    }
    assert Groups(plain, leaders).join(ComparedQuestion(10, "社保补贴材料", None)) == 3


def test_questions_without_words_are_grouped_by_policy() -> None:
    questions = [
        ComparedQuestion(1, None, "loan"),
        ComparedQuestion(2, None, "subsidy"),
        ComparedQuestion(3, None, "loan"),
        ComparedQuestion(4, "", "loan"),
    ]
    assert in_groups(questions) == {1: 1, 2: 2, 3: 1, 4: 4}
