"""练兵: questions for colleagues made of the knowledge base, which one comes when, and how a station fares. Pure: the day is an argument."""

from bot.quiz.book import QuestionBook, choice_at, questions_on
from bot.quiz.model import Explanation, Kind, Question
from bot.quiz.order import hardness, next_question, question_of_the_day
from bot.quiz.score import FEWEST_PEOPLE, OwnScore, StationScore, TopicScore, own_score, station_scores
from bot.quiz.words import ALL_DONE, STALE, say_graded, say_question

__all__ = [
    "ALL_DONE",
    "FEWEST_PEOPLE",
    "STALE",
    "Explanation",
    "Kind",
    "OwnScore",
    "Question",
    "QuestionBook",
    "StationScore",
    "TopicScore",
    "choice_at",
    "hardness",
    "next_question",
    "own_score",
    "question_of_the_day",
    "questions_on",
    "say_graded",
    "say_question",
    "station_scores",
]
