"""Tokens and codes: what is valid when."""

from __future__ import annotations

from datetime import timedelta

from simulator.platform.tokens import Codes, Tokens, TokenState
from tests.simulator.conftest import START


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_the_stable_token_stays_the_same_while_it_is_valid() -> None:
    tokens = Tokens()
    first, second = tokens.stable(START), tokens.stable(START + later(6000))
    assert (second.token, first.expires_in, second.expires_in) == (first.token, 7200, 1200)


def test_in_the_last_five_minutes_a_new_one_is_given_and_both_are_valid() -> None:
    tokens = Tokens()
    first = tokens.stable(START)
    second = tokens.stable(START + later(6950))
    assert second.token != first.token
    assert tokens.state(first.token, START + later(7199)) is TokenState.VALID
    assert tokens.state(second.token, START + later(7199)) is TokenState.VALID
    assert tokens.state(first.token, START + later(7200)) is TokenState.EXPIRED


def test_forcing_again_within_thirty_seconds_changes_nothing() -> None:
    tokens = Tokens()
    first = tokens.stable(START, is_forced=True)
    assert tokens.stable(START + later(29), is_forced=True).token == first.token
    assert tokens.stable(START + later(60), is_forced=True).token != first.token
    assert tokens.state(first.token, START + later(60)) is TokenState.EXPIRED


def test_a_plain_token_ends_five_minutes_after_the_next_one() -> None:
    tokens = Tokens()
    first, second = tokens.plain(START), tokens.plain(START + later(10))
    assert first.token != second.token
    assert tokens.state(first.token, START + later(309)) is TokenState.VALID
    assert tokens.state(first.token, START + later(311)) is TokenState.EXPIRED
    assert tokens.state(second.token, START + later(311)) is TokenState.VALID


def test_plain_and_stable_tokens_leave_each_other_alone() -> None:
    tokens = Tokens()
    stable = tokens.stable(START)
    tokens.plain(START)
    tokens.plain(START + later(1))
    assert tokens.state(stable.token, START + later(3600)) is TokenState.VALID


def test_old_tokens_do_not_pile_up() -> None:
    tokens = Tokens()
    first = tokens.plain(START)
    for _ in range(200):
        tokens.plain(START)
    assert tokens.state(first.token, START) is TokenState.UNKNOWN


def test_a_code_is_good_once_and_for_five_minutes() -> None:
    codes = Codes()
    code, late = codes.issue("oSomebody", START), codes.issue("oSomebody", START)
    assert codes.redeem(code, START + later(299)) == "oSomebody"
    assert codes.is_used(code)
    assert codes.redeem(code, START + later(299)) is None
    assert codes.redeem(late, START + later(300)) is None
    assert codes.redeem("made-up", START) is None
