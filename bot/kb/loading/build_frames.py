"""Turns checked plain data of fact_frames/ into frozen objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.kb.model.fact_frames import NO, YES, ZERO, FactFrame, FactFrames

SAID = {"true": YES, "false": NO}


def build_frames(files: Iterable[tuple[str, dict[str, Any]]]) -> FactFrames:
    """Return the wordings that the files of fact_frames/ describe together."""
    lists: dict[str, str] = {}
    things: dict[str, tuple[str, ...]] = {}
    beings: dict[str, tuple[str, ...]] = {}
    frames: list[FactFrame] = []
    for _, data in files:
        lists |= data.get("lists", {})
        things |= {value: tuple(templates) for value, templates in data.get("things", {}).items()}
        beings |= {value: tuple(templates) for value, templates in data.get("beings", {}).items()}
        frames += [_frame(entry) for entry in data.get("facts", ())]
    return FactFrames(lists, things, beings, tuple(frames))


def _frame(entry: dict[str, Any]) -> FactFrame:
    says = {value: tuple(entry[value]) for value in (YES, NO, ZERO) if value in entry}
    says |= {option: tuple(templates) for option, templates in entry.get("options", {}).items()}
    share = entry.get("share", {})
    return FactFrame(
        fact=entry["fact"],
        about=tuple(entry.get("about", ())),
        being=tuple(entry.get("being", ())),
        says=says,
        amounts=tuple(entry.get("amounts", ())),
        starts=tuple(entry.get("starts", ())),
        parts=tuple(share.get("part", ())),
        whole=share.get("of", ""),
        per=share.get("per", 0),
        unless=tuple(entry.get("unless", ())),
        implies={value: dict(facts) for value, facts in entry.get("implies", {}).items()},
        owner=entry.get("owner", "subject"),
        shares=tuple(entry.get("shares", ())),
        beside=tuple(entry.get("beside", ())),
        instead_of=entry.get("instead_of", ""),
        of_both=entry.get("of_both", False),
        outweighs=entry.get("outweighs", ""),
        is_history=entry.get("history", False),
    )
