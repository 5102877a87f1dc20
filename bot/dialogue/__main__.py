"""``python -m bot.dialogue``: start the Rasa process on the loopback interface. ``leye run`` starts it this way too."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot import collection
from bot.conversation import actions_authorization
from bot.dialogue.absent_packages import leave_out
from bot.errors import BotError, SettingsError
from bot.heartbeat import keep_beating
from bot.kb import keep_newest
from bot.owner_only import write_for_owner_only
from bot.part_counts import part_counts
from bot.settings import Settings
from bot.signed_model import require_signed
from bot.spare import is_wanted, keep_spare

if TYPE_CHECKING:
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

MODEL = Path("models/leye.tar.gz")
CREDENTIALS = "credentials.yml"
ENDPOINTS = "endpoints.yml"
LOCK_SECONDS = "20"


def main() -> int:
    """Serve until stopped; return 2 when something must be mended first."""
    collection.put_off()
    write_for_owner_only()
    try:
        settings = Settings.from_environment().with_secret()
        if not MODEL.exists():
            raise SettingsError(f"没有训练好的模型 {MODEL}。请先运行 leye train。")
        require_signed(MODEL)
        share(settings)
        serve(settings)
    except BotError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def share(settings: Settings) -> None:
    """Put into the environment what credentials.yml and endpoints.yml name."""
    os.environ.update(
        LEYE_SECRET=settings.secret or "",
        LEYE_PREVIOUS_SECRET=settings.previous_secret or "",
        LEYE_DATABASE_URL=settings.database_url,
        LEYE_ACTIONS_URL=settings.actions_url,
        LEYE_ACTIONS_AUTHORIZATION=actions_authorization(settings.secret or ""),
        # In Redis the ticket of a process that was killed outlives it. Whoever asked has given up by then, and has ended the turn.
        TICKET_LOCK_LIFETIME=LOCK_SECONDS,
        RASA_TELEMETRY_ENABLED="false",
    )


def serve(settings: Settings) -> None:
    """Load the model and take turns until stopped."""
    # Sanic asks for every deprecation to be shown; those of Rasa's old packages would bury what an operator must read.
    import sanic  # noqa: F401

    warnings.simplefilter("ignore", DeprecationWarning)
    import jieba

    # It looks for the home of 765 names in every module that is there: before Rasa a tenth of a second, after it several.
    import skops.io  # noqa: F401

    leave_out()
    # Rasa takes seconds to import, and a missing setting should be said before that.
    from rasa.core.run import serve_application
    from rasa.utils.log_utils import configure_structlog

    from bot.dialogue.action_results import compile_validation
    from bot.dialogue.preparation import prepare

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    jieba.setLogLevel(logging.WARNING)
    # Unconfigured, it prints every step of a turn with what the person wrote.
    configure_structlog(logging.WARNING)
    compile_validation()
    if is_wanted():
        prepare()
    keep_spare()
    # A copy is woken much later.
    require_signed(MODEL)
    address = urlsplit(settings.rasa_url)
    serve_application(
        str(MODEL),
        interface=address.hostname or "127.0.0.1",
        port=address.port or 80,
        credentials=CREDENTIALS,
        endpoints=endpoints_for(settings),
        enable_api=False,
        server_listeners=[(beat, "after_server_start")],
    )


def beat(app: Any, _loop: Any) -> None:
    """Show from now on that the event loop turns; the start is over."""
    # Rasa has read it through a component of its pipeline.
    from bot.dialogue.known import live_reading
    from bot.dialogue.model_renewal import ModelRenewal

    collection.begin()
    part_counts("rasa").begin_telling()
    app.add_task(keep_beating())
    renewal = ModelRenewal(app.ctx.agent, live_reading(), Settings.from_environment().edition_file, MODEL)
    renewal.begin()
    app.add_task(keep_newest(renewal.renew))


def endpoints_for(settings: Settings) -> AvailableEndpoints:
    """Return what endpoints.yml says, with the lock store of these settings."""
    from rasa.core.utils import AvailableEndpoints

    endpoints: AvailableEndpoints = AvailableEndpoints.read_endpoints(ENDPOINTS)
    if settings.redis_url is not None:
        endpoints.lock_store = lock_store_at(settings.redis_url)
    return endpoints


def lock_store_at(redis_url: str) -> EndpointConfig:
    """Return Rasa's lock store in Redis, which lets several replicas of this process share conversations."""
    from rasa.utils.endpoints import EndpointConfig

    parts = urlsplit(redis_url)
    database = parts.path.strip("/")
    return EndpointConfig(
        parts.hostname,
        type="redis",
        port=parts.port or 6379,
        db=int(database) if database else 0,
        username=parts.username,
        password=parts.password,
        use_ssl=parts.scheme == "rediss",
        key_prefix="leye",
    )


if __name__ == "__main__":
    sys.exit(main())
