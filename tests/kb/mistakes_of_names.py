"""Mistakes that gate 2 (references) must report: names that point nowhere, names that mean two things."""

from __future__ import annotations

from tests.kb.mistakes import Mistake

TRAINING = "policies/example_training.yml"
LOAN = "policies/example_loan.yml"
ALIASES = "aliases: [免费创业培训]\n"
SHARE = "parameters/example_subsidy/max_share.yml"

OF_NAMES = (
    Mistake(
        "a list of names folded into its first by one space too many",
        TRAINING,
        ALIASES,
        "aliases:\n  - 培训返钱\n   - 示例培训\n",
        "aliases[0]",
        "像是几行粘成了一行;检查这一段每行“- ”前面的空格,要对齐",
    ),
    Mistake(
        "ways to hear a word folded into one",
        "glossary.yml",
        "    heard: [补帖]\n",
        "    heard:\n      - 补帖\n       - 卜贴\n",
        "rewrites[1].heard[0]",
        "像是几行粘成了一行;检查这一段每行“- ”前面的空格,要对齐",
    ),
    Mistake(
        "a name that is a sentence",
        TRAINING,
        ALIASES,
        "aliases: [我想问问那个给创业的人办的培训班到底收不收钱]\n",
        "aliases[0]",
        "「我想问问那个给创业的人办的培训班到底收不…」有 22 个字,叫法最多 20 个;写短些",
    ),
    Mistake(
        "a name that is a word of everything",
        TRAINING,
        ALIASES,
        "aliases: [示例培训, 补贴]\n",
        "aliases[1]",
        "叫法「补贴」太笼统,别的事也这么说;写成只说这一件事的叫法",
    ),
    Mistake(
        "a name by which a facet is asked",
        TRAINING,
        ALIASES,
        "aliases: [多少钱]\n",
        "aliases[0]",
        "叫法「多少钱」太笼统,别的事也这么说;写成只说这一件事的叫法",
    ),
    Mistake(
        "a name that is retired and used",
        TRAINING,
        ALIASES,
        "aliases: [示例培训]\nretired_aliases: [示例培训]\n",
        "retired_aliases",
        "「示例培训」还在 aliases 里;两处只留一处",
    ),
)

OF_REFERENCES = (
    Mistake(
        "a fact that leads to no policy",
        "facts.yml",
        "",
        """
- id: recognised
  type: yes_no
  label: 认定过
  question: 您认定过吗?
  why: 先认定。
  of: person
  leads_to: {policy: example_recognition, label: 算算认定}
""",
        "[0].leads_to.policy",
        "policies 里没有 example_recognition;改成一项政策的编号",
    ),
    Mistake(
        "a second topic of stations",
        "topics.yml",
        "  default_policy: example_loan\n  aliases: [创业担保贷款, 创业贷款]\n  hints: [[开店, 借钱], [创业, 缺钱]]\n"
        "- id: training_subsidy\n  title: 创业培训补贴\n",
        "  default_policy: example_loan\n  aliases: [创业担保贷款, 创业贷款]\n  hints: [[开店, 借钱], [创业, 缺钱]]\n"
        "  has_stations: true\n- id: training_subsidy\n  title: 创业培训补贴\n  has_stations: true\n",
        "[2].has_stations",
        "「创业担保贷款及贴息」已经管服务站;问服务站在哪只能答一处,删去「创业培训补贴」的",
    ),
    Mistake(
        "a policy whose id is not its file name",
        "policies/example_subsidy_graduates.yml",
        "id: example_subsidy_graduates",
        "id: example_graduates",
        "id",
        "「example_graduates」和文件名不一致;改成 example_subsidy_graduates,或给文件改名",
    ),
    Mistake(
        "a document whose source is not its file name",
        "documents/example_law.yml",
        "source: example_law\n",
        "source: example_news\n",
        "source",
        "「example_news」和文件名不一致;改成 example_law,或给文件改名",
    ),
    Mistake(
        "an id that stands twice",
        "contacts.yml",
        "",
        "- {id: example_office, title: 甲, say: 甲}\n- {id: example_office, title: 乙, say: 乙}\n",
        "example_office",
        "编号 example_office 在 contacts.yml 里已经用过;换一个",
    ),
    Mistake(
        "a clause that no document holds",
        SHARE,
        "clause: example_plan-3",
        "clause: example_plan-33",
        "values[0].clause",
        "documents 里没有条目 example_plan-33;检查拼写或补上条目",
    ),
    Mistake(
        "a clause of an answer that no document holds",
        LOAN,
        "[{clause: example_notice-2, quote: 登记失业人员、高校毕业生可以申请}]",
        "[{clause: example_notice-9, quote: 登记失业人员、高校毕业生可以申请}]",
        "answers.eligibility[0].sources[0].clause",
        "documents 里没有条目 example_notice-9;检查拼写或补上条目",
    ),
    Mistake(
        "a parameter that does not exist",
        LOAN,
        "{example_loan.individual_max}",
        "{example_loan.maximum}",
        "answers.amount[0].text",
        "parameters 里没有 example_loan.maximum;检查拼写或新建这个数",
    ),
    Mistake(
        "a place for a parameter that is misspelt",
        LOAN,
        "{example_loan.individual_max}",
        "{example_loan.Individual_max}",
        "answers.amount[0].text",
        "花括号里不是参数的写法;写成 {组.名},全用小写",
    ),
    Mistake(
        "a contact that does not exist",
        LOAN,
        "{not_sourced: 电话, ask: example_office}",
        "{not_sourced: 电话, ask: example_bank}",
        "answers.contact.ask",
        "contacts.yml 里没有 example_bank",
    ),
    Mistake(
        "a topic that does not exist",
        "policies/example_subsidy_graduates.yml",
        "topic: social_insurance_subsidy",
        "topic: graduates",
        "topic",
        "topics.yml 里没有 graduates",
    ),
    Mistake(
        "a default policy of another topic",
        "topics.yml",
        "default_policy: example_training",
        "default_policy: example_loan",
        "[2].default_policy",
        "example_loan 不是「创业培训补贴」下的政策;改成该主题的一项政策",
    ),
    Mistake(
        "a default policy that does not exist",
        "topics.yml",
        "default_policy: example_training",
        "default_policy: example_trainings",
        "[2].default_policy",
        "example_trainings 不是「创业培训补贴」下的政策;改成该主题的一项政策",
    ),
    Mistake(
        "a facet that is not listed",
        "facets.yml",
        "- id: deadline\n  label: 什么时候申请\n  cues: [截止, 最晚]\n",
        "",
        "",
        "缺少方面 deadline;每项政策都要答它,补上",
    ),
    Mistake(
        "an alias of two policies",
        TRAINING,
        "aliases: [免费创业培训]",
        "aliases: [免费创业培训, 个人担保贷款]",
        "aliases",
        "叫法「个人担保贷款」已经属于 example_loan;一个叫法只能属于一处",
    ),
    Mistake(
        "an alias of a policy and a topic",
        "topics.yml",
        "aliases: [创业培训, 创业培训班]",
        "aliases: [创业培训, 创业培训班, 个人担保贷款]",
        "[2].aliases",
        "叫法「个人担保贷款」已经属于 example_loan;一个叫法只能属于一处",
    ),
    Mistake(
        "a rewrite that spoils a name",
        "glossary.yml",
        "heard: [社宝, 设保]",
        "heard: [社宝, 担保]",
        "rewrites[0].heard",
        "「担保」会改坏叫法「个人创业担保贷款」;删去它",
    ),
    Mistake(
        "a contact of a topic that is not there",
        "topics.yml",
        "  hints: [[交社保, 补]]\n",
        "  hints: [[交社保, 补]]\n  contact: example_bank\n",
        "[0].contact",
        "contacts.yml 里没有 example_bank",
    ),
    Mistake(
        "a page whose clause is not there",
        LOAN,
        "verified_on: 2026-11-24\n",
        "verified_on: 2026-11-24\nlink: {title: 示例网, url: 'https://example.gov.cn', clause: example_notice-9}\n",
        "link.clause",
        "documents 里没有条目 example_notice-9",
    ),
    Mistake(
        "a page that no source names",
        LOAN,
        "verified_on: 2026-11-24\n",
        "verified_on: 2026-11-24\nlink: {title: 示例网, url: 'https://apply.example.gov.cn', clause: example_notice-1}\n",
        "link.url",
        "条目 example_notice-1 和它的资料里都没有这个网址;办理入口要有出处",
    ),
)
