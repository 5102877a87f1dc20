"""Puts the page together from what the web process shares."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI

from bot.clock import now
from bot.front.channels.wechat.channel import WechatChannel
from bot.front.me.holdings import Holdings
from bot.front.me.page_tickets import PageTickets
from bot.front.me.routes import WechatPages, me_routes
from bot.front.services import FrontServices
from bot.front.web.visit_cookies import Visitors
from bot.kb import MadeOf
from bot.messaging.api import DatabaseShelf
from bot.people import Identities
from bot.settings import Settings


def add_me_page(
    app: FastAPI, visitors: Visitors, shared: FrontServices, settings: Settings, channels: Sequence[object]
) -> None:
    """Serve the page below ``/me``; with WeChat's button when the account is set up and has templates."""
    wechat = next((channel for channel in channels if isinstance(channel, WechatChannel)), None)
    identities = Identities(shared.engine, shared.naming_key)
    templates = dict(wechat.account.templates) if wechat else {}

    holdings = MadeOf(shared.kb, lambda kb: Holdings(shared.engine, identities, kb, templates))
    pages = _wechat_pages(wechat, shared, identities) if wechat else None
    app.include_router(me_routes(visitors, holdings, settings.public_url, pages))


def _wechat_pages(wechat: WechatChannel, shared: FrontServices, identities: Identities) -> WechatPages:
    shelf = DatabaseShelf(shared.engine, shared.secret, f"wechat:{wechat.account.app_id}:page_ticket")
    return WechatPages(wechat.account, wechat.api, PageTickets(wechat.api, shelf, now), identities)
