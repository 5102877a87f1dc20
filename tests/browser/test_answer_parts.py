"""How an answer in parts is read: the name first, what was asked in sight, marks at conditions; and what one can do with it."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.browser.test_chat_page import answers, ask
from tests.front.fake_dialogue import FakeDialogue


def test_the_name_of_the_policy_stands_bold_above_the_conclusion(page: Page) -> None:
    ask(page, "分条")
    headline = page.locator("#log .headline")
    expect(headline).to_have_text("灵活就业社保补贴")
    assert int(page.evaluate("getComputedStyle(document.querySelector('#log .headline')).fontWeight")) >= 600
    expect(page.locator("#log .lead")).to_contain_text("最高四分之三")
    expect(page.locator("#log .points li")).to_have_count(1)


def test_marks_and_tags_work_inside_the_parts(page: Page, dialogue: FakeDialogue) -> None:
    ask(page, "分条")
    page.get_by_role("button", name="依据3").click()
    expect(page.locator('[data-source="2"]')).to_be_focused()
    page.get_by_role("button", name="〔媒体转述〕").click()
    answers(page, 2)
    assert dialogue.turns[-1]["text"] == "〔媒体转述〕是什么意思"


def test_each_condition_has_a_mark_that_is_also_said(page: Page) -> None:
    ask(page, "判定")
    expect(page.locator(".points .met")).to_have_text("✓够：满52周岁")
    expect(page.locator(".points .not_met")).to_have_text("✗不够：本市户籍")
    expect(page.locator(".points .unknown")).to_have_text("?不清楚：失业登记")


def test_an_answer_kept_by_an_older_page_is_still_shown(page: Page) -> None:
    ask(page, "分条")
    answers(page, 1)
    page.evaluate(
        """() => {
        const kept = JSON.parse(sessionStorage["leye.conversation"]);
        for (const entry of kept.entries) for (const reply of entry.replies ?? []) delete reply.outline;
        sessionStorage["leye.conversation"] = JSON.stringify(kept);
        }"""
    )
    page.reload()
    expect(page.locator("#log .assistant .words").first).to_contain_text("最高四分之三")


def test_the_question_stays_in_sight_above_a_long_answer(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 560})
    ask(page, "判定")
    answers(page, 1)
    expect(page.locator("#log .person .bubble")).to_be_in_viewport()
    page.evaluate("scroller.scrollTop = scroller.scrollHeight - scroller.clientHeight - 80")
    expect(page.locator("#log .person .bubble")).to_be_in_viewport()


def test_each_answer_stands_under_its_own_question(page: Page) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    page.route("**/api/chat/messages", hold_the_first)
    ask(page, "补贴")
    ask(page, "分条")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    answers(page, 2)
    said = page.locator("#log .exchange")
    expect(said.nth(0)).to_contain_text("实际缴费的四分之三")
    expect(said.nth(1)).to_contain_text("到街道办")
    page.reload()
    expect(said.nth(0)).to_contain_text("实际缴费的四分之三")
    expect(said.nth(1)).to_contain_text("到街道办")


def test_a_long_message_of_ones_own_is_folded_and_opens(page: Page) -> None:
    ask(page, "补贴" + "字" * 400)
    bubble = page.locator("#log .person .bubble")
    assert bubble.bounding_box()["height"] < 200  # type: ignore[index]
    page.get_by_role("button", name="看全文").click()
    assert bubble.bounding_box()["height"] > 400  # type: ignore[index]


def test_an_answer_is_copied_with_its_date_and_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "分条")
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    for words in ("【灵活就业社保补贴】", "到街道办", "财社〔2023〕181号", "2026-11-24"):
        assert words in text


def test_what_is_copied_tells_nothing_of_the_person(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "判定")
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert "我记下的是" not in page.evaluate("navigator.clipboard.readText()")


def test_an_answer_is_read_aloud_without_its_marks_and_stops_again(page: Page) -> None:
    page.add_init_script(
        """window.said = []; window.speechSynthesis.speak = (it) => window.said.push([it.text, it.lang]);"""
    )
    page.reload()
    ask(page, "分条")
    page.get_by_role("button", name="朗读").click()
    [[text, language]] = page.evaluate("window.said")
    assert language == "zh-CN"
    assert "最高四分之三" in text and "①" not in text and "〔" not in text


def test_only_the_answer_is_printed(page: Page) -> None:
    page.add_init_script("window.print = () => (window.printing = document.querySelectorAll('.printed').length)")
    page.reload()
    ask(page, "补贴")
    ask(page, "分条")
    answers(page, 2)
    page.get_by_role("button", name="打印").last.click()
    assert page.evaluate("window.printing") == 1
    page.emulate_media(media="print")
    expect(page.locator("#log .headline")).to_be_visible()
    expect(page.get_by_text("实际缴费的四分之三")).to_be_hidden()
    expect(page.locator(".bottom")).to_be_hidden()
