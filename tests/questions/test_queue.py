"""The queue shows what was not answered well as counted groups, with what comes nearest; settling takes a group out."""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.engine import Engine

from bot.kb import KnowledgeBase
from bot.lookup.ranker import Ranker
from bot.questions.queue import BATCH, Queue, QueueShelf, count_waiting
from bot.questions.rating import rate
from bot.questions.states import Rating
from bot.storage.tables import asked_questions
from tests.questions.conftest import NOW, PERSON, Ask, rows

LATER = NOW + timedelta(hours=1)


def shown(queue: Queue, shelf: QueueShelf = QueueShelf.UNANSWERED) -> list[tuple[str | None, int]]:
    queue.refresh()
    return [(group.text, group.count) for group in queue.groups(shelf)]


def test_alike_questions_are_counted_as_one_group_the_most_asked_first(ask: Ask, queue: Queue) -> None:
    ask("装修要交物业费吗")
    ask("摆摊要不要交税")
    ask("摆摊要交税吗", at=LATER)
    assert shown(queue) == [("摆摊要不要交税", 2), ("装修要交物业费吗", 1)]
    group = queue.groups(QueueShelf.UNANSWERED)[0]
    assert (group.first_at, group.last_at) == (NOW, LATER)
    assert queue.examples(group.id) == ["摆摊要交税吗", "摆摊要不要交税"]


def test_looking_again_changes_nothing(engine: Engine, ask: Ask, queue: Queue) -> None:
    ask("摆摊要不要交税")
    ask("摆摊要交税吗")
    assert queue.refresh() == 2
    before = rows(engine)
    assert queue.refresh() == 0
    assert rows(engine) == before


def test_a_question_that_comes_later_joins_the_group_that_is_there(ask: Ask, queue: Queue) -> None:
    ask("摆摊要不要交税")
    assert shown(queue) == [("摆摊要不要交税", 1)]
    ask("摆摊要交税吗")
    assert shown(queue) == [("摆摊要不要交税", 2)]


def test_a_group_outlives_its_first_question(engine: Engine, ask: Ask, queue: Queue) -> None:
    """As when its person asks to be forgotten."""
    ask("摆摊要不要交税", conversation="wx:leaves")
    ask("摆摊要交税吗")
    queue.refresh()
    with engine.begin() as connection:
        connection.execute(delete(asked_questions).where(asked_questions.c.conversation == "wx:leaves"))
    assert shown(queue) == [("摆摊要交税吗", 1)]
    ask("摆摊交税吗")
    assert shown(queue) == [("摆摊要交税吗", 2)]


def test_useless_answers_are_on_a_shelf_of_their_own_and_groups_keep_to_one_policy(
    engine: Engine, ask: Ask, queue: Queue
) -> None:
    for policy in ("startup_loan", "other_loan", "startup_loan"):
        ticket = ask("带什么材料", "answered", policy)
        assert ticket is not None
        rate(engine, PERSON, ticket, Rating.USELESS, LATER)
    ask("没人说不好", "answered")
    assert shown(queue) == []
    assert shown(queue, QueueShelf.USELESS) == [("带什么材料", 2), ("带什么材料", 1)]
    assert [group.policy for group in queue.groups(QueueShelf.USELESS)] == ["startup_loan", "other_loan"]
    assert (count_waiting(engine, QueueShelf.USELESS), count_waiting(engine, QueueShelf.UNANSWERED)) == (3, 0)


def test_a_useless_verdict_is_shown_without_words(engine: Engine, ask: Ask, queue: Queue) -> None:
    ticket = ask("我有残疾证", "verdict", "startup_loan")
    assert ticket is not None
    rate(engine, PERSON, ticket, Rating.USELESS, LATER)
    assert shown(queue, QueueShelf.USELESS) == [(None, 1)]


def test_the_nearest_matches_are_those_of_the_search_the_best_of_each_policy_first(
    kb: KnowledgeBase, ranker: Ranker, ask: Ask, queue: Queue
) -> None:
    policy = next(iter(kb.policies.values()))
    ask(f"{policy.short_title}那个利息谁出")
    queue.refresh()
    (group,) = queue.groups(QueueShelf.UNANSWERED)
    found = ranker.near(group.text or "", 30)
    policies = list(dict.fromkeys(hit.policy for hit in found))[:3]
    assert policies
    assert [hit.policy for hit in group.nearest][: len(policies)] == policies
    assert len(group.nearest) == min(3, len(found))
    for hit in group.nearest[: len(policies)]:
        first = next(each for each in found if each.policy == hit.policy)
        assert (hit.facet, hit.score) == (first.facet, round(first.score, 2))


def test_settling_takes_out_the_group_and_the_question_asked_again_comes_anew(ask: Ask, queue: Queue) -> None:
    ask("摆摊要不要交税")
    ask("摆摊要交税吗")
    ask("装修要交物业费吗")
    queue.refresh()
    group = queue.groups(QueueShelf.UNANSWERED)[0]
    assert queue.settle(group.id) == 2
    assert queue.settle(group.id) == 0
    assert shown(queue) == [("装修要交物业费吗", 1)]
    ask("摆摊要交税吗")
    assert ("摆摊要交税吗", 1) in shown(queue)


def test_pages_and_a_beginning_limit_what_is_shown(ask: Ask, queue: Queue) -> None:
    for number, words in enumerate(("摆摊要交税吗", "装修物业费", "孩子上学")):
        ask(words, at=NOW + timedelta(days=number))
    queue.refresh()
    assert [group.text for group in queue.groups(QueueShelf.UNANSWERED, 2)] == ["孩子上学", "装修物业费"]
    assert [group.text for group in queue.groups(QueueShelf.UNANSWERED, 2, 2)] == ["摆摊要交税吗"]
    assert [group.text for group in queue.groups(QueueShelf.UNANSWERED, since=NOW + timedelta(days=2))] == ["孩子上学"]


def test_more_questions_than_one_batch_are_grouped_at_one_look(ask: Ask, queue: Queue) -> None:
    for number in range(BATCH + 5):
        ask(f"摆摊要交税吗{number}")
    assert shown(queue) == [("摆摊要交税吗0", BATCH + 5)]


def test_two_who_look_at_once_make_the_same_groups(engine: Engine, kb: KnowledgeBase, ranker: Ranker, ask: Ask) -> None:
    for _ in range(20):
        ask("摆摊要不要交税")
        ask("装修要交物业费吗")
    both = [Queue(engine, kb, ranker) for _ in range(2)]
    threads = [threading.Thread(target=queue.refresh) for queue in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(group.text, group.count) for group in both[0].groups(QueueShelf.UNANSWERED)] == [
        ("摆摊要不要交税", 20),
        ("装修要交物业费吗", 20),
    ]
