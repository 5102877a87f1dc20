"""What the chat API gives: replies, sources and choices, exact enough to generate tests from its OpenAPI."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel


class CompleteModel(BaseModel):
    """A shape of which every field is always present."""

    class Config:
        """Say so in the JSON Schema, and name nulls, which pydantic 1 leaves out."""

        @staticmethod
        def schema_extra(schema: dict[str, Any], model: type[BaseModel]) -> None:
            """Complete the JSON Schema."""
            fields = schema["properties"]
            for name, field in model.__fields__.items():
                if field.allow_none:
                    fields[name] = {"anyOf": [fields[name], {"type": "null"}]}
            schema["required"] = list(fields)


class SourceOut(CompleteModel):
    """A source of an answer with the words it rests on."""

    id: str
    title: str
    document_number: str | None
    clause: str | None
    quote: str
    url: str | None
    standing: Literal["plan", "official", "secondary", "national"]


class PublicVerdict(CompleteModel):
    """Whether a policy fits a person, and which facts are still unknown."""

    status: Literal["eligible", "possibly", "not_eligible", "needs_facts", "out_of_force"]
    missing: list[str] = []


Outcome = Literal[
    "answered",
    "verdict",
    "clarify",
    "not_covered",
    "referred",
    "out_of_scope",
    "small_talk",
    "handoff",
    "consent",
    "error",
]


class ReplyBase(CompleteModel):
    """What a reply says, without its choices."""

    text: str
    outcome: Outcome
    topic: str | None = None
    policy: str | None = None
    facets: list[str] = []
    sources: list[SourceOut] = []
    verdict: PublicVerdict | None = None
    on: date


class ChoiceWithPayload(BaseModel):
    """A choice as Rasa sends it: the payload stays inside the house."""

    label: str
    payload: str


class DialogueReply(ReplyBase):
    """A reply as Rasa sends it."""

    choices: list[ChoiceWithPayload] = []


class ChoiceOut(CompleteModel):
    """A choice as a person gets it; its number is its place among all choices of the answer, from 1."""

    id: str
    label: str


class PublicReply(ReplyBase):
    """A reply as a person gets it. ``on`` is the date it holds for; ``rating`` is the ticket by which it can be rated."""

    choices: list[ChoiceOut] = []
    rating: str | None = None


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
    """What was not shown yet, oldest first; giving it out counts as having been read.

    ``speaking`` is who speaks instead of the bot; ``is_expected``: someone may speak soon, so ask again in some seconds.
    """

    notices: list[NoticeOut]
    lines: list[LineOut]
    speaking: str | None
    is_expected: bool


class MyPageOut(CompleteModel):
    """The page of one's subscriptions and data; the address works for 15 minutes."""

    address: str
