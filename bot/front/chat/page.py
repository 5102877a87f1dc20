"""The chat page: one template, and its files in the folder beside it. No CDN, no tracking, no script in the page itself."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from bot.front.turns.message_schema import LONGEST_TEXT
from bot.front.web.assets import ADDRESS, file_of
from bot.front.web.templates import templates_in

HERE = Path(__file__).parent
# Where the name is too long for one line, it breaks between its two halves.
NAME = ("乐业西青", "就业政策助手")
TITLE = "".join(NAME)
EXAMPLES = ("灵活就业社保补贴能领多少钱", "创业担保贷款要什么条件", "参加创业培训能领500块吗")
# Outside the folder of files: a worker has power over what lies below its own address, and the page lies at the top.
WORKER = "/service-worker.js"
_LOADED = re.compile(rf'(?:src|href)="({ADDRESS}/[^"]+)"')
_IMPORTED = re.compile(r'^import .* from "\./([\w-]+\.js)";$', re.MULTILINE)


def add_page(app: FastAPI) -> None:
    """Serve the chat page at ``/``, and what lets it open without a network."""
    page = _page()
    worker = _worker(page)

    @app.get("/", include_in_schema=False, response_class=HTMLResponse)
    async def chat_page() -> HTMLResponse:
        return HTMLResponse(page)

    @app.get(WORKER, include_in_schema=False)
    async def service_worker() -> Response:
        return Response(worker, media_type="text/javascript")


def _page() -> str:
    """Return the page; it names the scripts that its script imports, so that a browser need not find them one after the other."""
    template = templates_in(HERE).get_template("chat.html")
    given = {"title": TITLE, "name": NAME, "examples": EXAMPLES, "longest_text": LONGEST_TEXT}
    own = template.render(**given, modules=())
    imported = [name for name in loaded_files(own) if name.endswith(".js") and f'src="{name}"' not in own]
    return template.render(**given, modules=imported)


def loaded_files(page: str) -> list[str]:
    """Return the addresses of all that a page loads, the scripts that its scripts import included."""
    found = dict.fromkeys(_LOADED.findall(page))
    waiting = [address for address in found if address.endswith(".js")]
    while waiting:
        folder, _, name = waiting.pop().rpartition("/")
        imported = (f"{folder}/{other}" for other in _IMPORTED.findall(file_of(f"{folder}/{name}").read_text("utf-8")))
        fresh = [address for address in imported if address not in found]
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return list(found)


def _worker(page: str) -> str:
    """Return the script that keeps the page and its files; another version of any of them is another script."""
    files = loaded_files(page)
    content = page.encode() + b"".join(file_of(address).read_bytes() for address in files)
    version = hashlib.sha256(content).hexdigest()[:12]
    text = (HERE / "service-worker.js").read_text("utf-8")
    return text.replace("{{ version }}", version).replace("{{ files }}", json.dumps(files))
