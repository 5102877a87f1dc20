"""Mistakes that gate 3 (meaning) and gate 4 (cases) must report: dates, quotes, figures, and answers that say the wrong thing."""

from __future__ import annotations

from tests.kb.mistakes import Mistake

LOAN = "policies/example_loan.yml"
MAXIMUM = "parameters/example_loan/individual_max.yml"
SHARE = "parameters/example_subsidy/max_share.yml"
LONG = "长" * 120 + "。"

OF_MEANING = (
    Mistake(
        "a sentence that says of a figure that somebody else wrote it",
        "policies/example_training.yml",
        "标准是每人{example_training.standard}",
        "国家规定标准是每人{example_training.standard}",
        "answers.amount[0].text",
        "这句说是国家文件写的,可 example_training.standard 从 2022-06-21 起的数出自 example_plan-7;改句子里的说法,或把两段日期分成两句",
    ),
    Mistake(
        "a sentence that says who wrote it without a word of theirs",
        "policies/example_training.yml",
        "    - text: 培训对个人免费",
        "    - text: 方案写培训对个人免费",
        "answers.overview[0].text",
        "这句说是方案写的,依据里却没有方案的条目;补上,或改说法",
    ),
    Mistake(
        "an end written by hand that the program writes",
        "policies/example_loan.yml",
        "见示例市贷款通知(示发〔2020〕1号)。",
        "见示例市贷款通知(示发〔2020〕1号)(已到期)。",
        "answers.legal_basis[0].text",
        "句末的“到期”由程序按条目的截止日自己写;删去括号里的话",
    ),
    Mistake(
        "a policy that ends before it begins",
        LOAN,
        "valid_from: 2020-04-01\nvalid_to: null",
        "valid_from: 2020-04-01\nvalid_to: 2020-03-31",
        "valid_to",
        "截止日 2020-03-31 早于起始日 2020-04-01;调整先后",
    ),
    Mistake(
        "a sentence that ends before it begins",
        LOAN,
        "      valid_from: 2020-04-01\n      valid_to: 2023-03-31",
        "      valid_from: 2023-04-01\n      valid_to: 2023-03-31",
        "answers.duration[0].valid_to",
        "截止日 2023-03-31 早于起始日 2023-04-01;调整先后",
    ),
    Mistake(
        "a clause that ends before it begins",
        "documents/example_notice.yml",
        "valid_from: 2020-04-01",
        "valid_from: 2024-04-01",
        "clauses[0].valid_to",
        "截止日 2023-03-31 早于起始日 2024-04-01;调整先后",
    ),
    Mistake(
        "values that overlap",
        MAXIMUM,
        "valid_to: 2022-06-30",
        "valid_to: 2022-07-01",
        "values",
        "从 2022-07-01 起的一段和前一段(到 2022-07-01)重叠;一天只能有一个数",
    ),
    Mistake(
        "a quote that its clause does not hold",
        LOAN,
        "quote: 登记失业人员、高校毕业生可以申请",
        "quote: 人人可以申请",
        "answers.eligibility[0].sources[0].quote",
        "「人人可以申请」不在 example_notice-2 的文字里;照条目原样摘一段",
    ),
    Mistake(
        "a figure of an answer that its quotes do not hold",
        LOAN,
        "text: 到经办银行办。",
        "text: 到经办银行办,3天办好。",
        "answers.where[0].text",
        "数字 3 在引文里找不到;补上含这个数的引文,或改成参数,或删去",
    ),
    Mistake(
        "a share of an answer that its quotes do not hold",
        LOAN,
        "text: 到经办银行办。",
        "text: 到经办银行办,百分之七十五的人办成。",
        "answers.where[0].text",
        "数字 3/4(即 0.75) 在引文里找不到;补上含这个数的引文,或改成参数,或删去",
    ),
    Mistake(
        "a figure of a value that its quote does not hold",
        SHARE,
        "shown: 四分之三",
        "shown: 三分之二",
        "values[0].shown",
        "数字 2/3(即 0.666667) 在引文里找不到;引文要含这个数",
    ),
    Mistake(
        "a sentence too long to read",
        LOAN,
        "text: 到经办银行办。",
        f"text: {LONG}",
        "answers.where[0].text",
        "这句有 121 个字,最多 120 个;拆成两句",
    ),
    Mistake(
        "a target that its clause does not hold",
        "documents/example_plan.yml",
        "targets: [每年补贴200人以上]",
        "targets: [每年补贴300人以上]",
        "clauses[0].targets",
        "「每年补贴300人以上」不在条目文字里;照原文摘",
    ),
)

HEADLINE_CASE = """- policy: example_training
  facet: amount
  on: 2022-07-01
  says: [500元]
  never_says: [领到500元]
"""
OF_CASES = (
    Mistake(
        "a headline topic without a case for its amount",
        "cases.yml",
        HEADLINE_CASE,
        "",
        "",
        "「创业培训补贴」还没有金额方面的例子;补一条",
    ),
    Mistake(
        "a case whose words are not said",
        "cases.yml",
        "says: [500元]",
        "says: [600元]",
        "[3]",
        "创业培训补贴·amount·2022-07-01 没有说到「600元」;实际:标准是每人500元,补贴发给培训机构,不发到您手里。",
    ),
    Mistake(
        "a case whose forbidden words are said",
        "cases.yml",
        "never_says: [领到500元]",
        "never_says: [发给培训机构]",
        "[3]",
        "创业培训补贴·amount·2022-07-01 不该说「发给培训机构」",
    ),
    Mistake(
        "a case on a day without a value",
        "cases.yml",
        "says: []",
        "says: [30万元]",
        "[2]",
        "个人创业贷款·amount·2023-06-01 没有说到「30万元」;实际:无",
    ),
    Mistake(
        "a case of an unknown policy",
        "cases.yml",
        "- policy: example_loan\n  facet: amount\n  on: 2023-06-01",
        "- policy: example_loans\n  facet: amount\n  on: 2023-06-01",
        "[2].policy",
        "没有政策 example_loans",
    ),
)
