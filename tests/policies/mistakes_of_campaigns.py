"""Mistakes in campaigns, templates and the calendar that gates 1 to 3 must report."""

from __future__ import annotations

from tests.policies.mistakes import Mistake

NOTICE = "campaigns/example_notice.yml"
SCHEDULE = 'schedule: {evergreen: true, at: "10:00"}'
WECHAT = "message.wechat_template.fields"
CALENDAR = "calendar.yml"
UNSURE = "  text_unsure: 您可能够条件,点一下算一算。\n"
TEXT = "  text: 最高补所缴保费的{example_subsidy.max_share}。"
TOO_LONG = "长" * 297


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

OF_CAMPAIGN_TEXTS = (
    Mistake(
        "no words for those who are not sure",
        NOTICE,
        UNSURE,
        "",
        "message.text_unsure",
        "也发给 possibly 的人,要写一段留有余地的话",
    ),
    Mistake(
        "words for those who do not get it",
        NOTICE,
        "statuses: [eligible, possibly]",
        "statuses: [eligible]",
        "message.text_unsure",
        "只发给 eligible 的人,这段话用不上;删去",
    ),
    Mistake(
        "a figure without a source",
        NOTICE,
        TEXT,
        "  text: 最高补5000元。",
        "message.text",
        "数字 5000 在这项政策现行的答案里找不到;改成参数 {组.名},或删去",
    ),
    Mistake(
        "a share without a source in a field",
        NOTICE,
        "      thing2: 最高补所缴保费的{example_subsidy.max_share}",
        "      thing2: 最高补三分之二",
        f"{WECHAT}.thing2",
        "数字 2/3(即 0.666667) 在这项政策现行的答案里找不到;改成参数 {组.名},或删去",
    ),
    Mistake(
        "a target of the district told as a benefit",
        NOTICE,
        TEXT,
        "  text: 每年补贴200人以上。",
        "message.text",
        "数字 200 在这项政策现行的答案里找不到;改成参数 {组.名},或删去",
    ),
    Mistake(
        "a parameter in a message that does not exist",
        NOTICE,
        TEXT,
        "  text: 最高补所缴保费的{example_subsidy.share}。",
        "message.text",
        "parameters 里没有 example_subsidy.share;检查拼写或新建这个数",
    ),
    Mistake(
        "a place in a message that is misspelt",
        NOTICE,
        "{met}",
        "{Met}",
        "why",
        "花括号里不是参数的写法;写成 {组.名},全用小写",
    ),
    Mistake(
        "a text too long once it is filled",
        NOTICE,
        TEXT,
        f"  text: {TOO_LONG}{{example_subsidy.max_share}}",
        "message.text",
        "填上数字有 301 个字,最多 300 个;写短一点",
    ),
    Mistake(
        "a field too long once it is filled",
        NOTICE,
        "      thing2: 最高补所缴保费的{example_subsidy.max_share}",
        "      thing2: 您自己缴纳的社会保险费最高可以补回{example_subsidy.max_share}",
        f"{WECHAT}.thing2",
        "太长了,thing 最多 20 个字,现在 21 个;写短一点",
    ),
    Mistake(
        "a phrase that is more than a phrase",
        NOTICE,
        "phrase4: 可以申请",
        "phrase4: 可申请ok",
        f"{WECHAT}.phrase4",
        "「可申请ok」不行,phrase 只能是汉字",
    ),
    Mistake(
        "a date that WeChat does not read",
        NOTICE,
        "date3: 2022年6月21日",
        "date3: 6月21日前",
        f"{WECHAT}.date3",
        "「6月21日前」不行,date 只能是日期,写成 2019年10月1日",
    ),
    Mistake(
        "a follow-up without its three answers",
        NOTICE,
        "1 已申请 2 还没有 3 不符合",
        "1 已申请 2 还没有",
        "follow_up.text",
        "要写清三个选择,照「1 已申请 2 还没有 3 不符合」的样子,数字后空一格",
    ),
)

OF_CALENDAR = (
    Mistake(
        "a holiday that ends before it begins",
        CALENDAR,
        "from: 2027-10-01, to: 2027-10-07",
        "from: 2027-10-07, to: 2027-10-01",
        "holidays[0].to",
        "最后一天 2027-10-01 早于第一天 2027-10-07;调整先后",
    ),
    Mistake(
        "a holiday that nobody announced",
        CALENDAR,
        "to: 2027-10-07",
        "to: 2027-10-08",
        "holidays[0].quote",
        "引文里找不到 10月8日;引文要含这一天",
    ),
    Mistake(
        "a holiday without its notice",
        CALENDAR,
        "clause: example_holidays-1, quote: 10月1日至7日放假",
        "clause: example_holidays-9, quote: 10月1日至7日放假",
        "holidays[0].clause",
        "documents 里没有条目 example_holidays-9;先录入国务院办公厅的放假通知",
    ),
    Mistake(
        "a holiday that its notice words otherwise",
        CALENDAR,
        "quote: 10月1日至7日放假",
        "quote: 10月1日到7日放假",
        "holidays[0].quote",
        "「10月1日到7日放假」不在 example_holidays-1 的文字里;照条目原样摘一段",
    ),
    Mistake(
        "a day that is off and on",
        CALENDAR,
        "to: 2027-10-07, clause: example_holidays-1, quote: 10月1日至7日放假",
        'to: 2027-10-09, clause: example_holidays-1, quote: "10月1日至7日放假,共7天。10月9日"',
        "moved_workdays[0].day",
        "2027-10-09 又写成了放假;只能是一样",
    ),
)

OF_CAMPAIGNS = (*OF_CAMPAIGN_SHAPE, *OF_CAMPAIGN_NAMES, *OF_CAMPAIGN_TIMES, *OF_CAMPAIGN_TEXTS, *OF_CALENDAR)
