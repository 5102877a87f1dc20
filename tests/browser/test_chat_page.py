"""What a person does on the chat page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.front.fake_dialogue import CHOICES, FakeDialogue

WORDS = "您想问什么"


def ask(page: Page, text: str) -> None:
    page.get_by_label(WORDS).fill(text)
    page.get_by_label(WORDS).press("Enter")


def answers(page: Page, count: int) -> None:
    expect(page.locator("#log .assistant")).to_have_count(count)


def test_the_page_opens_with_what_it_is_and_three_examples(page: Page) -> None:
    expect(page).to_have_title("乐业西青就业政策助手")
    expect(page.get_by_text("是一个机器人")).to_be_visible()
    expect(page.locator("[data-text]")).to_have_count(3)


def test_an_example_is_asked_by_one_press(page: Page, dialogue: FakeDialogue) -> None:
    page.get_by_role("button", name="灵活就业社保补贴能领多少钱").click()
    expect(page.get_by_text("最高能补到您实际缴费的四分之三")).to_be_visible()
    assert [turn["text"] for turn in dialogue.turns] == ["灵活就业社保补贴能领多少钱"]


def test_the_quote_opens_under_the_answer_with_where_it_is_from(page: Page) -> None:
    ask(page, "补贴")
    quote = page.get_by_text("补贴标准最高不超过实际缴费额的四分之三")
    expect(quote).to_be_hidden()
    page.get_by_text("查看依据").click()
    expect(quote).to_be_visible()
    for words in ("方案原文", "第三条", "国家规定", "财社〔2023〕181号 · 第七条", "公开资料", "2026年11月24日"):
        expect(page.get_by_text(words, exact=False).first).to_be_visible()
    # One source has a page; the other link is the guide of the policy.
    expect(page.get_by_role("link")).to_have_count(2)
    expect(page.get_by_role("link").first).to_have_attribute("href", "https://www.gov.cn/funds")
    expect(page.get_by_role("link").last).to_have_attribute("href", "/guides/social_insurance_subsidy")


def test_a_mark_in_the_answer_opens_its_source(page: Page) -> None:
    ask(page, "数字标记")
    third = page.locator('[data-source="2"]')
    expect(third).to_be_hidden()
    page.get_by_role("button", name="依据3").click()
    expect(third).to_be_visible()
    expect(third).to_be_focused()
    expect(third).to_contain_text("区内办事指引")


def test_a_tag_in_the_answer_asks_what_it_means(page: Page, dialogue: FakeDialogue) -> None:
    ask(page, "数字标记")
    page.get_by_role("button", name="〔媒体转述〕").click()
    answers(page, 2)
    assert dialogue.turns[-1]["text"] == "〔媒体转述〕是什么意思"


def test_a_choice_is_pressed_or_its_digit_typed(page: Page, dialogue: FakeDialogue) -> None:
    ask(page, "补贴")
    page.get_by_role("button", name="2. 带什么材料").click()
    answers(page, 2)
    ask(page, "\uff13")
    answers(page, 3)
    assert [turn.get("payload") for turn in dialogue.turns[1:]] == [CHOICES[1]["payload"], CHOICES[2]["payload"]]
    said = page.locator(".message.person .words")
    expect(said.last).to_have_text(f"\uff13（{CHOICES[2]['label']}）")
    expect(said.nth(1)).to_have_text(CHOICES[1]["label"])


def test_a_number_that_picks_nothing_stays_what_was_typed(page: Page) -> None:
    ask(page, "补贴")
    answers(page, 1)
    for number, typed in enumerate(("52", "0", "1.5", "一千"), start=2):
        ask(page, typed)
        answers(page, number)
        expect(page.locator(".message.person .words").last).to_have_text(typed)


def test_only_the_latest_choices_show_digits_and_they_count_through_the_answer(page: Page) -> None:
    ask(page, "补贴")
    answers(page, 1)
    ask(page, "两条")
    answers(page, 3)
    expect(page.locator(".number:visible")).to_have_text(["1.", "2.", "3."])


def test_the_conversation_stays_on_reload_and_its_choices_still_work(page: Page, dialogue: FakeDialogue) -> None:
    ask(page, "补贴")
    answers(page, 1)
    page.reload()
    answers(page, 1)
    expect(page.locator("#log .person")).to_have_text(["您:补贴".replace(":", "\uff1a")])
    page.get_by_role("button", name="1. 要什么条件").click()
    answers(page, 2)
    assert len({turn["conversation"] for turn in dialogue.turns}) == 1


def test_clearing_forgets_the_conversation_and_begins_another(page: Page, dialogue: FakeDialogue) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    ask(page, "补贴")
    answers(page, 1)
    page.get_by_role("button", name="清空").click()
    answers(page, 0)
    page.reload()
    answers(page, 0)
    ask(page, "你好")
    answers(page, 1)
    assert len({turn["conversation"] for turn in dialogue.turns}) == 2


def test_large_text_is_remembered(page: Page) -> None:
    size = "getComputedStyle(document.querySelector('.words')).fontSize"
    before = float(page.evaluate(size)[:-2])
    page.get_by_role("button", name="大字").click()
    assert float(page.evaluate(size)[:-2]) > before * 1.2
    page.reload()
    expect(page.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
    assert float(page.evaluate(size)[:-2]) > before * 1.2


def test_what_a_person_writes_is_shown_as_text_only(page: Page) -> None:
    ask(page, "<img src=x onerror=alert(1)><b>粗</b>")
    answers(page, 1)
    expect(page.locator("#log img, #log b")).to_have_count(0)
    expect(page.locator("#log .person")).to_contain_text("<b>粗</b>")


def test_long_words_wrap_inside_the_screen(page: Page) -> None:
    ask(page, "https://" + "long" * 400)
    answers(page, 1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("scroller.scrollWidth <= scroller.clientWidth")


def test_the_box_counts_near_its_limit_and_takes_no_more(page: Page) -> None:
    page.get_by_label(WORDS).fill("字" * 1700)
    expect(page.locator("#counter")).to_be_hidden()
    page.get_by_label(WORDS).fill("字" * 1990)
    expect(page.locator("#counter")).to_have_text("还可以写 10 个字")
    page.get_by_label(WORDS).press_sequentially("字" * 12)
    expect(page.locator("#counter")).to_contain_text("写满")
    assert len(page.get_by_label(WORDS).input_value()) == 2000


def test_enter_sends_but_not_while_composing_and_shift_enter_breaks_the_line(page: Page) -> None:
    box = page.get_by_label(WORDS)
    box.fill("buti")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    box.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    box.press("Shift+Enter")
    expect(page.locator("#log .person")).to_have_count(0)
    box.press("Enter")
    expect(page.locator("#log .person")).to_have_count(1)
    box.press("Enter")
    expect(page.locator("#log .person")).to_have_count(1)


def test_a_person_is_asked_for_by_one_press(page: Page, dialogue: FakeDialogue) -> None:
    page.get_by_role("button", name="转人工").click()
    answers(page, 1)
    assert dialogue.turns[0]["text"] == "人工"


def test_the_whole_conversation_works_by_keyboard(page: Page, dialogue: FakeDialogue) -> None:
    page.get_by_label(WORDS).focus()
    page.keyboard.type("补贴")
    page.keyboard.press("Enter")
    answers(page, 1)
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("blockquote").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="打开原文网页")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="服务指南")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    answers(page, 2)
    assert dialogue.turns[1]["payload"] == CHOICES[0]["payload"]


def test_the_page_itself_never_scrolls_however_long_the_conversation(page: Page) -> None:
    for number in range(1, 5):
        ask(page, "补贴")
        answers(page, number)
    page.evaluate("scrollTo(0, 500)")
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    expect(page.get_by_role("banner")).to_be_in_viewport()
    expect(page.get_by_label(WORDS)).to_be_in_viewport()
