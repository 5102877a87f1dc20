"""The page of colleagues: an admin cannot take the last admin away, not even themself."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.staff.colleagues import Role, Staff
from tests.front.desk.conftest import SignIn, submit

PATH = "/desk/colleagues"


def test_an_admin_cannot_give_up_their_own_role(sign_in: SignIn, database: Engine) -> None:
    client = sign_in("lihong", Role.ADMIN)
    form = {"userid": "lihong", "name": "李红", "role": Role.MATCHMAKER.value, "station": ""}
    answer = submit(client, PATH, form, PATH)
    assert "不能改掉自己的管理员岗位" in answer.text
    found = Staff(database).find("lihong")
    assert found is not None and found.role is Role.ADMIN
    assert client.get(PATH).status_code == 200


def test_another_admin_can_change_a_role(sign_in: SignIn, database: Engine) -> None:
    sign_in("wangfang", Role.ADMIN)
    form = {"userid": "wangfang", "name": "王芳", "role": Role.MATCHMAKER.value, "station": ""}
    submit(sign_in("lihong", Role.ADMIN), PATH, form, PATH)
    found = Staff(database).find("wangfang")
    assert found is not None and found.role is Role.MATCHMAKER
