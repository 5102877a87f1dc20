"""The chat page on networks that fail: it says so, waits, and sends nothing twice."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.browser.test_chat_page import answers, ask
from tests.front.fake_dialogue import FakeDialogue

MESSAGES = "**/api/chat/messages"


def test_offline_it_says_so_and_sends_once_when_back(page: Page, dialogue: FakeDialogue) -> None:
    page.context.set_offline(True)
    ask(page, "补贴")
    expect(page.locator("#banner")).to_contain_text("网络断开了")
    page.context.set_offline(False)
    answers(page, 1)
    expect(page.locator("#banner")).to_be_hidden()
    assert len(dialogue.turns) == 1


def test_an_answer_lost_on_the_way_is_fetched_without_a_second_turn(page: Page, dialogue: FakeDialogue) -> None:
    keys: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(MESSAGES, lose_the_first_answer)
    ask(page, "补贴")
    expect(page.locator("#banner")).to_contain_text("自动重试")
    answers(page, 1)
    expect(page.locator("#banner")).to_be_hidden()
    assert keys[0] == keys[1]
    assert len(dialogue.turns) == 1


def test_a_message_under_way_is_answered_after_a_reload(page: Page, dialogue: FakeDialogue) -> None:
    held: list[Route] = []
    page.route(MESSAGES, lambda route: held.append(route))
    ask(page, "补贴")
    expect(page.get_by_text("打字中")).to_be_visible()
    while not held:
        # What the page has begun to send must be in our hands, or taking the route away leaves it between.
        page.wait_for_timeout(20)
    page.unroute(MESSAGES)
    page.reload()
    answers(page, 1)
    expect(page.locator("#log .person")).to_have_count(1)
    assert len(dialogue.turns) == 1


def test_a_refused_message_says_why_and_can_be_sent_again(page: Page, dialogue: FakeDialogue) -> None:
    refusal = {"error": {"code": "internal", "message": "系统出了点问题"}}
    page.route(MESSAGES, lambda route: route.fulfill(status=500, json=refusal), times=1)
    ask(page, "补贴")
    expect(page.locator(".note")).to_contain_text("系统出了点问题")
    page.get_by_role("button", name="重新发送").click()
    answers(page, 1)
    assert len(dialogue.turns) == 1


def test_a_session_the_server_no_longer_knows_is_replaced_silently(page: Page, dialogue: FakeDialogue) -> None:
    ask(page, "你好")
    answers(page, 1)
    kept = "JSON.stringify({...JSON.parse(sessionStorage['leye.conversation']), session: 'forged'})"
    page.evaluate(f"sessionStorage['leye.conversation'] = {kept}")
    page.reload()
    ask(page, "补贴")
    answers(page, 2)
    expect(page.locator(".note")).to_have_count(0)


def test_too_many_messages_wait_as_long_as_the_server_says(page: Page, dialogue: FakeDialogue) -> None:
    refusal = {"error": {"code": "too_often", "message": "您发得太快了"}}
    page.route(MESSAGES, lambda route: route.fulfill(status=429, headers={"Retry-After": "1"}, json=refusal), times=1)
    ask(page, "补贴")
    answers(page, 1)
    assert len(dialogue.turns) == 1
