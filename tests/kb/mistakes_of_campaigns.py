"""Mistakes in the shape, names and times of campaigns and templates that gates 1 to 3 must report."""

from __future__ import annotations

from tests.kb.mistakes import Mistake

NOTICE = "campaigns/example_notice.yml"
SCHEDULE = 'schedule: {evergreen: true, at: "10:00"}'
WECHAT = "message.wechat_template.fields"


def scheduled(name: str, schedule: str, place: str, message: str) -> Mistake:
    """Return the mistake of another schedule."""
    return Mistake(name, NOTICE, SCHEDULE, f"schedule: {schedule}", place, message)


OF_CAMPAIGN_SHAPE = (
    Mistake("a campaign without its last day", NOTICE, "not_after: 2027-12-31\n", "", "", "缺少 not_after;补上这一项"),
    Mistake(
        "an unknown kind of campaign",
        NOTICE,
        "kind: notice",
        "kind: advert",
        "kind",
        '"advert" 不在清单里;可用的有 notice、policy_change、deadline_reminder',
    ),
    Mistake(
        "an audience of people who cannot get it",
        NOTICE,
        "statuses: [eligible, possibly]",
        "statuses: [eligible, possibly, not_eligible]",
        "audience.statuses[2]",
        '"not_eligible" 不在清单里;可用的有 eligible、possibly、needs_facts',
    ),
    Mistake(
        "a headline too long",
        NOTICE,
        "headline: 自己交社保,可能补回一些",
        f"headline: {'长' * 21}",
        "message.headline",
        "太长了,最多 20 个字,现在 21 个",
    ),
    Mistake(
        "an hour without quotes",
        NOTICE,
        "not_after: 2027-12-31",
        "not_after: 2027-12-31\nquiet: {from: 9点}",
        "quiet.from",
        '"9点" 写法不对;时间写成 "09:00" 这样,加引号',
    ),
    Mistake(
        "no day between two notices",
        NOTICE,
        "not_after: 2027-12-31",
        "not_after: 2027-12-31\ncaps: {per_person_days: 0}",
        "caps.per_person_days",
        "0 太小了,最小是 1",
    ),
    Mistake(
        "a follow-up a year later",
        NOTICE,
        "after_days: 7",
        "after_days: 365",
        "follow_up.after_days",
        "365 太大了,最大是 180",
    ),
    Mistake(
        "a field that WeChat does not know",
        "templates.yml",
        "key: thing2",
        "key: words2",
        "[0].fields[1].key",
        '"words2" 写法不对;字段编号照微信的写,例如 thing1、date2',
    ),
)

OF_CAMPAIGN_NAMES = (
    Mistake(
        "a campaign whose id is not its file name",
        NOTICE,
        "id: example_notice",
        "id: example_other",
        "id",
        "「example_other」和文件名不一致;改成 example_notice,或给文件改名",
    ),
    Mistake(
        "a campaign for a policy that does not exist",
        NOTICE,
        "policy: example_subsidy_flexible",
        "policy: example_subsidies",
        "policy",
        "policies 里没有 example_subsidies;检查拼写或先写这项政策",
    ),
    Mistake(
        "a town that is not listed",
        NOTICE,
        "towns: []",
        "towns: [example_town]",
        "audience.towns",
        "stations.yml 里没有街镇 example_town;检查拼写,发给全区就写 []",
    ),
    Mistake(
        "a template that is not registered",
        NOTICE,
        "template: policy_notice",
        "template: policy_news",
        "message.wechat_template.template",
        "templates.yml 里没有 policy_news;检查拼写或先登记这个模板",
    ),
    Mistake(
        "a field left out",
        NOTICE,
        "      phrase4: 可以申请\n",
        "",
        WECHAT,
        "policy_notice 的字段是 thing1、thing2、date3、phrase4;一个不少、一个不多地写",
    ),
    Mistake(
        "a template that stands twice",
        "templates.yml",
        "id: follow_up\n  title: 示例回访\n  kind: one_off\n",
        "id: follow_up\n  title: 甲\n  kind: one_off\n  fields: [{key: thing1, title: 乙}]\n"
        "- id: follow_up\n  title: 示例回访\n  kind: one_off\n",
        "[2].id",
        "编号 follow_up 用过了;换一个",
    ),
    Mistake(
        "a field that stands twice",
        "templates.yml",
        "    - {key: thing1, title: 想问您}",
        "    - {key: thing1, title: 想问您}\n    - {key: thing1, title: 再问您}",
        "[1].fields",
        "字段 thing1 写了两次;照微信后台的模板改",
    ),
    Mistake(
        "a choice of a facet that does not exist",
        NOTICE,
        "ask_amount",
        "ask_money",
        "message.next",
        "facets.yml 里没有 money;检查拼写",
    ),
    Mistake(
        "a choice that has no answer",
        NOTICE,
        "ask_amount",
        "ask_procedure",
        "message.next",
        "example_subsidy_flexible 的 procedure 没有依据,答不上来;换一个",
    ),
    Mistake(
        "a reminder of a deadline that nobody knows",
        NOTICE,
        "kind: notice",
        "kind: deadline_reminder",
        "kind",
        "example_subsidy_flexible 的 deadline 没有依据,不能提醒截止;先补上依据,或改成 notice",
    ),
)

OF_CAMPAIGN_TIMES = (
    scheduled("no time at all", "{}", "schedule", "写一种,也只写一种:once,或 cron,或 evergreen 加 at"),
    scheduled(
        "two ways to schedule",
        '{evergreen: true, at: "10:00", cron: "0 10 * * mon"}',
        "schedule",
        "写一种,也只写一种:once,或 cron,或 evergreen 加 at",
    ),
    scheduled(
        "evergreen without an hour",
        "{evergreen: true}",
        "schedule",
        "写一种,也只写一种:once,或 cron,或 evergreen 加 at",
    ),
    scheduled(
        "every minute",
        '{cron: "* * * * *"}',
        "schedule.cron",
        "「* * * * *」不是时间;写成 0 10 * * mon(分 时 日 月 星期,一天只发一次) 这样",
    ),
    scheduled(
        "a day that does not exist",
        "{once: 2027-02-30 10:00}",
        "schedule.once",
        "「2027-02-30 10:00」不是时间;写成 2027-03-01 10:00 这样",
    ),
    scheduled(
        "a campaign that ends before it begins",
        "{once: 2028-01-01 10:00}",
        "not_after",
        "截止日 2027-12-31 早于发送日 2028-01-01;调整先后",
    ),
    scheduled(
        "a campaign in the quiet hours",
        '{evergreen: true, at: "20:00"}',
        "schedule",
        "20:00 在不打扰的时间里(20:00 到 09:00),发不出去;改时间",
    ),
)

OF_CAMPAIGNS = (*OF_CAMPAIGN_SHAPE, *OF_CAMPAIGN_NAMES, *OF_CAMPAIGN_TIMES)
