"""What people state of themselves: merged, dated, and never the sensitive kind."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.kb import KnowledgeBase
from bot.people import Facts, Identities
from tests.people.conftest import NOW, SECRET, stored

EARLIER, LATER = date(2026, 11, 1), date(2026, 11, 20)


@pytest.fixture
def somebody(engine: Engine) -> str:
    return Identities(engine, SECRET).meet("wechat", "wxapp", "openid", NOW).person


@pytest.fixture
def facts(engine: Engine, kb: KnowledgeBase) -> Facts:
    return Facts(engine, kb.facts)


def test_facts_add_up_with_their_provenance(engine: Engine, facts: Facts, somebody: str) -> None:
    assert facts.state(somebody, {"veteran": True}, "chat", EARLIER, "本人说的") == ("veteran",)
    facts.state(somebody, {"has_job": False}, "page", LATER, "本人填的", at=NOW)
    row = stored(engine)[None]  # type: ignore[index]
    assert row.facts == {"veteran": True, "has_job": False}
    assert row.provenance["has_job"] == {"origin": "page", "on": "2026-11-20", "basis": "本人填的"}
    assert row.updated_at == NOW


def test_the_newer_statement_counts_whatever_the_order(engine: Engine, facts: Facts, somebody: str) -> None:
    facts.state(somebody, {"has_job": True}, "chat", LATER, "x")
    assert facts.state(somebody, {"has_job": False}, "chat", EARLIER, "x") == ()
    assert stored(engine)[None].facts == {"has_job": True}  # type: ignore[index]
    facts.state(somebody, {"has_job": False}, "chat", LATER, "x")
    assert stored(engine)[None].facts == {"has_job": False}  # type: ignore[index]


def test_sensitive_facts_are_not_kept(engine: Engine, facts: Facts, somebody: str) -> None:
    assert facts.state(somebody, {"disabled": True, "veteran": True}, "chat", LATER, "x") == ("veteran",)
    row = stored(engine)[None]  # type: ignore[index]
    assert "disabled" not in {**row.facts, **row.provenance}


def test_unknown_facts_and_people_are_refused(facts: Facts, somebody: str) -> None:
    with pytest.raises(SituationError, match="no_such"):
        facts.state(somebody, {"no_such": True}, "chat", LATER, "x")
    with pytest.raises(SituationError, match="pnobody"):
        facts.state("pnobody", {"veteran": True}, "chat", LATER, "x")
