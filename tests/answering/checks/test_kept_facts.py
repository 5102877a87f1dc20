"""After a verdict, what it rests on is kept of those who say so, and of nobody else; later checks renew it, 退订 and erasing end it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from actions.check_eligibility import ActionCheckEligibility
from actions.explain_notices import ActionExplainNotices
from actions.turn_action import TurnAction
from bot import clock
from bot.answering import Toolbox
from bot.people import KEPT_FACTS, Consents, Identities, Keeping, Subscriptions, erase_person, export_person
from bot.people.kept_checks import BASIS
from bot.storage.tables import people
from bot.wording.checks.kept_facts import OFFER
from tests.answering.conftest import Played, play_turn

POLICY, TOPIC = "social_insurance_subsidy_flexible", "social_insurance_subsidy"
WEB, WECHAT = "web:visitor", "wx:0123456789abcdef0123456789abcdef"
SAID = {
    "difficulty_recognised": True,
    "pays_own_insurance": True,
    "registered_flexible": True,
    "age": 52,
    "sex": "male",
    "draws_pension": False,
}
ALL = {**SAID, "on_establishment": False}


class Talk:
    """One conversation with the actions; it remembers the slots as Rasa does."""

    def __init__(self, known: Toolbox, engine: Engine, conversation: str) -> None:
        self.known = replace(known, subscriptions=Subscriptions(engine), keeping=Keeping(engine, known.kb.facts))
        self.conversation, self.slots = conversation, dict[str, Any]()
        self._engine = engine

    def check(self, last: str = "no", who: str = "self", **said: Any) -> Played:
        """Come to a verdict: the last question was open and is answered now."""
        facts = {who: {**SAID, **said}}
        check = {"policy": POLICY, "who": who, "asked": "on_establishment", "people": facts, "skipped": []}
        self.slots["check"] = check
        return self._pick(ActionCheckEligibility, "check_eligibility", fact="on_establishment", value=last)

    def keep(self) -> Played:
        """Pick the offer."""
        return self._pick(ActionExplainNotices, "subscribe_notices", policy=POLICY)

    def stop(self) -> None:
        """Say 退订."""
        play_turn(self.known, ActionExplainNotices, "退订", "stop_notices", conversation=self.conversation)

    def _pick(self, action: type[TurnAction], intent: str, **picked: str) -> Played:
        played = play_turn(
            self.known, action, intent=intent, picked=picked, slots=self.slots, conversation=self.conversation
        )
        self.slots.update(played.slots)
        return played

    @property
    def held(self) -> dict[str, Any]:
        """Return what is held of the person behind the conversation."""
        identity = Identities(self._engine).find(self.conversation)
        return {} if identity is None else export_person(self._engine, identity.person)

    @property
    def facts(self) -> dict[str, Any]:
        """Return the facts kept."""
        return dict(self.held["people"][0]["facts"]) if self.held else {}


def is_offered(played: Played) -> bool:
    """Tell whether a verdict comes with the offer."""
    assert played.reply["verdict"] is not None
    return OFFER in [choice["label"] for choice in played.reply["choices"]]


@pytest.fixture
def talk(known: Toolbox, engine: Engine) -> Callable[[str], Talk]:
    """Return what begins a conversation; on WeChat with someone who follows the account."""

    def begin(conversation: str) -> Talk:
        if conversation == WECHAT:
            Identities(engine).meet("wechat", "wxapp", "openid", clock.now(), WECHAT)
        return Talk(known, engine, conversation)

    return begin


@pytest.mark.parametrize(("conversation", "channel"), [(WEB, "web"), (WECHAT, "wechat")])
def test_picking_the_offer_gives_consent_and_keeps_the_facts(
    talk: Callable[[str], Talk], conversation: str, channel: str
) -> None:
    person = talk(conversation)
    assert is_offered(person.check())
    assert person.facts == {}
    said = person.keep().reply
    assert said["outcome"] == "consent"
    assert "自己交社保" in said["text"]
    assert "机关事业单位在编：否" in said["text"]
    assert ("允许公众号给我发提醒" in said["text"]) is (channel == "wechat")
    assert person.facts == ALL
    source = {"origin": "chat", "on": clock.today().isoformat(), "basis": BASIS}
    assert person.held["people"][0]["provenance"] == dict.fromkeys(ALL, source)
    consents = [[each[name] for name in ("topic", "channel", "origin", "basis")] for each in person.held["consents"]]
    assert consents == [[topic, channel, "chat", BASIS] for topic in (KEPT_FACTS, TOPIC)]


def test_nothing_at_all_is_written_of_a_visitor_who_does_not_pick_it(
    talk: Callable[[str], Talk], engine: Engine
) -> None:
    person = talk(WEB)
    person.check()
    person.check("yes")
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(people)).scalar_one() == 0


def test_later_checks_of_who_agreed_renew_the_facts_without_asking(talk: Callable[[str], Talk]) -> None:
    person = talk(WECHAT)
    person.check()
    person.keep()
    assert not is_offered(person.check("yes", age=48))
    assert person.facts == {**SAID, "on_establishment": True, "age": 48}


def test_who_ticked_topics_on_the_page_is_still_asked_before_facts_are_kept(
    talk: Callable[[str], Talk], engine: Engine
) -> None:
    person = talk(WECHAT)
    identity = Identities(engine).find(WECHAT)
    assert identity is not None
    Consents(engine).give(identity.person, "all", "wechat", "page", clock.now(), "本人在页面勾选")
    assert is_offered(person.check())
    assert person.facts == {}
    person.keep()
    assert person.facts == ALL
    assert not is_offered(person.check())


def test_who_stopped_and_ticks_topics_later_is_asked_anew_before_facts_are_renewed(
    talk: Callable[[str], Talk], engine: Engine
) -> None:
    person = talk(WECHAT)
    person.check()
    person.keep()
    person.stop()
    Consents(engine).give(person.held["person"], TOPIC, "wechat", "page", clock.now(), "本人在页面勾选")
    assert is_offered(person.check("yes"))
    assert person.facts == ALL


def test_who_wants_no_topic_any_more_has_nothing_renewed(talk: Callable[[str], Talk], engine: Engine) -> None:
    person = talk(WECHAT)
    person.check()
    person.keep()
    Subscriptions(engine).stop(WECHAT, clock.now(), TOPIC)
    assert is_offered(person.check("yes"))
    assert person.facts == ALL


def test_after_stopping_nothing_is_renewed_and_it_is_offered_anew(talk: Callable[[str], Talk]) -> None:
    person = talk(WEB)
    person.check()
    person.keep()
    person.stop()
    assert [consent["withdrawn_by"] for consent in person.held["consents"]] == ["chat", "chat"]
    assert is_offered(person.check("yes"))
    assert person.facts == ALL
    person.keep()
    assert person.facts == {**SAID, "on_establishment": True}
    assert len(person.held["consents"]) == 4


def test_erasing_ends_it(talk: Callable[[str], Talk], engine: Engine) -> None:
    person = talk(WEB)
    person.check()
    person.keep()
    erase_person(engine, person.held["person"], clock.now())
    assert person.held == {}
    assert is_offered(person.check())
    assert person.held == {}


def test_what_is_said_of_a_child_is_not_kept_of_the_parent(talk: Callable[[str], Talk]) -> None:
    person = talk(WEB)
    assert not is_offered(person.check(who="child"))
    person.check()
    person.keep()
    person.check("yes", who="child")
    assert person.facts == ALL


def test_what_is_sensitive_is_never_kept(talk: Callable[[str], Talk]) -> None:
    person = talk(WECHAT)
    assert person.known.kb.facts["disabled"].is_sensitive
    person.check(disabled=True)
    person.keep()
    assert person.facts == ALL


def test_picked_when_the_check_is_forgotten_it_says_so_and_keeps_nothing(talk: Callable[[str], Talk]) -> None:
    person = talk(WEB)
    person.check()
    person.slots["check"] = None
    said = person.keep().reply
    assert "再算一次" in [choice["label"] for choice in said["choices"]]
    assert person.held == {}


@pytest.mark.parametrize("conversation", ["wecom:lihong", "wx:ffffffffffffffffffffffffffffffff", "a"])
def test_where_nobody_can_be_told_it_is_not_offered(talk: Callable[[str], Talk], conversation: str) -> None:
    person = talk(conversation)
    assert not is_offered(person.check())
    assert "没有记" in person.keep().reply["text"]
    assert person.held == {}
