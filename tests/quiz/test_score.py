"""The score of a station: by topic, the weakest first, and nothing where it would be the score of one or two people."""

from __future__ import annotations

from datetime import date

from bot.quiz import QuestionBook, own_score, station_scores
from bot.staff import QuizAnswer
from tests.quiz.conftest import DAYS

TODAY = DAYS[0]
STATIONS = {"a": "zhongbei", "b": "zhongbei", "c": "zhongbei", "d": "dasi", "e": "dasi"}


def test_a_station_is_broken_down_only_where_three_people_answered(books: dict[date, QuestionBook]) -> None:
    book = books[TODAY]
    by_topic = {each.topic: name for name, each in book.questions.items()}
    weak, strong, lonely = list(by_topic.values())[:3]
    given = [QuizAnswer(who, weak, who == "a", TODAY) for who in "abcde"]
    given += [QuizAnswer(who, strong, True, TODAY) for who in "abc"]
    given += [
        QuizAnswer("a", lonely, False, TODAY),
        QuizAnswer("gone", weak, False, TODAY),
        QuizAnswer("a", "0" * 16, False, TODAY),
    ]
    dasi, zhongbei = station_scores(book, given, STATIONS)
    assert (dasi.station, dasi.is_shown, dasi.topics, dasi.count) == ("dasi", False, (), 0)
    assert (zhongbei.people, zhongbei.count, zhongbei.right) == (3, 7, 4)
    assert [each.topic for each in zhongbei.topics] == [book.questions[weak].topic, book.questions[strong].topic]
    assert (zhongbei.topics[0].people, zhongbei.topics[0].count, zhongbei.topics[0].right) == (3, 3, 1)


def test_a_colleague_sees_how_many_today_and_how_many_were_right() -> None:
    own = [QuizAnswer("a", "x", True, date(2026, 11, 30)), QuizAnswer("a", "y", False, TODAY)]
    score = own_score(own, TODAY)
    assert (score.today, score.count, score.right) == (1, 2, 1)
