"""Mistakes in ways, states, days, shares, and in what follows from facts: each breaks the knowledge base with conditions once."""

from __future__ import annotations

from tests.kb.mistakes import Mistake

FACTS = "facts.yml"
TRAINING = "policies/example_training.yml"
CASES = "eligibility_cases/example_training.yml"
SECOND_WAY = """        - id: by_graduation
          label: 高校毕业生
          clause: example_notice-2
          quote: 高校毕业生
          criteria:
            id: is_graduate
            title: 高校毕业生
            fact: graduate
            op: eq
            value: true
            clause: example_notice-2
            quote: 高校毕业生
      ask_as:
        question: 您属于哪一类?
        none_label: 都不是
"""

OF_FACTS = (
    Mistake(
        "a derivation of nothing",
        FACTS,
        "derived_from: {since: born_on}",
        "derived_from: {since: born_at}",
        "[1]",
        "「年龄」的 derived_from:facts.yml 里没有 born_at;检查拼写或先写好它",
    ),
    Mistake(
        "a count of time from what is no day",
        FACTS,
        "derived_from: {since: born_on}",
        "derived_from: {since: has_job}",
        "[1]",
        "「年龄」的 derived_from:「有工作」不是日期(date);换一个",
    ),
    Mistake(
        "a derivation of two kinds",
        FACTS,
        "derived_from: {since: born_on}",
        "derived_from: {since: born_on, part: hires}",
        "[1]",
        "「年龄」的 derived_from 写 since(可加 until、begun),或写 part 和 whole(可加 round)",
    ),
    Mistake(
        "a share that is not in percent",
        FACTS,
        "  unit: percent",
        "  unit: people",
        "[8]",
        "「占比」这样算出来的要是数,单位是 percent、permille",
    ),
    Mistake(
        "a share of what is no count of people",
        FACTS,
        "{part: hires, whole: staff}",
        "{part: hires, whole: age}",
        "[8]",
        "「占比」的 derived_from:「年龄」不是人数(people);换一个",
    ),
    Mistake(
        "a consequence for nothing",
        FACTS,
        "then: {has_job: false}",
        "then: {has_work: false}",
        "[2].implies[0]",
        "facts.yml 里没有 has_work;检查拼写或先写好它",
    ),
    Mistake(
        "a consequence for a number",
        FACTS,
        "then: {has_job: false}",
        "then: {staff: false}",
        "[2].implies[0]",
        "「职工」不是是非题或选择题,不能推出来;删去",
    ),
    Mistake(
        "a consequence for itself",
        FACTS,
        "then: {has_job: false}",
        "then: {registered: false}",
        "[2].implies[0]",
        "不能推出它自己;删去",
    ),
    Mistake(
        "a consequence that does not fit its fact",
        FACTS,
        "then: {has_job: false}",
        "then: {training_state: over}",
        "[2].implies[0]",
        "「培训到哪一步」没有选项 over;可用的有 first_time、receiving",
    ),
    Mistake(
        "a comparison that does not fit",
        FACTS,
        "{op: eq, value: true, then",
        "{op: gt, value: true, then",
        "[2].implies[0]",
        "「已登记」不是数,不能用 gt 比大小;用 eq",
    ),
    Mistake(
        "a consequence of a number that follows from a day",
        FACTS,
        "  derived_from: {since: born_on}",
        "  derived_from: {since: born_on}\n  implies:\n    - {op: ge, value: 60, then: {has_job: false}}",
        "[1]",
        "「年龄」是算出来的,不能再写 implies;删去一样",
    ),
)

OF_CONDITIONS = (
    Mistake(
        "a day that is none",
        TRAINING,
        "value: '1960-01-01'",
        "value: '1960-13-01'",
        "criteria.all[1]",
        "「出生日期」的值写成 2026-03-01 这样的日期,现在是 1960-13-01",
    ),
    Mistake(
        "a day among several",
        TRAINING,
        "op: ge\n      value: '1960-01-01'",
        "op: in\n      value: ['1960-01-01']",
        "criteria.all[1]",
        "「出生日期」是日期,不能用 in;用 ge、le 这样的写法",
    ),
    Mistake(
        "an upper limit for a share that is rounded down",
        TRAINING,
        "op: ge\n      value: 20",
        "op: le\n      value: 20",
        "criteria.all[2]",
        "「占比」由两个人数算出(round: down),只能用 ge、lt;改比法或改 facts.yml 里的 round",
    ),
    Mistake(
        "one way only",
        TRAINING,
        SECOND_WAY,
        "",
        "criteria.all[3].routes",
        "只有一条路;再写一条,或直接写它的条件",
    ),
    Mistake(
        "two ways of one name",
        TRAINING,
        "- id: by_graduation",
        "- id: by_registration",
        "criteria.all[3].routes[1].id",
        "编号 by_registration 在这项政策里用过了;换一个",
    ),
    Mistake(
        "a way whose name holds a figure of its own",
        TRAINING,
        "label: 登记失业",
        "label: 登记失业满9个月",
        "criteria.all[3].routes[0].label",
        "名字里的数字 9 在引文里找不到;引文要含这个数,或换个名字",
    ),
    Mistake(
        "a way without its clause",
        TRAINING,
        "label: 高校毕业生\n          clause: example_notice-2",
        "label: 高校毕业生\n          clause: example_notice-9",
        "criteria.all[3].routes[1].clause",
        "documents 里没有条目 example_notice-9;检查拼写或补上条目",
    ),
    Mistake(
        "a question of kinds that are not in the group",
        TRAINING,
        "        none_label: 都不是",
        "        none_label: 都不是\n        offer: [registered, has_job]",
        "criteria.all[3].ask_as.offer",
        "has_job 不是这一组里“是就够”的条件;检查拼写或删去",
    ),
    Mistake(
        "a question of one kind",
        TRAINING,
        "        none_label: 都不是",
        "        none_label: 都不是\n        offer: [registered]",
        "criteria.all[3].ask_as",
        "一次问 1 类;要 2 到 8 类,用 offer 挑几类,其余单独问",
    ),
    Mistake(
        "a question without the answer for none",
        TRAINING,
        "        none_label: 都不是\n",
        "",
        "criteria.all[3].ask_as",
        "缺少 none_label;补上这一项",
    ),
    Mistake(
        "states told apart by a fact that has other options",
        TRAINING,
        "  fact: training_state",
        "  fact: graduate",
        "states.fact",
        "「毕业生」要是选择题,选项正好是 first_time、receiving;改选项或改 states",
    ),
    Mistake(
        "states told apart by a fact that is not there",
        TRAINING,
        "  fact: training_state",
        "  fact: training_stage",
        "states.fact",
        "facts.yml 里没有 training_stage;检查拼写或先写好这个问题",
    ),
    Mistake(
        "a condition of a state with a bad quote",
        TRAINING,
        "        text: 上课没有缺\n        clause: example_notice-2\n        quote: 登记失业人员",
        "        text: 上课没有缺\n        clause: example_notice-2\n        quote: 天天上课",
        "states.receiving.attested[0].quote",
        "「天天上课」不在 example_notice-2 的文字里;照条目原样摘一段",
    ),
    Mistake(
        "a policy that takes its own place",
        TRAINING,
        "succeeded_by: example_loan",
        "succeeded_by: example_training",
        "succeeded_by",
        "写的是它自己;写接替它的政策",
    ),
    Mistake(
        "a successor that is not there",
        TRAINING,
        "succeeded_by: example_loan",
        "succeeded_by: example_loans",
        "succeeded_by",
        "没有编号为 example_loans 的政策;检查拼写或先写好那项政策",
    ),
)

OF_ELIGIBILITY_CASES = (
    Mistake(
        "a range that ends before it begins",
        CASES,
        "{low: '1970-01-01', high: '1970-12-31'}",
        "{low: '1971-01-01', high: '1970-12-31'}",
        "cases[0]",
        "「出生日期」的 low 1971-01-01 大于 high 1970-12-31;调整先后",
    ),
    Mistake(
        "a range of a yes or no",
        CASES,
        "registered: true",
        "registered: {low: 1}",
        "cases[0]",
        "「已登记」不是数或日期,不能写 low、high;写一个值",
    ),
    Mistake(
        "a range of nothing",
        CASES,
        "staff: {low: 10}",
        "staff: {}",
        "cases[0].facts.staff",
        "不能是空的;写上内容或删去这一项",
    ),
    Mistake(
        "a case on a way that is not there",
        CASES,
        "route: by_registration",
        "route: by_luck",
        "cases[0]",
        "route:这项政策没有叫 by_luck 的路;检查拼写",
    ),
    Mistake(
        "a case in a state that has no conditions",
        CASES,
        "    state: receiving",
        "    state: ended",
        "cases[1]",
        "state:这项政策的 states 没有写 ended;检查拼写或先写条件",
    ),
)
