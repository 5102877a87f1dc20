"""How people state the facts of facts.yml, as editors write it. Frozen, no logic beyond filling in what all share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.kb.model.criteria import Value
from bot.kb.model.fact_templates import TemplateParser

YES, NO, ZERO = "yes", "no", "zero"


@dataclass(frozen=True)
class FactFrame:
    """The wordings of one fact; templates as in ``fact_templates``.

    Args:
        fact: id in facts.yml.
        about: what one has or does (失业登记, 执照): the wordings that all such nouns share apply to it.
        being: what one is (残疾人, 退役军人): likewise.
        says: templates by the value they state: ``yes``, ``no``, the id of an option, or ``zero`` for none at all.
        amounts: templates with one slot that holds the number.
        starts: templates with a ``{date}`` from which the number counts.
        parts: templates of a count that is a share of the number ``whole``, per ``per``.
        unless: templates; what overlaps them does not state this fact.
        implies: what else is so when a value is stated.
        owner: ``subject`` of the clause by default, ``writer`` always, or ``couple``: true of both when true of one.
        shares: other facts that may be stated by the same words.
        beside: facts of which one must be told in the same message, where the words alone could mean something else.
        instead_of: the fact that the same words state where nothing of a firm is told.
        of_both: whether it counts only where what it stands beside is denied of the spouse as well (两口子都没工作).
        outweighs: ``yes`` or ``no``: what counts where both are told (a job in the house, whatever its income); empty: the last.
        is_history: whether something of the past still counts (当过兵, 交过三年).
    """

    fact: str
    about: tuple[str, ...] = ()
    being: tuple[str, ...] = ()
    says: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    amounts: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    whole: str = ""
    per: int = 0
    unless: tuple[str, ...] = ()
    implies: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    owner: str = "subject"
    shares: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    instead_of: str = ""
    of_both: bool = False
    outweighs: str = ""
    is_history: bool = False


@dataclass(frozen=True)
class FactFrames:
    """All wordings: named lists, what nouns share, and the frame of each fact."""

    lists: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    frames: tuple[FactFrame, ...] = ()

    def parser(self) -> TemplateParser:
        """Return what reads templates with the lists of all."""
        return TemplateParser(self.lists)

    def parser_for(self, frame: FactFrame, parser: TemplateParser) -> TemplateParser:
        """Return what reads the templates of a frame: with ``about`` and ``being`` of its own, beside the lists of all."""
        own = {"about": "|".join(frame.about), "being": "|".join(frame.being)}
        return parser.with_own({name: f"({nouns})" for name, nouns in own.items() if nouns})

    def says_of(self, frame: FactFrame) -> dict[str, tuple[str, ...]]:
        """Return the templates of each value of a frame, with those that all its nouns share."""
        says: dict[str, list[str]] = {}
        for nouns, shared in ((frame.about, self.things), (frame.being, self.beings)):
            for value, templates in shared.items() if nouns else ():
                says.setdefault(value, []).extend(templates)
        for value, templates in frame.says.items():
            says.setdefault(value, []).extend(templates)
        return {value: tuple(templates) for value, templates in says.items()}
