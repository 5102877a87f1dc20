"""Cuts Chinese text into overlapping pairs of characters, the units in which passages are compared. Pure.

Pairs need no dictionary: jieba takes a second to load its own, which is longer than a whole look-up may take.
"""

from __future__ import annotations

import re

# What questions are built with says nothing of what they are about; no pair reaches across it.
_BUILDING_WORDS = re.compile(
    "怎么样|为什么|有没有|能不能|是不是|可不可以|怎么|怎样|如何|什么|多少|可以|哪里|哪儿|哪些|哪个|请问|一下|一个|这个|那个|"
    "我们|你们|他们|咱们|现在|已经|还有|就是|但是|因为|所以|如果|关于|以及|需要|"
    "[的了吗呢啊吧嘛呀呗么哦我你您他她它咱是在想要这那和跟给把被让很还都也不没啥咋]"
)
_RUNS = re.compile("[a-z0-9]+|[\u4e00-\u9fff]+")


def pairs_of(text: str) -> tuple[str, ...]:
    """Return the pairs of a (normalised) text in order; numbers and Latin words stay whole.

    >>> pairs_of("创业贷款怎么申请")
    ('创业', '业贷', '贷款', '申请')
    >>> pairs_of("4050补贴,syb")
    ('4050', '补贴', 'syb')
    """
    pairs: list[str] = []
    for run in _RUNS.findall(_BUILDING_WORDS.sub(" ", text.lower())):
        pairs += [run] if run.isascii() else [run[place : place + 2] for place in range(len(run) - 1)]
    return tuple(pairs)
