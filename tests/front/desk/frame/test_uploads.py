"""A form with a file is read as browsers send it, and whatever is no such form is refused with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.front.desk.frame.request import DeskRefusal
from bot.front.desk.frame.uploads import bare_name, parse_upload

MARK = "----WebKitFormBoundaryAbCd"
TYPE = f"multipart/form-data; boundary={MARK}"


def body(*parts: str) -> bytes:
    return "".join(f"--{MARK}\r\n{part}\r\n" for part in parts).encode() + f"--{MARK}--\r\n".encode()


def plain(name: str, text: str) -> str:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}'


def file(name: str, text: str) -> str:
    head = f'Content-Disposition: form-data; name="list"; filename="{name}"\r\nContent-Type: text/csv'
    return f"{head}\r\n\r\n{text}"


def test_fields_and_files_are_told_apart() -> None:
    form = parse_upload(TYPE, body(plain("key", "k"), file("名单.csv", "a,b\r\n1,2\r\n"), plain("again", "3")))
    assert form.fields == {"key": ["k"], "again": ["3"]}
    assert (form.files["list"].name, form.files["list"].content) == ("名单.csv", b"a,b\r\n1,2\r\n")


def test_no_file_chosen_is_no_file() -> None:
    assert parse_upload(TYPE, body(plain("key", "k"), file("", ""))).files == {}


@pytest.mark.parametrize("name", ["C:\\lists\\a.csv", "../../a.csv", "/etc/a.csv", "a.csv", ".a.csv"])
def test_a_name_has_no_folders(name: str) -> None:
    assert bare_name(name) == "a.csv"


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("multipart/form-data", body(plain("key", "k"))),
        (TYPE, b""),
        (TYPE, b"key=k"),
        (TYPE, body(plain("key", "k"))[:-8]),
        (TYPE, body("no head at all")),
        (TYPE, body("Content-Disposition: form-data\r\n\r\nx")),
        (TYPE, body(plain("key", "x" * 5000))),
        (TYPE, body(*[plain(f"f{number}", "x") for number in range(300)])),
        (TYPE, body(f'Content-Disposition: form-data; name="a"\r\nX: {"y" * 4000}\r\n\r\nx')),
    ],
)
def test_what_is_no_such_form_is_refused(media_type: str, content: bytes) -> None:
    with pytest.raises(DeskRefusal):
        parse_upload(media_type, content)


@given(content=st.binary(max_size=400))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    try:
        parse_upload(TYPE, content)
    except DeskRefusal as refusal:
        assert refusal.status == 400


@given(content=st.binary(max_size=400).filter(lambda content: MARK.encode() not in content))
def test_a_file_arrives_byte_for_byte(content: bytes) -> None:
    start, end = body(file("a.csv", "@")).split(b"@")
    assert parse_upload(TYPE, start + content + end).files["list"].content == content
