"""What is left out where somebody sets themselves against another: 我媳妇办了，我没办. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.kb import Fact
from bot.understanding.situation.model import Holds, Owner, StatedFact
from bot.understanding.situation.wordings.masks import BREAK

_SELF = "(?:我|俺|咱)(?:们|家|自己|这个?|这儿|这里|名下|的)*"
_BETWEEN = (
    f"[^{BREAK}]{{0,8}}(?:{BREAK}(?:是|都是)[^{BREAK}]{{1,6}}的)?(?:{BREAK}|可是?|但是?|而|不过|就|那|公司|单位){{0,4}}"
)
_DENIES = re.compile(
    rf"^{_BETWEEN}{_SELF}(?:可|这边|这个|倒|却|也|都|还|就|一概|从|全|跟老公名下|一次|一回|可是)*"
    rf"(?:没有|没(?:办|登|做|交|认定|去|参加|当|领|拿|开)?过?|不是|不欠|不找|没问题|没店|没动|没(?:得|离|评|拿|上|招|还)过?|没(?:办|批|评|发|认)下来|还?早着|还早|还不到|还得[^\ue000]{1, 4}年|清清白白|嘛登记都没有|这个没有)(?:[了的呢啊呀哦]|{BREAK}|$)"
)
_ALSO = re.compile(
    rf"^{_BETWEEN}{_SELF}(?:倒|却|也|都|就|可)*(?:有|是|办了|登了|认定了|交着|办过)(?:[的呢啊呀哦]|{BREAK}|$)"
)
_HIRING = re.compile("招|雇|聘|员工")
REACH = 30


def left_out(stated: Sequence[StatedFact], facts: Mapping[str, Fact], plain: str) -> Iterator[StatedFact]:
    """Yield what the writer says of themselves by setting themselves against another, who was told of just before.

    Args:
        stated: the facts found.
        facts: the facts of the knowledge base.
        plain: the message with breaks where clauses end.
    """
    for fact in stated:
        if not isinstance(fact.value, bool) or fact.owner in (Owner.SELF, Owner.EMPLOYER) or not fact.is_asserted:
            continue
        if _HIRING.search(plain[max(fact.start - REACH, 0) : fact.start + 1]):
            continue
        rest = plain[fact.end : fact.end + REACH]
        # 他没办,我不是 is the other way round from what was said, and not worth a guess.
        denies = _DENIES.match(rest) if fact.value else None
        if denies or _ALSO.match(rest):
            own = Owner.EMPLOYER if facts[fact.fact].of == "employer" else Owner.SELF
            yield replace(fact, value=not denies, owner=own, holds=Holds.NOW)
