"""How it is said: a seeded sample of forty answers through the chat, counted by a rule and read by eye.

The questions are drawn from ``policies_kb/questions``; one that names nothing is asked after its policy was named. Right is a
first sentence that is the statement that the question was written for (or belongs to the same part of the same facet), at most one
caution, and at most 120 characters before sources and choices. What a reader found stands in ``bench/quality/data/answers_read.yml``.
Run: python -m bench.quality.answer_sample
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.scorecard import measured_on, percent, table, write_part
from bench.stage.assistant import running_assistant
from bench.stage.chat import Conversation
from bot.clock import today
from bot.kb import Answer, KnowledgeBase, Period, Sentence, Statement, load, statements
from bot.understanding import Reader
from bot.wording.answers import SHORT_ANSWER

# The seeds below 61 were looked at while the answers were mended.
SEED, COUNT, GOAL = 61, 40, 0.9
# Drawn as well, counted by the rule only: one sample of forty says little.
OTHER_SEEDS = (62, 63, 64)
READ = Path("bench/quality/data/answers_read.yml")
CAUTIONS = re.compile(
    r"^〔[^〕]+〕[:：]|没有?查到|没有?找到|未找到|无现行依据|以.{2,14}(?:为准|答复为准)|只作参考|没有核实|还没核实"
)
OPENING = re.compile(r"^(?:按[^\n]+的规定[^\n]*[:：]\n)*(?:【[^】]+】)?")
TAGS = re.compile(r"〔(?:西青方案|天津官方|国家规定|媒体转述|旧办法[^〕]*)〕|[①-⑳]")
SENTENCE = re.compile(r"[^。\n]+[。\n]?")


@dataclass(frozen=True)
class DrawnQuestion:
    """A question and what it was written for: the statement, and the texts that answer it. ``before`` is said first, if anything."""

    text: str
    before: str
    policy: str
    statement: str
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class SaidAnswer:
    """What was said, and what is wrong with it: empty is right."""

    asked: DrawnQuestion
    text: str
    faults: tuple[str, ...]


def draw(kb: KnowledgeBase, seed: int, count: int, on: date) -> list[DrawnQuestion]:
    """Return questions drawn at random, each of another statement that holds on a day; the same seed draws the same."""
    reader, pool = Reader(kb), sorted(_pool(kb, on), key=lambda each: (each[0], each[1].id))
    chosen = random.Random(seed).sample(pool, count)
    pick = random.Random(seed + 1)
    return [_drawn(kb, reader, policy, facet, sentence, pick, on) for policy, sentence, facet in chosen]


def faults_of(asked: DrawnQuestion, replies: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return what is wrong with an answer, in words.

    >>> asked = DrawnQuestion("要钱吗", "", "p", "s", ("不用交,免费。",))
    >>> faults_of(asked, [{"text": "不用交，免费〔天津官方〕①。"}]), faults_of(asked, [{"text": "带身份证。"}])
    ((), ('第一句不是答这一问的',))
    """
    text = "\n".join(reply["text"] for reply in replies)
    faults = []
    first = _plain(SENTENCE.findall(OPENING.sub("", text))[0]) if text else ""
    if not any(first and first in _plain(wanted) for wanted in asked.wanted):
        faults.append("第一句不是答这一问的")
    cautions = sum(CAUTIONS.search(sentence) is not None for sentence in SENTENCE.findall(text))
    if cautions > 1:
        faults.append(f"提醒了 {cautions} 次")
    longest = max((len(reply["text"]) for reply in replies), default=0)
    if longest > SHORT_ANSWER:
        faults.append(f"{longest} 个字")
    return tuple(faults)


def _pool(kb: KnowledgeBase, on: date) -> Iterator[tuple[str, Sentence, str]]:
    for policy in kb.policies.values():
        if not policy.validity.covers(on):
            continue
        for facet, held in policy.answers.items():
            named: dict[str, Sentence] = {}
            for sentence in held.sentences if isinstance(held, Answer) else ():
                if sentence.questions and sentence.validity.covers(on):
                    named.setdefault(sentence.id, sentence)
            yield from ((policy.id, sentence, facet) for sentence in named.values())


def _drawn(
    kb: KnowledgeBase, reader: Reader, policy: str, facet: str, sentence: Sentence, pick: random.Random, on: date
) -> DrawnQuestion:
    text = pick.choice(sentence.questions)
    held = kb.policies[policy].answers[facet]
    assert isinstance(held, Answer)
    parts = {each.id: each.part for each in held.sentences}
    said = [each for each in statements(kb, held, Period.day(on)) if isinstance(each, Statement)]
    wanted = tuple(
        each.without_end
        for each in said
        if each.id == sentence.id or (sentence.part and parts[each.id] == sentence.part)
    )
    is_named = bool(reader.read(text, on).named)
    return DrawnQuestion(text, "" if is_named else kb.policies[policy].short_title, policy, sentence.id, wanted)


def _plain(text: str) -> str:
    """Return words without tags, marks and the width of punctuation."""
    return re.sub(r"[\W_]", "", TAGS.sub("", text))


def digest(answers: Sequence[SaidAnswer]) -> str:
    """Return what tells this sample of answers from any other."""
    said = "\n".join(f"{each.asked.text}\n{each.text}" for each in answers)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def report(answers: Sequence[SaidAnswer], others: Sequence[SaidAnswer], read: Mapping[str, Any]) -> str:
    """Return the part of the scorecard; what a reader found counts only for the very answers that were read."""
    right = sum(not each.faults for each in answers)
    others_right = sum(not each.faults for each in others)
    by_fault = {
        "第一句就答": sum("第一句不是答这一问的" not in each.faults for each in answers),
        "最多提醒一次": sum(not any(fault.startswith("提醒了") for fault in each.faults) for each in answers),
        f"不超过 {SHORT_ANSWER} 字": sum(not any(fault.endswith("个字") for fault in each.faults) for each in answers),
    }
    rows = [(name, f"{count}/{len(answers)}", percent(count / len(answers))) for name, count in by_fault.items()]
    is_read = read.get("answers") == digest(answers)
    eye = (
        f"一句一句读过（{read['read_on']}）：第一句就答到点上 {read['right']}/{len(answers)}。{read['remark']}"
        if is_read
        else f"这一批还没有人读过（编号 {digest(answers)}）；读完记在 {READ}。"
    )
    wrong = [
        (each.asked.text, each.text.replace("\n", " ")[:80], "；".join(each.faults)) for each in answers if each.faults
    ]
    return "\n\n".join(
        [
            "## 怎么说的",
            measured_on(),
            f"从 policies_kb/questions 里按种子 {SEED} 抽 {len(answers)} 个问法，问真的助手；没点名的，先说政策名再问。"
            f"三样都对：{right}/{len(answers)}（{percent(right / len(answers))}，目标 {percent(GOAL)} 以上）。",
            table(("看什么", "几个对", "占比"), rows),
            f"另外用种子 {'、'.join(map(str, OTHER_SEEDS))} 再抽 {len(others)} 个，三样都对的 {others_right}"
            f"（{percent(others_right / max(1, len(others)))}）。",
            eye,
            *(["没全对的：", table(("问", "答的开头", "哪里不对"), wrong)] if wrong else []),
        ]
    )


def play_sample(address: str, kb: KnowledgeBase, seed: int = SEED) -> list[SaidAnswer]:
    """Ask the assistant at an address the questions drawn by a seed, each in a conversation of its own."""
    answers = []
    for asked in draw(kb, seed, COUNT, today()):
        conversation = Conversation(address)
        if asked.before:
            conversation.say(asked.before)
        replies = conversation.say(asked.text)
        text = "\n".join(reply["text"] for reply in replies)
        answers.append(SaidAnswer(asked, text, faults_of(asked, replies)))
    return answers


def _play_all(address: str, kb: KnowledgeBase) -> tuple[list[SaidAnswer], list[SaidAnswer]]:
    return play_sample(address, kb), [each for seed in OTHER_SEEDS for each in play_sample(address, kb, seed)]


def main(address: str = "") -> int:
    """Write the part of the scorecard; print every answer for the eye. Return 1 when the goal is missed."""
    kb = load(Path("policies_kb"))
    if address:
        answers, others = _play_all(address, kb)
    else:
        with tempfile.TemporaryDirectory() as folder, running_assistant(Path(folder)) as running:
            answers, others = _play_all(running.address, kb)
    for number, each in enumerate(answers, 1):
        print(f"{number}. 问：{each.asked.before and each.asked.before + ' → '}{each.asked.text}")
        print(f"   答：{each.text}\n   {'；'.join(each.faults) or '对'}")
    print(digest(answers))
    write_part("answers", report(answers, others, yaml.safe_load(READ.read_text(encoding="utf-8"))))
    return int(sum(not each.faults for each in answers) < GOAL * len(answers))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
