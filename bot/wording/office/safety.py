"""The prepared sentences that come before every answer, with the offer of a person."""

from __future__ import annotations

from datetime import date

from bot.conversation import Choice, Outcome, Reply
from bot.kb import PreparedSentence, SpokenAct
from bot.wording.office.referrals import CALL_ME

# The wish by which a matchmaker is called; bot/referrals/calls hears it.
CALL = "office_call"


def say_to_distress(prepared: PreparedSentence, today: date) -> Reply:
    """Return the sentence for someone who does not want to live; its one choice is a person."""
    return _said(prepared, Outcome.HANDOFF, today)


def warn_of_fraud(prepared: PreparedSentence, today: date) -> Reply:
    """Return the warning; it says what is official and whom to tell."""
    return _said(prepared, Outcome.ANSWERED, today)


def say_first(act: SpokenAct, prepared: PreparedSentence, today: date) -> Reply:
    """Return what is said first to who complains or offers what identifies them; who complains of us is offered a person."""
    outcome = Outcome.SMALL_TALK if act is SpokenAct.COMPLAINT_ASSISTANT else Outcome.REFERRED
    return _said(prepared, outcome, today)


def _said(prepared: PreparedSentence, outcome: Outcome, today: date) -> Reply:
    return Reply(prepared.text, outcome, today, citations=prepared.citations, choices=(Choice(CALL_ME, CALL),))
