"""Mistakes in what campaigns say, and in the calendar, that gate 3 must report."""

from __future__ import annotations

from tests.kb.mistakes import Mistake

NOTICE = "campaigns/example_notice.yml"
WECHAT = "message.wechat_template.fields"
CALENDAR = "calendar.yml"
UNSURE = "  text_unsure: 您可能够条件,点一下算一算。\n"
TEXT = "  text: 最高补所缴保费的{example_subsidy.max_share}。"
TOO_LONG = "长" * 297

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
)
