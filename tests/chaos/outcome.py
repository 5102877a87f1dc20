"""What it came to: who was answered, who was told, how soon all was well again; and the table that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.scorecard import table
from tests.chaos.campaign import Told
from tests.chaos.harms import Recovered
from tests.chaos.talkers import ANSWERED, APOLOGISED, DOUBLED, LOST

GOAL_SECONDS = 15.0
HEAD = ("故障", "次数", "恢复最快（秒）", "最慢（秒）", "平时最慢（秒）", "当时负载")


@dataclass(frozen=True)
class Outcome:
    """What came of one act.

    Args:
        title: what the assistant stood on.
        messages: how many messages ended how.
        longest: seconds that somebody waited for a sentence.
    """

    title: str
    recovered: Sequence[Recovered]
    messages: Counter[str]
    longest: float
    told: Told

    @property
    def is_right(self) -> bool:
        """Tell whether all came back by itself, everyone got a sentence, and nothing was lost or doubled."""
        all_back = all(each.seconds is not None for each in self.recovered)
        wrong = self.messages[LOST] + self.messages[DOUBLED] + self.told.lost + self.told.doubled + self.told.unsettled
        return all_back and wrong == 0

    def table(self) -> str:
        """Return it in Markdown, in Chinese."""
        counts = "，".join(
            f"{word} {self.messages[kind]}"
            for kind, word in ((ANSWERED, "答上"), (APOLOGISED, "致歉"), (LOST, "没有答复"), (DOUBLED, "重复"))
        )
        told = self.told
        seconds = [each.seconds for each in self.recovered]
        soon = sum(each is not None and each <= GOAL_SECONDS for each in seconds)
        lines = [
            f"### {self.title}",
            "",
            table(HEAD, [self._row(harm) for harm in sorted({each.harm for each in self.recovered})]),
            "",
            f"{len(seconds)} 次里有 {soon} 次在 {GOAL_SECONDS:.0f} 秒内自己恢复。",
            f"消息 {sum(self.messages.values())} 条：{counts}；等得最久的 {self.longest:.0f} 秒。",
            f"推送：告知 {told.told}，不清楚 {told.unknown}，丢失 {told.lost}，重复 {told.doubled}，没办完 {told.unsettled}。",
        ]
        return "\n".join(lines)

    def _row(self, harm: str) -> tuple[object, ...]:
        same = [each for each in self.recovered if each.harm == harm]
        seconds = [each.seconds for each in same if each.seconds is not None]
        slowest = f"{max(seconds):.1f}" if len(seconds) == len(same) else "没有恢复"
        quickest = f"{min(seconds):.1f}" if seconds else "–"
        usual = f"{max(each.usual for each in same):.1f}"
        return harm, len(same), quickest, slowest, usual, f"{max(each.load for each in same):.1f}"
