"""Each error code has its one reaction, and what a refusal says of itself holds no ids."""

from __future__ import annotations

import pytest

from bot.messaging.api.reactions import PASSING, WECHAT, WECOM, Reaction, refusal

# The table of error codes and reactions that the connector was designed by.
DESIGNED = {
    Reaction.RETRY: (-1,),
    Reaction.REFRESH_TOKEN: (40001, 40014, 42001),
    Reaction.STOP: (40164, 61004, 40013, 40125, 40243, 48001, 48004, 50002),
    Reaction.DEAD_RECIPIENT: (40003,),
    Reaction.UNFOLLOWED: (43004,),
    Reaction.BLOCKED: (43019,),
    Reaction.NO_CONSENT: (43101,),
    Reaction.SHORTEN: (45002,),
    Reaction.AS_TEXT: (45008, 45098, 40200),
    Reaction.NEXT_DAY: (45009,),
    Reaction.NEXT_MINUTE: (45011,),
    Reaction.OUTSIDE_WINDOW: (45015,),
    Reaction.USED_UP: (45047,),
    Reaction.OUR_MISTAKE: (40037, 47003, 40033),
}
CASES = [(code, reaction) for reaction, codes in DESIGNED.items() for code in codes]


@pytest.mark.parametrize(("code", "reaction"), CASES)
def test_a4_each_code_has_its_reaction(code: int, reaction: Reaction) -> None:
    refused = refusal(WECHAT, code, "whatever")
    assert (refused.reaction, refused.code) == (reaction, code)
    assert refused.retryable is (reaction in PASSING)


def test_a4_no_other_code_has_one() -> None:
    assert set(WECHAT) == {code for code, _ in CASES}


@pytest.mark.parametrize(
    ("code", "reaction"),
    [
        (-1, Reaction.RETRY),
        (40014, Reaction.REFRESH_TOKEN),
        (42001, Reaction.REFRESH_TOKEN),
        (60020, Reaction.STOP),
        (81013, Reaction.DEAD_RECIPIENT),
        (45009, Reaction.NEXT_MINUTE),
    ],
)
def test_a4_wecom_has_its_own_readings(code: int, reaction: Reaction) -> None:
    assert refusal(WECOM, code, "").reaction is reaction


@pytest.mark.parametrize("codes", [WECHAT, WECOM])
def test_a_code_that_nobody_knows_is_ours_to_look_at(codes: dict[int, Reaction]) -> None:
    refused = refusal(codes, 99999, "new")
    assert refused.reaction is Reaction.OUR_MISTAKE
    assert not refused.retryable
    assert "99999" in str(refused)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("invalid credential rid: 6543-1", "invalid credential"),
        ("invalid openid hint: [oOpenid] rid: 1", "invalid openid"),
        ("argument invalid! data.thing1.value invalid rid:6", "argument invalid! data.thing1.value invalid"),
        ("x" * 500, "x" * 200),
    ],
)
def test_a7_request_ids_and_hints_are_cut_off(said: str, kept: str) -> None:
    assert refusal(WECHAT, 47003, said).detail == kept
