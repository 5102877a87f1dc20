"""The API keeps what its OpenAPI promises, for generated good and bad requests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest import TempPathFactory, fixture
from schemathesis.specs.openapi.checks import ignored_auth
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.front import create_app
from bot.front.chat.sessions import ChatSessions
from bot.settings import Settings
from tests.databases import lay_out
from tests.front.fake_dialogue import SECRET, FakeDialogue

schema = schemathesis.pytest.from_fixture("api")


@fixture(scope="session")
def app_of_session(tmp_path_factory: TempPathFactory) -> FastAPI:
    """Give one application for all generated requests."""
    folder: Path = tmp_path_factory.mktemp("openapi")
    settings = Settings(database_url=f"sqlite:///{folder}/leye.db", secret=SECRET, rate_limit="off")
    lay_out(settings.database_url)
    app = create_app(settings, FakeDialogue().transport)
    app.add_middleware(FromThisMachine)
    return app


class FromThisMachine:
    """Lets requests come from this machine, which alone may read how addresses are called."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app({**scope, "client": ("127.0.0.1", 50000)}, receive, send)


@fixture
def api(app_of_session: FastAPI) -> schemathesis.BaseSchema:
    """Give the OpenAPI of the application."""
    return schemathesis.openapi.from_asgi("/openapi.json", app_of_session)


@schema.parametrize()
@examples(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_contract(case: schemathesis.Case[Any]) -> None:
    """Validation raises when an answer has a status, a type or a shape that the contract does not name."""
    session = {"Authorization": f"Bearer {ChatSessions(SECRET).new()}"}
    case.call_and_validate(headers=session, excluded_checks=[ignored_auth])
