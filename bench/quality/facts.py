"""How well facts are read from what people write: precision and recall per fact on policies_kb/fact_cases, and the time it takes."""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.console import Console

from bench.scorecard import measured_on, percent, table, write_part
from bot.kb import Interval, KnowledgeBase, load
from bot.kb.fact_cases import BORN, SINCE, FactCase, Noted, NotedRange, fact_of, load_fact_cases
from bot.understanding import Normaliser
from bot.understanding.situation import Owner, SituationReader, SituationReading, StatedFact

KB = Path("policies_kb")
REPEATS = 20
MOST_CHARACTERS = 2000
ON = date(2026, 11, 30)
PERSON = {
    "self": {Owner.SELF},
    "spouse": {Owner.SPOUSE},
    "child": {Owner.CHILD},
    "parent": {Owner.PARENT},
    "other": {Owner.OTHER_KIN, Owner.OTHERS},
    "firm": {Owner.EMPLOYER},
}
DENSE = "我女的46岁,本市户口,失业登记办了,失业保险交过三年,2025年3月下岗,征信好没贷款,家里没地,能认定就业困难吗。"
STORY = """您好，我是西青大寺这边的，今年四十六岁，女的，想把家里的情况跟您说一说。我以前在一家棉纺厂上班，干了十来年，后来厂子效益不好，2024年3月厂里裁员把我裁了，
当时也没人跟我们说该怎么办，就让签了个字。回家以后歇了一阵子，去社区把失业登记办了，工作人员挺热情的，让我填了表，还给了一张纸，上面写着好多政策，我眼神不好也没看明白。失业保险在厂里的时候
一直有，前后交了有九年多。我爱人身体也不太行，他有残疾证，二级的，一直在家养着，孩子今年大三，学费生活费都得靠家里，一个月下来挺紧的。后来亲戚介绍我去给人做保洁，一天挣几十块钱，活不固定，有时候
一个礼拜也没有一回。社保是我自己去窗口交的，一年一万多，咬着牙交，就怕断了以后退休领不着钱。去年有个姐妹跟我说她办了什么困难认定，一个月能补好几百，我也不知道真的假的，问了两回社区，一回说要
等，一回说材料不全，我就没再去。我家在村里原来有二亩地，早些年修路给征了，现在名下没有承包地。我没有贷款，征信应该也没问题，就是跟亲戚借过点钱，慢慢还。听说五十岁以上的男的也能办，我们小区
好几个大哥都去问了。我就想问问，像我这种情况，能不能认定就业困难人员，认定了以后社保补贴能不能领，要带什么东西，去哪儿办，是不是得我本人去，我爱人行动不方便，家里离不开人。麻烦您给看看，谢谢。"""
ADVERSARIAL = {
    "数字": "1234567890" * 200,
    "岁": "岁" * 2000,
    "括号": "(" * 1000 + ")" * 1000,
    "没": "没" * 2000,
    "失业": "失业" * 1000,
    "社保交": "社保交" * 666,
    "我妈": "我妈" * 1000,
    "能吗": "能吗" * 1000,
    "有一个公司": "有一个公司" * 400,
    "2022年3月": "2022年3月" * 286,
    "数字夹年": "2022年3月15日12345年678" * 106,
    "年年年": "1年23年456年" * 222,
}
LENGTHS = (500, 1000, 2000, 4000)


@dataclass
class FactTally:
    """What was read of one fact: rightly, wrongly, and what was noted and not read."""

    right: int = 0
    wrong: int = 0
    missed: int = 0


@dataclass
class ReadingTally:
    """What came of all cases.

    Args:
        facts: per fact.
        taken: how often something was taken from another person, the past, a question …
        persons: cases in which it is wrong whose check it is.
        days: cases in which the day asked about is wrong.
        mistakes: one line per mistake, for those who mend the wordings.
        uncovered: facts that no case says anything of.
    """

    facts: dict[str, FactTally] = field(default_factory=lambda: defaultdict(FactTally))
    taken: Counter[str] = field(default_factory=Counter)
    persons: int = 0
    days: int = 0
    mistakes: list[str] = field(default_factory=list)
    uncovered: tuple[str, ...] = ()


def main() -> None:
    """Measure, write the part of the scorecard, and print it; with --mistakes, print every mistake instead."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mistakes", action="store_true", help="print every mistake and write nothing")
    wants = parser.parse_args()
    kb = load(KB)
    reader = SituationReader(kb, Normaliser(kb.rewrites))
    reader.warm_up()
    # As the actions do: what stays for good is not looked through for garbage.
    gc.collect()
    gc.freeze()
    tally = measure(kb, reader, load_fact_cases(KB / "fact_cases"))
    console = Console()
    if wants.mistakes:
        console.print("\n".join(tally.mistakes), markup=False, highlight=False)
        console.print(_summary(tally), markup=False, highlight=False)
        return
    report = "\n\n".join(["## 从话里读出情况", measured_on(), *_report(tally), _speed(reader), *_growth(reader)])
    write_part("facts", report)
    console.print(report, markup=False, highlight=False)


def measure(kb: KnowledgeBase, reader: SituationReader, cases: Sequence[FactCase]) -> ReadingTally:
    """Return what came of reading all cases."""
    tally = ReadingTally()
    covered = frozenset(fact for case in cases for fact in _facts_noted(case))
    tally.uncovered = tuple(sorted(kb.facts.keys() - covered))
    for case in cases:
        _count(kb, case, reader.read(case.said, case.today), covered, tally)
    return tally


def _facts_noted(case: FactCase) -> Iterator[str]:
    """Yield the facts that a case says anything of: those alone can be judged."""
    yield from (fact_of(key) for key in (*case.facts, *case.implied))
    yield from case.left_open
    yield from (each.fact for each in case.not_facts)


def _count(
    kb: KnowledgeBase, case: FactCase, reading: SituationReading, covered: frozenset[str], tally: ReadingTally
) -> None:
    # What only follows is right where it is noted; that it is not noted makes it no mistake.
    noted = {fact_of(key) for key in case.facts} | {each.fact for each in case.not_facts}
    read = [
        fact for fact in reading.situation() if fact.fact in covered and (not fact.is_implied or fact.fact in noted)
    ]
    if case.facts and reading.person not in PERSON[case.about]:
        tally.persons += 1
        tally.mistakes.append(f"{case.id} 人 {reading.person.value}，应为 {case.about}：{case.said}")
    if not _is_day(case.asked_on, reading):
        tally.days += 1
        words = reading.asked_on.words if reading.asked_on else "今天"
        tally.mistakes.append(f"{case.id} 日 {words}，应为 {case.asked_on}：{case.said}")
    for fact in read:
        _count_read(kb, case, fact, tally)
    said = {name for fact in read for name in (fact.fact, fact_of(_key(fact)))}
    for key in case.facts:
        if fact_of(key) not in said:
            tally.facts[fact_of(key)].missed += 1
            tally.mistakes.append(f"{case.id} 漏 {key}={_shown(case.facts[key])}：{case.said}")


def _count_read(kb: KnowledgeBase, case: FactCase, fact: StatedFact, tally: ReadingTally) -> None:
    noted = [value for key, value in case.facts.items() if key == _key(fact)]
    if noted and _agrees(kb, noted[0], fact):
        tally.facts[fact.fact].right += 1
        return
    implied = [value for key, value in case.implied.items() if key == _key(fact)]
    if fact.fact in case.left_open or (implied and _agrees(kb, implied[0], fact)):
        return
    tally.facts[fact.fact].wrong += 1
    wanted = next((value for key, value in case.facts.items() if fact_of(key) == fact.fact), "没有")
    because = next((each.because for each in case.not_facts if each.fact == fact.fact), "")
    tally.taken[because or "value"] += 1
    tally.mistakes.append(
        f"{case.id} 错 {fact.fact}={_shown(fact.value)}（应为 {_shown(wanted)}）{because}：{case.said}"
    )


def _key(fact: StatedFact) -> str:
    """Return how the gold set names what was read: a date of birth, a start, or the fact itself."""
    value = fact.value
    if isinstance(value, Interval):
        is_date = isinstance(value.low, date) or isinstance(value.high, date)
    else:
        is_date = isinstance(value, date)
    if not is_date:
        return fact.fact
    return BORN if fact.unit == "years" else fact.fact + SINCE


def _agrees(kb: KnowledgeBase, noted: Noted, fact: StatedFact) -> bool:
    read = fact.value
    if not isinstance(noted, NotedRange):
        return noted == read
    interval = read if isinstance(read, Interval) else Interval(read, read)  # type: ignore[type-var]
    known = kb.facts[fact.fact]
    low, high = interval.low, interval.high
    if noted.bounds.low is None and low == known.minimum:
        low = None
    if noted.bounds.high is None and high == known.maximum:
        high = None
    return noted.accepts(Interval(low, high))  # type: ignore[type-var]


def _is_day(asked: str | None, reading: SituationReading) -> bool:
    if asked is None or reading.asked_on is None:
        return asked is None and reading.asked_on is None
    return str(reading.asked_on.days.low).startswith(asked)


def _shown(value: object) -> str:
    if isinstance(value, NotedRange):
        value = value.bounds
    return f"{value.low}..{value.high}" if isinstance(value, Interval) else str(value)


def _summary(tally: ReadingTally) -> str:
    right, wrong, missed = (
        sum(getattr(each, name) for each in tally.facts.values()) for name in ("right", "wrong", "missed")
    )
    return f"读对 {right}，读错 {wrong}，漏 {missed}；精确率 {_share(right, wrong)}，召回率 {_share(right, missed)}；当错人 {tally.persons}，当错日子 {tally.days}；{dict(tally.taken)}"


def _report(tally: ReadingTally) -> Iterator[str]:
    yield "人怎么说、该记下什么，见 policies_kb/fact_cases；写这些话的人没有看过说法文件。"
    yield _summary(tally)
    rows = [
        (fact, each.right, each.wrong, each.missed, _share(each.right, each.wrong), _share(each.right, each.missed))
        for fact, each in sorted(tally.facts.items())
    ]
    if tally.uncovered:
        yield f"还没有例子、没有量的事实：{'、'.join(tally.uncovered)}。"
    yield table(("事实", "读对", "读错", "漏", "精确率", "召回率"), rows)


def _share(right: int, other: int) -> str:
    return percent(right / (right + other) if right + other else float("nan"))


def _speed(reader: SituationReader) -> str:
    texts: Mapping[str, str] = {
        "两千字的经历": (STORY * 4)[:MOST_CHARACTERS],
        "两千字全是情况": (DENSE * 40)[:MOST_CHARACTERS],
        **ADVERSARIAL,
    }
    rows = [(name, len(text), *_times(reader, text)) for name, text in texts.items()]
    return table(("话", "字数", "p50 毫秒（处理器时间）", "p95"), rows)


def _growth(reader: SituationReader) -> Iterator[str]:
    yield "话越长，读的时间最多照着长（p50 毫秒）："
    texts = {"经历": STORY, "全是情况": DENSE, **ADVERSARIAL}
    rows = [
        (name, *(_times(reader, (text * (length // len(text) + 1))[:length])[0] for length in LENGTHS))
        for name, text in texts.items()
    ]
    yield table(("话", *(f"{length} 字" for length in LENGTHS)), rows)


def _times(reader: SituationReader, text: str) -> tuple[str, str]:
    took = []
    for _ in range(REPEATS):
        began = time.process_time()
        reader.read(text, ON)
        took.append((time.process_time() - began) * 1e3)
    took.sort()
    return f"{statistics.median(took):.1f}", f"{took[int(REPEATS * 0.95) - 1]:.1f}"


if __name__ == "__main__":
    main()
