"""What colleagues propose to the editors: another name of a policy, a question it answers, a correction. Nothing trains by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Engine

from bot.errors import SituationError
from bot.storage import alone
from bot.storage.tables import proposals as table

LONGEST_TEXT = 200
LONGEST_NOTE = 500
TOO_LONG = "写得太长了：内容最多{text}个字，说明最多{note}个字。请写短一点。"


class ProposalKind(str, Enum):
    """What is proposed: another name of a policy, a question that one of its answers should answer, a mistake to mend."""

    ALIAS = "alias"
    QUESTION = "question"
    CORRECTION = "correction"


class ProposalState(str, Enum):
    """Whether an editor has dealt with it, and how."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True)
class EditorsWish:
    """What someone proposes.

    Args:
        text: the alias or the question; of a correction, the clause that it is about, or the empty string.
        question: the likeness group it came from.
    """

    kind: ProposalKind
    policy: str | None
    text: str
    facet: str | None = None
    note: str | None = None
    question: int | None = None


@dataclass(frozen=True)
class Proposal:
    """A wish on record."""

    id: int
    wish: EditorsWish
    proposed_by: str
    proposed_at: datetime
    state: ProposalState
    settled_by: str | None
    settled_at: datetime | None


class Proposals:
    """The proposals of the installation. Every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def propose(self, wish: EditorsWish, by: str, at: datetime) -> int:
        """Put a wish on record and return its number; one that waits already is not put twice.

        Raises:
            SituationError: nothing is said, or too much.
        """
        wish = _tidied(wish)
        with alone(self._engine, "proposals") as connection:
            waiting = _waiting(connection, wish)
            if waiting is not None:
                return waiting
            row = {**_columns(wish), "note": wish.note, "question": wish.question}
            record = {"proposed_by": by, "proposed_at": at, "state": ProposalState.OPEN.value}
            done = connection.execute(insert(table).values(**row, **record))
            return int(done.inserted_primary_key[0])

    def settle(self, proposal: int, state: ProposalState, by: str, at: datetime) -> None:
        """Record that an editor has done or declined a proposal.

        Raises:
            SituationError: it does not exist, or someone has settled it already.
        """
        values = {"state": state.value, "settled_by": by, "settled_at": at}
        this = (table.c.id == proposal, table.c.state == ProposalState.OPEN.value)
        with self._engine.begin() as connection:
            if not connection.execute(update(table).where(*this).values(**values)).rowcount:
                raise SituationError(f"没有编号为 {proposal} 的待处理建议，可能已经有人处理了。请刷新再看。")

    def reopen(self, proposal: int) -> None:
        """Let a proposal wait again: what was done about it was undone."""
        values = {"state": ProposalState.OPEN.value, "settled_by": None, "settled_at": None}
        this = (table.c.id == proposal, table.c.state == ProposalState.DONE.value)
        with self._engine.begin() as connection:
            connection.execute(update(table).where(*this).values(**values))

    def find(self, proposal: int) -> Proposal | None:
        """Return a proposal."""
        with self._engine.connect() as connection:
            row = connection.execute(select(table).where(table.c.id == proposal)).first()
        return None if row is None else _proposal(row)

    def all(self, states: Sequence[ProposalState] = (ProposalState.OPEN,), limit: int = 500) -> list[Proposal]:
        """Return proposals in these states, newest first."""
        query = select(table).where(table.c.state.in_([state.value for state in states]))
        with self._engine.connect() as connection:
            return [_proposal(row) for row in connection.execute(query.order_by(table.c.id.desc()).limit(limit))]


def propose_correction(
    engine: Engine, policy: str, facet: str | None, clause: str | None, note: str, by: str, at: datetime
) -> int:
    """Record that a colleague finds what is said of a policy wrong; return the number of the proposal.

    Raises:
        SituationError: the note is empty or too long.
    """
    if not note.strip():
        raise SituationError("请写一句哪里不对，编辑才知道改什么。")
    return Proposals(engine).propose(EditorsWish(ProposalKind.CORRECTION, policy, clause or "", facet, note), by, at)


def _tidied(wish: EditorsWish) -> EditorsWish:
    text, note = " ".join(wish.text.split()), (wish.note or "").strip() or None
    if wish.kind is not ProposalKind.CORRECTION and not text:
        raise SituationError("请写出建议的说法或问题。")
    if len(text) > LONGEST_TEXT or len(note or "") > LONGEST_NOTE:
        raise SituationError(TOO_LONG.format(text=LONGEST_TEXT, note=LONGEST_NOTE))
    return EditorsWish(wish.kind, wish.policy, text, wish.facet, note, wish.question)


def _columns(wish: EditorsWish) -> dict[str, Any]:
    return {"kind": wish.kind.value, "policy": wish.policy, "facet": wish.facet, "text": wish.text}


def _waiting(connection: Connection, wish: EditorsWish) -> int | None:
    """Return the number of an open proposal that says the same; two corrections say the same only with the same note."""
    said = {**_columns(wish), **({"note": wish.note} if wish.kind is ProposalKind.CORRECTION else {})}
    same = [table.c[name].is_(None) if value is None else table.c[name] == value for name, value in said.items()]
    query = select(table.c.id).where(table.c.state == ProposalState.OPEN.value, *same)
    found: int | None = connection.execute(query.limit(1)).scalar()
    return found


def _proposal(row: Any) -> Proposal:
    wish = EditorsWish(ProposalKind(row.kind), row.policy, row.text, row.facet, row.note, row.question)
    state = ProposalState(row.state)
    return Proposal(row.id, wish, row.proposed_by, row.proposed_at, state, row.settled_by, row.settled_at)
