"""A consent is kept with where it was said and on what basis, and shown to the person so."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.people import Consent, Consents, Identities, export_person
from tests.people.conftest import NOW, SECRET


def test_the_basis_is_kept_and_exported(engine: Engine) -> None:
    identity = Identities(engine, SECRET).meet("wechat", "wxapp", "openid", NOW)
    consents = Consents(engine)
    assert consents.give(identity.person, "startup_loan", "wechat", "page", NOW, "本人在页面勾选")
    assert consents.in_force(identity.person) == [
        Consent("startup_loan", "wechat", "page", NOW, basis="本人在页面勾选")
    ]
    [held] = export_person(engine, identity.person)["consents"]
    assert (held["origin"], held["basis"]) == ("page", "本人在页面勾选")


def test_a_consent_given_again_keeps_its_first_basis(engine: Engine) -> None:
    identity = Identities(engine, SECRET).meet("wechat", "wxapp", "openid", NOW)
    consents = Consents(engine)
    consents.give(identity.person, "all", "wechat", "page", NOW, "本人在页面勾选")
    assert not consents.give(identity.person, "all", "wechat", "chat", NOW, "本人在对话里同意")
    assert [consent.basis for consent in consents.in_force(identity.person)] == ["本人在页面勾选"]
    consents.withdraw(identity.person, "chat", NOW)
    assert consents.give(identity.person, "all", "wechat", "chat", NOW, "本人在对话里同意")
    assert [consent.basis for consent in consents.history(identity.person)] == ["本人在页面勾选", "本人在对话里同意"]
