"""Reads the one kind of form of the desk that carries a file, as browsers send it (RFC 7578); nothing but what such a form holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request

from bot.front.desk.frame.forms import MOST_FIELDS, UNREADABLE, typed
from bot.front.desk.frame.request import DeskRefusal, UploadedFile
from bot.front.web.middleware import LARGEST_UPLOAD

MULTIPART = "multipart/form-data"
LONGEST_FIELD, LONGEST_HEAD = 4096, 2048
TOO_LARGE = DeskRefusal(
    413,
    f"文件超过 {LARGEST_UPLOAD >> 20} MB，工作台不收。请删去用不着的工作表和图片，或分成几份；也可以在服务器上导入。",
)
_BOUNDARY = re.compile(r'boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))', re.IGNORECASE)
_NAME = re.compile(r'[;\s]name="((?:[^"\r\n\\]|\\.)*)"', re.IGNORECASE)
_FILE_NAME = re.compile(r'[;\s]filename="((?:[^"\r\n\\]|\\.)*)"', re.IGNORECASE)


@dataclass(frozen=True)
class UploadForm:
    """The fields and files of a form."""

    fields: dict[str, list[str]]
    files: dict[str, UploadedFile]


def is_upload(request: Request) -> bool:
    """Tell whether a request says that it carries a file."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == MULTIPART


async def read_body(request: Request) -> bytes:
    """Return the body of a request that may be large.

    Raises:
        DeskRefusal: it is larger than a list may be.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_UPLOAD:
            raise TOO_LARGE
    return bytes(body)


def parse_upload(content_type: str, body: bytes) -> UploadForm:
    """Return what a form with a file holds.

    Raises:
        DeskRefusal: it is no such form.
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise UNREADABLE
    mark = b"--" + (found[1] or found[2]).encode()
    parts = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(parts) < 2 or len(parts) > MOST_FIELDS or not parts[-1].startswith(b"--"):
        raise UNREADABLE
    form = UploadForm({}, {})
    for part in parts[1:-1]:
        _take_part(form, part)
    return form


def _take_part(form: UploadForm, part: bytes) -> None:
    head, between, content = part.partition(b"\r\n\r\n")
    try:
        said = head[: LONGEST_HEAD + 1].decode()
    except UnicodeDecodeError:
        raise UNREADABLE from None
    name, file_name = _NAME.search(said), _FILE_NAME.search(said)
    if not between or len(said) > LONGEST_HEAD or name is None:
        raise UNREADABLE
    if file_name is None:
        if len(content) > LONGEST_FIELD:
            raise UNREADABLE
        form.fields.setdefault(name[1], []).append(typed(content.decode(errors="replace")))
    elif file_name[1]:
        form.files[name[1]] = UploadedFile(bare_name(file_name[1]), content)


def bare_name(name: str) -> str:
    """Return the name of a file without the folders that some browsers send along, safe as a name here.

    >>> bare_name("C:\\\\\\\\lists\\\\\\\\名单.xlsx"), bare_name("../../etc/passwd"), bare_name("..")
    ('名单.xlsx', 'passwd', '名单')
    """
    last = typed(re.split(r"[\\/]", name)[-1]).replace("%22", '"').lstrip(".")
    return last[-80:] or "名单"
