"""``python -m bot.front``: start the web process. ``leye run`` starts it this way too."""

from __future__ import annotations

import sys
import threading

import uvicorn
from fastapi import FastAPI

from bot import collection, spare
from bot.errors import BotError
from bot.front.app import create_app, prepare
from bot.front.web.impatient_protocol import ImpatientProtocol
from bot.front.web.logs import write_json_lines
from bot.kb import load
from bot.owner_only import write_for_owner_only
from bot.part_counts import part_counts
from bot.settings import Settings
from bot.storage import upgrade


def main() -> int:
    """Serve until stopped; return 2 when a setting must be mended first."""
    collection.put_off()
    write_for_owner_only()
    try:
        settings = Settings.from_environment().with_secret()
        upgrade(settings.database_url)
        # A spare that has it already serves sooner; where there is none, the page need not wait for it.
        kb = load(settings.kb_dir, settings.kb_checked) if spare.is_wanted() else None
        app = create_app(settings, kb=kb)
        spare.keep_spare()
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    write_json_lines()
    part_counts("front").begin_telling()
    # Neither a person nor a colleague with a client on the phone should be the one who waits for the knowledge base.
    threading.Thread(target=_prepare, args=(app,), name="prepare", daemon=True).start()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        # The access log would hold people's addresses; turns are logged by their conversation id instead.
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        # Front serves no WebSockets, and Rasa pins a websockets library too old for uvicorn.
        ws="none",
        http=ImpatientProtocol,
    )
    return 0


def _prepare(app: FastAPI) -> None:
    try:
        prepare(app)
    finally:
        collection.begin()


if __name__ == "__main__":
    sys.exit(main())
