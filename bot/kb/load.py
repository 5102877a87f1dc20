"""Loads a knowledge base folder through the five gates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import PolicyDataError, Problem
from bot.kb.gates import (
    check_acts,
    check_calendar,
    check_campaign_freshness,
    check_campaigns,
    check_cases,
    check_criteria,
    check_doors,
    check_expiry,
    check_fact_frames,
    check_facts,
    check_freshness,
    check_meaning,
    check_named_sources,
    check_names_in_cases,
    check_neighbours,
    check_references,
    check_roles,
    check_spoken_names,
    check_statements,
    check_stations,
    check_ways,
    find_lost_names,
)
from bot.kb.loading.build import build
from bot.kb.loading.digest import digest
from bot.kb.loading.files import RawFiles, read_files
from bot.kb.loading.schema import check_schema
from bot.kb.model.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class ValidationReport:
    """What the gates found. ``kb`` is there when nothing stops it from being built."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    kb: KnowledgeBase | None


def validate(folder: Path, on: date) -> ValidationReport:
    """Run all five gates and list everything they find at once.

    Args:
        folder: the knowledge base folder.
        on: the date for which freshness is judged.
    """
    return _report(*_checked(folder), on)


def validate_with(folder: Path, texts: Mapping[str, str | None], on: date) -> ValidationReport:
    """Run all five gates over a folder as it would be with other files, which are not written.

    Args:
        texts: what files would hold, by their path below the folder; None for one that would be gone.
    """
    return _report(*_through_gates(read_files(folder, texts), folder), on)


def _report(kb: KnowledgeBase | None, problems: list[Problem], on: date) -> ValidationReport:
    warnings = [*check_freshness(kb, on), *check_campaign_freshness(kb, on)] if kb is not None else []
    return ValidationReport(tuple(problems), tuple(sorted(warnings)), kb)


def lost_names(before: Path, now: Path) -> list[Problem]:
    """Return every name of a policy that one folder has and a later one neither has nor retired."""
    raws = [read_files(folder) for folder in (before, now)]
    for raw in raws:
        # What is broken is another mistake.
        check_schema(raw, now / "schema")
    return find_lost_names(*raws)


def load(folder: Path, checked: str | None = None) -> KnowledgeBase:
    """Return the knowledge base of a folder.

    Args:
        checked: the digest of a folder that the gates let through a moment ago; they are asked only about another one.

    Raises:
        PolicyDataError: a gate found a mistake; carries all of them.
    """
    if checked is not None and checked == digest(folder):
        return build(read_files(folder))
    kb, problems = _checked(folder)
    if kb is None or problems:
        raise PolicyDataError(problems)
    return kb


def load_published(folder: Path, published: str) -> KnowledgeBase | None:
    """Return the knowledge base of a folder whose files went through the gates; None while they are not those that were published.

    Args:
        published: their digest.
    """
    if digest(folder) != published:
        return None
    raw = read_files(folder)
    # What somebody writes while it is read must not become half of an answer.
    return build(raw) if digest(folder) == published else None


def _checked(folder: Path) -> tuple[KnowledgeBase | None, list[Problem]]:
    """Run gates 1 to 4; the knowledge base is built when the first three find nothing."""
    if not folder.is_dir():
        return None, [Problem(str(folder), "", "找不到知识库文件夹;在项目根目录运行,或用 LEYE_KB_DIR 指定")]
    return _through_gates(read_files(folder), folder)


def _through_gates(raw: RawFiles, folder: Path) -> tuple[KnowledgeBase | None, list[Problem]]:
    problems = list(raw.problems)
    problems += check_schema(raw, folder / "schema")
    problems += check_references(raw)
    problems += check_spoken_names(raw)
    problems += check_doors(raw)
    problems += check_statements(raw)
    problems += check_stations(raw)
    problems += check_meaning(raw)
    problems += check_named_sources(raw)
    problems += check_expiry(raw)
    problems += check_facts(raw)
    problems += check_roles(raw)
    problems += check_fact_frames(raw)
    problems += check_acts(raw)
    problems += check_neighbours(raw)
    problems += check_criteria(raw)
    problems += check_ways(raw)
    problems += check_names_in_cases(raw)
    problems += check_campaigns(raw)
    problems += check_calendar(raw)
    if problems:
        return None, sorted(set(problems))
    kb = build(raw)
    return kb, check_cases(kb)
