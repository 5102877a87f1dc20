"""The queue of what was not answered well: alike questions as one group, counted, with what comes nearest in the knowledge base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import and_, bindparam, case, func, not_, or_, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.kb import KnowledgeBase
from bot.lookup import Hit, Ranker
from bot.questions.likeness import ComparedQuestion, Groups
from bot.questions.states import UNANSWERED, QuestionState, Rating
from bot.storage import alone
from bot.storage.tables import asked_questions as table
from bot.understanding import Normaliser

NEAREST = 3
LOOKED_THROUGH = 30
# After so many the page comes; the rest is done when it is looked at next.
BATCH = 200
MOST_BATCHES = 5


class QueueShelf(str, Enum):
    """Why a group is in the queue: nothing was found, or what was said was of no use."""

    UNANSWERED = "unanswered"
    USELESS = "useless"


@dataclass(frozen=True)
class QuestionGroup:
    """Questions that are alike, seen as one.

    Args:
        id: the number of its first question.
        text: the question that stands for all, masked; None where no words were kept.
        policy: what the answers were about; None where nothing was found.
    """

    id: int
    text: str | None
    outcome: str
    policy: str | None
    facets: tuple[str, ...]
    nearest: tuple[Hit, ...]
    count: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class QueueFilter:
    """Which questions of a shelf are looked at: all that is given must hold.

    Args:
        words: what the question says, as it is written.
        outcome: how it ended.
        policy: what the answer was about.
    """

    words: str = ""
    outcome: str = ""
    policy: str = ""

    def conditions(self) -> list[ColumnElement[Any]]:
        """Return what a row must fulfil."""
        found: list[ColumnElement[Any]] = []
        if self.words:
            found.append(table.c.text.contains(self.words, autoescape=True))
        if self.outcome:
            found.append(table.c.outcome == self.outcome)
        if self.policy:
            found.append(table.c.policy == self.policy)
        return found


class Queue:
    """The queue of one installation.

    Args:
        ranker: finds what comes nearest.
    """

    def __init__(self, engine: Engine, kb: KnowledgeBase, ranker: Ranker) -> None:
        self._engine = engine
        self._normalise = Normaliser(kb.rewrites)
        self._ranker = ranker

    def refresh(self) -> int:
        """Put the questions that came since into groups; return how many there were. Twice changes nothing."""
        done = 0
        for _ in range(MOST_BATCHES):
            # Searching takes longer than the turns that want to write should wait: it comes before the transaction.
            fresh = {row.id: self._nearest(row) for row in self._ungrouped()}
            if not fresh:
                break
            done += self._group(fresh)
        return done

    def _ungrouped(self) -> Sequence[Any]:
        query = select(table.c.id, table.c.text).where(_OPEN, table.c.likeness.is_(None)).order_by(table.c.id)
        with self._engine.connect() as connection:
            rows: Sequence[Any] = connection.execute(query.limit(BATCH)).all()
            return rows

    def _group(self, nearest: Mapping[int, list[dict[str, Any]]]) -> int:
        """Put these questions into groups, those that are still there and in none; return how many."""
        this = (_OPEN, table.c.likeness.is_(None), table.c.id.in_(list(nearest)))
        with alone(self._engine, "question groups") as connection:
            rows = connection.execute(select(table).where(*this).order_by(table.c.id)).all()
            groups = Groups(self._normalise, _leaders(connection))
            changes = [
                {"this": row.id, "group": groups.join(_asked(row)), "found": nearest[row.id] if row.text else []}
                for row in rows
            ]
            if changes:
                values = {"likeness": bindparam("group"), "nearest": bindparam("found")}
                connection.execute(update(table).where(table.c.id == bindparam("this")).values(**values), changes)
        return len(changes)

    def groups(
        self,
        shelf: QueueShelf,
        limit: int = 50,
        offset: int = 0,
        since: datetime | None = None,
        wanted: QueueFilter | None = None,
    ) -> list[QuestionGroup]:
        """Return the groups of a shelf, the most asked first; counted is only what is wanted."""
        conditions = [_on(shelf), table.c.likeness.is_not(None), *(wanted.conditions() if wanted else ())]
        if since is not None:
            conditions.append(table.c.at >= since)
        counted = (
            select(
                table.c.likeness,
                _STANDS_FOR.label("stands_for"),
                func.count().label("count"),
                func.min(table.c.at).label("first_at"),
                func.max(table.c.at).label("last_at"),
            )
            .where(*conditions)
            .group_by(table.c.likeness)
            .order_by(func.count().desc(), func.max(table.c.at).desc(), table.c.likeness)
        )
        with self._engine.connect() as connection:
            found = connection.execute(counted.limit(limit).offset(offset)).all()
            query = select(table).where(table.c.id.in_([row.stands_for for row in found]))
            rows = {row.id: row for row in connection.execute(query)}
        return [_group(row, rows[row.stands_for]) for row in found if row.stands_for in rows]

    def examples(self, group: int, limit: int = 20) -> list[str]:
        """Return the different wordings of a group's open questions, newest first."""
        query = select(table.c.text).where(_OPEN, table.c.likeness == group, table.c.text.is_not(None))
        with self._engine.connect() as connection:
            texts = connection.execute(query.order_by(table.c.id.desc()).limit(10 * limit)).scalars()
            return list(dict.fromkeys(texts))[:limit]

    def settle(self, group: int) -> int:
        """Take a group out of the queue; return how many questions it had. The same question asked later comes anew."""
        with self._engine.begin() as connection:
            statement = update(table).where(_OPEN, table.c.likeness == group).values(state=QuestionState.SETTLED.value)
            return int(connection.execute(statement).rowcount)

    def _nearest(self, row: Any) -> list[dict[str, Any]]:
        if row.text is None:
            return []
        hits = _of_different_policies(self._ranker.near(row.text, LOOKED_THROUGH))
        return [{"policy": hit.policy, "facet": hit.facet, "score": round(hit.score, 2)} for hit in hits]


_OPEN: ColumnElement[Any] = table.c.state == QuestionState.OPEN.value
_IS_USELESS: ColumnElement[Any] = and_(table.c.rating.is_not(None), table.c.rating == Rating.USELESS.value)
# The first question of a group stands for it; once it is gone, the oldest that is left.
_STANDS_FOR = func.coalesce(func.min(case((table.c.id == table.c.likeness, table.c.id))), func.min(table.c.id))


def _of_different_policies(hits: Sequence[Hit]) -> list[Hit]:
    """Return the best passage of each policy first: which policy is meant is the question that a colleague answers."""
    best = list({hit.policy: hit for hit in reversed(hits)}.values())[::-1]
    return [*best, *(hit for hit in hits if hit not in best)][:NEAREST]


def count_waiting(engine: Engine, shelf: QueueShelf) -> int:
    """Return how many questions wait on a shelf."""
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table).where(_on(shelf))).scalar_one())


def _on(shelf: QueueShelf) -> ColumnElement[Any]:
    if shelf is QueueShelf.USELESS:
        return and_(_OPEN, _IS_USELESS)
    others = or_(table.c.rating.is_(None), not_(table.c.rating == Rating.USELESS.value))
    return and_(_OPEN, table.c.outcome.in_(UNANSWERED), others)


def _leaders(connection: Connection) -> Mapping[int, ComparedQuestion]:
    """Return the question that stands for each group in the queue."""
    ids = select(_STANDS_FOR).where(_OPEN, table.c.likeness.is_not(None)).group_by(table.c.likeness)
    rows: Sequence[Any] = connection.execute(select(table).where(table.c.id.in_(ids.scalar_subquery()))).all()
    return {row.likeness: _asked(row) for row in rows}


def _asked(row: Any) -> ComparedQuestion:
    return ComparedQuestion(row.id, row.text, row.policy)


def _group(counted: Any, row: Any) -> QuestionGroup:
    return QuestionGroup(
        id=counted.likeness,
        text=row.text,
        outcome=row.outcome,
        policy=row.policy,
        facets=tuple(row.facets),
        nearest=tuple(Hit(each["policy"], each["facet"], each["score"]) for each in row.nearest or ()),
        count=counted.count,
        first_at=counted.first_at,
        last_at=counted.last_at,
    )
