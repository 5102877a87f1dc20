"""Finds in a long message the part that asks: a story may mention 手续 and 电话 without asking for either. Pure."""

from __future__ import annotations

import re

# Shorter messages are questions as a whole.
LONG_MESSAGE = 45
LONG_SENTENCE = 70
_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;\n]*")
_CLAUSE = re.compile(r"[^,、。!?;\n]+[,、。!?;\n]*")
_ASKS = re.compile(
    r"[吗么呢?啥嘛咋哪谁]|怎么|怎样|如何|什么|多少|几(?!乎|天前|年前)|能不能|可不可以|行不行|是否|可否|能否|有没有|为何|请问|想问|问问|"
    r"咨询|不知|不知道|求助|给个|告诉|希望|盼"
)

Spans = tuple[tuple[int, int], ...]


def question_part(text: str) -> Spans:
    """Return where a (normalised) message asks, as ``(start, end)`` spans; all of it when it is short or asks nowhere.

    >>> question_part("能领多少钱")
    ((0, 5),)
    >>> story = "我去年从厂里下岗了,办手续那天打电话问了好几个人,谁都说不清楚这个事情该归哪个部门来管。请问社保补贴能领多少钱?"
    >>> [story[start:end] for start, end in question_part(story)]
    ['请问社保补贴能领多少钱?']
    """
    if len(text) <= LONG_MESSAGE:
        return ((0, len(text)),)
    asking = [span for span in _spans(_SENTENCE, text, 0, len(text)) if _ASKS.search(text, *span)]
    # The question proper comes last in a story; what is asked in passing before it is part of the story.
    start, end = asking[-1] if asking else (0, len(text))
    if len(asking) > 1 and text[slice(*asking[-2])].endswith("?") and end - start < LONG_MESSAGE:
        start = max(asking[-2][0], end - LONG_SENTENCE)
    if end - start <= LONG_SENTENCE:
        return ((start, end),)
    clauses = [span for span in _spans(_CLAUSE, text, start, end) if _ASKS.search(text, *span)]
    return tuple(clauses[-3:]) or ((max(start, end - LONG_SENTENCE), end),)


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text, start, end)]
