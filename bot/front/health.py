"""The routes that machines watch: alive, ready, metrics."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.clock import SHANGHAI, now
from bot.front.part_files import PartFiles
from bot.front.turns.dialogue_client import DialogueClient
from bot.front.turns.reply_schema import CompleteModel
from bot.front.watched import HouseGauges
from bot.front.web.metrics import Metrics
from bot.outreach.ledger import SCHEDULER, is_held
from bot.restarts import KEPT_AT
from bot.staff import Switches
from bot.storage import doubted_since, is_reachable, is_writable, journal_of, overdue, retention_runs_of

NO_DATABASE = "数据库连不上。请检查 LEYE_DATABASE_URL 和数据库服务。"
NO_WRITES = "数据库写不进去：磁盘满了，或者被别的程序占住。请清理磁盘，或停掉占用数据库的程序；之后会自动恢复。"
NO_DIALOGUE = "对话进程没有应答。请检查 rasa 进程和 LEYE_RASA_URL。"
NO_MODEL = "对话模型还没有加载好。"
NO_ACTIONS = "动作服务没有应答。请检查 actions 进程和 LEYE_ACTIONS_URL。"
NO_RETENTION = "到期该删的有一天多没有删成：{jobs}。请看 front 的日志，用 leye db retention 看详情。"
NO_JOURNAL = "登记簿写不进去（LEYE_JOURNAL_DIR 的磁盘满了或不可写）；退订照办，有了空间自动补记，推送先等着。"
WRONG_CLOCK = (
    "这台机器的时钟是 {now}，比数据库知道的最后时刻 {known} 晚得太多：到期的先不删，推送先停着。"
    "时钟错了就把它调准，会自动恢复；时钟没错（关了很久才开），运行 leye db clock --right。"
)
NO_OUTREACH = "推送进程没有在工作；到点没发的，等它恢复后会自动补发。请检查 outreach 进程和它的日志。"
# Anyone may ask; the database is tried for at most one of those who ask within this time.
SECONDS_BETWEEN_PROBES = 2.0


class Alive(CompleteModel):
    """The process is alive."""

    alive: bool


class SwitchedOff(CompleteModel):
    """What colleagues switched off on purpose; why is for colleagues, and this address is for everyone."""

    name: str
    since: datetime


class ReadinessReport(CompleteModel):
    """Whether people can be served, and if not, why (for the operator); what is switched off on purpose is no reason.

    Nobody needs outreach to be served: that it does not work is said in ``notes`` and changes nothing else.
    """

    ready: bool
    database: bool
    writes: bool
    model: bool
    actions: bool
    outreach: bool
    reasons: list[str]
    notes: list[str]
    switched_off: list[SwitchedOff]


def health_routes(
    engine: Engine, dialogue: DialogueClient, metrics: Metrics, folders: Mapping[str, Path], restarts: Path = KEPT_AT
) -> APIRouter:
    """Return the routes for supervisors and Prometheus.

    Args:
        folders: by a name for people, the folders whose disks are watched.
        restarts: the file in which ``leye run`` counts.
    """
    router = APIRouter(tags=["health"])
    probe = WriteProbe(engine)
    metrics.include(HouseGauges(engine, probe.holds, folders, restarts, now))
    metrics.include(PartFiles())

    @router.get("/healthz", response_model=Alive, summary="Is the process alive?")
    async def healthz() -> JSONResponse:
        """Answer without asking anyone else."""
        return JSONResponse({"alive": True})

    @router.get(
        "/readyz",
        response_model=ReadinessReport,
        responses={503: {"model": ReadinessReport}},
        summary="Can people be served?",
    )
    async def readyz() -> Response:
        """Ask the database, the model and the actions; 503 with reasons unless all answer."""
        readiness = await _readiness(engine, dialogue, probe)
        return Response(readiness.json(), 200 if readiness.ready else 503, media_type="application/json")

    @router.get(
        "/metrics",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
        summary="Metrics for Prometheus",
    )
    async def read_metrics() -> Response:
        """Return counts and durations; no texts, no people."""
        return Response(await run_in_threadpool(metrics.text), media_type=CONTENT_TYPE_LATEST)

    return router


class WriteProbe:
    """Tries to write into the database, and remembers for a moment how that went."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._tried_at = float("-inf")
        self._holds = False

    def holds(self) -> bool:
        """Tell whether the database takes what is to be kept."""
        with self._lock:
            if time.monotonic() - self._tried_at >= SECONDS_BETWEEN_PROBES:
                self._holds = is_writable(self._engine, now())
                self._tried_at = time.monotonic()
            return self._holds


@dataclass(frozen=True)
class _DatabaseState:
    is_reachable: bool
    is_writable: bool = False
    has_outreach: bool = False
    switched_off: tuple[SwitchedOff, ...] = ()
    notes: tuple[str, ...] = ()


def _database_state(engine: Engine, probe: WriteProbe) -> _DatabaseState:
    if not is_reachable(engine):
        return _DatabaseState(is_reachable=False)
    off = (SwitchedOff(name=each.switch.value, since=each.at) for each in Switches(engine).off())
    return _DatabaseState(True, probe.holds(), is_held(engine, SCHEDULER, now()), tuple(off), _notes(engine))


def _notes(engine: Engine) -> tuple[str, ...]:
    """Return what keeps nobody from being served and must be looked at all the same."""
    known, journal = doubted_since(engine, now()), journal_of(engine)
    behind = [NO_JOURNAL] if journal is not None and journal.is_behind else []
    if known is not None:
        shown = {"now": now(), "known": known.astimezone(SHANGHAI)}
        return (WRONG_CLOCK.format(**{name: f"{at:%Y-%m-%d %H:%M}" for name, at in shown.items()}), *behind)
    late = overdue(retention_runs_of(engine), now())
    return (*([NO_RETENTION.format(jobs="、".join(late))] if late else []), *behind)


async def _readiness(engine: Engine, dialogue: DialogueClient, probe: WriteProbe) -> ReadinessReport:
    database = await run_in_threadpool(_database_state, engine, probe)
    answered = await dialogue.readiness()
    reasons = []
    if not database.is_reachable:
        reasons.append(NO_DATABASE)
    elif not database.is_writable:
        reasons.append(NO_WRITES)
    if not answered.is_reachable:
        reasons.append(NO_DIALOGUE)
    else:
        reasons += [] if answered.model else [NO_MODEL]
        reasons += [] if answered.actions else [NO_ACTIONS]
    return ReadinessReport(
        ready=not reasons,
        database=database.is_reachable,
        writes=database.is_writable,
        model=answered.model,
        actions=answered.actions,
        outreach=database.has_outreach,
        reasons=reasons,
        notes=[*([] if database.has_outreach else [NO_OUTREACH]), *database.notes],
        switched_off=list(database.switched_off),
    )
