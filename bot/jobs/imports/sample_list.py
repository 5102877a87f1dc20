"""Makes up openings for trying things out: employers and towns that do not exist, and everything that lists get wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bot.jobs.credit_code import SIGNS, check_character
from bot.jobs.trades import OTHER, trades

HEADING = (
    *("岗位编号", "单位名称", "统一社会信用代码", "岗位名称", "薪资待遇", "街镇", "任职要求", "工作内容", "招聘人数"),
    *("截止日期", "联系人", "联系电话"),
)
TOWNS = ("示例街镇甲", "示例街镇乙", "示例街镇丙")
# One in ten says something that a colleague has to look at.
FLAWS = ("限男，35岁以下", "入职交押金200元", "外地人勿扰", "须上交身份证原件", "在家刷单也可以")
FLAWED = 0.1
PAYS = ("{low}-{high}元/月", "{low}/月+提成", "面议", "{hour}元/小时", "{high}-{low}", "")
EMPLOYERS_PER_OPENING = 6
SOON, LATER = 5, 90


def write_sample_openings(count: int, seed: int, on: date, path: Path) -> None:
    """Write a list of made-up openings, which says so in every name.

    Args:
        seed: the same number makes up the same list.
        on: the day after which most of them end.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADING)
        writer.writerows(_rows(count, Random(seed), on))


def _rows(count: int, random: Random, on: date) -> Iterator[tuple[object, ...]]:
    codes = [_code(random) for _ in range(max(1, count // EMPLOYERS_PER_OPENING))]
    named = [trade for trade in trades().values() if trade.id != OTHER]
    for number in range(1, count + 1):
        employer = random.randrange(len(codes))
        trade = random.choice(named)
        low = random.randrange(26, 80) * 100
        pay = random.choice(PAYS).format(low=low, high=low + 1_000, hour=random.randrange(27, 45))
        yield (
            f"样例-{number:06d}",
            f"样例单位{employer + 1:04d}（编的）",
            codes[employer],
            random.choice(trade.words),
            pay,
            random.choice(TOWNS),
            random.choice(FLAWS) if random.random() < FLAWED else "",
            f"做{trade.title}的活，8:00-17:00" + (f"，电话000-{number:08d}" if random.random() < FLAWED else ""),
            random.randrange(1, 20),
            (on + timedelta(days=random.randrange(-SOON, LATER))).isoformat(),
            f"测试{number:04d}",
            f"000-{number:08d}",
        )


def _code(random: Random) -> str:
    """Return a code that proves itself and is nobody's: no register begins so."""
    body = f"YY000000{''.join(random.choice(SIGNS) for _ in range(9))}"
    return body + check_character(body)
