"""A campaign that goes on all the while: new people come to be told every few seconds, and it is counted who was."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.kb import load
from bot.outreach.runs.runs import get
from bot.outreach.scheduler.outbox import set_due
from bot.storage import open_database
from bot.storage.tables import notices, people
from tests.chaos.stage import Stage
from tests.faults import platform
from tests.outreach.world import World, add_person, address_of, with_campaign

MOST_PEOPLE = 600
AT_A_TIME = 5
EVERY_SECONDS = 4.0
SETTLED_WITHIN = 240.0
NAMES = tuple(f"p{number:03}" for number in range(MOST_PEOPLE))


@dataclass(frozen=True)
class Told:
    """What became of those who were to be told."""

    told: int
    unknown: int
    lost: int
    doubled: int
    unsettled: int


class GoingCampaign(threading.Thread):
    """Adds people and lets the time of the run come, again and again."""

    def __init__(self, stage: Stage, platform_port: int, ending: threading.Event) -> None:
        super().__init__(daemon=True)
        self._port = platform_port
        self._ending = ending
        self._engine = open_database(stage.on.database_url)
        self._world = World(self._engine, with_campaign(load(stage.kb)))
        platform.prepare(platform_port, 1, [address_of(name) for name in NAMES], faults=())
        self._added: list[str] = []
        self._world.clock.at = clock.now()
        self._run = self._world.approved().id

    def run(self) -> None:
        """Go on until it is over."""
        waiting = list(NAMES)
        while not self._ending.is_set() and waiting:
            try:
                for _ in range(min(AT_A_TIME, len(waiting))):
                    add_person(self._engine, waiting[0], grants=2, at=clock.now())
                    self._added.append(waiting.pop(0))
                set_due(self._world.outreach, self._run, clock.now())
            except SQLAlchemyError:
                # Nobody can write just now, this office neither.
                pass
            self._ending.wait(EVERY_SECONDS)

    def told(self) -> Told:
        """Let the time come once more, wait until everyone was told, and count."""
        deadline = time.monotonic() + SETTLED_WITHIN
        while time.monotonic() < deadline:
            states = self._states()
            if set(states) >= set(self._added) and all(state in ("sent", "unknown") for state in states.values()):
                break
            self._ring()
            time.sleep(EVERY_SECONDS / 2)
        phones = platform.received(self._port)
        states = self._states()
        return Told(
            told=sum(state == "sent" for state in states.values()),
            unknown=sum(state == "unknown" for state in states.values()),
            lost=sum(state == "sent" and not phones.notices[address_of(name)] for name, state in states.items()),
            doubled=max(phones.doubled, sum(count > 1 for count in phones.notices.values())),
            unsettled=sum(states.get(name) not in ("sent", "unknown") for name in self._known()),
        )

    def _ring(self) -> None:
        try:
            if get(self._engine, self._run).due_at is None:
                set_due(self._world.outreach, self._run, clock.now())
        except SQLAlchemyError:
            pass

    def _known(self) -> list[str]:
        with self._engine.connect() as connection:
            return [row.id for row in connection.execute(select(people.c.id)) if row.id in NAMES]

    def _states(self) -> dict[str, str]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(notices.c.person, notices.c.state)).all()
        return {row.person: row.state for row in rows}
