"""Turns checked plain data into the frozen objects of ``model``. Runs only on data that passed gates 1 to 3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.kb.loading.build_acts import build_acts
from bot.kb.loading.build_answers import build_answers
from bot.kb.loading.build_campaigns import build_calendar, build_campaign, build_template
from bot.kb.loading.build_citations import build_citation, build_day, build_validity
from bot.kb.loading.build_criteria import build_attested, build_criterion, build_fact, build_states, eligibility_cases
from bot.kb.loading.build_frames import build_frames
from bot.kb.loading.files import RawFiles
from bot.kb.model.cases import AnswerCase
from bot.kb.model.citations import Citation, Clause, Source, Standing
from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.parameters import Parameter, ParameterValue
from bot.kb.model.policies import Contact, Facet, Link, Policy, Topic
from bot.kb.model.stations import build_stations, build_towns
from bot.kb.model.vocabulary import NeighbouringMatter, Rewrite, Term


def build(raw: RawFiles) -> KnowledgeBase:
    """Return the knowledge base that the files describe."""
    sources = {entry["id"]: _source(entry) for entry in raw.single("sources")[1]}
    contacts = {entry["id"]: Contact(**entry) for entry in raw.single("contacts")[1]}
    clauses = _all_clauses(raw, sources)
    glossary = raw.single("glossary")[1] or {"rewrites": [], "terms": []}
    facets = {entry["id"]: _facet(entry) for entry in raw.single("facets")[1]}
    topic_of = {data["id"]: data["topic"] for _, data in raw.items("policies")}
    questions = {data["policy"]: data["questions"] for _, data in raw.items("questions")}
    calendar = raw.single("calendar")[1] or {"holidays": []}
    days = frozenset(entry["id"] for entry in raw.single("facts")[1] if entry["type"] == "date")
    return KnowledgeBase(
        topics={entry["id"]: _topic(entry, contacts) for entry in raw.single("topics")[1]},
        facets=facets,
        sources=sources,
        clauses=clauses,
        parameters={data["id"]: _parameter(data, clauses) for _, data in raw.items("parameters")},
        policies={
            data["id"]: _policy(data, tuple(facets), clauses, contacts, days, questions.get(data["id"], {}))
            for _, data in raw.items("policies")
        },
        referrals={entry["id"]: _referral(entry) for entry in raw.single("referrals")[1]},
        contacts=contacts,
        facts={entry["id"]: build_fact(entry) for entry in raw.single("facts")[1]},
        fact_frames=build_frames(raw.items("fact_frames")),
        towns=build_towns(raw.single("stations")[1] or None),
        stations=build_stations(raw.single("stations")[1] or None),
        places=tuple(raw.single("places")[1]),
        rewrites=tuple(Rewrite(entry["write"], tuple(entry["heard"])) for entry in glossary["rewrites"]),
        terms=tuple(Term(entry["term"], tuple(entry["everyday"])) for entry in glossary["terms"]),
        cases=tuple(_case(entry) for entry in raw.single("cases")[1]),
        eligibility_cases=tuple(
            case for _, data in raw.items("eligibility_cases") for case in eligibility_cases(data, days)
        ),
        campaigns={data["id"]: build_campaign(data, topic_of) for _, data in raw.items("campaigns")},
        templates={entry["id"]: build_template(entry) for entry in raw.single("templates")[1]},
        acts=build_acts(raw.items("acts"), lambda entry: build_citation(entry, clauses)),
        calendar=build_calendar(calendar, lambda entry: build_citation(entry, clauses)),
    )


def _all_clauses(raw: RawFiles, sources: Mapping[str, Source]) -> dict[str, Clause]:
    return {
        clause.id: clause for _, data in raw.items("documents") for clause in _clauses(data, sources[data["source"]])
    }


def _facet(entry: dict[str, Any]) -> Facet:
    return Facet(entry["id"], entry["label"], tuple(entry["cues"]))


def _source(entry: dict[str, Any]) -> Source:
    return Source(
        id=entry["id"],
        title=entry["title"],
        document_number=entry["document_number"],
        issuer=entry["issuer"],
        date=build_day(entry["date"]),
        dated=entry["dated"],
        standing=Standing(entry["standing"]),
        scope=entry["scope"],
        url=entry["url"],
    )


def _clauses(data: dict[str, Any], source: Source) -> list[Clause]:
    return [
        Clause(
            id=entry["id"],
            source=source,
            label=entry["label"],
            text=entry["text"],
            is_verbatim=entry.get("verbatim", data["verbatim"]),
            offices=tuple(entry.get("offices", ())),
            targets=tuple(entry.get("targets", ())),
            validity=build_validity(entry),
        )
        for entry in data["clauses"]
    ]


def _parameter(data: dict[str, Any], clauses: dict[str, Clause]) -> Parameter:
    values = [
        ParameterValue(entry["value"], entry["shown"], build_validity(entry), build_citation(entry, clauses))
        for entry in data["values"]
    ]
    values.sort(key=lambda value: value.validity.start or date.min)
    return Parameter(data["id"], data["title"], data["unit"], tuple(values))


def _policy(
    data: dict[str, Any],
    facets: tuple[str, ...],
    clauses: dict[str, Clause],
    contacts: dict[str, Contact],
    days: frozenset[str],
    questions: Mapping[str, Sequence[str]],
) -> Policy:
    def cite(entry: dict[str, Any]) -> Citation:
        return build_citation(entry, clauses)

    return Policy(
        id=data["id"],
        topic=data["topic"],
        title=data["title"],
        short_title=data["short_title"],
        serves=data["serves"],
        aliases=tuple(data["aliases"]),
        picked_by=tuple(data.get("picked_by", ())),
        validity=build_validity(data),
        verified_on=date.fromisoformat(data["verified_on"]),
        answers=build_answers(data, facets, clauses, contacts, questions),
        criteria=build_criterion(data["criteria"], cite, days) if "criteria" in data else None,
        attested=tuple(build_attested(entry, cite) for entry in data.get("attested", ())),
        states=build_states(data, cite, days),
        state_fact=data.get("states", {}).get("fact", ""),
        successor=data.get("succeeded_by", ""),
        link=_link(data["link"], clauses) if "link" in data else None,
    )


def _link(entry: dict[str, str], clauses: Mapping[str, Clause]) -> Link:
    return Link(entry["title"], entry["url"], build_citation({"clause": entry["clause"]}, clauses))


def _topic(entry: dict[str, Any], contacts: Mapping[str, Contact]) -> Topic:
    return Topic(
        id=entry["id"],
        title=entry["title"],
        summary=entry["summary"],
        default_policy=entry["default_policy"],
        aliases=tuple(entry["aliases"]),
        hints=tuple(tuple(words) for words in entry["hints"]),
        told_about=entry.get("told_about", True),
        is_of_people=entry.get("of_people", False),
        has_stations=entry.get("has_stations", False),
        contact=contacts[entry["contact"]] if "contact" in entry else None,
    )


def _referral(entry: dict[str, Any]) -> NeighbouringMatter:
    return NeighbouringMatter(
        id=entry["id"],
        title=entry["title"],
        office=entry["office"],
        words=tuple(entry["words"]),
        unless=tuple(entry.get("unless", ())),
        say=entry["say"],
        is_alien=entry.get("alien", False),
        says=tuple(entry.get("says", ())),
    )


def _case(entry: dict[str, Any]) -> AnswerCase:
    return AnswerCase(
        policy=entry["policy"],
        facet=entry["facet"],
        on=date.fromisoformat(entry["on"]),
        says=tuple(entry["says"]),
        never_says=tuple(entry.get("never_says", ())),
    )
