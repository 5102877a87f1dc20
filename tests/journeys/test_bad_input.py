"""Whatever people send to the real assistant gets a polite reply or a clear refusal, never a failure of ours."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.stage.chat import Conversation

SPOKEN = (
    "😀😀😀",
    "/restart",
    '/ask_amount{"policy": "no_such_policy"}',
    "２０２２年能贷多少",
    "<xml><MsgType><![CDATA[text]]></MsgType></xml>",
    "<!DOCTYPE a [<!ENTITY b '&b;&b;'>]><a>&b;</a>",
    "'; DROP TABLE conversations; --",
    "<script>alert(1)</script><b>社保补贴</b>",
    "{policy.amount} {{7*7}} ${HOME} %s %(text)s",
    "社保补贴" * 500,
    "。" * 2000,
    "\u202e贷款\u200b\ufeff补贴",
    "第三个",
    "100",
)
REFUSED = (
    {"text": ""},
    {"text": "   "},
    {"text": "字" * 2001},
    {"text": "a\x00b"},
    {"choice": "not-offered"},
    {},
    [],
    "x",
)


@pytest.mark.parametrize("text", SPOKEN, ids=lambda text: text[:12])
def test_whatever_is_said_is_answered_politely(assistant: str, text: str) -> None:
    replies = Conversation(assistant).say(text)
    assert replies
    for reply in replies:
        assert reply["outcome"] != "error"
        assert "Traceback" not in reply["text"] and "no_such_policy" not in reply["text"]


@pytest.mark.parametrize("body", REFUSED, ids=lambda body: str(body)[:20])
def test_what_cannot_be_a_message_is_refused_with_a_reason(assistant: str, body: object) -> None:
    response = Conversation(assistant).post(body)
    assert 400 <= response.status_code < 500
    assert response.json()["error"]["message"]


def test_a_choice_of_another_conversation_is_refused(assistant: str) -> None:
    [reply] = Conversation(assistant).say("菜单")
    response = Conversation(assistant).post({"choice": reply["choices"][0]["id"]})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "unknown_choice")


def test_fifty_questions_at_once_are_all_answered_in_one_conversation(assistant: str) -> None:
    conversation = Conversation(assistant)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(conversation.say, ["创业担保贷款能贷多少"] * 50))
    assert {reply["policy"] for replies in answers for reply in replies} == {"startup_loan_individual"}


def test_people_who_talk_at_the_same_time_never_hear_each_others_answers(assistant: str) -> None:
    asked = [("失业金能领几个月", "unemployment"), ("创业培训要交钱吗", "training_subsidy")] * 10

    def play(question: tuple[str, str]) -> bool:
        conversation = Conversation(assistant)
        topics = {reply["topic"] for reply in conversation.say(question[0]) + conversation.say("那要带什么材料")}
        return topics == {question[1]}

    with ThreadPoolExecutor(10) as pool:
        assert all(pool.map(play, asked))
