"""Every word of a closed list that colleagues or people may see has its Chinese; codes never stand in for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from bot.cli.commands.staff import ROLES
from bot.cli.commands.switch import TITLES as SWITCHES
from bot.cli.shown.outreach import SAYS as RUNS
from bot.cli.shown.person import TITLES as TABLES
from bot.cli.wechat_check.templates import CONSOLE, KIND_NAMES
from bot.conversation import Outcome
from bot.conversation.outcome_table import outcome_table
from bot.eligibility import Status, Truth
from bot.front.channels.wechat.answers import MEDIA
from bot.front.desk.pages.check import MARKS, SAYS
from bot.front.desk.pages.referrals import SHELVES
from bot.front.desk.pages.talks.talk_room import LINE_STATES
from bot.kb import Standing, TemplateKind
from bot.messaging.api.messenger import Way
from bot.messaging.protocol.inbound import MediaKind
from bot.messaging.protocol.rating_line import LABELS as RATINGS
from bot.outreach.ledger.events import FollowUpAnswer
from bot.outreach.reports.report import TITLES as NOTICES
from bot.outreach.runs.states import KnockState, NoticeState, RunState
from bot.people.held import holdings
from bot.questions.proposals import ProposalKind, ProposalState
from bot.questions.states import Rating
from bot.referrals import states as referrals
from bot.referrals.board import BoardShelf
from bot.referrals.talk_lines import LineState
from bot.staff.colleagues import Role
from bot.staff.switches import Switch
from bot.wording.answers.citations import CAUTIONS, STANDING_NAMES
from bot.wording.checks.check import HEADINGS
from bot.wording.checks.verdict import ROUTES, SENTENCES
from bot.wording.office.outreach_labels import KNOCK_STATES, VERDICTS, WAYS
from bot.wording.office.questions import PROPOSAL_KINDS, STATES
from bot.wording.office.switches import WHAT_STOPS

LABELLED: tuple[tuple[type[Enum], Mapping[Any, str]], ...] = (
    (Role, ROLES),
    (Switch, SWITCHES),
    (Switch, WHAT_STOPS),
    (RunState, RUNS),
    (TemplateKind, KIND_NAMES),
    (TemplateKind, CONSOLE),
    (MediaKind, MEDIA),
    (Truth, MARKS),
    (Truth, HEADINGS),
    (Status, SAYS),
    (Status, SENTENCES),
    (Status, ROUTES),
    (Status, VERDICTS),
    (BoardShelf, SHELVES),
    (LineState, LINE_STATES),
    (Standing, STANDING_NAMES),
    (Standing, CAUTIONS),
    (Way, WAYS),
    (Rating, RATINGS),
    (KnockState, KNOCK_STATES),
    (ProposalKind, PROPOSAL_KINDS),
    (ProposalState, STATES),
    (referrals.Act, referrals.ACTS),
    (referrals.ReferralOutcome, referrals.OUTCOMES),
    (referrals.ReferralState, referrals.STATES),
)
# What a notice is between being claimed and being told is not shown: it is over in a second.
UNSEEN = {NoticeState.CLAIMED, NoticeState.SENT}


def words(labels: Mapping[Any, str]) -> set[str]:
    return {key.value if isinstance(key, Enum) else key for key in labels}


def test_every_word_of_a_closed_list_has_its_chinese() -> None:
    # An empty one is a decision: nothing need be said of a line that was heard, or of a plan that is stated.
    unlike = [(kind, words(labels) ^ {member.value for member in kind}) for kind, labels in LABELLED]
    assert not [(kind.__name__, values) for kind, values in unlike if values]


def test_every_end_of_a_turn_has_its_chinese() -> None:
    assert set(outcome_table()) == set(Outcome)


def test_every_count_of_notices_has_its_chinese() -> None:
    seen = {state.value for state in NoticeState if state not in UNSEEN} | {answer.value for answer in FollowUpAnswer}
    assert seen | {"told", "asked"} == set(NOTICES)


def test_whoever_asks_what_is_held_of_them_reads_no_name_of_a_table() -> None:
    assert {holding.table.name for holding in holdings()} == set(TABLES)
