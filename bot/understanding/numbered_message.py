"""Takes apart a message in which a person numbers what they ask (1、… 2、…, 一是… 二是…), and finds which of them 第二个 means. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_PARTS = 4
# 1、 2. ③ anywhere, 一是 第一, only after a break; a figure that goes on (1.5年, 12345) numbers nothing.
_MARK = re.compile(
    r"(?<![\d.])[(（]?(?P<digit>[1-9])[)）、.．,，:：](?!\d)|(?P<circled>[①②③④⑤])"
    r"|(?:^|(?<=[\s,，。;；:：?？!！]))第?(?P<word>[一二三四])(?:[、.．,，:：]|是(?!不)|个?(?:问题|事)?[,，:：是])"
)
_WORDS = "一二三四"
_CIRCLED = "①②③④⑤"
# 第二个你还没说, 第2条呢, 还有第二件事没答
_MISSED = re.compile(r"第(?P<place>[一二三四1-4])(?:个|条|件|问|样|项)(?:问题|事|事儿)?(?P<rest>.*)")
_ASKS_AGAIN = re.compile("没|呢|咋|怎么|再|说说|漏|忘|回答|答")
LONGEST_REMINDER = 16


@dataclass(frozen=True)
class NumberedMessage:
    """What a person writes before the first number, and what they ask under the numbers, in order."""

    head: str
    parts: tuple[str, ...]


def numbered_message(text: str) -> NumberedMessage | None:
    """Return a message whose questions are numbered, taken apart, with at most `MOST_PARTS` of them; None where nothing is numbered.

    >>> numbered_message("两件事：1、贷款咋弄 2、补贴啥时候到账")
    NumberedMessage(head='两件事：', parts=('贷款咋弄', '补贴啥时候到账'))
    >>> numbered_message("一是社保补贴，二是培训要钱吗").parts
    ('社保补贴', '培训要钱吗')
    >>> numbered_message("我交了1.5年，能领2年吗")
    """
    marks = list(_MARK.finditer(text))
    if len(marks) < 2 or [_number(mark) for mark in marks] != list(range(1, len(marks) + 1)):
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = [text[mark.end() : end].strip(" ,，;；。") for mark, end in zip(marks, ends, strict=True)]
    return NumberedMessage(text[: marks[0].start()], tuple(part for part in parts if part)[:MOST_PARTS])


def missed_part(text: str, before: Sequence[str]) -> str | None:
    """Return the part of the message before that a person says was not answered (第二个你还没说); None for anything else.

    Args:
        text: the message.
        before: what the message before asked, in order.

    >>> missed_part("第二个你还没说呢", ("贷款咋弄", "补贴啥时候到账"))
    '补贴啥时候到账'
    >>> missed_part("第二个", ("贷款咋弄", "补贴啥时候到账"))
    """
    found = _MISSED.search(text)
    if found is None or len(text) > LONGEST_REMINDER or not _ASKS_AGAIN.search(found["rest"]):
        return None
    place = found["place"]
    number = int(place) if place.isdigit() else _WORDS.index(place) + 1
    return before[number - 1] if number <= len(before) else None


def _number(mark: re.Match[str]) -> int:
    """Return which number a mark writes, from 1."""
    written = mark["digit"] or mark["circled"] or mark["word"]
    signs = next((signs for signs in (_CIRCLED, _WORDS) if written in signs), "123456789")
    return signs.index(written) + 1
