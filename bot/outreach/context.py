"""What all of outreach works with: the database, the knowledge base, the ways to send. Put together in ``deps``, once in each process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.kb import Campaign, KnowledgeBase, TemplateUse
from bot.messaging.api import Messenger, Way
from bot.outreach.audience.routes import Routes
from bot.outreach.runs.states import NoticeKind


@dataclass(frozen=True)
class Outreach:
    """The parts of outreach.

    Args:
        messengers: by way; a way without one is not used.
        wechat_app: appid of the account; None when WeChat is switched off.
        template_ids: the account's own ids of message templates, by the name of the template in the knowledge base.
        now: tells the present moment.
    """

    engine: Engine
    kb: KnowledgeBase
    messengers: Mapping[Way, Messenger]
    now: Callable[[], datetime]
    wechat_app: str | None = None
    template_ids: Mapping[str, str] = field(default_factory=dict)

    def today(self) -> date:
        """Return the present day in Asia/Shanghai."""
        return day_of(self.now())

    def routes(self, campaign: Campaign, kind: NoticeKind) -> Routes:
        """Return the ways that notices of a campaign can go."""
        used = self._template_use(campaign, kind)
        template = None if used is None else self.template_ids.get(used.template)
        if used is None or template is None:
            return Routes(campaign.topic, self.wechat_app)
        return Routes(campaign.topic, self.wechat_app, template, self.kb.templates[used.template].kind)

    def _template_use(self, campaign: Campaign, kind: NoticeKind) -> TemplateUse | None:
        if kind is NoticeKind.FOLLOW_UP:
            return campaign.follow_up.wechat if campaign.follow_up is not None else None
        return campaign.message.wechat


def day_of(at: datetime) -> date:
    """Return the day of a moment in Asia/Shanghai."""
    return at.astimezone(SHANGHAI).date()
