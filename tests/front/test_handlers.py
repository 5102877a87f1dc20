"""The order of a turn is one list, and stopping it is one thing."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.conversation.message import HandlerResult, NextStep
from bot.conversation.wishes import Wish
from bot.front.handlers import TurnHandlers
from bot.kb import KnowledgeBase
from bot.settings import Settings


def no_kb() -> KnowledgeBase:
    raise AssertionError("the knowledge base is not needed to put the order together")


def names(these: object) -> list[str]:
    assert isinstance(these, tuple)
    return [type(each).__name__ for each in these]


def test_a_message_is_heard_in_this_order(engine: Engine, settings: Settings) -> None:
    assert names(TurnHandlers(engine, no_kb, settings).handlers) == [
        "DistressListener",
        "ConsentTalk",
        "TakeoverListener",
        "ChatSwitch",
        "TypedLabel",
        "IntroductionTalk",
        "SeekerTalk",
        "ReferralTalk",
        "FairReminderTalk",
        "StartTalk",
        "FraudListener",
        "RatingTalk",
        "NoticeTalk",
        "FairTalk",
        "JobTalk",
        "TypedChoice",
        "AskDialogue",
    ]


def test_replies_are_completed_in_this_order(engine: Engine, settings: Settings) -> None:
    assert names(TurnHandlers(engine, no_kb, settings).after) == [
        "FirstWord",
        "PersonOffer",
        "FirstChoice",
        "KeptQuestion",
        "ChoiceOffer",
    ]


def test_silence_is_an_answer_without_words_and_not_a_question_for_the_dialogue() -> None:
    assert (HandlerResult.silence().then, HandlerResult.silence().said) == (NextStep.DONE, ())
    assert HandlerResult.ask_dialogue().then is NextStep.ASK_DIALOGUE
    assert HandlerResult.picked("甲", Wish("show_menu")).then is NextStep.HEAR_AGAIN
