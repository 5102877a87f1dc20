"""The command line: defaults are the made-up accounts, mistakes are said in one sentence."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import httpx
import pytest

from simulator import DEFAULT, Mode, SandboxTemplateKind
from simulator.__main__ import _parser, config_of, is_real_failure, main, read_templates
from simulator.ground import SandboxSettingsError


def test_without_arguments_the_defaults_are_used() -> None:
    assert config_of(_parser().parse_args([])) == DEFAULT


def test_arguments_change_what_they_name() -> None:
    arguments = ["--callback", "http://127.0.0.1:9000/", "--mode", "plain", "--uncertified", "--app-id", "wx1"]
    config = config_of(_parser().parse_args([*arguments, "--daily-limit", "7", "--no-events", "--agent-id", "3"]))
    assert (config.callback, config.wechat.mode, config.is_certified) == ("http://127.0.0.1:9000", Mode.PLAIN, False)
    assert (config.wechat.app_id, config.wecom.agent_id, config.sends_events) == ("wx1", 3, False)
    assert (config.limits.customer_daily, config.limits.notice_daily) == (7, 7)


def test_templates_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "templates.json"
    file.write_text(json.dumps([{"id": "t1", "title": "提醒", "kind": "one_off", "fields": {"thing1": "事项"}}]))
    template = read_templates(file)[0]
    assert (template.id, template.kind, template.fields[0].label) == ("t1", SandboxTemplateKind.ONE_OFF, "事项")


@pytest.mark.parametrize("content", ["{", "[{}]", '[{"id": "t", "title": "x", "kind": "daily", "fields": {}}]'])
def test_a_broken_file_of_templates_is_said_and_nothing_starts(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "templates.json"
    file.write_text(content)
    with pytest.raises(SandboxSettingsError, match=r"templates\.json"):
        read_templates(file)
    assert main(["--templates", str(file)]) == 2
    assert "templates.json" in capsys.readouterr().err


@pytest.mark.parametrize(("error", "is_logged"), [(httpx.ReadError("dropped"), False), (KeyError("bug"), True)])
def test_only_an_answer_dropped_on_purpose_is_not_logged(error: Exception, is_logged: bool) -> None:
    record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, "", (), (type(error), error, None))
    assert is_real_failure(record) is is_logged
