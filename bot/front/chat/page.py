"""The chat page: one template, and its files in the folder beside it. No CDN, no tracking, no script in the page itself."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from bot.front.turns.message_schema import LONGEST_TEXT
from bot.front.web.templates import templates_in

HERE = Path(__file__).parent
TITLE = "乐业西青就业政策助手"
EXAMPLES = ("灵活就业社保补贴能领多少钱", "创业担保贷款要什么条件", "参加创业培训能领500块吗")


def add_page(app: FastAPI) -> None:
    """Serve the chat page at ``/``."""
    page = (
        templates_in(HERE).get_template("chat.html").render(title=TITLE, examples=EXAMPLES, longest_text=LONGEST_TEXT)
    )

    @app.get("/", include_in_schema=False, response_class=HTMLResponse)
    async def chat_page() -> HTMLResponse:
        return HTMLResponse(page)
