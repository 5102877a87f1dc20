"""Names of towns as lists and people write them: 中北, 中北镇 and 西青区中北镇 are one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 64
_AROUND = re.compile(r"^(?:天津市?)?(?:西青区?)?(?=\S{2})")
_KIND = re.compile("(?:街道办事处|街道|镇政府|镇|街|乡|地区)$")


def tidy_town(text: str) -> str | None:
    """Return the name of a town without the city and the district around it; None for a blank.

    >>> tidy_town("天津市西青区中北镇"), tidy_town(" 李七庄街 "), tidy_town("")
    ('中北镇', '李七庄街', None)
    """
    return _AROUND.sub("", "".join(text.split()))[:LONGEST] or None


def bare_town(town: str) -> str:
    """Return a name as it is compared, without what kind of place it is.

    >>> bare_town("中北镇"), bare_town("李七庄街道"), bare_town("张家窝")
    ('中北', '李七庄', '张家窝')
    """
    bare = _KIND.sub("", town)
    return bare if len(bare) > 1 else town


def towns_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known towns that a text names, the longest name first.

    >>> towns_in("离中北镇近的", ["中北镇", "张家窝镇"])
    ('中北镇',)
    """
    named = [town for town in known if bare_town(town) in text]
    names = {bare_town(town) for town in named}
    whole = {name for name in names if not any(name != other and name in other for other in names)}
    return tuple(sorted((town for town in named if bare_town(town) in whole), key=lambda town: (-len(town), town)))
