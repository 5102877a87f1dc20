"""A PostgreSQL and a Redis of one's own, for tests and measures."""

from devservers.ports import free_port
from devservers.postgresql import PostgresqlServer, find_binaries, running_postgresql, started_postgresql
from devservers.redis_server import RedisServer, find_redis, running_redis, started_redis

__all__ = [
    "PostgresqlServer",
    "RedisServer",
    "find_binaries",
    "find_redis",
    "free_port",
    "running_postgresql",
    "running_redis",
    "started_postgresql",
    "started_redis",
]
