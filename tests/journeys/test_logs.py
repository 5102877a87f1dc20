"""What people write stays out of every log of the real assistant."""

from __future__ import annotations

from pathlib import Path

from bench.stage.chat import Conversation

LOGS = Path(__file__).parents[2] / "var/log"


def test_no_log_holds_what_a_person_wrote(assistant: str) -> None:
    conversation = Conversation(assistant)
    for text in ("我叫赵钱孙李，家住张家窝，社保补贴怎么领", "乌啦啦嘎嘎嘎"):
        conversation.say(text)
    logs = sorted(LOGS.glob("*.log"))
    assert {log.stem for log in logs} >= {"actions", "front", "rasa"}
    for log in logs:
        said = log.read_text(encoding="utf-8")
        assert "赵钱孙李" not in said and "乌啦啦" not in said and "社保补贴怎么领" not in said, log.name
