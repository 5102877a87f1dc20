"""Kills, stops, fills, locks and sets clocks wrong while people talk and a campaign runs, and prints what became of everyone. ``make test-chaos``."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from bench.scorecard import measured_on, write_part
from tests.chaos.campaign import GoingCampaign
from tests.chaos.harms import Recovered, harms
from tests.chaos.outcome import Outcome
from tests.chaos.stage import Stage, running
from tests.chaos.surroundings import Surroundings, on_a_small_disk, on_servers
from tests.chaos.talkers import Talker
from tests.faults.harness import running_platform

CALM_SECONDS = 3.0
Order = Callable[[Surroundings], Iterator[str]]


@dataclass(frozen=True)
class Act:
    """One part of the play: what the assistant stands on, and the share of the time it gets."""

    title: str
    surroundings: Callable[[Path], AbstractContextManager[Surroundings]]
    share: float = 1.0


ON_A_DISK = Act("一台机器：SQLite", on_a_small_disk, 0.6)
ON_SERVERS = Act("PostgreSQL 和 Redis", on_servers, 0.4)


def play(folder: Path, talkers: int, act: Act, order: Order) -> Outcome:
    """Do harms one after the other while people talk and are told; then let everything settle.

    Args:
        order: says by name what to do next, for as long as there is to be any.

    Raises:
        CannotMount: this machine gives no small disk.
        LacksServers: it has no PostgreSQL or no Redis.
    """
    ending = threading.Event()
    with running_platform() as port, act.surroundings(folder) as on, running(folder, port, on) as stage:
        campaign = GoingCampaign(stage, port, ending)
        residents = [Talker(stage.address, seed, ending) for seed in range(talkers)]
        for each in (campaign, *residents):
            each.start()
        recovered = [_harmed(stage, name) for name in order(on)]
        ending.set()
        for each in (campaign, *residents):
            each.join()
        messages = sum((each.became for each in residents), Counter[str]())
        return Outcome(act.title, recovered, messages, max(each.longest for each in residents), campaign.told())


def _harmed(stage: Stage, name: str) -> Recovered:
    time.sleep(CALM_SECONDS)
    began = time.monotonic()
    stage.is_well()
    usual = time.monotonic() - began
    found = replace(harms(stage.on)[name](stage), usual=usual)
    print(found, flush=True)
    return found


def at_random(seed: int, seconds: float) -> Order:
    """Return an order that begins every harm in turn, shuffled anew each time around, until so many seconds are over."""

    def order(on: Surroundings) -> Iterator[str]:
        chance, end = random.Random(seed), time.monotonic() + seconds
        while True:
            names = sorted(harms(on))
            chance.shuffle(names)
            for name in names:
                if time.monotonic() >= end:
                    return
                yield name

    return order


def report(outcomes: Sequence[Outcome], people: int) -> str:
    """Return the part of the scorecard."""
    head = f"{people} 个人不停地聊、一场推送一直在进行，随机弄坏一处，等它自己好，再弄坏下一处。恢复：从弄坏（或障碍除去）到问得通、推送也在工作；同样看一遍，没坏的时候要排多久的队，写在“平时”里。"
    return "\n\n".join(["## 弄坏了自己好", measured_on(), head, *(each.table() for each in outcomes)])


def main() -> int:
    """Do harm at random on each of the surroundings for its share of the time; return 1 when something went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="write the outcome into docs/scorecard.md")
    arguments = parser.parse_args()
    outcomes = []
    for act in (ON_A_DISK, ON_SERVERS):
        with tempfile.TemporaryDirectory(prefix="leye-chaos-") as folder:
            order = at_random(arguments.seed, arguments.seconds * act.share)
            outcomes.append(play(Path(folder), arguments.people, act, order))
        print(outcomes[-1].table(), flush=True)
    if arguments.keep:
        write_part("chaos", report(outcomes, arguments.people))
    return 0 if all(each.is_right for each in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
