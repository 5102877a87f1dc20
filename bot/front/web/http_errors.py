"""Every way front says no: one exception, one JSON form, Chinese sentences."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from bot.front.web.metrics import Metrics
from bot.wording.office import chat as say

logger = logging.getLogger(__name__)

WRONG_SHAPE = '请求的格式不对：请发 JSON，内容是 {"text": "…"} 或 {"choice": "…"}。'
STATUS_MESSAGES = {404: "没有这个地址。", 405: "这个地址不支持这种请求方法。"}
CANNOT_KEEP_SECONDS = "5"
FAILED = "系统出了点问题，已经记录下来。请稍后再试。"


class ErrorDetail(BaseModel):
    """What went wrong: a stable code for programs, a sentence for people."""

    code: str = Field(..., example="unknown_choice")
    message: str = Field(..., example="这个选项不存在。请重新提问。")


class ErrorBody(BaseModel):
    """The body of every answer that is not a success."""

    error: ErrorDetail


class Refusal(Exception):
    """A request that front does not serve; becomes an ``ErrorBody`` with this status."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})


def too_many(code: str, message: str, retry_after: int) -> Refusal:
    """Return the refusal for someone who should come back after so many seconds."""
    return Refusal(429, code, message, {"Retry-After": str(max(1, retry_after))})


def refusal_response(refusal: Refusal) -> JSONResponse:
    """Return the response that carries a refusal."""
    body = {"error": {"code": refusal.code, "message": refusal.message}}
    return JSONResponse(body, refusal.status, refusal.headers)


def describe(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI description of these refusals."""
    return {status: {"model": ErrorBody} for status in statuses}


def install(app: FastAPI, metrics: Metrics) -> None:
    """Make every refusal and failure of this application answer in the one form."""

    async def on_refusal(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Refusal)
        metrics.refused(error.code)
        return refusal_response(error)

    async def on_invalid(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        code, message = _first_reason(error.errors())
        metrics.refused(code)
        return refusal_response(Refusal(422, code, message))

    async def on_http(_request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        message = STATUS_MESSAGES.get(error.status_code, WRONG_SHAPE)
        return refusal_response(Refusal(error.status_code, f"http_{error.status_code}", message, error.headers))

    async def on_storage_failure(request: Request, error: Exception) -> JSONResponse:
        # A full disk or a lock: nothing was played that could not be kept, so the same request may come again.
        metrics.failed("storage")
        logger.error("%s %s: %s", request.method, request.scope.get("path"), type(error).__name__)
        return refusal_response(Refusal(503, "cannot_keep", say.CANNOT_KEEP, {"Retry-After": CANNOT_KEEP_SECONDS}))

    async def on_failure(request: Request, error: Exception) -> JSONResponse:
        metrics.failed("internal")
        logger.error("%s %s failed", request.method, request.scope.get("path"), exc_info=error)
        return refusal_response(Refusal(500, "internal", FAILED))

    app.add_exception_handler(Refusal, on_refusal)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(SQLAlchemyError, on_storage_failure)
    app.add_exception_handler(Exception, on_failure)


def _first_reason(errors: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Prefer our own reasons, which are written for people, over those of the framework."""
    for error in errors:
        if error["type"].startswith("value_error.refused."):
            return error["type"].rsplit(".", 1)[1], error["msg"]
    return "wrong_shape", WRONG_SHAPE
