"""Reads a message against the knowledge base: which policies, topics, facets, dates and places it names.

The same reading serves the dialogue, the command line and staff lookup. Pure apart from its first use of sound tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.kb import KnowledgeBase, Period, TemplateParser, wordings_of
from bot.understanding.asked_dates import asked_period
from bot.understanding.normal_form import Normaliser
from bot.understanding.phrases import FoundPhrase, PhraseFinder
from bot.understanding.question_part import Spans, question_part

# Names that end or begin with a question.
_ASKING_TAIL = re.compile("(?:能|可以)?[补领交贷]?(?:几|多少|怎么|怎样|咋|如何|是什么|是啥|叫啥|在哪|什么时候)")
_ASKING_HEAD = re.compile("什么是|啥是|啥叫|哪里|哪些|哪")


@dataclass(frozen=True)
class NamedSubject:
    """What a name stands for: a topic, or one policy of it."""

    topic: str
    policy: str | None


@dataclass(frozen=True)
class Reading:
    """What a message mentions, in the order of mention, without repeats.

    Args:
        text: the message in normal form.
        named: subjects called by one of their names.
        hinted: topics that words of the message point at without naming them.
        facets: facets asked for beyond doubt.
        referrals: neighbouring matters named.
        referral_spans: where ``text`` names them.
        places: other cities or provinces named.
        period: the date asked about, if any.
        spans: where names of subjects stand in ``text``.
        asking: where a long message asks; all of a short one.
    """

    text: str
    named: tuple[NamedSubject, ...] = ()
    hinted: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    referral_spans: Spans = ()
    places: tuple[str, ...] = ()
    period: Period | None = None
    spans: Spans = ()
    asking: Spans = ()

    def is_bare_name(self) -> bool:
        """Return whether the message says nothing but names of subjects."""
        return bool(self.named) and not any(map(str.isalnum, self.beside_names()))

    def beside_names(self) -> str:
        """Return what the message says beside the names of subjects."""
        rest, place = "", 0
        for start, end in self.spans:
            rest += self.text[place:start] + " "
            place = end
        return rest + self.text[place:]


# 不是问社保补贴,是问失业金: what is named behind it is what is not asked about.
_REFUSED = re.compile(
    r"(?:(?<![是])不是(?:想|要)?(?:问|说|讲|打听|咨询|指|查)?|(?:不|别|甭)(?:想|要|再)?(?:问|说|讲|打听|咨询|提))的?(?:是)?\Z"
)


class Reader:
    """Reads messages with the names, cues and hints of one knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self.normalise = Normaliser(kb.rewrites)
        self._subjects = PhraseFinder(subject_names(kb, self.normalise))
        self._facets = PhraseFinder((cue, facet.id) for facet in kb.facets.values() for cue in facet.cues)
        self._referrals = PhraseFinder(
            (word, referral.id) for referral in kb.referrals.values() for word in referral.words
        )
        self._meant = PhraseFinder(_meant_wordings(kb))
        self._places = PhraseFinder((place, place) for place in kb.places)

    def read(self, message: str, today: date) -> Reading:
        """Return what the message mentions; relative dates are counted from ``today``."""
        text = self.normalise(message)
        found = self._names(text)
        spans = tuple((each.start, each.end) for each in found)
        named = _unique(self._narrowed(each.meaning, text) for each in found)
        asking = question_part(text)
        referred = self._referred(text, spans, asking)
        return Reading(
            text=text,
            named=_most_exact(named),
            hinted=self._hinted(text, {subject.topic for subject in named}),
            facets=_unique(
                each.meaning for each in self._facets.find(text) if _inside(each, asking) and not _inside(each, spans)
            ),
            referrals=_unique(each.meaning for each in referred),
            referral_spans=tuple((each.start, each.end) for each in referred),
            places=_unique(each.meaning for each in self._places.find(text)),
            period=asked_period(text, today),
            spans=spans,
            asking=asking,
        )

    def names_in(self, text: str) -> tuple[FoundPhrase[NamedSubject], ...]:
        """Return the names in a (normalised) text, exact ones or else those by sound, narrowed as in `read`."""
        found = self._names(text)
        return tuple(replace(each, meaning=self._narrowed(each.meaning, text)) for each in found)

    def _names(self, text: str) -> list[FoundPhrase[NamedSubject]]:
        found = self._subjects.find(text) or self._subjects.find_by_sound(text)
        meant = [each for each in found if not _REFUSED.search(text, 0, each.start)]
        return [_without_question(each) for each in meant or found]

    def hide_names(self, text: str, instead: str) -> str:
        """Return a (normalised) text with the names of policies and topics replaced."""
        hidden, place = "", 0
        for each in map(_without_question, self._subjects.find(text)):
            hidden += text[place : each.start] + instead
            place = each.end
        return hidden + text[place:]

    def warm_up(self) -> None:
        """Build the sound tables now, so that the first person does not wait for them."""
        self._subjects.find_by_sound("社保")

    def _narrowed(self, subject: NamedSubject, text: str) -> NamedSubject:
        """Choose the policy of a topic when the message says whom it is for (毕业生, 单位 …)."""
        if subject.policy is not None:
            return subject
        fitting = [
            policy for policy in self._kb.policies_of(subject.topic) if any(word in text for word in policy.picked_by)
        ]
        return NamedSubject(subject.topic, fitting[0].id) if len(fitting) == 1 else subject

    def hinted_in(self, text: str) -> tuple[str, ...]:
        """Return the topics that words of a (normalised) text point at without naming them."""
        return self._hinted(text, set())

    def _hinted(self, text: str, named_topics: set[str]) -> tuple[str, ...]:
        return tuple(
            topic.id
            for topic in self._kb.topics.values()
            if topic.id not in named_topics and any(all(word in text for word in words) for words in topic.hints)
        )

    def _referred(self, text: str, spans: Spans, asking: Spans) -> list[FoundPhrase[str]]:
        """Return the neighbouring matters that are asked about, or else those mentioned at all."""
        found = [each for each in self._referrals.find(text) if not _inside(each, spans)]
        found = [each for each in found if _inside(each, asking)] or found
        found = [each for each in found if not any(word in text for word in self._kb.referrals[each.meaning].unless)]
        return [*self._meant.find(text), *found]

    def narrowed_topic(self, topic: str, text: str) -> NamedSubject:
        """Return the subject of a hinted topic, as one policy when the (normalised) text says whom it is for."""
        return self._narrowed(NamedSubject(topic, None), text)


def _meant_wordings(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    parser = TemplateParser({})
    for referral in kb.referrals.values():
        for template in referral.says:
            yield from ((wording, referral.id) for wording in wordings_of(parser.parse(template)))


def _without_question(name: FoundPhrase[NamedSubject]) -> FoundPhrase[NamedSubject]:
    """Return a name without the question that people ask with it (失业金怎么领 names 失业金 and asks how)."""
    head = _ASKING_HEAD.match(name.phrase)
    start = head.end() if head else 0
    tail = _ASKING_TAIL.search(name.phrase, start)
    end = tail.start() if tail and tail.start() > start else len(name.phrase)
    return replace(name, phrase=name.phrase[start:end], start=name.start + start, end=name.start + end)


def subject_names(kb: KnowledgeBase, normalise: Callable[[str], str]) -> Iterable[tuple[str, NamedSubject]]:
    """Yield every name (in normal form) of a policy or topic with what it stands for; the names of policies first."""
    for policy in kb.policies.values():
        for name in (policy.title, policy.short_title, *policy.aliases):
            yield normalise(name), NamedSubject(policy.topic, policy.id)
    for topic in kb.topics.values():
        for name in topic.aliases:
            yield normalise(name), NamedSubject(topic.id, None)


def _inside(found: FoundPhrase[str], spans: Spans) -> bool:
    return any(start <= found.start and found.end <= end for start, end in spans)


def _unique(meanings: Iterable) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys(meanings))


def _most_exact(named: tuple[NamedSubject, ...]) -> tuple[NamedSubject, ...]:
    """Drop a topic when one of its policies is named as well."""
    exact_topics = {subject.topic for subject in named if subject.policy is not None}
    return tuple(subject for subject in named if subject.policy is not None or subject.topic not in exact_topics)
