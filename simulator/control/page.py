"""The phone page, its files, and the stand-in for WeChat's JS-SDK. Added by create_simulator; no CDN."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

PHONE = Path(__file__).parents[1] / "phone"
PAGE = PHONE / "phone.html"
MISSING = "手机页面还没有装上；控制接口在 /control/state。"


def add_page(app: FastAPI, callback: str) -> None:
    """Serve the phone at ``/``, its files under ``/static``, and the JS-SDK where WeChat's own would be.

    Args:
        app: the simulator.
        callback: base address of the assistant, whose pages the phone shows in a frame.
    """
    policy = (
        f"default-src 'self'; img-src 'self' data:; frame-src 'self' {callback} http://127.0.0.1:* http://localhost:*"
    )

    async def phone(_request: Request) -> Response:
        if not PAGE.exists():
            return PlainTextResponse(MISSING, 404)
        return FileResponse(PAGE, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})

    async def js_sdk(_request: Request) -> Response:
        script = PHONE / "jweixin.js"
        if not script.exists():
            return PlainTextResponse(MISSING, 404)
        return FileResponse(script, media_type="text/javascript")

    app.add_route("/", phone, include_in_schema=False)
    app.add_route("/open/js/jweixin-1.6.0.js", js_sdk, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=PHONE, check_dir=False), name="static")
