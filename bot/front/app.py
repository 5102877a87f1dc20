"""Where the web process is put together; everything it needs is made here and nowhere else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

import httpx
from fastapi import FastAPI
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from bot import clock
from bot.clock import now
from bot.errors import SettingsError
from bot.front.benefits import add_benefits_page
from bot.front.case import CaseVisits, add_case_page
from bot.front.channels.configured import open_channels
from bot.front.chat.fairs_feed import fairs_feed
from bot.front.chat.page import TITLE, add_page
from bot.front.chat.routes import chat_routes
from bot.front.chat.sessions import ChatSessions
from bot.front.desk.desk_app import add_desk
from bot.front.employers import EmployerLinks, EmployerRoom, add_employer_pages
from bot.front.guides import add_guide_pages
from bot.front.handlers import TurnHandlers
from bot.front.health import health_routes
from bot.front.jobs_map import add_jobs_map
from bot.front.me import add_me_page
from bot.front.operator_alerts import keep_alert, operator_alerts_of
from bot.front.retention import RetentionJob, retention_jobs, run_due
from bot.front.services import FrontServices
from bot.front.turns.dialogue_client import TURN_SECONDS, DialogueClient
from bot.front.turns.shared_line import shared_line_of
from bot.front.turns.turn import Turns
from bot.front.watched import watched_folders
from bot.front.web import http_errors
from bot.front.web.assets import add_assets
from bot.front.web.inside_paths import InsidePaths
from bot.front.web.metrics import Metrics
from bot.front.web.middleware import BodyLimit, OpenPageCompression, SafeHeaders
from bot.front.web.rate_limits import TRIES_OF_AN_ADDRESS, rate_limit_of
from bot.front.web.visit_cookies import Visitors
from bot.heartbeat import keep_beating
from bot.kb import KnowledgeBase, LiveKnowledge, keep_newest
from bot.people import sealer_for
from bot.settings import Settings
from bot.storage import OfferedChoices, StoredReplies, is_believable, open_for

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_CLEANINGS = 600
# Who opens a page while the process starts goes first.
SECONDS_BEFORE_FIRST_CLEANING = 1.0


def create_app(
    settings: Settings,
    dialogue_transport: httpx.AsyncBaseTransport | None = None,
    platform_transport: httpx.AsyncBaseTransport | None = None,
    kb: KnowledgeBase | None = None,
) -> FastAPI:
    """Return the application for these settings; the database must be at its newest revision.

    Args:
        settings: with a secret.
        dialogue_transport: how to reach the dialogue process, when not over the network (tests).
        platform_transport: the same for the messaging platforms.
        kb: the knowledge base, when it is loaded already.

    Raises:
        SettingsError: the secret is missing.
    """
    dialogue = DialogueClient(settings.rasa_url, _secret_of(settings), dialogue_transport)
    engine = open_for(settings)
    known = LiveKnowledge(settings.kb_dir, settings.edition_file, settings.kb_checked, kb)
    office = TurnHandlers(engine, known, settings)
    shared = _share(settings, dialogue, platform_transport, engine, known, office)
    turns, limit, metrics = shared.turns, shared.limit, shared.metrics
    channels = open_channels(settings, shared)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        beating = asyncio.create_task(keep_beating())
        cleaning = asyncio.create_task(_keep_clean(turns, engine, retention_jobs(engine, settings.journal_folder)))
        renewing = asyncio.create_task(keep_newest(lambda: renew(app)))
        alerting = asyncio.create_task(keep_alert(operator_alerts_of(settings, engine, metrics)))
        office.start()
        for channel in channels:
            channel.start()
        yield
        for channel in channels:
            await channel.close()
        for task in (alerting, renewing, cleaning, beating):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await turns.lines.finish(TURN_SECONDS)
        await office.close()
        await limit.close()
        await shared.sign_in_limit.close()
        await dialogue.close()
        engine.dispose()

    app = _bare_app(lifespan, metrics, frozenset(settings.metrics_clients.split(",")))
    is_https, previous = (settings.public_url or "").startswith("https://"), shared.previous_secret
    visitors = Visitors(shared.secret, is_https=is_https, previous=previous)
    app.include_router(chat_routes(ChatSessions(shared.secret, previous), limit, turns, visitors, engine))
    app.include_router(health_routes(engine, dialogue, metrics, watched_folders(settings)))
    for channel in channels:
        app.include_router(channel.router)
    app.include_router(fairs_feed(engine, settings.as_of))
    add_me_page(app, visitors, shared, settings, channels)
    app.state.office, app.state.knowledge = office, known
    app.state.desk = add_desk(app, shared, settings)
    _add_open_pages(app, shared, settings, CaseVisits(shared.secret, previous, is_https=is_https))
    return app


def _add_open_pages(app: FastAPI, shared: FrontServices, settings: Settings, visits: CaseVisits) -> None:
    """Serve what anybody may open, and the files of all pages."""
    add_case_page(app, shared, visits)
    add_benefits_page(app, shared, settings.as_of)
    add_guide_pages(app, shared, settings.as_of)
    links = EmployerLinks(shared.secret, shared.previous_secret, shared.public_url)
    room = EmployerRoom(
        shared.engine, shared.kb, shared.naming_key, sealer_for(settings), lambda: clock.today(settings.as_of)
    )
    add_employer_pages(app, shared, room, links)
    add_jobs_map(app, shared, settings)
    add_page(app)
    add_assets(app)


def prepare(app: FastAPI) -> None:
    """Load the knowledge base, compile and index it, one after the other: what several need is loaded once."""
    app.state.office.prepare()
    app.state.searching.prepare()


def renew(app: FastAPI) -> None:
    """Go on with the knowledge base that was published last, if it is another one; people are answered from the old one meanwhile."""
    if app.state.knowledge.renew():
        prepare(app)


def _bare_app(
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]], metrics: Metrics, watchers: frozenset[str]
) -> FastAPI:
    """Return an application without routes, with what every request passes."""
    # FastAPI's own documentation pages load scripts from a CDN, which this project does not allow.
    app = FastAPI(title=TITLE, version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_middleware(OpenPageCompression)
    app.add_middleware(InsidePaths, watchers=watchers)
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders)
    http_errors.install(app, metrics)
    return app


def _secret_of(settings: Settings) -> str:
    if settings.secret is None:
        raise SettingsError("缺少密钥 LEYE_SECRET。请用 leye run 启动（会自动生成），或自行设置。")
    return settings.secret


def _share(
    settings: Settings,
    dialogue: DialogueClient,
    platform_transport: httpx.AsyncBaseTransport | None,
    engine: Engine,
    kb: Callable[[], KnowledgeBase],
    office: TurnHandlers,
) -> FrontServices:
    """Return what the doors share."""
    metrics = Metrics()
    offered, stored, line = OfferedChoices(engine), StoredReplies(engine), shared_line_of(settings)
    return FrontServices(
        engine=engine,
        secret=_secret_of(settings),
        previous_secret=settings.previous_secret,
        naming_key=settings.naming_key or _secret_of(settings),
        redis_url=settings.redis_url,
        turns=Turns(dialogue, offered, stored, metrics, settings.as_of, office.handlers, office.after, line),
        limit=rate_limit_of(settings, settings.allowance),
        sign_in_limit=rate_limit_of(settings, settings.allowance and TRIES_OF_AN_ADDRESS),
        metrics=metrics,
        kb=kb,
        transport=platform_transport,
        public_url=settings.public_url,
    )


async def _keep_clean(turns: Turns, engine: Engine, jobs: Sequence[RetentionJob]) -> None:
    """Delete what nobody can ask for any more, soon after the start and then from time to time."""
    await asyncio.sleep(SECONDS_BEFORE_FIRST_CLEANING)
    while True:
        try:
            if await run_in_threadpool(is_believable, engine, now()):
                await turns.forget_old()
                await run_in_threadpool(run_due, engine, jobs)
            else:
                logger.error("nothing is deleted: the clock is far after the last moment that the database knows")
        except SQLAlchemyError as error:
            logger.warning("could not delete old choices and replies: %s", type(error).__name__)
        except Exception:
            # What nobody thought of must not end the cleaning for good.
            logger.exception("could not delete what is old")
        await asyncio.sleep(SECONDS_BETWEEN_CLEANINGS)
