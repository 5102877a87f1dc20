"""Mistakes that reading (files) and gate 1 (schema) must report."""

from __future__ import annotations

from tests.kb.mistakes import Mistake

LOAN = "policies/example_loan.yml"
MAXIMUM = "parameters/example_loan/individual_max.yml"
FACETS = "overview、eligibility、amount、duration、materials、procedure、where、deadline、contact、status、legal_basis、restrictions"
UNITS = "yuan、percent、share、months、years、days、people、times、age、text"
MISSING_FILE = "缺少这个文件;从最近一次备份或仓库里找回来"

OF_FILES = (
    Mistake(
        "unreadable YAML",
        "contacts.yml",
        "  title: 示例",
        " title: 示例",
        "第 2 行第 2 列",
        "YAML 写法有误(这一行没有和上面的列表对齐);检查缩进、冒号后的空格和引号",
    ),
    Mistake(
        "a Chinese colon",
        LOAN,
        "topic: startup_loan\n",
        "topic：startup_loan\n",
        "第 2 行第 6 列",
        "YAML 写法有误(用了中文冒号“：”,要用英文冒号加一个空格);检查缩进、冒号后的空格和引号",
    ),
    Mistake(
        "a tab instead of spaces",
        "contacts.yml",
        "  title: 示例",
        "\ttitle: 示例",
        "第 2 行第 1 列",
        "YAML 写法有误(用了 Tab 键,缩进要用空格);检查缩进、冒号后的空格和引号",
    ),
    Mistake(
        "a key that stands twice",
        LOAN,
        "topic: startup_loan\n",
        "topic: startup_loan\ntopic: startup_loan\n",
        "第 3 行第 1 列",
        "YAML 写法有误(「topic」写了两次);检查缩进、冒号后的空格和引号",
    ),
    Mistake(
        "a key that is no text",
        LOAN,
        "serves: person",
        "serves: {{a}: b}",
        "第 5 行第 10 列",
        "YAML 写法有误(键不是文字);检查缩进、冒号后的空格和引号",
    ),
    Mistake(
        "not UTF-8",
        "sources.yml",
        "",
        "- id: 资料\n".encode("gb18030"),
        "",
        "不是 UTF-8 编码;用编辑器另存为 UTF-8",
    ),
    Mistake("a control character", LOAN, "缺钱", "缺\x07钱", "", "文件里有看不见的控制字符;删去后重新保存"),
    Mistake("an empty file", MAXIMUM, "", "# 只有注释\n", "", "文件是空的;写入内容或删除文件"),
    *(
        Mistake(f"no {name}.yml", f"{name}.yml", "", None, "", MISSING_FILE)
        for name in ("topics", "facets", "sources", "contacts", "referrals", "glossary")
    ),
)

OF_SCHEMA = (
    Mistake("a missing key", LOAN, "serves: person\n", "", "", "缺少 serves;补上这一项"),
    Mistake(
        "an unknown key",
        "contacts.yml",
        "  say: ",
        "  phone: 无\n  say: ",
        "[0]",
        "不认识 phone;检查拼写,可用的有 id、say、title",
    ),
    Mistake("a wrong type", LOAN, "title: 示例个人创业担保贷款", "title: 2022", "title", "应当是文字,现在是 2022"),
    Mistake(
        "one of several wrong types",
        LOAN,
        "valid_to: null",
        "valid_to: 2022",
        "valid_to",
        "应当是文字或空(null),现在是 2022",
    ),
    Mistake(
        "verbatim is neither true nor false",
        "documents/example_law.yml",
        "verbatim: false",
        "verbatim: no",
        "verbatim",
        '应当是true/false,现在是 "no"',
    ),
    Mistake(
        "not in the list",
        MAXIMUM,
        "unit: yuan",
        "unit: dollar",
        "unit",
        f'"dollar" 不在清单里;可用的有 {UNITS}',
    ),
    Mistake(
        "a case of an unknown facet",
        "cases.yml",
        "- policy: example_training\n  facet: amount",
        "- policy: example_training\n  facet: money",
        "[3].facet",
        f'"money" 不在清单里;可用的有 {FACETS}',
    ),
    Mistake(
        "a date that does not exist",
        LOAN,
        "valid_from: 2020-04-01\nvalid_to: null",
        "valid_from: 2020-04-31\nvalid_to: null",
        "valid_from",
        '"2020-04-31" 不是日期;写成 2022-06-21 这样',
    ),
    Mistake(
        "a bad id",
        "contacts.yml",
        "id: example_office",
        "id: Example-Office",
        "[0].id",
        '"Example-Office" 写法不对;编号只用小写英文字母、数字和下划线',
    ),
    Mistake(
        "a clause id without its document",
        "documents/example_law.yml",
        "id: example_law-1",
        "id: first",
        "clauses[0].id",
        '"first" 写法不对;条目编号写成 资料编号-短名',
    ),
    Mistake(
        "an address outside the government",
        "sources.yml",
        "https://www.example.gov.cn/notice",
        "https://www.example.com/notice",
        "[1].url",
        '"https://www.example.com/notice" 写法不对;只放政府网站(gov.cn)的网址,没有就写 null',
    ),
    Mistake(
        "an empty text",
        "topics.yml",
        "summary: 免费学创业",
        'summary: ""',
        "[2].summary",
        "不能是空的;写上内容或删去这一项",
    ),
    Mistake(
        "an empty list",
        LOAN,
        "  overview:\n    - text: 创业缺钱,可以向经办银行申请贷款。\n"
        "      sources: [{clause: example_notice-2, quote: 向经办银行提出申请}]",
        "  overview: []",
        "answers.overview",
        "不能是空的;写上内容或删去这一项",
    ),
    Mistake(
        "a name too long for a button",
        LOAN,
        "short_title: 个人创业贷款",
        "short_title: 这个名字写得太长按钮上放不下的个人贷款",
        "short_title",
        "太长了,最多 16 个字,现在 19 个",
    ),
    Mistake(
        "a gap without whom to ask",
        LOAN,
        "{not_sourced: 电话, ask: example_office}",
        "{not_sourced: 电话}",
        "answers.contact",
        "缺少 ask;补上这一项",
    ),
    Mistake(
        "a sentence without sources",
        LOAN,
        "    - text: 到经办银行办。\n      sources: [{clause: example_notice-2, quote: 向经办银行提出申请}]",
        "    - text: 到经办银行办。",
        "answers.where[0]",
        "缺少 sources;补上这一项",
    ),
    Mistake(
        "an answer that is neither sentences nor a gap",
        LOAN,
        "{not_sourced: 电话, ask: example_office}",
        "没有",
        "answers.contact",
        '应当是列表,现在是 "没有"',
    ),
)
