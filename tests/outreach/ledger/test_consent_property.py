"""Whatever people agreed to, took back, and whoever follows: nobody without a consent in force is ever claimed. On both databases."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from bot.kb import KnowledgeBase
from bot.outreach.ledger.claim import claim
from bot.outreach.ledger.start import start
from bot.people.consents import ALL_TOPICS
from bot.storage.tables import campaign_runs, channel_identities, consents, notices, people, template_grants
from tests.databases import empty
from tests.outreach.world import APP, BORN_ON, FITS, NOON, TEMPLATE, TOPIC, World, with_campaign

a_consent = st.fixed_dictionaries(
    {
        "topic": st.sampled_from([TOPIC, ALL_TOPICS, "startup_loan"]),
        "channel": st.sampled_from(["wechat", "web", "wecom"]),
        "withdrawn": st.booleans(),
    }
)
a_person = st.fixed_dictionaries(
    {
        "consents": st.lists(a_consent, max_size=3),
        "fits": st.booleans(),
        "wechat": st.sampled_from([None, True, False]),
        "web": st.sampled_from([None, True, False]),
        "grant": st.sampled_from([None, ("one_off", 0), ("one_off", 1), ("long_term", 0)]),
    }
)
generously = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def put(engine: Engine, known: list[dict[str, Any]], run: int, kb: KnowledgeBase, version: str) -> None:
    """Write the people, and a planned notice to each of them, as if all had agreed when it was planned."""
    with engine.begin() as connection:
        for table in (notices, template_grants, consents, channel_identities, people):
            connection.execute(table.delete())
        for number, person in enumerate(known):
            _put_person(connection, f"p{number}", person)
            row = {"run": run, "campaign": "c", "person": f"p{number}", "policy": "p", "version": version}
            more = {"kind": "notice", "verdict": "eligible", "key": f"k{number}", "state": "planned", "attempts": 0}
            at = {"planned_at": NOON, "not_after": NOON.replace(year=2027)}
            connection.execute(insert(notices).values(**row, **more, **at))


def _put_person(connection: Any, name: str, person: dict[str, Any]) -> None:
    facts = FITS if person["fits"] else {**FITS, "on_establishment": True}
    row = {"id": name, "facts": facts, "born_on": BORN_ON, "provenance": {}, "created_at": NOON, "updated_at": NOON}
    connection.execute(insert(people).values(**row))
    for consent in person["consents"]:
        over = {"withdrawn_at": NOON, "withdrawn_by": "chat"} if consent["withdrawn"] else {}
        given = {"topic": consent["topic"], "channel": consent["channel"], "origin": "test", "given_at": NOON}
        connection.execute(insert(consents).values(person=name, **given, **over))
    for channel in ("wechat", "web"):
        if person[channel] is not None:
            where = {"conversation": f"{channel}:{name}", "channel": channel, "app": APP, "address": f"{channel}{name}"}
            row = {**where, "person": name, "is_reachable": person[channel], "created_at": NOON}
            connection.execute(insert(channel_identities).values(**row))
    if person["grant"] is not None:
        kind, remaining = person["grant"]
        row = {"person": name, "template": TEMPLATE, "kind": kind, "remaining": remaining, "updated_at": NOON}
        connection.execute(insert(template_grants).values(**row))


def may_be_told(person: dict[str, Any]) -> bool:
    """Say it again in Python: who fits, and can be reached on a channel that they agreed to."""

    def agreed(channel: str) -> bool:
        return any(
            each["channel"] == channel and each["topic"] in (TOPIC, ALL_TOPICS) and not each["withdrawn"]
            for each in person["consents"]
        )

    grant = person["grant"] is not None and (person["grant"][0] == "long_term" or person["grant"][1] > 0)
    by_wechat = agreed("wechat") and person["wechat"] is True and grant
    return person["fits"] and (by_wechat or (agreed("web") and person["web"] is True))


@given(known=st.lists(a_person, min_size=1, max_size=6), late=st.lists(st.booleans(), min_size=6, max_size=6))
@generously
def test_nobody_without_consent_is_ever_claimed(
    engine: Engine, whole_kb: KnowledgeBase, known: list[dict[str, Any]], late: list[bool]
) -> None:
    empty(engine)
    world = World(engine, with_campaign(whole_kb))
    run = world.running()
    terms = world.terms(run)
    put(engine, known, run.id, world.kb, run.version)
    batch = claim(engine, terms, NOON, 100)
    claimed = {row.person for row in world.rows() if row.state == "claimed"}
    assert claimed == {f"p{number}" for number, person in enumerate(known) if may_be_told(person)}
    if batch is None:
        return
    leaving = [f"p{number}" for number, leaves in enumerate(late) if leaves]
    with engine.begin() as connection:
        gone = consents.c.person.in_(leaving)
        connection.execute(consents.update().where(gone).values(withdrawn_at=NOON, withdrawn_by="chat"))
    started = {each.person for each in start(engine, terms, batch.holder, batch.ids, NOON)}
    assert started == claimed - set(leaving)
    with engine.connect() as connection:
        assert connection.execute(select(campaign_runs.c.id)).scalars().all() == [run.id]
