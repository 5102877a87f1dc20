"""WeChat as people use it, through the real door (the simulator, encrypted) and the real assistant: nothing ends in silence."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.wechat_phone import LATE_LOOKS, LOOK_AGAIN_SECONDS, WechatPhone, labels, words

QUESTION = "灵活就业社保补贴能领多少钱"
CHECK = "我女的45，能认定就业困难吗"
FAREWELL = "再见"


@pytest.mark.parametrize("sign", ["\x08", "\x0b", "\x1f", "\ufffe", "&#8;", "&#x1F;"])
def test_a_control_character_inside_a_text_is_answered(phone: WechatPhone, sign: str) -> None:
    is_named = sign.startswith("&")
    inner = f"社保{sign}补贴能领多少"
    content = f"<Content>{inner}</Content>" if is_named else f"<Content><![CDATA[{inner}]]></Content>"
    assert "四分之三" in phone.post_raw("text", content)


@pytest.mark.parametrize("kind", ["sticker", "miniprogrampage", "channels_shop_product"])
def test_a_kind_of_message_that_nobody_knows_is_answered(phone: WechatPhone, kind: str) -> None:
    assert "看不了" in phone.post_raw(kind, "<Whatever>1</Whatever>")


@pytest.mark.parametrize(
    "text", ["[微笑]", "[Emm]", "[强][强]", "😀", "🙏🙏🏽", "？？", "【收到不支持的消息类型，暂无法显示】"]
)
def test_stickers_and_signs_are_asked_for_words_and_end_nothing(phone: WechatPhone, text: str) -> None:
    assert "要用文字跟我说" in phone.write(text)
    phone.write(CHECK)
    assert "天津户口" in phone.write(text)
    assert "45周岁、天津户籍" in phone.write("是")


def test_spoken_punctuation_of_a_voice_is_punctuation(phone: WechatPhone) -> None:
    said = phone.act("voice", recognition="我五十二逗号女的逗号下岗了句号能领什么问号")
    assert "52周岁、女" in words(said) or "女、52周岁" in words(said)
    assert "困难人员认定" in said


def test_a_bare_number_without_choices_is_asked_back(phone: WechatPhone) -> None:
    phone.write("谢谢")
    said = phone.write("9")
    assert FAREWELL not in said and "9" in said


def test_a_number_beyond_the_choices_is_said_to_be_none_and_they_come_again(phone: WechatPhone) -> None:
    offered = labels(phone.write(QUESTION))
    said = phone.write("9")
    assert f"一共{len(offered)}项，没有第9项" in said
    assert labels(said) == offered
    assert FAREWELL not in phone.write("1")


def test_two_numbers_of_several_choices_are_taken_one_after_the_other(phone: WechatPhone) -> None:
    offered = labels(phone.write(QUESTION))
    said = phone.write("1和3")
    assert labels(said) == [offered[0], offered[2]]


def test_two_numbers_answer_a_question_of_several_kinds_together(phone: WechatPhone) -> None:
    for text in (CHECK, "是", "是"):
        said = phone.write(text)
    assert "占几样就说几样" in said
    assert "初步看" in phone.write("1和3")


@pytest.mark.parametrize("number", ["13812345678", "+86 138-1234-5678", "138 1234 5678", "022-27391234"])
def test_a_phone_number_that_nobody_asked_for_offers_the_call_and_is_not_repeated(
    phone: WechatPhone, number: str
) -> None:
    said = phone.write(number)
    assert labels(said) == ["请就业红娘联系我", "先不用"]
    assert number not in said
    assert "请发手机号" in phone.write("请就业红娘联系我")
    assert "已经登记" in phone.write(number)


@pytest.mark.parametrize("asking", ["请就业红娘联系我", "让红娘给我打电话", "麻烦红娘联系我一下"])
def test_who_asks_for_a_call_and_sends_a_number_is_called(phone: WechatPhone, asking: str) -> None:
    assert "请发手机号" in phone.write(asking)
    assert "已经登记" in phone.write("我手机138 1234 5678")
    assert "还没有联系您" in phone.write("到哪一步了")


@pytest.mark.parametrize("first", ["找人工", "转人工"])
def test_a_number_sent_right_after_the_offer_makes_the_call(phone: WechatPhone, first: str) -> None:
    phone.write(first)
    assert "已经登记" in phone.write("13812345678")


def test_a_number_sent_after_the_call_was_made_is_kept_for_it(phone: WechatPhone) -> None:
    phone.write("找红娘")
    phone.write("1")
    assert "已经登记" in phone.write("就在这里聊")
    assert "尾号5678" in phone.write("13812345678")


@pytest.mark.parametrize("yes", ["好", "行", "可以", "好的", "嗯嗯", "OK"])
def test_yes_in_any_word_takes_the_offer_of_a_call(phone: WechatPhone, yes: str) -> None:
    phone.write("找人工")
    assert "请发手机号" in phone.write(yes)
    assert "请发手机号" in phone.write(yes)


@pytest.mark.parametrize("yes", ["好", "行", "可以"])
def test_yes_to_notices_asks_for_the_one_word_that_counts(phone: WechatPhone, yes: str) -> None:
    phone.write("订阅社保补贴")
    said = phone.write(yes)
    assert labels(said) == ["要", "不要"]
    assert "从现在起收" in phone.write("要")


@pytest.mark.parametrize("yes", ["好", "行", "可以"])
def test_yes_to_nothing_is_heard_and_is_no_greeting(phone: WechatPhone, yes: str) -> None:
    said = phone.write(yes)
    assert said and "您好！我是" not in said and FAREWELL not in said


@pytest.mark.parametrize("opener", ["在吗", "有人吗", "请问一下"])
def test_who_calls_twice_is_answered_twice_and_not_in_the_same_words(phone: WechatPhone, opener: str) -> None:
    first, again = phone.write(opener), phone.write(opener)
    assert "没太听明白" not in first + again
    assert first != again and "找真人问" in again


def test_what_is_written_while_an_answer_is_on_its_way_is_answered_as_well(phone: WechatPhone) -> None:
    before = len(phone.answers())
    with ThreadPoolExecutor(max_workers=2) as both:
        list(both.map(lambda text: phone.act("text", text=text), (QUESTION, "失业金怎么申领")))
    for _ in range(LATE_LOOKS):
        said = "\n".join(phone.answers()[before:])
        if "社保补贴" in said and "失业金" in said:
            break
        time.sleep(LOOK_AGAIN_SECONDS)
    assert "社保补贴" in said and "失业金" in said


STATES = {
    "nothing said": (),
    "choices offered": (QUESTION,),
    "a check open": (CHECK,),
    "a call offered": ("找人工",),
    "a number asked for": ("请就业红娘联系我",),
    "a call made": ("找人工", "13812345678"),
}
STOPS = ("退订", "T", "td", "ＴＤ", "退定", "别发了", "不想收了", "不要再给我发消息了", "退订!", "回T退订")


@pytest.mark.parametrize("state", STATES)
def test_opting_out_is_understood_in_every_state_in_any_spelling(phone: WechatPhone, state: str) -> None:
    for text in STATES[state]:
        phone.write(text)
    for stop in STOPS:
        said = phone.write(stop)
        assert "没有订阅过提醒" in said or "停" in said, (stop, said)


BUTTONS = {
    "an answer": (QUESTION,),
    "a question of a check": (CHECK,),
    "a verdict": ("我自己辞的职，失业保险交了四年，失业金还能领吗",),
    "a menu": ("菜单",),
    "situations": ("我能享受哪些政策",),
    "a call offered": ("找人工",),
    "a number asked for": ("找人工", "1"),
    "not understood": ("哇啦哇啦哇啦",),
}


@pytest.mark.parametrize("state", BUTTONS)
def test_the_words_of_any_button_do_what_the_button_does(platform: str, assistant: str, state: str) -> None:
    def reached() -> tuple[WechatPhone, str]:
        phone = WechatPhone.following(platform, assistant)
        said = [phone.write(text) for text in BUTTONS[state]][-1]
        return phone, said

    offered = labels(reached()[1])
    assert offered
    for place, label in enumerate(offered, start=1):
        by_words, by_number = reached()[0].write(label), reached()[0].write(str(place))
        assert _told(by_words) == _told(by_number), label


def _told(said: str) -> str:
    """Return what was said before its choices, without the number of a call; choices may follow in a message of their own."""
    return re.sub(r"编号\d+", "编号", words(said)).partition("点蓝字")[0].strip()
