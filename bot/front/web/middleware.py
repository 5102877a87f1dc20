"""What every request and response of front passes: a limit on the body, the headers that keep browsers safe, compression.

Plain ASGI, because Starlette's BaseHTTPMiddleware costs time in every turn and cancels it with the client.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.front.web.http_errors import Refusal, refusal_response

# 2000 characters outside the basic plane take 24,000 bytes when a client escapes them in JSON.
LARGEST_BODY = 32 * 1024
# The platforms post plain and cipher text together in 兼容模式.
LARGEST_CALLBACK = 64 * 1024
CALLBACKS = "/channels/"
# Lists of people, of openings and of fairs; the desk reads them once it knows who sends them.
LARGEST_UPLOAD = 20 << 20
UPLOADS = ("/desk/people", "/desk/jobs/lists", "/desk/fairs/lists")
BODY_TOO_LARGE = Refusal(413, "body_too_large", "发来的内容太大了。请把问题写短一些。", {"Connection": "close"})
POLICY = "Content-Security-Policy"
HEADERS = {
    POLICY: (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}

# What anybody may open and nobody's key stands in: a page that holds a secret beside words of the asker tells it by its size.
COMPRESSED = ("/static/", "/guides", "/benefits")
COMPRESSION_LEVEL = 6


class OpenPageCompression:
    """Compresses the open pages and the files of all pages for who can read it; everything else goes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressing = GZipMiddleware(app, compresslevel=COMPRESSION_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_open = scope["type"] == "http" and (scope["path"] == "/" or scope["path"].startswith(COMPRESSED))
        await (self._compressing if is_open else self._app)(scope, receive, send)


class SafeHeaders:
    """Adds the security headers; answers of the API are never cached, files are checked for freshness each time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        caching = "no-store" if scope["path"].startswith("/api/") else "no-cache"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own_policy = headers.get(POLICY)
                headers.update(HEADERS)
                if own_policy is not None:
                    # A page with a policy of its own says there, too, who may frame it.
                    headers[POLICY] = own_policy
                    del headers["X-Frame-Options"]
                headers.setdefault("Cache-Control", caching)
            await send(message)

        await self._app(scope, receive, send_with_headers)


class BodyLimit:
    """Refuses bodies that are too large before they are read into memory; where files are sent, the page itself reads and counts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        if scope["path"] in UPLOADS and _announced(scope) <= LARGEST_UPLOAD:
            await self._app(scope, receive, send)
            return
        largest = LARGEST_CALLBACK if scope["path"].startswith(CALLBACKS) else LARGEST_BODY
        body = None if _announced(scope) > largest else await _read(receive, largest)
        if body is None:
            await refusal_response(BODY_TOO_LARGE)(scope, receive, send)
            return
        messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        await self._app(scope, replay, send)


def _announced(scope: Scope) -> int:
    announced = Headers(scope=scope).get("content-length", "")
    return int(announced) if announced.isdigit() else 0


async def _read(receive: Receive, largest: int) -> bytes | None:
    """Return the whole body, or None when it grows too large."""
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > largest:
            return None
        if not message.get("more_body", False):
            return body
