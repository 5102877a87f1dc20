"""Thousands of ways in which people write who they are, made by rule: none comes through; and what they ask about stays."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml

from bot.text.disguised_numbers import _figure
from bot.text.mask import mask

ROOT = Path(__file__).parents[2]
PHONES = ("13812345678", "15022334455", "19907086512")
IDENTITY = ("120111197012120013", "12011119701212001X")
CARDS = ("6222021234567890123", "02287654321", "2345678")
BETWEEN = (
    "",
    " ",
    "   ",
    "\t",
    "\n",
    "\r\n",
    "-",
    "--",
    " - ",
    "—",
    "–",
    "_",
    ".",
    "...",
    "·",
    "•",
    "*",
    "~",
    ":",
    "+",
    "=",
    "/",
    "\\",
    "|",
    ",",
    "，",
    "、",
    ";",
    "#",
    "(",
    "）",
    "\u3000",
    "\xa0",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\xad",
    "\u200b \u200b",
    "杠",
    "→",
    "☎",
)
GROUPS = ((3, 4, 4), (3, 3, 5), (1,) * 11, (2,) * 6, (4, 4, 3))
STYLES = {
    "plain": "0123456789",
    "wide": "０１２３４５６７８９",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "arabic": "٠١٢٣٤٥٦٧٨٩",
    "chinese": "零一二三四五六七八九",
    "capital": "零壹贰叁肆伍陆柒捌玖",
    "spoken": "零幺二三四五六七八九",
    "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
}
AROUND = (("我电话", "，能领吗"), ("", ""), ("打我手机:", "谢谢"), ("请回电", "\n我45岁"))
SINGLE_NAMES = ("王小红", "牛二宝", "欧阳娜娜", "诸葛明", "翟建国", "仝小云", "张三", "臧天")
NAMED = (
    "我叫{}",
    "姓名：{}",
    "名字是{}，能领吗",
    "本人{}，女",
    "我是{}。",
    "我妈叫{}",
    "帮{}查一下",
    "{}女士能领吗",
    "大名{}",
)
HOMES = (
    "福苑里12号楼3门501",
    "王村新里23号",
    "福苑里十二号楼三门五零一",
    "侯台花园8-2-301",
    "社会山花园8－2－301",
    "大寺新家园 3号楼2单元",
    "李七庄街道三十六号",
    "碧水家园5栋1201室",
    "华苑小区十二—三—四零二",
    "瑞欣家园8/2/301",
)
LIVES = ("住{}", "我家在{}，能领吗", "地址{}", "从{}搬来的")
ACCOUNTS = ("abc_12345", "wxid_9x8y7z", "zhangsan2020", "1234567", "88991", "li-hong88")
REACHED = (
    "vx {}",
    "VX：{}",
    "加我v：{}",
    "加v {}",
    "微信{}",
    "微信号是{}",
    "薇信 {}",
    "wx:{}",
    "QQ {}",
    "qq号{}",
    "扣扣：{}",
    "加我微{}",
    "加我微信 {}",
    "抖音号 {}",
)
MAILS = (
    "abc@qq.com",
    "abc艾特qq点com",
    "abc(at)qq.com",
    "abc at qq dot com",
    "a.b@mail.example.com",
    "abc#at#163.com",
    "abc＠126.com",
)
PLATES = ("津A12345", "津AD12345", "冀B·8K991", "京a 12D45")
MOST_FALSE = 0.01


def styled(digits: str, style: str) -> str:
    return "".join(STYLES[style][int(each)] if each.isdigit() else each for each in digits)


def grouped(digits: str, sizes: tuple[int, ...], between: str) -> str:
    parts, rest = [], digits
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return between.join([part for part in [*parts, rest] if part])


def numbers() -> Iterator[tuple[str, str]]:
    """Yield texts with a number in them, and the text without it."""
    for number, between, sizes in itertools.product((*PHONES, *IDENTITY, *CARDS), BETWEEN, GROUPS):
        for style, (before, after) in zip(STYLES, itertools.cycle(AROUND)):
            yield f"{before}{grouped(styled(number, style), sizes, between)}{after}", before + after
    for number, between in itertools.product(PHONES, BETWEEN):
        for one, two in itertools.permutations(("plain", "chinese", "capital", "wide"), 2):
            mixed = styled(number[:3], one) + between + styled(number[3:7], two) + between + styled(number[7:], one)
            yield f"电话{mixed}", "电话"
    for number in PHONES:
        yield "".join(f"{each}\ufe0f\u20e3" for each in number), ""


def words() -> Iterator[tuple[str, str]]:
    """Yield texts with a name, a home, an account or a plate in them, and what must be gone."""
    yield from ((each.format(name), name) for each in NAMED for name in SINGLE_NAMES)
    yield from (
        (f"我姓{name[:1]}{between}{name[1:]}", name[1:])
        for name in ("王小红", "牛二宝")
        for between in ("名", "，叫", ",名叫")
    )
    yield from ((each.format(home), home) for each in LIVES for home in HOMES)
    yield from ((each.format(account), account) for each in REACHED for account in ACCOUNTS)
    yield from ((f"{before}{mail}", mail) for before in ("邮箱 ", "发到", "") for mail in MAILS)
    yield from ((f"{before}{plate}", plate) for before in ("车牌", "我的车是") for plate in PLATES)


def figures(text: str) -> int:
    return sum(_figure(letter) is not None for letter in normalize("NFKC", text))


def test_no_number_comes_through_however_it_is_written() -> None:
    variants = list(numbers())
    assert len(variants) >= 5_000
    through = [text for text, rest in variants if figures(mask(text)) > figures(rest)]
    assert not through, (len(through), len(variants), through[:20])


def test_no_name_home_account_or_plate_comes_through() -> None:
    def tells(text: str, secret: str) -> bool:
        left = mask(text)
        return normalize("NFKC", secret) in left or (figures(secret) > 1 and figures(left) > 0)

    through = [(text, mask(text)) for text, secret in words() if tells(text, secret)]
    assert not through, (len(through), through[:30])


def clean() -> list[str]:
    """Return what people ask in the repository's own questions and examples, none of which names anyone."""
    asked: list[str] = []
    for path in sorted((ROOT / "policies_kb" / "questions").rglob("*.yml")):
        asked += strings(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
    return [each for each in asked if len(each) > 3]


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    return [text for each in value for text in strings(each)] if isinstance(value, list) else []


def test_what_people_ask_about_stays() -> None:
    asked = clean()
    assert len(asked) > 5_000
    changed = [(each, mask(each)) for each in asked if mask(each) != normalize("NFKC", each)]
    assert len(changed) <= MOST_FALSE * len(asked), (len(changed), len(asked), changed[:30])


@pytest.mark.parametrize(
    "text",
    [
        "2022.6.21-2023.6.20交的",
        "1990.01-2005.12在厂里",
        "3000-5000元",
        "打12333、12345都不通",
        "2020-2022年",
        "2024/6/1到期",
        "我是农民",
        "我叫什么",
        "我姓王",
        "津人社局发〔2016〕88号",
        "每月15号发",
        "50,35,28岁",
        "plan-3",
        "三四年了",
        "一百二十三万五千",
        "我叫他来的",
        "12个月、6个月、3个月",
        "60%-70%",
        "有1200-1500块",
        "第2-3条",
        "在家里3-5天",
    ],
)
def test_days_ranges_hotlines_and_words_stay(text: str) -> None:
    assert mask(text) == normalize("NFKC", text)
