"""The routes that machines watch: alive, ready, metrics."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.front.turns.dialogue_client import DialogueClient
from bot.front.turns.reply_schema import CompleteModel
from bot.front.web.metrics import Metrics
from bot.staff import Switches
from bot.storage import is_reachable

NO_DATABASE = "数据库连不上。请检查 LEYE_DATABASE_URL 和数据库服务。"
NO_DIALOGUE = "对话进程没有应答。请检查 rasa 进程和 LEYE_RASA_URL。"
NO_MODEL = "对话模型还没有加载好。"
NO_ACTIONS = "动作服务没有应答。请检查 actions 进程和 LEYE_ACTIONS_URL。"


class Alive(CompleteModel):
    """The process is alive."""

    alive: bool


class SwitchedOff(CompleteModel):
    """What colleagues switched off on purpose."""

    name: str
    reason: str
    since: datetime


class ReadinessReport(CompleteModel):
    """Whether people can be served, and if not, why (for the operator); what is switched off on purpose is no reason."""

    ready: bool
    database: bool
    model: bool
    actions: bool
    reasons: list[str]
    switched_off: list[SwitchedOff]


def health_routes(engine: Engine, dialogue: DialogueClient, metrics: Metrics) -> APIRouter:
    """Return the routes for supervisors and Prometheus."""
    router = APIRouter(tags=["health"])

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
        readiness = await _readiness(engine, dialogue)
        return Response(readiness.json(), 200 if readiness.ready else 503, media_type="application/json")

    @router.get(
        "/metrics",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
        summary="Metrics for Prometheus",
    )
    async def read_metrics() -> Response:
        """Return counts and durations; no texts, no people."""
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return router


async def _readiness(engine: Engine, dialogue: DialogueClient) -> ReadinessReport:
    database = await run_in_threadpool(is_reachable, engine)
    answered = await dialogue.readiness()
    reasons = [] if database else [NO_DATABASE]
    if not answered.is_reachable:
        reasons.append(NO_DIALOGUE)
    else:
        reasons += [] if answered.model else [NO_MODEL]
        reasons += [] if answered.actions else [NO_ACTIONS]
    return ReadinessReport(
        ready=not reasons,
        database=database,
        model=answered.model,
        actions=answered.actions,
        reasons=reasons,
        switched_off=await run_in_threadpool(_switched_off, engine) if database else [],
    )


def _switched_off(engine: Engine) -> list[SwitchedOff]:
    return [
        SwitchedOff(name=each.switch.value, reason=each.reason or "", since=each.at) for each in Switches(engine).off()
    ]
