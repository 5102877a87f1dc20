"""What was asked and not answered well, for those who mend the knowledge base; and counts of turns."""

from bot.questions.editors_file import MOST_GROUPS, WRONG_CARDS_SINCE, as_yaml, for_editors
from bot.questions.last_question import EarlierQuestion, LastQuestion, last_question_of, questions_of
from bot.questions.proposals import EditorsWish, Proposal, ProposalKind, Proposals, ProposalState, propose_correction
from bot.questions.question_keeper import QuestionKeeper
from bot.questions.queue import QuestionGroup, Queue, QueueFilter, QueueShelf, count_waiting
from bot.questions.rating import rate
from bot.questions.rating_talk import RatingTalk, rating_wish
from bot.questions.retention import QUESTIONS_KEPT_FOR, forget_old_questions
from bot.questions.states import RATABLE, UNANSWERED, Rating
from bot.questions.turn_counts import (
    BOUNDS,
    LONGER,
    Durations,
    TurnCounts,
    durations,
    durations_by_day,
    outcomes_by_day,
)
from bot.questions.week import Asking, WeekTally, asking
from bot.questions.wrong_cards import wrong_cards

__all__ = [
    "BOUNDS",
    "LONGER",
    "MOST_GROUPS",
    "QUESTIONS_KEPT_FOR",
    "RATABLE",
    "UNANSWERED",
    "WRONG_CARDS_SINCE",
    "Asking",
    "Durations",
    "EarlierQuestion",
    "EditorsWish",
    "LastQuestion",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Proposals",
    "QuestionGroup",
    "QuestionKeeper",
    "Queue",
    "QueueFilter",
    "QueueShelf",
    "Rating",
    "RatingTalk",
    "TurnCounts",
    "WeekTally",
    "as_yaml",
    "asking",
    "count_waiting",
    "durations",
    "durations_by_day",
    "for_editors",
    "forget_old_questions",
    "last_question_of",
    "outcomes_by_day",
    "propose_correction",
    "questions_of",
    "rate",
    "rating_wish",
    "wrong_cards",
]
