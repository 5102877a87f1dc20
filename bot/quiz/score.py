"""How a colleague fares, for themself; how a station fares by topic, without anybody's name and only where three answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.quiz.book import QuestionBook
from bot.staff import QuizAnswer

FEWEST_PEOPLE = 3


@dataclass(frozen=True)
class OwnScore:
    """What a colleague sees of themself: answers today, and all that are kept with how many were right."""

    today: int
    count: int
    right: int


@dataclass(frozen=True)
class TopicScore:
    """Of one topic: how many people answered, how often, and how many answers were right."""

    topic: str
    people: int
    count: int
    right: int


@dataclass(frozen=True)
class StationScore:
    """Of one station (empty: colleagues without one): as `TopicScore`; ``topics``, the weakest first, only where enough answered."""

    station: str
    people: int
    count: int
    right: int
    topics: tuple[TopicScore, ...]
    is_shown: bool


def own_score(own: Iterable[QuizAnswer], on: date) -> OwnScore:
    """Return how a colleague fares."""
    answers = list(own)
    return OwnScore(sum(each.on == on for each in answers), len(answers), sum(each.is_right for each in answers))


def station_scores(book: QuestionBook, given: Iterable[QuizAnswer], stations: Mapping[str, str]) -> list[StationScore]:
    """Return the score of every station, by name; questions whose rules have changed do not count.

    Args:
        stations: the station of each active colleague, empty for none; who is not there does not count.
    """
    by_station: dict[str, list[QuizAnswer]] = defaultdict(list)
    for each in given:
        if each.userid in stations and book.find(each.question) is not None:
            by_station[stations[each.userid]].append(each)
    return [_station(book, station, by_station[station]) for station in sorted(by_station)]


def _station(book: QuestionBook, station: str, given: list[QuizAnswer]) -> StationScore:
    people, count, right = _counts(given)
    if people < FEWEST_PEOPLE:
        return StationScore(station, people, 0, 0, (), False)
    by_topic: dict[str, list[QuizAnswer]] = defaultdict(list)
    for each in given:
        by_topic[book.questions[each.question].topic].append(each)
    topics = [TopicScore(topic, *_counts(of_it)) for topic, of_it in by_topic.items()]
    # What one or two people answered would be their own score.
    shown = [topic for topic in topics if topic.people >= FEWEST_PEOPLE]
    shown.sort(key=lambda topic: (topic.right / topic.count, topic.topic))
    return StationScore(station, people, count, right, tuple(shown), True)


def _counts(given: list[QuizAnswer]) -> tuple[int, int, int]:
    return len({each.userid for each in given}), len(given), sum(each.is_right for each in given)
