"""What the chat API gives: the schema of ``bot.conversation.Reply`` with ids for its choices, exact enough to generate tests from its OpenAPI."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel

from bot.conversation import Outcome, PointMark, Reply
from bot.eligibility import Status
from bot.kb import Standing
from bot.storage import OfferedChoice


class CompleteModel(BaseModel):
    """A shape of which every field is always present, but those that its ``Config`` calls absent where they do not apply."""

    class Config:
        """Say so in the JSON Schema, and name nulls, which pydantic 1 leaves out."""

        absent: tuple[str, ...] = ()

        @staticmethod
        def schema_extra(schema: dict[str, Any], model: type[BaseModel]) -> None:
            """Complete the JSON Schema."""
            fields = schema["properties"]
            for name, field in model.__fields__.items():
                if field.allow_none and name not in model.__config__.absent:  # type: ignore[attr-defined]
                    fields[name] = {"anyOf": [fields[name], {"type": "null"}]}
            schema["required"] = [name for name in fields if name not in model.__config__.absent]  # type: ignore[attr-defined]


class SourceOut(CompleteModel):
    """A source of an answer with the words it rests on; ``is_verbatim``: they are its own, not what an editor read in it."""

    id: str
    title: str
    document_number: str | None
    clause: str | None
    quote: str
    url: str | None
    standing: Standing
    is_verbatim: bool


class PublicVerdict(CompleteModel):
    """Whether a policy fits a person, and which facts are still unknown."""

    status: Status
    missing: list[str] = []


class ChoiceOut(CompleteModel):
    """A choice as a person gets it; its number is its place among all choices of the answer, from 1."""

    id: str
    label: str


class PointOut(CompleteModel):
    """A line of a list; ``mark`` tells of a condition whether it holds."""

    text: str
    mark: PointMark | None = None


class PartOut(CompleteModel):
    """A list under its heading, which may be empty."""

    heading: str
    points: list[PointOut]


class OutlineOut(CompleteModel):
    """The parts of a reply in reading order, in the words of its text; ``title`` names what is spoken of, what is empty is not shown.

    ``known`` is what was understood of the person, by fact, as the form of 我能领什么 takes it; ``page`` is ``benefits`` where
    that page goes on from here.
    """

    title: str
    opening: str
    lead: str
    parts: list[PartOut]
    amount: str
    cautions: list[str]
    notes: list[str]
    next_step: str
    known: dict[str, str]
    page: str


class PublicReply(CompleteModel):
    """A reply as a person gets it. ``on`` is the date it holds for; ``rating`` is the ticket by which it can be rated.

    ``outline`` is there where the text has parts.
    """

    text: str
    outcome: Outcome
    topic: str | None = None
    policy: str | None = None
    facets: list[str] = []
    sources: list[SourceOut] = []
    verdict: PublicVerdict | None = None
    on: date
    choices: list[ChoiceOut] = []
    rating: str | None = None
    outline: OutlineOut | None = None

    class Config(CompleteModel.Config):
        """Leave the outline out of a reply that has none."""

        absent = ("outline",)

    @classmethod
    def of(cls, reply: Reply, offered: Sequence[OfferedChoice], ticket: str | None) -> PublicReply:
        """Return a reply with the ids by which its choices can be picked; their wishes stay inside the house."""
        choices = [ChoiceOut(id=choice.id, label=choice.label) for choice in offered]
        return cls(**{**reply.to_json(), "choices": choices, "rating": ticket})


class RepliesOut(CompleteModel):
    """The replies to one message, in order."""

    replies: list[PublicReply]


class SessionOut(CompleteModel):
    """A new conversation. The token is the only way to speak in it."""

    session: str


class NoticeOut(CompleteModel):
    """A notice that waits for the person of a conversation; ``at`` is when it came."""

    id: int
    text: str
    at: datetime


class LineOut(CompleteModel):
    """Something that the office says: a colleague by name, or a step of a referral."""

    id: int
    speaker: Literal["staff", "system"]
    name: str
    text: str
    at: datetime


class NoticesOut(CompleteModel):
    """What was not shown yet, oldest first; it counts as read once the page says so in its next request, or at once for a page that never does.

    ``speaking`` is who speaks instead of the bot; ``is_expected``: someone may speak soon, so ask again in some seconds.
    """

    notices: list[NoticeOut]
    lines: list[LineOut]
    speaking: str | None
    is_expected: bool


class MyPageOut(CompleteModel):
    """The page of one's subscriptions and data; the address works for 15 minutes."""

    address: str
