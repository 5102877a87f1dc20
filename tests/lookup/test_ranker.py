"""The ranker finds the passages and topics nearest to a text, and finds nothing in what is not alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.kb import KnowledgeBase, load
from bot.lookup.character_pairs import pairs_of
from bot.lookup.ranker import Ranker
from tests.fixtures.small_kb import copy_small_kb


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder: Path = tmp_path_factory.mktemp("ranked")
    return load(copy_small_kb(folder))


@pytest.fixture(scope="module")
def ranker(small: KnowledgeBase) -> Ranker:
    return Ranker(small)


def topics_of(ranker: Ranker, small: KnowledgeBase, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(small.policy(hit.policy).topic for hit in ranker.passages(text, 100)))


def test_the_topic_whose_words_are_used_comes_first(ranker: Ranker, small: KnowledgeBase) -> None:
    assert topics_of(ranker, small, "担保的贷款")[0] == "startup_loan"
    assert topics_of(ranker, small, "毕业生的社会保险")[0] == "social_insurance_subsidy"


def test_words_of_an_answer_find_its_facet(ranker: Ranker) -> None:
    first = ranker.passages("登记失业人员和高校毕业生", 3)[0]
    assert (first.policy, first.facet) == ("example_loan", "eligibility")


def test_words_for_a_facet_find_that_facet(ranker: Ranker) -> None:
    first = ranker.passages("创业担保贷款 怎么办理", 3)[0]
    assert (first.policy, first.facet) == ("example_loan", "procedure")


def test_scores_fall_and_the_count_holds(ranker: Ranker) -> None:
    hits = ranker.passages("创业担保贷款", 5)
    assert len(hits) == 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("text", ["", "？！", "红烧肉怎么做", "我", "今天天气怎么样", "怎么样呢", 'a" OR "b', "*"])
def test_what_is_not_alike_finds_nothing(ranker: Ranker, text: str) -> None:
    assert ranker.passages(text, 3) == ()


def test_traditional_characters_and_known_misspellings_are_found(ranker: Ranker, small: KnowledgeBase) -> None:
    assert topics_of(ranker, small, "創業擔保貸款")[0] == "startup_loan"
    assert topics_of(ranker, small, "灵活就业社宝")[0] == "social_insurance_subsidy"


def test_everyday_words_of_the_glossary_find_the_official_term(ranker: Ranker, small: KnowledgeBase) -> None:
    assert topics_of(ranker, small, "打零工")[0] == "social_insurance_subsidy"


def test_every_value_of_a_dated_number_can_be_found(ranker: Ranker) -> None:
    for figure in ("最高20万元", "最高30万元", "最高40万元"):
        assert ranker.passages(figure, 1)[0].policy == "example_loan"


def test_threads_may_search_at_once(ranker: Ranker) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = set(threads.map(lambda _: ranker.passages("创业担保贷款", 2), range(50)))
    assert len(found) == 1


def test_pairs_do_not_reach_across_what_questions_are_built_with() -> None:
    assert pairs_of("贷款的材料") == ("贷款", "材料")
    assert pairs_of("我想问一下SYB培训500元") == ("syb", "培训", "500")


def test_names_taken_out_of_the_knowledge_base_are_as_near_to_their_policies_as_they_are_alike() -> None:
    whole = load(Path(__file__).parents[2] / "policies_kb")
    looked_for = alike = near = 0
    for place in (0, 4, 8):
        taken = {
            policy.id: policy.aliases[place] for policy in whole.policies.values() if len(policy.aliases) > place + 1
        }
        left = {
            policy.id: replace(policy, aliases=tuple(name for name in policy.aliases if name != taken.get(policy.id)))
            for policy in whole.policies.values()
        }
        ranker = Ranker(replace(whole, policies=left))
        for policy, name in taken.items():
            looked_for += 1
            alike += policy in {hit.policy for hit in ranker.passages(name, 1_000)}
            near += policy in {hit.policy for hit in ranker.near(name, 1_000)}
    assert near >= 0.9 * looked_for
    assert alike - near <= 0.03 * looked_for


@pytest.mark.parametrize(
    "text", ["今天天气怎么样", "公积金怎么提", "孩子上学怎么报名", "医保卡丢了怎么办", "我不想活了", "52岁能领吗"]
)
def test_what_belongs_to_nobody_here_is_near_to_nothing(text: str) -> None:
    assert Ranker(load(Path(__file__).parents[2] / "policies_kb")).near(text, 3) == ()


def test_a_word_in_common_makes_a_passage_alike_and_not_yet_near() -> None:
    ranker = Ranker(load(Path(__file__).parents[2] / "policies_kb"))
    for text, chance in (("附近哪有招聘会", "plan_clause_15"), ("社保卡丢了咋补办", "unemployment_benefit")):
        assert chance in {hit.policy for hit in ranker.passages(text, 1_000)}
        assert chance not in {hit.policy for hit in ranker.near(text, 1_000)}
