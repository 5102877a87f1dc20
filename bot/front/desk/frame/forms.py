"""Reads the forms of the desk: plain fields and no files."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request

from bot.front.desk.frame.request import DeskRefusal

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 200
NOT_A_FORM = DeskRefusal(415, "这里只收表单，不收文件。")
UNREADABLE = DeskRefusal(400, "表单读不懂。请回到上一页，再填一次。")


async def read_form(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form; characters that no keyboard types are left out.

    Raises:
        DeskRefusal: it is no form, or cannot be read.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if body and media_type != FORM:
        raise NOT_A_FORM
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except (UnicodeDecodeError, ValueError):
        raise UNREADABLE from None
    return {name: [typed(value) for value in values] for name, values in fields.items()}


def typed(text: str) -> str:
    """Return what someone typed, without characters that no keyboard types."""
    return "".join(each for each in text.replace("\r\n", "\n") if each in "\n\t" or each.isprintable()).strip()
