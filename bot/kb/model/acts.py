"""What people do with a message rather than ask: stop or start notices, despair, meet fraud, complain. Wordings and prepared sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from bot.kb.model.citations import Citation
from bot.kb.model.fact_templates import TemplateParser


class SpokenAct(str, Enum):
    """The closed list of acts that are heard before any model."""

    STOP_ALL = "stop_all"
    STOP_TOPIC = "stop_topic"
    PAUSE = "pause"
    ASK_STATUS = "ask_status"
    START_AGAIN = "start_again"
    START_TOPIC = "start_topic"
    DISTRESS = "distress"
    FRAUD = "fraud"
    COMPLAINT_DELAY = "complaint_delay"
    COMPLAINT_SHORT = "complaint_short"
    COMPLAINT_PRESSURE = "complaint_pressure"
    COMPLAINT_ASSISTANT = "complaint_assistant"
    PRIVACY = "privacy"


# What lessens what a person gets, or asks for it: carried out at once. What adds to it is asked back first.
STOPS = (SpokenAct.STOP_ALL, SpokenAct.STOP_TOPIC, SpokenAct.PAUSE)
STARTS = (SpokenAct.START_AGAIN, SpokenAct.START_TOPIC)
# Who offers what identifies them, or asks to be looked up by it, hears first not to send it.
# Complaints: of something that takes too long, of less than was promised, of being forced, of what the assistant said.
COMPLAINTS = (
    SpokenAct.COMPLAINT_DELAY,
    SpokenAct.COMPLAINT_SHORT,
    SpokenAct.COMPLAINT_PRESSURE,
    SpokenAct.COMPLAINT_ASSISTANT,
)
FIRST_WORDS = (SpokenAct.PRIVACY, *COMPLAINTS)


@dataclass(frozen=True)
class ActWordings:
    """How one act is said, as templates.

    Args:
        says: one of them in a clause is the act.
        weak: the same, but so short that it means this only of someone who gets notices.
        together: groups of templates; every template of a group stands in one of three clauses that follow each other.
        unless: a clause with one of them is not the act.
        never: a message with one of them is not the act.
        spare: words that are taken out before anything is looked for: 累死了 in 累死了不想活了.
    """

    act: SpokenAct
    says: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()


@dataclass(frozen=True)
class PreparedSentence:
    """The one sentence that is said to an act, with the sources of its figures."""

    act: SpokenAct
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class SpokenActs:
    """Everything of ``acts/``.

    Args:
        lists: named lists of the templates.
        topics: the words by which a topic of notices is called.
        deny: signs of refusal: a message with one of them is never taken for a wish to be told more.
    """

    lists: Mapping[str, str] = field(default_factory=dict)
    wordings: tuple[ActWordings, ...] = ()
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    deny: tuple[str, ...] = ()
    prepared: Mapping[SpokenAct, PreparedSentence] = field(default_factory=dict)

    def parser(self) -> TemplateParser:
        """Return a parser that knows the named lists."""
        return TemplateParser(self.lists)
