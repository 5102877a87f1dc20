"""Where the simulated platform is put together: one process, one loop, its state in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from simulator.callbacks.acts import Acts
from simulator.callbacks.delivery import CallbackDelivery
from simulator.control.crowd import control_crowd_route
from simulator.control.guards import LoopbackControl
from simulator.control.page import add_page
from simulator.control.people import control_people_routes
from simulator.control.staff_acts import control_staff_routes
from simulator.control.state import control_state_routes
from simulator.platform.config import SimulatorConfig
from simulator.platform.platform import SandboxPlatform
from simulator.platform.simulated_clock import SimulatedClock
from simulator.wechat.routes import wechat_routes
from simulator.wecom.api import wecom_routes

LOOPBACK_PAGES = r"https?://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?"


def create_simulator(
    config: SimulatorConfig, clock: SimulatedClock | None = None, transport: httpx.AsyncBaseTransport | None = None
) -> FastAPI:
    """Return the simulated WeChat and WeCom platform with nobody on it yet.

    Args:
        config: accounts, templates, limits, and where the assistant is.
        clock: by which quotas and expiries run; real time when None.
        transport: how to reach the assistant, when not over the network (tests).
    """
    platform = SandboxPlatform(config, clock or SimulatedClock())
    delivery = CallbackDelivery(platform, transport)
    acts = Acts(platform, delivery)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await delivery.close()

    app = FastAPI(title="模拟微信", version="1", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(LoopbackControl, config=config)
    # The assistant's consent page asks the platform who is holding the phone and tells it what was pressed.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=[config.callback.rstrip("/")],
        allow_origin_regex=LOOPBACK_PAGES,
        allow_credentials=True,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
    )
    app.router.routes.extend(wechat_routes(platform, acts, delivery))
    app.router.routes.extend(wecom_routes(platform))
    app.router.routes.extend(control_people_routes(platform, acts, delivery))
    app.router.routes.append(control_crowd_route(platform))
    app.router.routes.extend(control_staff_routes(platform, delivery))
    app.router.routes.extend(control_state_routes(platform, delivery))
    add_page(app, config.callback)
    return app
