"""How a short text says yes, no, or that someone does not know. Pure."""

from __future__ import annotations

import re
import unicodedata

_DONE = r"(?:办|交|缴|登记|认定|领|签|买|注册|参加|参保|做|干|上|算|想|愿意|符合|享受|有|是)"
_TAIL = r"(?:了|过|呢|着|的|啊|呀|哦|哈|吧|啦|嘞|嗯|对|滴|哩|咧|呐|呗|嘛|喽|咯|您|,|\s)*"
_BEFORE = r"(?:我|俺|这个|这|那|还|都|也|就|真|才|并|确实|的确|应该|从来|一直|暂时|目前|现在|以前|压根|根本|肯定)*"
_NO = re.compile(
    rf"{_BEFORE}(?:没有|没得|木有|没+|木|未|冇|不是|不+|无|否|非){_DONE}{{0,2}}{_TAIL}|(?:没有|没影儿?|没)的事儿?{_TAIL}|哪有|哪儿有|哪(?:有|儿)(?:啊|呀|的事)"
)
# A plain yes or no is short.
LONGEST = 16
# 那可不 and 可不是嘛 agree, although they deny.
_AGREED = "(?:那|这)?可不(?:是|咋[的地]?|就是)?(?:嘛|么|呗|咋)?|中|得嘞|对头|是这么回事|是这样|确实|的确|肯定"
_YES = re.compile(
    rf"{_BEFORE}(?:(?:[嗯恩][呐那哪]?|哦|对|没错|可以|当然|必须|已经|已|{_DONE})+|{_AGREED}){_DONE}{{0,2}}{_TAIL}"
)
_UNSURE = re.compile(
    r"不(?:太|大|怎么)?(?:清楚|知道|晓得|确定|懂|明白)|说不(?:好|准|清)|不好说|记不(?:清|得|住)|忘了?|搞不(?:清|懂)|吃不准"
)
# Gives up what was talked about, and answers nothing of it.
_DROPPED = re.compile(r"(?:那|还是|就|唉|哎)*(?:算(?:了|啦)|拉倒|得了吧|不(?:算|问|办|弄)了)(?:吧|呗)?")
_COMMA = re.compile(r"[,，。;；!！?？\s]")
# What is ticked, coded or typed for yes and no where nothing else can stand; in lower case.
SIGNS = dict.fromkeys(("yes", "y", "true", "t", "1", "√", "✓", "✔", "☑", "v", "有", "是"), True) | dict.fromkeys(
    ("no", "n", "false", "f", "0", "×", "✕", "✗", "✘", "✖", "x", "无", "否"), False
)


def is_unsure(text: str) -> bool:
    """Tell whether someone does not know the answer (不清楚, 不好说, 忘了)."""
    return _UNSURE.search(text) is not None


def yes_or_no(text: str) -> bool | None:
    """Return a plain yes or no at the head of a message, None when it begins otherwise.

    >>> [yes_or_no(text) for text in ("嗯嗯", "木有", "没交过", "还没有", "对呀", "已认定", "那可不", "我女的", "算了")]
    [True, False, False, False, True, True, True, None, None]
    """
    head = next((part for part in _COMMA.split(text) if part), "")
    if len(head) > LONGEST or _DROPPED.fullmatch(head):
        return None
    half = head[: len(head) // 2]
    head = half if half and head == 2 * half else head
    if _YES.fullmatch(head):
        return True
    return False if _NO.fullmatch(head) else None


def yes_or_no_written(text: str) -> bool | None:
    """Return the yes or no that a text is and nothing else, a tick or a code as well; None when it is neither.

    >>> [yes_or_no_written(text) for text in ("√", "×", "Y", "已认定", "是,但停了")]
    [True, False, True, True, None]
    """
    text = tidy(text)
    if text in SIGNS:
        return SIGNS[text]
    return None if _COMMA.search(text) else yes_or_no(text)


def tidy(text: str) -> str:
    """Return a text in half-width, lower case, without invisible signs and blanks around it."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign for sign in plain if unicodedata.category(sign) not in {"Cf", "Mn"}).strip()
