"""Lists on the desk: looked through before anything is stored, corrected, mended and imported, by those who may and by nobody else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.front.web.middleware import LARGEST_UPLOAD
from bot.people import Consents
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from bot.storage.tables import people
from tests.front.desk.conftest import SignIn, key_of
from tests.people.imports.kept_lists import HEADINGS, identity_number, one

PATH = "/desk/people"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def editor(sign_in: SignIn) -> TestClient:
    """Give the browser of an editor."""
    return sign_in("sunbian", Role.EDITOR)


def as_bytes(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode("utf-8")


def send(client: TestClient, content: bytes, name: str = "名单.csv", **fields: str) -> httpx.Response:
    form = {"key": key_of(client.get(PATH).text), **fields}
    response: httpx.Response = client.post(PATH, data=form, files={"list": (name, content)})
    return response


def ready(client: TestClient, sent: httpx.Response) -> tuple[str, str]:
    """Wait until a list is read or stored; return its address and page."""
    assert sent.status_code == 303, sent.text
    path = sent.headers["location"]
    for _ in range(2000):
        part = client.get(f"{path}/part").text
        if 'hx-trigger="every 1s"' not in part:
            return path, client.get(path).text
    raise AssertionError("the list is never read")


def bring_in(client: TestClient, path: str, **fields: str) -> str:
    """Import a list that was looked through; return its page when that is done."""
    page = client.get(path).text
    source = re.search(r'name="source" value="([^"]*)" required', page)
    assert source is not None
    form = {"key": key_of(page), "basis": "本人书面同意", "source": source[1], **fields}
    return ready(client, client.post(f"{path}/import", data=form))[1]


def everyone(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return connection.execute(select(people)).all()


def test_a_list_is_looked_through_and_nothing_is_stored_before_someone_says_so(
    editor: TestClient, database: Engine
) -> None:
    path, page = ready(editor, send(editor, as_bytes(one(1), one(2))))
    assert everyone(database) == []
    assert "可以导入" in page and "导入 2 行" in page and "没有要改的" in page
    page = bring_in(editor, path)
    assert "新增 2 人" in page
    assert len(everyone(database)) == 2
    acts = [(entry.act, entry.who) for entry in AuditLog(database).read(Wanted())]
    assert acts == [("people.imported", "sunbian"), ("people.looked_through", "sunbian")]


def test_what_is_left_out_and_what_is_to_be_mended_is_said_by_cell_and_without_anybody(
    editor: TestClient, database: Engine, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "甲镇"
    for row in (
        ["某区失业人员名单"],
        [*HEADINGS, "备注"],
        [*one(1, 失业登记="也许"), "x"],
        [*one(2, 身份证号="12011119"), ""],
        [*one(3), ""],
        ["合计", "3人"],
    ):
        book.active.append(row)
    book.create_sheet("填表说明").append(["不要改表头"])
    book.save(tmp_path / "list.xlsx")
    path, page = ready(editor, send(editor, (tmp_path / "list.xlsx").read_bytes(), "失业人员.xlsx"))
    for said in (
        "工作表“填表说明”",
        "合计行 1 行",
        "表头以上的标题行 1 行",
        "这些列：备注",
        "E3",
        "B4",
        "失业人员.xlsx",
    ):
        assert said in page, said
    assert "测试00" not in page and "1380000" not in page and identity_number(3) not in page
    report = editor.get(f"{path}/report.csv")
    rows = list(csv.reader(io.StringIO(report.content.decode("utf-8-sig"))))
    assert [(row[1], row[4]) for row in rows[1:]] == [("E3", "只略过这一格"), ("B4", "整行没有导入")]
    assert "%E8%A6%81%E6%94%B9%E7%9A%84" in report.headers["content-disposition"]
    assert "测试00" not in report.text and "1380000" not in report.text


def test_a_mended_list_keeps_what_was_chosen_and_meets_the_same_people(editor: TestClient, database: Engine) -> None:
    path, _ = ready(editor, send(editor, as_bytes(one(1, 失业登记="也许"), one(2))))
    assert "新增 2 人" in bring_in(editor, path, source="unemployed", basis="某条规定")
    number = path.rsplit("/", 1)[1]
    again, page = ready(editor, send(editor, as_bytes(one(1), one(2)), again=number))
    assert 'value="unemployed"' in page and 'value="某条规定"' in page
    assert "更新 1 人，没变 1 人" in bring_in(editor, again, basis="某条规定")
    assert [each.facts["registered_unemployed"] for each in everyone(database)] == [True, True]


def test_what_a_column_is_can_be_corrected_before_importing(editor: TestClient, database: Engine) -> None:
    headings = ("姓名", "身份证号", "联系电话", "片区", "失业登记", "愿意收通知")
    path, page = ready(editor, send(editor, as_bytes(one(1, 失业日期="是"), headings=headings)))
    assert "这些列：片区、愿意收通知" in page
    form = {"key": key_of(page), "facts_on": "2026-11-01", "source": "abc", "basis": "", "column:失业登记": ""}
    chosen = {
        "column:片区": "town",
        "column:愿意收通知": "consent:web",
        "column:别的": "town",
        "column:姓名": "nonsense",
    }
    _, page = ready(editor, editor.post(f"{path}/columns", data={**form, **chosen}))
    assert "这些列：姓名、失业登记" in page and "示例街镇甲" in page
    bring_in(editor, path)
    [found] = everyone(database)
    assert (found.town, found.name_sealed, "registered_unemployed" in found.facts) == ("示例街镇甲", None, False)
    [consent] = Consents(database).in_force(found.id)
    assert (consent.topic, consent.channel, consent.basis) == ("all", "web", "本人书面同意")
    assert found.provenance["sex"]["basis"] == "本人书面同意" and found.provenance["sex"]["on"] == "2026-11-01"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"column:街镇": "name"}, "选成了同一样"),
        ({"column:身份证号": ""}, "要有一列能把人区分开"),
        ({"facts_on": "昨天"}, "请选一个日期"),
        ({"facts_on": "2999-01-01"}, "这一天还没有到"),
        ({"source": "名单！"}, "source"),
        ({"column:街镇": "fact:unemployed_months"}, "同一项情况"),
    ],
)
def test_a_choice_that_cannot_be_meant_is_said_and_changes_nothing(
    editor: TestClient, fields: dict[str, str], said: str
) -> None:
    path, page = ready(editor, send(editor, as_bytes(one(1))))
    form = {"key": key_of(page), "facts_on": "2026-11-01", "source": "abc", "basis": "", **fields}
    refused = editor.post(f"{path}/columns", data=form)
    assert (refused.status_code, said in refused.text) == (422, True), refused.text
    assert "导入 1 行" in editor.get(path).text


def test_without_a_basis_nothing_is_stored(editor: TestClient, database: Engine) -> None:
    path, page = ready(editor, send(editor, as_bytes(one(1))))
    form = {"key": key_of(page), "source": "abc", "basis": ""}
    refused = editor.post(f"{path}/import", data=form)
    assert (refused.status_code, "凭什么可以保存" in refused.text) == (422, True)
    assert everyone(database) == []


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("名单.xlsx", b" ", "里面没有内容"),
    "no bytes": ("名单.csv", b"", "0 字节"),
    "a picture": ("名单.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "a broken workbook": ("名单.xlsx", b"PK\x03\x04" + bytes(200), "名单.xlsx"),
    "an old broken workbook": ("名单.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "名单.xls"),
    "no heading": ("名单.csv", b"1,2,3\n4,5,6\n", "认不出表头"),
    "open quotes": ("名单.csv", '姓名,身份证号\n"甲,1\n'.encode(), "引号"),
    "markup for a name": (f"{EVIL}.csv", b"\xff\xfe\x00\xd8\x00\x00", "编码"),
    "entities": (
        "名单.xls",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&b;</Workbook>',
        "名单.xls",
    ),
}


@pytest.mark.parametrize(("name", "content", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_a_sentence_without_the_place_on_the_machine(
    editor: TestClient, database: Engine, name: str, content: bytes, said: str
) -> None:
    sent = send(editor, content, name)
    page = sent.text if sent.status_code != 303 else ready(editor, sent)[1]
    assert sent.status_code in (303, 422)
    assert said in page and 'role="alert"' in page, page
    assert "<script>alert" not in page and "/tmp" not in page and "leye-lists" not in page and "--mapping" not in page
    assert everyone(database) == []


def test_a_cell_with_markup_is_shown_as_it_is(editor: TestClient) -> None:
    page = ready(editor, send(editor, as_bytes(one(1, 街镇=EVIL), headings=(*HEADINGS[:-1], EVIL))))[1]
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(editor: TestClient) -> None:
    refused = send(editor, bytes(LARGEST_UPLOAD + 10))
    assert refused.status_code == 413


def test_a_body_that_says_no_length_is_counted_while_it_comes(editor: TestClient) -> None:
    def chunks() -> Any:
        for _ in range((LARGEST_UPLOAD >> 20) + 2):
            yield bytes(1 << 20)

    headers = {"content-type": "multipart/form-data; boundary=x"}
    refused = editor.post(PATH, content=chunks(), headers=headers)
    assert (refused.status_code, "MB" in refused.text) == (413, True)


def test_a_file_without_the_key_of_the_page_is_not_read(editor: TestClient) -> None:
    refused = editor.post(PATH, data={"key": "0" * 64}, files={"list": ("a.csv", as_bytes(one(1)))})
    assert refused.status_code == 403
    assert "刚才传的" not in editor.get(PATH).text


def test_no_file_is_said(editor: TestClient) -> None:
    refused = editor.post(PATH, data={"key": key_of(editor.get(PATH).text)})
    assert (refused.status_code, "没有收到文件" in refused.text) == (400, True)


@pytest.mark.parametrize("role", [Role.MATCHMAKER, Role.APPROVER, Role.AUDITOR])
def test_who_may_not_can_neither_send_nor_look(
    editor: TestClient, sign_in: SignIn, database: Engine, role: Role
) -> None:
    path, _ = ready(editor, send(editor, as_bytes(one(1))))
    other = sign_in("other", role)
    key = key_of(other.get("/desk").text)
    assert other.post(PATH, data={"key": key}, files={"list": ("a.csv", as_bytes(one(1)))}).status_code == 403
    for page in (PATH, path, f"{path}/part", f"{path}/report.csv"):
        assert other.get(page).status_code == 403
    assert other.post(f"{path}/import", data={"key": key, "basis": "本人同意"}).status_code == 403
    assert everyone(database) == []


def test_another_editor_does_not_see_it(editor: TestClient, sign_in: SignIn) -> None:
    path, _ = ready(editor, send(editor, as_bytes(one(1))))
    other = sign_in("another", Role.EDITOR)
    assert (other.get(path).status_code, other.get(f"{path}/report.csv").status_code) == (404, 404)
    assert "名单.csv" not in other.get(PATH).text


def test_other_forms_of_the_desk_still_take_no_file(editor: TestClient) -> None:
    path, page = ready(editor, send(editor, as_bytes(one(1))))
    refused = editor.post(f"{path}/import", data={"key": key_of(page)}, files={"list": ("a.csv", b"x")})
    assert refused.status_code == 415


def test_the_desk_and_the_command_line_store_the_same(editor: TestClient, database: Engine, tmp_path: Path) -> None:
    """The page and the command both run the one import; this holds what is stored, not only that it runs."""
    path, _ = ready(editor, send(editor, as_bytes(one(1), one(2, 失业登记="否"))))
    bring_in(editor, path)
    facts = sorted(repr((each.town, each.born_on, sorted(each.facts.items()))) for each in everyone(database))
    assert len(facts) == 2 and all("unemployed_months" in each and "registered_unemployed" in each for each in facts)
