"""Turns plain data of dates and quotes into frozen objects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.kb.model.citations import Citation, Clause
from bot.kb.model.periods import Validity


def build_day(text: str | None) -> date | None:
    """Return the day that an ISO date writes, None for none."""
    return date.fromisoformat(text) if text else None


def build_validity(entry: Mapping[str, Any]) -> Validity:
    """Return the days on which an entry holds; without dates it always does."""
    return Validity(build_day(entry.get("valid_from")), build_day(entry.get("valid_to")))


def build_citation(entry: Mapping[str, Any], clauses: Mapping[str, Clause]) -> Citation:
    """Return a citation; without a quote the whole clause is meant."""
    clause = clauses[entry["clause"]]
    return Citation(clause, entry.get("quote", clause.text))
