"""The wiring: the web inbox is always there, WeChat when its settings are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.channel_settings import WechatAccount
from bot.errors import SettingsError
from bot.messaging.api.messenger import Way
from bot.outreach.context import Outreach
from bot.outreach.deps import outreach_for
from bot.outreach.runs.states import NoticeKind
from bot.settings import Settings

KB = Path(__file__).parents[2] / "policies_kb"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give settings without WeChat."""
    return Settings(database_url=f"sqlite:///{tmp_path}/leye.db", secret="a secret for tests", kb_dir=KB)


def with_wechat(settings: Settings) -> Settings:
    account = WechatAccount("wxapp", "app secret", "token", templates={"policy_notice": "template-1"})
    return replace(settings, wechat=account)


def routes_of(outreach: Outreach) -> tuple[str | None, str | None]:
    routes = outreach.routes(outreach.kb.campaigns["flexible_insurance_notice"], NoticeKind.NOTICE)
    return routes.wechat_app, routes.template


def test_without_wechat_the_web_inbox_is_the_only_way(settings: Settings) -> None:
    outreach = outreach_for(settings)
    assert set(outreach.messengers) == {Way.WEB}
    assert routes_of(outreach) == (None, None)


def test_with_wechat_its_three_ways_are_open_and_templates_have_the_accounts_ids(settings: Settings) -> None:
    outreach = outreach_for(with_wechat(settings))
    assert set(outreach.messengers) == {Way.WEB, Way.SUBSCRIBE, Way.TEMPLATE, Way.CUSTOMER}
    assert routes_of(outreach) == ("wxapp", "template-1")


def test_wechat_without_a_secret_says_what_is_missing(settings: Settings) -> None:
    with pytest.raises(SettingsError, match="LEYE_SECRET"):
        outreach_for(with_wechat(replace(settings, secret=None)))
