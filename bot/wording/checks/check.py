"""Words the eligibility check of a conversation: what was understood, the next question, the verdict and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.conversation import Choice, Outcome, Outline, Reply
from bot.eligibility import NextQuestion, Result, Status, Truth, Verdict
from bot.kb import Fact, FactType, KnowledgeBase, Period, Policy, Value
from bot.wording.answers.dates import say_period
from bot.wording.answers.told_facets import tells
from bot.wording.checks.outlines import (
    HEADINGS,
    LIKELY,
    PERHAPS,
    TO_BE_JUDGED,
    UNFIT,
    ConditionGroup,
    condition_groups,
    question_outline,
    ranking_outline,
    reasons_outline,
    verdict_outline,
)
from bot.wording.checks.verdict import near_lines, present_lines, route_lines, say_value, verdict_sentence

WISH = "check_eligibility"
SENSITIVE = "这一样只用来算这一次，算完就删；不想说就说“不清楚”。"
SEVERAL = "（占几样就说几样，比如“1和3”）"
BLANK_LINE = "\n\n"
TYPED = (FactType.NUMBER, FactType.DATE)
UNSURE = Choice("不清楚", WISH, {"value": "unknown"})
PEOPLE = {
    "self": "您",
    "child": "您孩子",
    "spouse": "您爱人",
    "parent": "您家老人",
    "other": "您说的这位",
    "firm": "您单位",
}
SAID = {Truth.MET: "够", Truth.NOT_MET: "不够", Truth.UNKNOWN: "不清楚"}
# Who is spoken to directly: nobody needs to be told whose facts these are.
FITTING = (Status.ELIGIBLE, Status.POSSIBLY, Status.NEEDS_FACTS)
# As many as have a button; a longer list is a wall.
MOST_SHOWN = 6
ADDRESSED = ("self", "firm")
# What is asked next once it is known whether something fits.
AFTER = {"amount": "能有多少钱", "materials": "要带什么材料", "where": "到哪里办"}


def echo(kb: KnowledgeBase, who: str, known: Mapping[str, Value], others: Mapping[str, str] | None = None) -> str:
    """Return one line with the facts understood, so that the person can correct them; nothing when there are none.

    Args:
        kb: the knowledge base.
        who: for whom the check is.
        known: what was understood of them.
        others: what was understood of other people, as `say_facts` says it; it is said to be theirs, and does not count.
    """
    theirs = [f"{PEOPLE[other]}：{said}（没算进来）" for other, said in (others or {}).items() if said]
    if not known and not theirs:
        return ""
    own = say_facts(kb, known) if who in ADDRESSED and not theirs else f"{PEOPLE[who]}：{say_facts(kb, known)}"
    lines = [*([own] if known else []), *theirs]
    put_right = f"不对就直接说，比如“{_correction(known)}”。"
    # One person fits into a line; of several each has a line of their own.
    return f"我记下的是：{lines[0]}。{put_right}" if len(lines) == 1 else "\n".join(["我记下的是：", *lines, put_right])


def _correction(known: Mapping[str, Value]) -> str:
    """Return how something that was understood can be put right, by the example of something that was."""
    if "age" in known or "born_on" in known:
        return "不对，我58"
    return (
        "不对，是58"
        if any(isinstance(value, int) and not isinstance(value, bool) for value in known.values())
        else "不对，我没有"
    )


def say_facts(kb: KnowledgeBase, known: Mapping[str, Value], words: Mapping[str, str] | None = None) -> str:
    """Return facts as people say them: 48周岁、自己交社保、机关事业单位在编：否.

    Args:
        words: for facts that are so, the words that told them, which are said instead of what we call it.
    """
    said = []
    for name, value in known.items():
        fact = kb.facts[name]
        if fact.type is FactType.YES_NO:
            said.append((words or {}).get(name, fact.label) if value else f"{fact.label}：否")
        else:
            said.append(say_value(fact, value) if fact.speaks_for_itself else f"{fact.label}{say_value(fact, value)}")
    return "、".join(said)


def presumption(kb: KnowledgeBase, presumed: Mapping[str, Value]) -> str:
    """Return what the verdict takes as so without having been told; nothing where it takes nothing."""
    return f"这是按“{say_facts(kb, presumed)}”算的，不是这样就告诉我。" if presumed else ""


def remarks(kb: KnowledgeBase, period: Period | None, contradictions: Sequence[str], today: date) -> str:
    """Return what must be said before a check: a date that has not come, and facts that were stated in two ways."""
    said = [f"{kb.facts[name].label}您说了两个不一样的，我先当不清楚。" for name in contradictions]
    if period is not None and period.first > today:
        said.insert(0, f"{say_period(period)}还没到，先按今天的规定算。")
    return "".join(said)


def correction_unread() -> str:
    """Return that something is to be put right, and that it was not understood what."""
    return "没听出要改哪一样、改成什么，请说全，比如“我是外地户口”“我没办失业登记”。"


def clash(kb: KnowledgeBase, contradictions: Sequence[str]) -> str:
    """Return that some facts cannot all be true together; nothing where they can."""
    labels = "、".join(f"“{kb.facts[name].label}”" for name in contradictions)
    return f"{labels}这几样对不上，我先当不清楚。" if labels else ""


def question(kb: KnowledgeBase, verdict: Verdict, asked: NextQuestion, opening: str, who: str, today: date) -> Reply:
    """Return the next question of a check, with its choices and why it is asked."""
    facts = [kb.facts[name] for name in asked.facts]
    words, answers = _of_kinds(asked, facts) if asked.ask_as is not None else _of_one(facts[0])
    words = words if who in ADDRESSED else f"（问的是{PEOPLE[who]}）{words}"
    sensitive = SENSITIVE if any(fact.is_sensitive for fact in facts) else ""
    why = _why(facts)
    below = "\n".join(line for line in (words, why, sensitive) if line)
    # What is asked stands by itself below what was understood.
    text = BLANK_LINE.join(part for part in (opening, below) if part)
    return _reply(kb, verdict, text, today, answers, question_outline(verdict, words, opening, (why, sensitive)))


def ask_again(kb: KnowledgeBase, verdict: Verdict, asked: NextQuestion, who: str, today: date) -> Reply:
    """Return the question that was open when the person asked something else."""
    opening = f"刚才{verdict.rule.policy.short_title}算到一半，接着来。不想算了就说“算了”。"
    return question(kb, verdict, asked, opening, who, today)


def ask_more_clearly(kb: KnowledgeBase, verdict: Verdict, asked: NextQuestion, who: str, today: date) -> Reply:
    """Return the open question again, with how it can be answered, for a message in which no answer was found."""
    is_typed = all(kb.facts[fact].type in TYPED for fact in asked.facts)
    how = "请说个数" if is_typed else "点一下，或者回数字"
    return question(
        kb, verdict, asked, f"这句我没听出答案。{how}；不知道就说“不清楚”，不想算了就说“算了”。", who, today
    )


def result(kb: KnowledgeBase, verdict: Verdict, opening: str, today: date) -> Reply:
    """Return the verdict: first the sentence, then what is met, not met and open, each with where it stands."""
    ways = [*route_lines(verdict), *present_lines(kb, verdict)]
    may_fit = verdict.status in (Status.POSSIBLY, Status.ELIGIBLE)
    attested = [each.text for each in verdict.attested] if may_fit else []
    beside = near_lines(verdict)
    if verdict.status is Status.NEEDS_FACTS:
        beside.append("不清楚的几样，可以带着证件到常住地街道（镇）的窗口问清楚再算。")
    lines = [verdict_sentence(verdict), *ways, *map(_group_line, condition_groups(verdict))]
    lines += [f"{TO_BE_JUDGED}：{each}。" for each in attested] + beside
    text = BLANK_LINE.join(part for part in ("\n".join(lines), opening) if part)
    outline = verdict_outline(verdict, ways, attested, beside, opening)
    return _reply(kb, verdict, text, today, _after(kb, verdict), outline)


def reasons(kb: KnowledgeBase, verdict: Verdict, today: date) -> Reply:
    """Return every condition with what is known of it and the words it rests on."""
    rows = [(found.truth, *_reason(found)) for found in verdict.trace]
    lines = [verdict_sentence(verdict), *(f"{what}：{SAID[truth]}{known}" for truth, what, known in rows)]
    outline = reasons_outline(verdict, [(truth, f"{what}{known}") for truth, what, known in rows])
    return _reply(kb, verdict, "\n".join(lines), today, (), outline)


def _reason(found: Result) -> tuple[str, str]:
    """Return a condition with its limit, and what is known of it with the words it rests on."""
    leaf = found.leaf
    limit = f"，要求{leaf.shown}" if leaf.shown else ""
    known = f"（{leaf.fact.label}：{say_value(leaf.fact, found.value)}）——“{leaf.condition.citation.quote}”"
    return f"{leaf.condition.title}{limit}", known


def which_policy(kb: KnowledgeBase, policies: Sequence[Policy], opening: str, today: date) -> Reply:
    """Return the question which policy to check, when facts were stated but no policy was named."""
    choices = tuple(Choice(policy.short_title, WISH, {"policy": policy.id}) for policy in policies)
    lines = [opening, "您想算哪一项？点一下或者回数字。"]
    return Reply("\n".join(line for line in lines if line), Outcome.CLARIFY, today, choices=choices)


def ranking(kb: KnowledgeBase, verdicts: Sequence[Verdict], opening: str, today: date) -> Reply:
    """Return all policies by how likely they fit, with what is missing or the condition that decides."""
    fitting = [each for each in verdicts if each.status in FITTING]
    shown = fitting[:MOST_SHOWN]
    likely = [(each.status is not Status.NEEDS_FACTS, _named(kb, each)) for each in shown]
    lines = [f"{LIKELY if is_likely else PERHAPS}：{name}" for is_likely, name in likely]
    more = f"还有{len(fitting) - len(shown)}项也许能办，先看上面这几项。" if len(fitting) > len(shown) else ""
    unfit = [_decider(verdict) for verdict in verdicts if verdict.status is Status.NOT_ELIGIBLE]
    unfit = [line for line in unfit if line]
    closing = "以区人社局核定为准。点一项，我接着细算。"
    lines += [*([more] if more else []), *(f"{UNFIT}：{line}" for line in unfit), closing]
    text = BLANK_LINE.join(part for part in (opening, "\n".join(lines)) if part)
    choices = tuple(Choice(each.rule.policy.short_title, WISH, {"policy": each.rule.policy.id}) for each in shown)
    outline = ranking_outline(likely, unfit, opening, [line for line in (more, closing) if line])
    return Reply(text, Outcome.VERDICT, today, choices=choices, outline=outline)


def _named(kb: KnowledgeBase, verdict: Verdict) -> str:
    """Return a policy that may fit, with the first thing that it hangs on, as it will be asked."""
    name = verdict.rule.policy.short_title
    if verdict.status is not Status.NEEDS_FACTS:
        return name
    # Of a question with directions only what is asked.
    asked = kb.facts[verdict.missing[0]].question.partition("?")[0].partition("？")[0]
    return f"{name}（要看：{asked}）"


def _decider(verdict: Verdict) -> str:
    failed = next(iter(verdict.unmet), None)
    return f"{verdict.rule.policy.short_title}（卡在：{failed.leaf.condition.title}）" if failed else ""


def _group_line(group: ConditionGroup) -> str:
    return f"{HEADINGS[group.truth]}：{'；'.join(group.shown)}{'……' if group.is_cut else ''}"


def _of_one(fact: Fact) -> tuple[str, tuple[Choice, ...]]:
    unsure = "不清楚就说“不清楚”。" if fact.type in TYPED else ""
    return fact.question + unsure, _answers(fact)


def _of_kinds(asked: NextQuestion, facts: Sequence[Fact]) -> tuple[str, tuple[Choice, ...]]:
    """Return one question of several kinds: each is picked by itself, several by their numbers."""
    assert asked.ask_as is not None
    every = ",".join(asked.facts)
    choices = [Choice(fact.label, WISH, {"fact": fact.id, "value": "yes"}) for fact in facts]
    choices.append(Choice(asked.ask_as.none_label, WISH, {"fact": every, "value": "no"}))
    choices.append(Choice(UNSURE.label, WISH, {"fact": every, "value": "unknown"}))
    return f"{asked.ask_as.question}{SEVERAL}", tuple(choices)


def _why(facts: Sequence[Fact]) -> str:
    """Return why it is asked; of several kinds the options say it themselves."""
    return f"（{facts[0].why}{facts[0].help}）" if len(facts) == 1 else ""


def _answers(fact: Fact) -> tuple[Choice, ...]:
    """Return the answers to pick; none for what is typed, or a typed 1 would mean the first choice instead of one."""
    if fact.type in TYPED:
        return ()
    pairs = [(option.label, option.id) for option in fact.options]
    if fact.type is FactType.YES_NO:
        pairs = [("是", "yes"), ("不是", "no")]
    choices = tuple(Choice(label, WISH, {"fact": fact.id, "value": value}) for label, value in pairs)
    return (*choices, Choice(UNSURE.label, WISH, {"fact": fact.id, "value": "unknown"}))


def _after(kb: KnowledgeBase, verdict: Verdict) -> tuple[Choice, ...]:
    policy, successor = verdict.rule.policy.id, verdict.rule.policy.successor
    period = Period.day(verdict.rule.on)
    told = [facet for facet in AFTER if tells(kb, verdict.rule.policy, facet, period)]
    choices = [
        Choice("为什么", WISH, {"explain": policy}),
        *(Choice(AFTER[facet], f"ask_{facet}", {"policy": policy}) for facet in told),
        Choice("重新算", WISH, {"policy": policy, "value": "again"}),
    ]
    if verdict.last is not None and successor and kb.policies[successor].criteria is not None:
        choices.insert(0, Choice(f"算{kb.policies[successor].short_title}", WISH, {"policy": successor}))
    unmet = (found.leaf.fact.leads_to for found in verdict.trace if found.truth is not Truth.MET)
    ways = [Choice(way.label, WISH, {"policy": way.policy}) for way in dict.fromkeys(unmet) if way is not None]
    return (*ways, *choices)


def _reply(
    kb: KnowledgeBase, verdict: Verdict, text: str, today: date, choices: tuple[Choice, ...], outline: Outline
) -> Reply:
    policy = verdict.rule.policy
    leaves = (verdict.last or verdict).rule.leaves
    citations = tuple(dict.fromkeys(each for leaf in leaves for each in leaf.citations))
    return Reply(
        text=text,
        outcome=Outcome.VERDICT,
        on=verdict.rule.on,
        topic=policy.topic,
        policy=policy.id,
        facets=("eligibility",),
        citations=citations,
        choices=choices,
        verdict={"status": verdict.status.value, "missing": list(verdict.missing)},
        outline=outline,
    )
