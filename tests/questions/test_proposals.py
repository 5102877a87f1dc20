"""What colleagues propose waits once, is settled once, and says what is missing when it cannot be taken."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.questions.proposals import (
    LONGEST_NOTE,
    LONGEST_TEXT,
    ProposalKind,
    Proposals,
    ProposalState,
    Wish,
    propose_correction,
)
from tests.questions.conftest import NOW

ALIAS = Wish(ProposalKind.ALIAS, "startup_loan", "摆摊贷款", question=7)


def test_a_proposal_is_kept_with_who_and_when(engine: Engine) -> None:
    number = Proposals(engine).propose(
        Wish(ProposalKind.QUESTION, "startup_loan", " 利息  谁出 ", "amount", " 常问 ", 3), "li", NOW
    )
    (proposal,) = Proposals(engine).all()
    assert proposal.id == number
    assert proposal.wish == Wish(ProposalKind.QUESTION, "startup_loan", "利息 谁出", "amount", "常问", 3)
    assert (proposal.proposed_by, proposal.proposed_at, proposal.state) == ("li", NOW, ProposalState.OPEN)


def test_the_same_proposal_waits_only_once(engine: Engine) -> None:
    proposals = Proposals(engine)
    first = proposals.propose(ALIAS, "li", NOW)
    assert proposals.propose(ALIAS, "wang", NOW) == first
    assert proposals.propose(Wish(ProposalKind.ALIAS, "other", "摆摊贷款"), "li", NOW) != first
    proposals.settle(first, ProposalState.DECLINED, "editor", NOW)
    assert proposals.propose(ALIAS, "wang", NOW) != first


def test_who_proposes_the_same_at_once_makes_one(engine: Engine) -> None:
    numbers: list[int] = []
    threads = [
        threading.Thread(target=lambda: numbers.append(Proposals(engine).propose(ALIAS, "li", NOW))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 4
    assert len(set(numbers)) == 1


def test_a_proposal_is_settled_once(engine: Engine) -> None:
    proposals = Proposals(engine)
    number = proposals.propose(ALIAS, "li", NOW)
    proposals.settle(number, ProposalState.DONE, "editor", NOW)
    for unsettled in (number, number + 1):
        with pytest.raises(SituationError, match="可能已经有人处理了"):
            proposals.settle(unsettled, ProposalState.DECLINED, "other", NOW)
    assert proposals.all() == []
    (settled,) = proposals.all((ProposalState.DONE,))
    assert (settled.settled_by, settled.settled_at) == ("editor", NOW)


def test_a_correction_names_policy_facet_and_clause(engine: Engine) -> None:
    propose_correction(engine, "startup_loan", "amount", "plan-3", "上限已经提高", "li", NOW)
    propose_correction(engine, "startup_loan", "amount", "plan-3", "另一处也不对", "li", NOW)
    propose_correction(engine, "startup_loan", None, None, "办公地址变了", "li", NOW)
    wishes = [proposal.wish for proposal in Proposals(engine).all()]
    assert [(wish.facet, wish.text, wish.note) for wish in wishes] == [
        (None, "", "办公地址变了"),
        ("amount", "plan-3", "另一处也不对"),
        ("amount", "plan-3", "上限已经提高"),
    ]


@pytest.mark.parametrize(
    "wish",
    [
        Wish(ProposalKind.ALIAS, "p", " \n "),
        Wish(ProposalKind.QUESTION, "p", "问" * (LONGEST_TEXT + 1)),
        Wish(ProposalKind.QUESTION, "p", "问", note="注" * (LONGEST_NOTE + 1)),
    ],
)
def test_nothing_and_too_much_are_refused(engine: Engine, wish: Wish) -> None:
    with pytest.raises(SituationError):
        Proposals(engine).propose(wish, "li", NOW)
    assert Proposals(engine).all() == []


def test_a_correction_says_what_is_wrong(engine: Engine) -> None:
    with pytest.raises(SituationError, match="哪里不对"):
        propose_correction(engine, "p", "amount", None, "  ", "li", NOW)


def test_what_a_colleague_writes_is_kept_as_it_is(engine: Engine) -> None:
    evil = "<script>alert(1)</script>'; DROP TABLE proposals; --"
    Proposals(engine).propose(Wish(ProposalKind.ALIAS, "p", evil), "li", NOW)
    assert Proposals(engine).all()[0].wish.text == evil
