"""How well the order of openings agrees with two hundred pairs labelled by hand: ``python -m bench.jobs_order``.

NDCG@10 of the score, of plain BM25 over the words of both, and of chance. The labels and the table of likeness are by one hand.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from random import Random

from bot.jobs import Opening, trades
from bot.jobs.pairs import pair_of
from bot.jobs.seekers import CERTIFICATES, Seeker
from tests.jobs.pairs.labelled import agreement, labelled

K1, B = 1.5, 0.75
CHANCES = 200


def main() -> None:
    """Print a line for each order."""
    openings, _ = labelled()
    words = PlainWords(openings)
    chances = [by_chance(seed) for seed in range(CHANCES)]
    print(f"score  NDCG@10 {agreement(lambda seeker, opening: pair_of(seeker, opening, {}).score):.3f}")
    print(f"BM25   NDCG@10 {agreement(words.score):.3f}")
    print(f"chance NDCG@10 {statistics.mean(chances):.3f} (from {min(chances):.3f} to {max(chances):.3f})")


def by_chance(seed: int) -> float:
    """Return the agreement of an order by chance."""
    random = Random(seed)
    return agreement(lambda seeker, opening: random.random())


class PlainWords:
    """BM25 over pairs of characters: what a seeker said as the question, what an opening says as the text."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        self._texts = {opening.id: _grams(_said_of(opening)) for opening in openings}
        self._mean = statistics.mean(sum(text.values()) for text in self._texts.values())
        self._in = Counter(gram for text in self._texts.values() for gram in text)

    def score(self, seeker: Seeker, opening: Opening) -> float:
        """Return the score of an opening for what a seeker said."""
        text = self._texts[opening.id]
        length = 1 - B + B * sum(text.values()) / self._mean
        return sum(
            self._weight(gram) * text[gram] * (K1 + 1) / (text[gram] + K1 * length)
            for gram in _grams(_said_by(seeker))
            if text[gram]
        )

    def _weight(self, gram: str) -> float:
        count = self._in[gram]
        return math.log(1 + (len(self._texts) - count + 0.5) / (count + 0.5))


def _said_of(opening: Opening) -> str:
    parts = (opening.title, opening.town, opening.pay_text, opening.hours, opening.duties, opening.requirements)
    return " ".join(filter(None, parts))


def _said_by(seeker: Seeker) -> str:
    trade = trades()[seeker.trade or "other"]
    pay = (
        "" if seeker.floor is None else f"{seeker.floor // 100}元/{'月' if seeker.period.value == 'month' else '小时'}"
    )
    nights = {True: "夜班 倒班", False: "白班", None: ""}[seeker.works_nights]
    held = " ".join(CERTIFICATES[name][0] for name, is_held in seeker.certificates.items() if is_held)
    return " ".join([trade.title, *trade.words, seeker.town or "", pay, nights, held])


def _grams(text: str) -> Counter[str]:
    return Counter(part[at : at + 2] for part in text.split() for at in range(max(1, len(part) - 1)))


if __name__ == "__main__":
    main()
