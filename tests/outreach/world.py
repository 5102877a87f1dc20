"""A small world for the tests of outreach: people, a campaign, a platform that does what a test says, a clock that a test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from bot.clock import SHANGHAI
from bot.kb import KnowledgeBase, load
from bot.kb.model.campaigns import Campaign
from bot.messaging.api.messenger import Letter, Receipt, Way
from bot.messaging.api.reactions import WECHAT, refusal
from bot.outreach.context import Outreach, day_of
from bot.outreach.control import decisions
from bot.outreach.ledger.claim import ClaimConditions
from bot.outreach.runs.runs import Run, get, propose
from bot.outreach.runs.states import NoticeKind
from bot.outreach.scheduler.outbox import Outbox, deliver_here, set_due
from bot.outreach.sending.send_job import terms_for
from bot.outreach.sending.sender import SendLimits
from bot.outreach.sending.web_inbox import WebInbox
from bot.staff import Colleague, Role, Staff
from bot.storage.tables import channel_identities, consents, notices, people, template_grants

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=SHANGHAI)
APP = "wxapp"
TEMPLATE = "template-of-notice"
FOLLOW_UP_TEMPLATE = "template-of-follow-up"
FITS = {
    "difficulty_recognised": True,
    "pays_own_insurance": True,
    "registered_flexible": True,
    "sex": "male",
    "draws_pension": False,
    "on_establishment": False,
}
# Of an age at which the subsidy is for everyone who is recognised.
BORN_ON = date(1974, 6, 1)
CAMPAIGN = "flexible_insurance_notice"
TOPIC = "social_insurance_subsidy"


# More than any test tells: those about the ceiling say their own number.
AUDIENCE = 100_000


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class Platform:
    """Takes letters, or refuses them with the codes that a test set for an address."""

    refuses: dict[str, list[int]] = field(default_factory=dict)
    raises: dict[str, Exception] = field(default_factory=dict)
    on_send: Callable[[Letter], None] = lambda _letter: None
    letters: list[Letter] = field(default_factory=list)

    async def send(self, letter: Letter) -> Receipt:
        self.on_send(letter)
        if letter.address in self.raises:
            raise self.raises[letter.address]
        codes = self.refuses.get(letter.address) or self.refuses.get("*")
        if codes:
            raise refusal(WECHAT, codes.pop(0), "as the test says")
        self.letters.append(letter)
        return Receipt(f"m{len(self.letters)}")

    @property
    def addresses(self) -> list[str]:
        """Return who got something, one entry for each letter."""
        return [letter.address for letter in self.letters]


def real_kb() -> KnowledgeBase:
    """Return the real knowledge base, with nothing of the campaign's policy left for people to judge: a yes is a yes."""
    kb = load(Path(__file__).parents[2] / "policies_kb")
    policy = kb.campaigns[CAMPAIGN].policy
    return replace(kb, policies={**kb.policies, policy: replace(kb.policies[policy], attested=())})


def with_campaign(kb: KnowledgeBase, **changes: Any) -> KnowledgeBase:
    """Return the knowledge base with one campaign, changed as a test needs it."""
    return replace(kb, campaigns={CAMPAIGN: replace(kb.campaigns[CAMPAIGN], **changes)})


@dataclass
class World:
    """Outreach on a database of its own."""

    engine: Engine
    kb: KnowledgeBase
    clock: Clock = field(default_factory=Clock)
    platform: Platform = field(default_factory=Platform)
    template_ids: dict[str, str] = field(
        default_factory=lambda: {"policy_notice": TEMPLATE, "follow_up": FOLLOW_UP_TEMPLATE}
    )

    @property
    def outreach(self) -> Outreach:
        wechat = dict.fromkeys((Way.SUBSCRIBE, Way.TEMPLATE, Way.CUSTOMER), self.platform)
        messengers = {**wechat, Way.WEB: WebInbox(self.engine, self.clock)}
        return Outreach(self.engine, self.kb, messengers, self.clock, APP, self.template_ids)

    @property
    def campaign(self) -> Campaign:
        return self.kb.campaigns[CAMPAIGN]

    def change_campaign(self, **changes: Any) -> None:
        self.kb = with_campaign(self.kb, **changes)

    def approved(self, kind: NoticeKind = NoticeKind.NOTICE) -> Run:
        """Return an approved run."""
        run = propose(self.engine, self.kb, self.campaign, kind, self.clock(), day_of(self.clock()))
        add_office(self.engine)
        run = decisions.mark_rehearsed(self.engine, run, self.campaign, "甲", self.clock(), AUDIENCE)
        return decisions.approve(self.engine, run, self.campaign, "乙", self.clock())

    def running(self) -> Run:
        """Return a run that is going, with nothing planned."""
        return decisions.begin(self.engine, self.approved(), self.clock())

    def planned(self) -> Run:
        """Return a run that is going, with everyone planned who can be, and nothing sent."""
        run = self.running()
        set_due(self.outreach, run.id, self.clock())
        self.outbox().plan_if_due(get(self.engine, run.id), self.campaign, self.clock())
        return get(self.engine, run.id)

    def terms(self, run: Run, kind: NoticeKind = NoticeKind.NOTICE) -> ClaimConditions:
        return terms_for(self.outreach, run, self.campaign, kind, day_of(self.clock()))

    def outbox(self, pace: SendLimits | None = None) -> Outbox:
        return Outbox(self.outreach, deliver_here(self.outreach, pace or SendLimits(batch=10, together=4)))

    def states(self) -> dict[str, str]:
        """Return the state of each notice by person (follow-ups as ``person/follow_up``)."""
        found = {}
        for row in self.rows():
            found[row.person if row.kind != NoticeKind.FOLLOW_UP.value else f"{row.person}/follow_up"] = row.state
        return found

    def rows(self) -> list[Any]:
        with self.engine.connect() as connection:
            return connection.execute(select(notices).order_by(notices.c.id)).all()


def add_person(
    engine: Engine,
    name: str,
    facts: Mapping[str, Any] | None = None,
    *,
    agrees: Iterable[str] = ("wechat",),
    topic: str = TOPIC,
    wechat: bool = True,
    web: bool = False,
    follows: bool = True,
    grants: int | None = 1,
    long_term: bool = False,
    town: str | None = None,
    station: str | None = None,
    born_on: date = BORN_ON,
    at: datetime = NOON,
) -> str:
    """Add a person; by default one who fits, agreed on WeChat, and allowed one message."""
    with engine.begin() as connection:
        row = {"id": name, "town": town, "station": station, "facts": dict(FITS if facts is None else facts)}
        connection.execute(insert(people).values(**row, born_on=born_on, provenance={}, created_at=at, updated_at=at))
        for channel in agrees:
            given = {"person": name, "topic": topic, "channel": channel, "origin": "test", "given_at": at}
            connection.execute(insert(consents).values(**given))
        if wechat:
            _add_identity(connection, name, "wechat", APP, follows, at)
        if web:
            _add_identity(connection, name, "web", "web", True, at)
        if grants is not None:
            kind = "long_term" if long_term else "one_off"
            for template in (TEMPLATE, FOLLOW_UP_TEMPLATE):
                grant = {"person": name, "template": template, "kind": kind, "remaining": grants, "updated_at": at}
                connection.execute(insert(template_grants).values(**grant))
    return name


def add_office(engine: Engine, at: datetime = NOON) -> None:
    """Add the colleagues who decide about runs: 甲 and 丙 rehearse, 乙 approves."""
    staff = Staff(engine)
    for userid, role in (("甲", Role.EDITOR), ("丙", Role.ADMIN), ("乙", Role.APPROVER)):
        if staff.find(userid) is None:
            staff.add(Colleague(userid, userid, role, None), at)


def address_of(name: str, channel: str = "wechat") -> str:
    """Return where a person of this world is written to."""
    return f"{channel}-{name}"


def _add_identity(connection: Connection, name: str, channel: str, app: str, is_reachable: bool, at: datetime) -> None:
    row = {"conversation": f"{channel}:{name}", "person": name, "channel": channel, "app": app}
    address = {"address": address_of(name, channel), "is_reachable": is_reachable, "created_at": at}
    connection.execute(insert(channel_identities).values(**row, **address))
