"""A PostgreSQL and a Redis of one's own, for tests and measures."""

from devservers.ports import free_port
from devservers.postgresql import find_binaries, running_postgresql
from devservers.redis_server import find_redis, running_redis

__all__ = [
    "find_binaries",
    "find_redis",
    "free_port",
    "running_postgresql",
    "running_redis",
]
