"""What the assistant stands on while harm is done: a small disk with SQLite, or a PostgreSQL and a Redis; and a clock that can be set wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devservers import (
    PostgresqlServer,
    RedisServer,
    find_binaries,
    find_redis,
    started_postgresql,
    started_redis,
)
from tests.chaos.wrong_clock import WrongClock, find_faketime
from tests.small_disk import small_disk

# What fifty people say in ten minutes is kept for a day (50 MB), and must not fill it.
DISK_MEGABYTES = 256


class LacksServers(Exception):
    """PostgreSQL or Redis is not installed here."""


@dataclass(frozen=True)
class Surroundings:
    """What a stage stands on.

    Args:
        database_url: a file on a small disk, or the server's.
        clock: None where faketime is not installed.
        postgresql, redis: None where the database is a file.
    """

    database_url: str
    clock: WrongClock | None = None
    postgresql: PostgresqlServer | None = None
    redis: RedisServer | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Return what tells the assistant of them."""
        redis = {} if self.redis is None else {"LEYE_REDIS_URL": self.redis.address}
        clock = {} if self.clock is None else self.clock.environment
        return {"LEYE_DATABASE_URL": self.database_url, **redis, **clock}


@contextmanager
def on_a_small_disk(folder: Path) -> Iterator[Surroundings]:
    """Have SQLite on a small disk, as one machine in an office has.

    Raises:
        CannotMount: this machine gives no small disk.
    """
    with small_disk(folder / "var", DISK_MEGABYTES):
        yield Surroundings(f"sqlite:///{folder}/var/leye.db", _clock(folder))


@contextmanager
def on_servers(folder: Path) -> Iterator[Surroundings]:
    """Have a PostgreSQL and a Redis, as several machines have.

    Raises:
        LacksServers: they are not installed.
    """
    binaries, redis_binary = find_binaries(), find_redis()
    if binaries is None or redis_binary is None:
        raise LacksServers("apt-get install postgresql redis-server")
    (folder / "var").mkdir()
    with started_postgresql(binaries) as postgresql, started_redis(redis_binary) as redis:
        yield Surroundings(postgresql.address, _clock(folder), postgresql, redis)


def _clock(folder: Path) -> WrongClock | None:
    library = find_faketime()
    return None if library is None else WrongClock(library, folder / "clock")
