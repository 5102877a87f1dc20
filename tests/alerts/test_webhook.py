"""What is posted, and when it counts as not taken."""

from __future__ import annotations

import pytest

from bot.alerts import AlertWebhook
from bot.errors import MessagingError
from tests.alerts.robot import Group

ROBOT = "/cgi-bin/webhook/send?key=geheim"


def test_a_robot_of_wecom_gets_a_text_as_it_wants_it(group: Group) -> None:
    AlertWebhook(group.address + ROBOT).post("磁盘满了")
    assert group.came.get_nowait() == {"msgtype": "text", "text": {"content": "磁盘满了"}}


def test_any_other_address_gets_plain_json(group: Group) -> None:
    group.answer = {}
    AlertWebhook(group.address + "/hook").post("磁盘满了")
    assert group.came.get_nowait() == {"text": "磁盘满了"}


def test_a_refusal_in_the_body_is_a_refusal(group: Group) -> None:
    group.answer = {"errcode": 45009, "errmsg": "api freq out of limit"}
    with pytest.raises(MessagingError, match="45009"):
        AlertWebhook(group.address + ROBOT).post("磁盘满了")
    group.answer = {}
    with pytest.raises(MessagingError):
        AlertWebhook(group.address + ROBOT).post("磁盘满了")


def test_a_server_that_fails_or_is_not_there_is_told_without_the_address(group: Group) -> None:
    group.status = 502
    with pytest.raises(MessagingError, match="502") as failed:
        AlertWebhook(group.address + ROBOT).post("磁盘满了")
    assert "geheim" not in str(failed.value)
    with pytest.raises(MessagingError) as missing:
        AlertWebhook("http://127.0.0.1:1" + ROBOT).post("磁盘满了")
    assert "geheim" not in str(missing.value)
