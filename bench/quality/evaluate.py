"""``make evaluate``: plays labelled questions to the real assistant and writes the quality part of docs/scorecard.md.

Each question is asked in a conversation of its own. Files named on the command line are held-out questions: their
texts stay out of the scorecard.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from bench.quality.checks import play, playable
from bench.quality.intent_model import FOLDS, IntentScore, cross_validate
from bench.quality.judge import Grade, Judgement, judge
from bench.quality.questions import OWN, BenchQuestion, read_questions
from bench.quality.tally import answered_share, precision_and_recall, tallies_by
from bench.scorecard import measured_on, percent, percentile, table, write_part
from bench.stage.assistant import running_assistant
from bench.stage.chat import Conversation
from bot.kb import load


def main(held_out: Sequence[str]) -> None:
    """Evaluate and write the scorecard."""
    console = Console()
    parts = ["## 质量", measured_on()]
    own = read_questions(sorted(OWN.glob("*.tsv")))
    outside = read_questions([Path(path) for path in held_out])
    with tempfile.TemporaryDirectory() as folder:
        console.print("启动助手……")
        with running_assistant(Path(folder)) as running:
            if outside:
                parts += _report(
                    "真实问题（不在仓库里，只看不练）", *_play(running.address, outside, console), shows_text=False
                )
            parts += _report("自备问题（tests/question_lists）", *_play(running.address, own, console), shows_text=True)
            parts += _checks(running.address, console)
        console.print(f"意图模型 {FOLDS} 折交叉验证……")
        parts += _intents(cross_validate(Path(folder)))
    write_part("quality", "\n\n".join(parts))
    console.print("写好了：docs/scorecard.md")


def _play(address: str, asked: Sequence[BenchQuestion], console: Console) -> tuple[list[Judgement], list[float]]:
    judgements, seconds = [], []
    for question in track(asked, description="提问", console=console):
        conversation = Conversation(address)
        started = time.perf_counter()
        replies = conversation.say(question.text)
        seconds.append(time.perf_counter() - started)
        judgements.append(judge(question, replies))
    return judgements, seconds


def _report(title: str, judgements: list[Judgement], seconds: list[float], *, shows_text: bool) -> list[str]:
    rows = [
        (each.name, each.total, each.correct, each.honest, each.wrong, percent(each.correct_or_honest))
        for label in ("scope", "topic")
        for each in tallies_by(judgements, label)
    ]
    precision, recall = precision_and_recall(judgements, "out", "out_of_scope")
    times = "、".join(f"p{share} {percentile(seconds, share / 100) * 1000:.0f} 毫秒" for share in (50, 95, 99))
    return [
        f"### {title}：{len(judgements)} 个",
        table(("范围或主题", "题数", "完全答对", "如实没答", "答错", "答对或如实"), rows),
        f"相邻事务（near_miss）被当成政策答的：{percent(answered_share(judgements, 'near_miss'))}。"
        f"无关问题（out_of_scope）：精确率 {percent(precision)}，召回率 {percent(recall)}。"
        f"一问一答用时：{times}。",
        *_errors(judgements, shows_text=shows_text),
    ]


def _errors(judgements: list[Judgement], *, shows_text: bool) -> list[str]:
    wrong = [judgement for judgement in judgements if judgement.grade is Grade.WRONG]
    if not wrong:
        return ["没有答错的。"]
    rows = [
        (
            each.asked.id,
            *([each.asked.text[:40]] if shows_text else []),
            "·".join(filter(None, (each.asked.scope, each.asked.topic, each.asked.facet))),
            "·".join(filter(None, (each.outcome, each.topic, "、".join(each.facets)))),
            each.cause,
        )
        for each in wrong
    ]
    return ["答错的：", table(("编号", *(["问题"] if shows_text else []), "应当", "实际", "原因"), rows)]


def _checks(address: str, console: Console) -> list[str]:
    kb = load(Path("policies_kb"))
    cases = list(playable(kb))
    checked = [play(address, kb, case) for case in track(cases, description="核资格", console=console)]
    right = sum(each.is_right for each in checked)
    asks_more = sum(not each.is_right and each.status == "needs_facts" for each in checked)
    questions = sum(each.questions for each in checked) / len(checked)
    lines = [
        "### 核资格（把 policies_kb/eligibility_cases 里个人的例子一句一句聊出来）",
        f"{len(checked)} 个例子：判断对 {right}，还缺一样没判 {asks_more}，判断错 {len(checked) - right - asks_more}；"
        f"平均每个问 {questions:.1f} 句。",
    ]
    wrong = [
        (each.case.policy, each.case.title, each.case.verdict, each.status) for each in checked if not each.is_right
    ]
    return [*lines, table(("政策", "例子", "应当", "实际"), wrong)] if wrong else lines


def _intents(score: IntentScore) -> list[str]:
    weakest = "、".join(f"{name} {value:.2f}" for name, value in score.weakest)
    return [
        "### 意图模型",
        f"训练例句 {score.examples} 条，{FOLDS} 折交叉验证：宏平均 F1 {score.macro_f1:.3f}，准确率 {score.accuracy:.3f}。"
        f"最弱的几个：{weakest}。",
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
