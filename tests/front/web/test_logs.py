"""Log lines are JSON with their fields."""

from __future__ import annotations

import json
import logging

from bot.front.web.logs import JsonLines


def test_a_record_becomes_one_json_line_with_its_fields() -> None:
    record = logging.LogRecord("bot.front.turns.turn", logging.INFO, "", 0, "turn", (), None)
    record.fields = {"milliseconds": 12}
    line = json.loads(JsonLines().format(record))
    assert (line["message"], line["level"], line["milliseconds"]) == ("turn", "info", 12)
    assert line["at"].endswith("+08:00")
