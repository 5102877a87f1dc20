"""Kills, stops, fills and locks while people talk and a campaign runs, and prints what became of everyone. ``make test-chaos``."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.campaign import GoingCampaign, Told
from tests.chaos.harms import Recovered, harms
from tests.chaos.stage import Stage, running
from tests.chaos.talkers import ANSWERED, APOLOGISED, DOUBLED, LOST, Talker
from tests.faults.harness import running_platform

CALM_SECONDS = 3.0


@dataclass(frozen=True)
class Outcome:
    """What it all came to."""

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
        lines = ["| 故障 | 次数 | 恢复最快（秒） | 最慢（秒） | 当时负载 |", "|---|---|---|---|---|"]
        for harm in sorted({each.harm for each in self.recovered}):
            same = [each for each in self.recovered if each.harm == harm]
            seconds = [each.seconds for each in same if each.seconds is not None]
            slowest = f"{max(seconds):.1f}" if len(seconds) == len(same) else "没有恢复"
            quickest = f"{min(seconds):.1f}" if seconds else "–"
            lines.append(f"| {harm} | {len(same)} | {quickest} | {slowest} | {max(each.load for each in same):.1f} |")
        counts = "，".join(
            f"{word} {self.messages[kind]}"
            for kind, word in ((ANSWERED, "答上"), (APOLOGISED, "致歉"), (LOST, "没有答复"), (DOUBLED, "重复"))
        )
        told = self.told
        lines += [
            "",
            f"消息 {sum(self.messages.values())} 条：{counts}；等得最久的 {self.longest:.0f} 秒。",
            f"推送：告知 {told.told}，不清楚 {told.unknown}，丢失 {told.lost}，重复 {told.doubled}，没办完 {told.unsettled}。",
        ]
        return "\n".join(lines)


def play(folder: Path, talkers: int, order: Sequence[str]) -> Outcome:
    """Do these harms one after the other while people talk and are told; then let everything settle.

    Raises:
        CannotMount: this machine gives no small disk.
    """
    ending = threading.Event()
    with running_platform() as port, running(folder, port) as stage:
        campaign = GoingCampaign(stage, port, ending)
        residents = [Talker(stage.address, seed, ending) for seed in range(talkers)]
        for each in (campaign, *residents):
            each.start()
        recovered = [_harmed(stage, name) for name in order]
        ending.set()
        for each in (campaign, *residents):
            each.join()
        messages = sum((each.became for each in residents), Counter[str]())
        return Outcome(recovered, messages, max(each.longest for each in residents), campaign.told())


def _harmed(stage: Stage, name: str) -> Recovered:
    time.sleep(CALM_SECONDS)
    found = harms()[name](stage)
    print(found, flush=True)
    return found


def main() -> int:
    """Do every harm in random order as often as there is time for; return 1 when something went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance, order = random.Random(arguments.seed), list[str]()
    # On an idle machine a harm with its recovery takes about this long.
    while len(order) < arguments.seconds / 20:
        names = list(harms())
        chance.shuffle(names)
        order += names
    with tempfile.TemporaryDirectory(prefix="leye-chaos-") as folder:
        outcome = play(Path(folder), arguments.people, order[: max(1, int(arguments.seconds / 20))])
    print(outcome.table())
    return 0 if outcome.is_right else 1


if __name__ == "__main__":
    sys.exit(main())
