"""Where outreach is put together from the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.clock import now
from bot.errors import SettingsError
from bot.kb import KnowledgeBase, LiveKnowledge
from bot.messaging.api import DatabaseShelf, Messenger, Way, WechatApi
from bot.outreach.context import Outreach
from bot.outreach.sending.connections import ManyConnections
from bot.outreach.sending.web_inbox import WebInbox
from bot.settings import Settings
from bot.storage import open_for

# Who asks in the chat is answered first.
PATIENCE_SECONDS = 2.5
WECHAT_WAYS = (Way.SUBSCRIBE, Way.TEMPLATE, Way.CUSTOMER)


def outreach_for(
    settings: Settings,
    messengers: Mapping[Way, Messenger] | None = None,
    clock: Callable[[], datetime] = now,
) -> Outreach:
    """Return outreach for these settings; the database must be at its newest revision.

    Args:
        messengers: other ways to send than those of the settings (tests, benchmarks).

    Raises:
        PolicyDataError: the knowledge base is wrong.
        SettingsError: WeChat is on and the secret is missing.
    """
    return outreach_of(live_knowledge(settings), settings, messengers, clock)


def live_knowledge(settings: Settings) -> LiveKnowledge:
    """Return what gives the knowledge base of the moment."""
    return LiveKnowledge(settings.kb_dir, settings.edition_file, settings.kb_checked, patience=PATIENCE_SECONDS)


def outreach_of(
    live: LiveKnowledge,
    settings: Settings,
    messengers: Mapping[Way, Messenger] | None = None,
    clock: Callable[[], datetime] = now,
) -> Outreach:
    """Return outreach by the knowledge base of the moment; raises as ``outreach_for``."""
    engine = open_for(settings)
    sending = messengers if messengers is not None else messengers_for(settings, engine, clock)
    return outreach_on(engine, live(), settings, sending, clock)


def outreach_on(
    engine: Engine,
    kb: KnowledgeBase,
    settings: Settings,
    messengers: Mapping[Way, Messenger],
    clock: Callable[[], datetime] = now,
) -> Outreach:
    """Return outreach on a database and a knowledge base that are open already; without messengers it can do all but send."""
    account = settings.wechat
    return Outreach(
        engine=engine,
        kb=kb,
        messengers=messengers,
        now=clock,
        wechat_app=account.app_id if account is not None else None,
        template_ids=account.templates if account is not None else {},
    )


def messengers_for(settings: Settings, engine: Engine, clock: Callable[[], datetime]) -> dict[Way, Messenger]:
    """Return the ways to send that the settings open; the web inbox is always there."""
    found: dict[Way, Messenger] = {Way.WEB: WebInbox(engine, clock)}
    account = settings.wechat
    if account is None:
        return found
    if settings.secret is None:
        raise SettingsError("缺少密钥 LEYE_SECRET。请用 leye run 启动（会自动生成），或自行设置。")
    shelf = DatabaseShelf(engine, settings.secret, f"wechat:{account.app_id}:access_token")
    wechat = WechatApi(account.api_base, account.app_id, account.app_secret, shelf, clock, ManyConnections())
    return {**found, **dict.fromkeys(WECHAT_WAYS, wechat)}
