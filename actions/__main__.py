"""``python -m actions``: start the action server on the loopback interface. ``leye run`` starts it this way too."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from urllib.parse import urlsplit

from bot.errors import BotError
from bot.settings import Settings


def main() -> int:
    """Serve until stopped; return 2 when something must be mended first."""
    # Sanic asks for every deprecation to be shown; those of old packages would bury what an operator must read.
    import sanic  # noqa: F401

    warnings.simplefilter("ignore", DeprecationWarning)
    from rasa_sdk.endpoint import create_app

    from actions.toolbox import toolbox

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        address = urlsplit(Settings.from_environment().actions_url)
        # Reading now means that a mistake is said at start, and that the first person does not wait for it.
        toolbox().reader.warm_up()
        toolbox().situations.warm_up()
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    app = create_app("actions", cors_origins=None)
    app.run(address.hostname or "127.0.0.1", address.port or 80, access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
