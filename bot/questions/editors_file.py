"""The file for the editors: what colleagues propose, what was not answered, what was called wrong. Nothing reads it back; editors decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import yaml
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.kb import KnowledgeBase
from bot.questions.proposals import Proposal, Proposals
from bot.questions.queue import QuestionGroup, Queue, QueueShelf
from bot.questions.wrong_cards import WrongCard, wrong_cards
from bot.wording.office import PROPOSAL_KINDS, QUESTION_OUTCOMES, passage_title

MOST_GROUPS = 500
WRONG_CARDS_SINCE = timedelta(days=90)
HEADER = """\
# 给编辑的清单：同事的建议、没答上的问题、说没用的回答、说不对的卡片。
# 不会自动生效。采纳的，请改 policies_kb 里的文件，再到工作台点“已采纳”，或者不管它。
# 问题里的号码、姓名已经遮住；这个文件仍然只给内部看。
"""


@dataclass(frozen=True)
class ForEditors:
    """What is exported."""

    proposals: Sequence[Proposal]
    unanswered: Sequence[QuestionGroup]
    useless: Sequence[QuestionGroup]
    wrong_cards: Sequence[WrongCard]


def for_editors(engine: Engine, queue: Queue, at: datetime) -> ForEditors:
    """Return what is to be exported now."""
    queue.refresh()
    return ForEditors(
        Proposals(engine).all(),
        queue.groups(QueueShelf.UNANSWERED, MOST_GROUPS),
        queue.groups(QueueShelf.USELESS, MOST_GROUPS),
        wrong_cards(engine, at - WRONG_CARDS_SINCE),
    )


def as_yaml(kb: KnowledgeBase, found: ForEditors, at: datetime) -> str:
    """Return the file."""
    content = {
        "exported_at": _moment(at),
        "proposals": [_proposal(proposal) for proposal in found.proposals],
        "unanswered": [_group(kb, group) for group in found.unanswered],
        "useless": [_group(kb, group) for group in found.useless],
        "wrong_cards": [_wrong_card(card) for card in found.wrong_cards],
    }
    return HEADER + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)


def _proposal(proposal: Proposal) -> dict[str, Any]:
    wish = proposal.wish
    return _without_nothing(
        {
            "id": proposal.id,
            "kind": wish.kind.value,
            "means": PROPOSAL_KINDS[wish.kind.value],
            "file": f"policies/{wish.policy}.yml" if wish.policy else None,
            "policy": wish.policy,
            "facet": wish.facet,
            "text": wish.text,
            "note": wish.note,
            "group": wish.question,
            "proposed_by": proposal.proposed_by,
            "proposed_at": _moment(proposal.proposed_at),
        }
    )


def _group(kb: KnowledgeBase, group: QuestionGroup) -> dict[str, Any]:
    nearest = [
        {
            "policy": hit.policy,
            "facet": hit.facet,
            "means": passage_title(kb, hit.policy, hit.facet),
            "score": hit.score,
        }
        for hit in group.nearest
    ]
    return _without_nothing(
        {
            "group": group.id,
            "text": group.text,
            "asked": group.count,
            "ended": QUESTION_OUTCOMES.get(group.outcome, group.outcome),
            "policy": group.policy,
            "facets": list(group.facets),
            "first_at": _moment(group.first_at),
            "last_at": _moment(group.last_at),
            "nearest": nearest,
        }
    )


def _wrong_card(card: WrongCard) -> dict[str, Any]:
    return {
        "policy": card.policy,
        "facet": card.facet,
        "asked": card.asked,
        "times": card.count,
        "last_at": _moment(card.last_at),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).isoformat(timespec="minutes")


def _without_nothing(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, "", [])}
