"""``python -m actions``: start the action server on the loopback interface. ``leye run`` starts it this way too."""

from __future__ import annotations

import gc
import logging
import os
import sys
import warnings
from typing import Any
from urllib.parse import urlsplit

from bot import collection
from bot.errors import BotError
from bot.heartbeat import keep_beating
from bot.kb import keep_newest
from bot.owner_only import write_for_owner_only
from bot.part_counts import part_counts
from bot.settings import Settings
from bot.spare import keep_spare


def main() -> int:
    """Serve until stopped; return 2 when something must be mended first."""
    collection.put_off()
    # Sanic asks for every deprecation to be shown; those of old packages would bury what an operator must read.
    import sanic  # noqa: F401

    warnings.simplefilter("ignore", DeprecationWarning)
    from rasa_sdk.endpoint import create_app

    from actions.private_calls import take_only_private_calls
    from actions.toolbox import live_toolbox, toolbox

    write_for_owner_only()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = Settings.from_environment().with_secret()
        # Reading now means that a mistake is said at start, and that the first person does not wait for it.
        toolbox().warm_up()
        # What stays for good is never garbage: looking through it again and again would hold up messages.
        gc.collect()
        gc.freeze()
        keep_spare()
        part_counts("actions").begin_telling()
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    app = create_app("actions", cors_origins=None)
    take_only_private_calls(app, settings.secret or "", settings.previous_secret)
    app.register_listener(lambda *_: collection.begin(), "after_server_start")

    def work_beside(app: Any, _loop: object) -> None:
        # Nothing is returned: Sanic waits for the end of a task that a listener gives back, and these have none.
        app.add_task(keep_beating())
        app.add_task(keep_newest(live_toolbox().renew))

    app.register_listener(work_beside, "after_server_start")
    address = urlsplit(settings.actions_url)
    app.run(address.hostname or "127.0.0.1", address.port or 80, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
