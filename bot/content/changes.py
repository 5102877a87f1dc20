"""The changes of the knowledge base on record: who proposed what and why, and what became of it. Every method is one short transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.storage import alone
from bot.storage.tables import content_changes as table

SHORTEST_REASON, LONGEST_REASON = 4, 500
SHOWN = 100


class ContentKind(str, Enum):
    """What is changed; an undo brings back what a change replaced."""

    AMOUNT = "amount"
    SENTENCE = "sentence"
    NAMES = "names"
    QUESTIONS = "questions"
    UNDO = "undo"


class ContentState(str, Enum):
    """What became of a change."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ProposedContent:
    """What someone wants to change.

    Args:
        about: the parameter, the policy, policy/facet or policy/statement.
        title: what it is, in words; becomes the subject of the commit.
        before: what each file holds, by its path below the folder; None for one that is not there.
        after: what each of them is to hold; None for one that is to go.
        begins_on: the day from which it is told, where it has one.
        proposal: the proposal of a colleague that it carries out, where it does.
    """

    kind: ContentKind
    about: str
    title: str
    reason: str
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    begins_on: date | None = None
    proposal: int | None = None


@dataclass(frozen=True)
class ContentChange:
    """A change on record."""

    id: int
    wanted: ProposedContent
    state: ContentState
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    remark: str | None
    revision: str | None
    undoes: int | None


class ContentChanges:
    """The changes of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def propose(self, wanted: ProposedContent, by: str, at: datetime) -> int:
        """Put a change on record and return its number.

        Raises:
            SituationError: there is no reason, nothing changes, or a change of the same file waits already.
        """
        if not SHORTEST_REASON <= len(wanted.reason.strip()) <= LONGEST_REASON:
            raise SituationError(f"请写为什么改、依据在哪里，{SHORTEST_REASON}到{LONGEST_REASON}个字。")
        if wanted.before == wanted.after:
            raise SituationError("和现在一样，没有要改的。")
        with alone(self._engine, "content changes") as connection:
            waiting = connection.execute(select(table).where(table.c.state == ContentState.PROPOSED.value))
            for other in map(_change, waiting):
                if set(other.wanted.after) & set(wanted.after):
                    raise SituationError(f"同一份内容还有一处改动（{other.id}号）等发布。请先发布或撤下它。")
            record = {"state": ContentState.PROPOSED.value, "proposed_by": by, "proposed_at": at}
            done = connection.execute(insert(table).values(**_columns(wanted), **record))
            return int(done.inserted_primary_key[0])

    def find(self, change: int) -> ContentChange | None:
        """Return a change."""
        with self._engine.connect() as connection:
            row = connection.execute(select(table).where(table.c.id == change)).first()
        return None if row is None else _change(row)

    def all(self, states: Sequence[ContentState], limit: int = SHOWN) -> list[ContentChange]:
        """Return changes in these states, newest first."""
        query = select(table).where(table.c.state.in_([state.value for state in states]))
        with self._engine.connect() as connection:
            return [_change(row) for row in connection.execute(query.order_by(table.c.id.desc()).limit(limit))]

    def of_proposals(self) -> dict[int, int]:
        """Return, by the number of the proposal that they carry out, the changes that wait."""
        this = (table.c.state == ContentState.PROPOSED.value, table.c.proposal.is_not(None))
        with self._engine.connect() as connection:
            rows = connection.execute(select(table.c.proposal, table.c.id).where(*this))
            return {row.proposal: row.id for row in rows}

    def decide(
        self,
        change: int,
        state: ContentState,
        by: str,
        at: datetime,
        remark: str | None = None,
        revision: str | None = None,
    ) -> None:
        """Record what became of a change that waits.

        Raises:
            SituationError: it does not wait any more.
        """
        values = {"state": state.value, "decided_by": by, "decided_at": at, "remark": remark, "revision": revision}
        this = (table.c.id == change, table.c.state == ContentState.PROPOSED.value)
        with self._engine.begin() as connection:
            if not connection.execute(update(table).where(*this).values(**values)).rowcount:
                raise SituationError(f"{change}号已经有人处理了。请刷新再看。")

    def record_undo(self, undone: ContentChange, wanted: ProposedContent, by: str, at: datetime, revision: str) -> int:
        """Put on record that a change was undone, which is a change that is published at once."""
        record = {"state": ContentState.PUBLISHED.value, "proposed_by": by, "proposed_at": at}
        decided = {"decided_by": by, "decided_at": at, "revision": revision, "undoes": undone.id}
        with self._engine.begin() as connection:
            done = connection.execute(insert(table).values(**_columns(wanted), **record, **decided))
            return int(done.inserted_primary_key[0])


def _columns(wanted: ProposedContent) -> dict[str, Any]:
    files = {name: [wanted.before.get(name), text] for name, text in wanted.after.items()}
    return {
        "kind": wanted.kind.value,
        "about": wanted.about[:160],
        "title": wanted.title[:200],
        "reason": wanted.reason.strip(),
        "files": files,
        "begins_on": wanted.begins_on,
        "proposal": wanted.proposal,
    }


def _change(row: Any) -> ContentChange:
    before = {name: pair[0] for name, pair in row.files.items()}
    after = {name: pair[1] for name, pair in row.files.items()}
    kind, of_proposal = ContentKind(row.kind), row.proposal
    wanted = ProposedContent(kind, row.about, row.title, row.reason, before, after, row.begins_on, of_proposal)
    return ContentChange(
        row.id,
        wanted,
        ContentState(row.state),
        row.proposed_by,
        row.proposed_at,
        row.decided_by,
        row.decided_at,
        row.remark,
        row.revision,
        row.undoes,
    )
