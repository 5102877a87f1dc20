"""Opens a list by what the file holds, whatever its name ends on; what is no list is refused with the way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from bot.people.imports.workbooks.delimited import open_delimited
from bot.people.imports.workbooks.list_error import PeopleListError
from bot.people.imports.workbooks.old_workbook import OldWorkbook
from bot.people.imports.workbooks.sheet import Book
from bot.people.imports.workbooks.table_markup import open_spreadsheet_xml, open_web_page
from bot.people.imports.workbooks.zip_workbook import BOOK, ZipWorkbook

START = 4096
# Zeros, blanks and ends of lines, perhaps behind the mark that stands before a text.
_NOTHING = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\x00 \t\r\n]*")
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LISTS = "名单要 .xlsx、.xls 或 .csv"
_OTHER_FILES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "Word 文档"),
)
# Those of Windows, of the web and of phones, whose first signs alone may begin a text.
_PICTURE = re.compile(rb"BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|msf1|avif|hevc)", re.DOTALL)
_IN_ZIP = (("word/document.xml", "Word 文档"), ("ppt/presentation.xml", "幻灯片"), ("xl/workbook.bin", ".xlsb 表格"))
_MARKUP = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|table|style|body|div|form|script|span|center|font|tr)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_SPREADSHEET = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|progid=\"Excel\.Sheet\"")
_MAIL = re.compile(rb"^\s*MIME-Version:", re.IGNORECASE)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")


def open_book(path: Path) -> Book:
    """Return an open list; its sheets are not read yet.

    Raises:
        PeopleListError: it cannot be opened or is no list; the message says what to do.
    """
    try:
        with path.open("rb") as file:
            start = file.read(START)
    except OSError as error:
        raise PeopleListError(f"打不开名单 {path}（{error.strerror}）。请检查路径和权限。") from None
    if start and _NOTHING.fullmatch(start):
        raise PeopleListError(f"{path} 里面没有内容，找不到表头。请重新导出或下载一次。")
    if not start:
        raise PeopleListError(f"{path} 是空的（0 字节），里面没有表头也没有人。请重新导出或下载一次。")
    return _opener(path, start)(path)


def _opener(path: Path, start: bytes) -> Callable[[Path], Book]:
    if start.startswith(ZIP):
        return _open_zip
    if start.startswith(COMPOUND):
        return _open_compound
    plain = start.decode("utf-16", errors="ignore").encode() if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start
    if _XML_SPREADSHEET.search(plain):
        return open_spreadsheet_xml
    if _MARKUP.search(plain):
        return open_web_page
    if _MAIL.search(plain):
        raise PeopleListError(f"{path} 是“单个网页”（.mht），读不了。请用 Excel 打开后另存为 .xlsx 再导入。")
    if _PICTURE.match(start):
        raise PeopleListError(f"{path} 是图片，不是名单。{LISTS}。")
    for sign, kind in _OTHER_FILES:
        if start.startswith(sign):
            raise PeopleListError(f"{path} 是{kind}，不是名单。{LISTS}。")
    return open_delimited


def _open_zip(path: Path) -> Book:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, ValueError):
        names = {BOOK}
    for name, kind in _IN_ZIP:
        if name in names:
            raise PeopleListError(f"{path} 是{kind}，读不了。请另存为 .xlsx 再导入。")
    if BOOK not in names:
        kind = "WPS 或 LibreOffice 的 .ods 表格" if "content.xml" in names else "压缩包"
        raise PeopleListError(f"{path} 是{kind}，读不了。{LISTS}；请解压或另存后再导入。")
    return ZipWorkbook(path).book()


def _open_compound(path: Path) -> Book:
    if _holds(path, _ENCRYPTED):
        raise PeopleListError(f"{path} 加了密码，读不了。请在 Excel 或 WPS 里去掉打开密码，另存后再导入。")
    if _holds(path, _WORD):
        raise PeopleListError(f"{path} 是 Word 文档，不是名单。{LISTS}。")
    return OldWorkbook(path).book()


def _holds(path: Path, sign: bytes) -> bool:
    rest = b""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            if sign in rest + chunk:
                return True
            rest = chunk[-len(sign) :]
    return False
