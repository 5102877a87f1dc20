"""Turns what a policy file says of each facet, and the questions kept beside it, into frozen objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.kb.loading.build_citations import build_citation, build_validity
from bot.kb.model.citations import Clause
from bot.kb.model.policies import Answer, Applicability, Contact, FacetAnswer, NotApplicable, NotSourced, Sentence


def build_answers(
    data: Mapping[str, Any],
    facets: Sequence[str],
    clauses: Mapping[str, Clause],
    contacts: Mapping[str, Contact],
    questions: Mapping[str, Sequence[str]],
) -> dict[str, FacetAnswer]:
    """Return what is said of each facet of one policy.

    Args:
        data: the checked policy file.
        facets: ids of all facets.
        clauses: by id.
        contacts: by id.
        questions: the ways people ask for each sentence of this policy, by the sentence's id.
    """
    answers: dict[str, FacetAnswer] = {}
    for facet in facets:
        entry = data["answers"][facet]
        if isinstance(entry, list):
            sentences = [_sentence(item, f"{facet}_{at}", clauses, questions) for at, item in enumerate(entry, 1)]
            answers[facet] = Answer(tuple(sentences))
        elif "not_applicable" in entry:
            answers[facet] = NotApplicable(entry["not_applicable"])
        else:
            answers[facet] = NotSourced(entry["not_sourced"], contacts[entry["ask"]])
    return answers


def _sentence(
    item: Mapping[str, Any], otherwise: str, clauses: Mapping[str, Clause], questions: Mapping[str, Sequence[str]]
) -> Sentence:
    """Return a sentence; one without an id of its own is called by its place."""
    name = item.get("id", otherwise)
    return Sentence(
        template=item["text"],
        citations=tuple(build_citation(cited, clauses) for cited in item.get("sources", ())),
        validity=build_validity(item),
        id=name,
        part=item.get("part", ""),
        applies_when=tuple(Applicability(**fact) for fact in item.get("applies_when", ())),
        is_absence=item.get("absence", False),
        is_inferred=item.get("basis") == "inferred",
        payee=item.get("payee", ""),
        questions=tuple(dict.fromkeys((*questions.get(name, ()), *item.get("questions", ())))),
    )
