"""The conversation, the command line and the cases come to the same verdict for the same facts."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.stage.chat import Conversation

FACTS = (
    "--difficulty-recognised",
    "是",
    "--pays-own-insurance",
    "是",
    "--registered-flexible",
    "是",
    "--on-establishment",
    "否",
    "--age",
    "48",
    "--sex",
    "女",
    "--draws-pension",
    "否",
)


def test_a_verdict_of_the_page_is_that_of_leye_check(assistant: str) -> None:
    conversation = Conversation(assistant)
    conversation.say("我女的四十八了,下岗一年多,社保自己交了三年,能领补贴吗")
    conversation.say("办过")
    [reply] = conversation.say("是")
    command = [sys.executable, "-m", "bot.cli", "check", str(reply["policy"]), *FACTS, "--on", reply["on"], "--json"]
    checked = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert reply["verdict"] == {"status": checked["status"], "missing": checked["missing"]}
    # A woman of 48 meets the line of women; that of men is the other way.
    assert {result["criterion"] for result in checked["trace"] if result["result"] == "not_met"} == {"man", "man_age"}
