"""The pairs that were labelled by hand, and how well an order of openings agrees with the labels."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.clock import SHANGHAI
from bot.jobs import Employer, Opening, OpeningState, PayPeriod, WorkForm, read_pay
from bot.jobs.seekers import Seeker

FILE = Path(__file__).with_name("labelled_pairs.yml")
AT = datetime(2026, 11, 25, 10, tzinfo=SHANGHAI)
DEPTH = 10
Score = Callable[[Seeker, Opening], float]


@dataclass(frozen=True)
class LabelledSeeker:
    """A seeker with the grade of each opening, in the order of the openings."""

    seeker: Seeker
    grades: Sequence[int]


@lru_cache(maxsize=1)
def labelled() -> tuple[Sequence[Opening], Sequence[LabelledSeeker]]:
    """Return the openings, and the seekers with their grades."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    openings = [opening_like(number, entry) for number, entry in enumerate(data["openings"], start=1)]
    return openings, [
        LabelledSeeker(seeker_like(number, entry["who"]), entry["grades"])
        for number, entry in enumerate(data["seekers"], start=1)
    ]


def opening_like(number: int, said: dict[str, Any]) -> Opening:
    """Return an opening of which only this is said."""
    pay, form = read_pay(said.get("pay", "")), said.get("form")
    texts = ("town", "place", "duties", "requirements", "hours", "insurance")
    return Opening(
        id=number,
        employer=Employer(number, f"样例公司{number}", None, None, None, None),
        title=said["title"],
        trade=said["trade"],
        **{name: said.get(name) for name in texts},
        pay_text=said.get("pay"),
        pay_period=pay.period,
        pay_low=pay.low,
        pay_high=pay.high,
        form=None if form is None else WorkForm(form),
        headcount=None,
        until=None,
        flags=(),
        state=OpeningState.PASSED,
        reason=None,
        created_at=AT,
        updated_at=AT,
    )


def seeker_like(number: int, said: dict[str, Any]) -> Seeker:
    """Return a seeker of whom only this is said."""
    form = said.get("form")
    values = {
        **said,
        "period": PayPeriod(said.get("period", "month")),
        "form": None if form is None else WorkForm(form),
    }
    return Seeker(id=number, person=f"p{number}", conversation=f"web:{number}", until=AT.date(), **values)


def agreement(score: Score) -> float:
    """Return NDCG@10 of an order by score, the mean over the seekers; what is worth the same stands as in the file."""
    openings, seekers = labelled()
    found = []
    for each in seekers:
        order = sorted(range(len(openings)), key=lambda at: (-score(each.seeker, openings[at]), at))
        found.append(_gain([each.grades[at] for at in order]) / _gain(sorted(each.grades, reverse=True)))
    return sum(found) / len(found)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))
