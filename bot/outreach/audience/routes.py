"""Which way a notice can go to a person now, as SQL: 订阅通知, 模板消息, 客服消息 inside the window, web inbox. Builds, runs nothing.

Consent is part of every way, so a statement that asks for a way cannot choose anyone who did not agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, literal, null, or_, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import FromClause

from bot.conversation import Channel
from bot.kb import TemplateKind
from bot.messaging.api import Way
from bot.messaging.ledgers import is_open_for
from bot.outreach.audience.exists import there_is
from bot.people import GrantKind, in_force
from bot.storage.tables import channel_identities, consents, template_grants

WECHAT, WEB = Channel.WECHAT.value, Channel.WEB.value


@dataclass(frozen=True)
class Routes:
    """What a campaign can use.

    Args:
        topic: of the consent that is needed.
        wechat_app: the account's appid; None when WeChat is switched off.
        template: the account's own id of the campaign's template; None when it has none.
        template_kind: decides between 订阅通知 and 模板消息.
    """

    topic: str
    wechat_app: str | None = None
    template: str | None = None
    template_kind: TemplateKind | None = None


def reachable(routes: Routes, person: ColumnElement[Any], at: datetime) -> ColumnElement[bool]:
    """Return the condition that at least one way is open to a person."""
    return or_(*(condition for _, condition in ways(routes, person, at)))


def agreed(routes: Routes, person: ColumnElement[Any], at: datetime) -> ColumnElement[bool]:
    """Return the condition that a person agrees to the topic now on any channel by which citizens are told; a pause is no."""
    return or_(_consent(routes, WECHAT, person, at), _consent(routes, WEB, person, at))


def ways(routes: Routes, person: ColumnElement[Any], at: datetime) -> tuple[tuple[Way, ColumnElement[bool]], ...]:
    """Return each way with the condition that it is open to a person, the best first."""
    web = and_(_consent(routes, WEB, person, at), _address(WEB, None, person))
    if routes.wechat_app is None:
        return ((Way.WEB, web),)
    told = and_(_consent(routes, WECHAT, person, at), _address(WECHAT, routes.wechat_app, person))
    window = and_(_consent(routes, WECHAT, person, at), _address_in_window(routes.wechat_app, person, at))
    return (*_by_template(routes, told, person), (Way.CUSTOMER, window), (Way.WEB, web))


def way_of(routes: Routes, person: ColumnElement[Any], at: datetime) -> ColumnElement[Any]:
    """Return the expression for the best way that is open, NULL when none is."""
    return case(*((condition, way.value) for way, condition in ways(routes, person, at)), else_=null())


def still_open(routes: Routes, row: FromClause, at: datetime) -> ColumnElement[bool]:
    """Return the condition that the way which a notice was claimed for is still open."""
    return or_(*(and_(row.c.way == way.value, condition) for way, condition in ways(routes, row.c.person, at)))


def conversation_by(routes: Routes, person: ColumnElement[Any], at: datetime) -> ColumnElement[Any]:
    """Return the expression for the conversation that the best way leads to."""
    wechat = _conversation(WECHAT, routes.wechat_app, person)
    in_window = _conversation(WECHAT, routes.wechat_app, person, is_open_for(channel_identities.c.conversation, at))
    leads_to = {Way.CUSTOMER: in_window, Way.WEB: _conversation(WEB, None, person)}
    return case(*((condition, leads_to.get(way, wechat)) for way, condition in ways(routes, person, at)), else_=null())


def template_by(routes: Routes, person: ColumnElement[Any], at: datetime) -> ColumnElement[Any]:
    """Return the expression for the template that the best way carries, NULL for ways of plain text."""
    carried = {Way.SUBSCRIBE: literal(routes.template), Way.TEMPLATE: literal(routes.template)}
    return case(*((condition, carried.get(way, null())) for way, condition in ways(routes, person, at)), else_=null())


def _by_template(
    routes: Routes, told: ColumnElement[bool], person: ColumnElement[Any]
) -> tuple[tuple[Way, ColumnElement[bool]], ...]:
    if routes.template is None:
        return ()
    if routes.template_kind is TemplateKind.TEMPLATE:
        return ((Way.TEMPLATE, told),)
    return ((Way.SUBSCRIBE, and_(told, _grant(routes.template, person))),)


def _consent(routes: Routes, channel: str, person: ColumnElement[Any], at: datetime) -> ColumnElement[bool]:
    condition = and_(consents.c.person == person, in_force(routes.topic, channel, at))
    return there_is(consents, condition, person.table)


def _grant(template: str, person: ColumnElement[Any]) -> ColumnElement[bool]:
    grants = template_grants
    left = or_(grants.c.kind == GrantKind.LONG_TERM.value, grants.c.remaining > 0)
    condition = and_(grants.c.person == person, grants.c.template == template, left)
    return there_is(grants, condition, person.table)


def _address(channel: str, app: str | None, person: ColumnElement[Any]) -> ColumnElement[bool]:
    condition = _is_address(channel, app, person)
    return there_is(channel_identities, condition, person.table)


def _address_in_window(app: str, person: ColumnElement[Any], at: datetime) -> ColumnElement[bool]:
    condition = and_(_is_address(WECHAT, app, person), is_open_for(channel_identities.c.conversation, at))
    return there_is(channel_identities, condition, person.table)


def _is_address(channel: str, app: str | None, person: ColumnElement[Any]) -> ColumnElement[bool]:
    identities = channel_identities
    own_account = [identities.c.app == app] if app is not None else []
    return and_(identities.c.person == person, identities.c.channel == channel, identities.c.is_reachable, *own_account)


def _conversation(
    channel: str, app: str | None, person: ColumnElement[Any], *more: ColumnElement[bool]
) -> ColumnElement[Any]:
    found = select(func.min(channel_identities.c.conversation)).select_from(channel_identities)
    return found.where(_is_address(channel, app, person), *more).correlate(person.table).scalar_subquery()
