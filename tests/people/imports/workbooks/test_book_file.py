"""What is no list is refused with the way out, whatever its name says."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.people.imports.workbooks import PeopleListError, open_book


def zipped(*names: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 字节"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"MIME-Version: 1.0\r\n", "单个网页"),
        (zipped("word/document.xml"), "Word"),
        (zipped("mimetype", "content.xml"), "ods"),
        (zipped("xl/workbook.bin"), "xlsb"),
        (zipped("名单.csv"), "解压"),
        (zipped("xl/workbook.xml"), "完好"),
        (b"PK\x03\x04 broken", "完好"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "Word"),
    ],
    # What is zipped holds the time of its making, by which workers would call one test by two names.
    ids=lambda value: value if isinstance(value, str) else "content",
)
@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_what_is_no_list_is_named_with_the_way_out(tmp_path: Path, content: bytes, words: str, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(PeopleListError, match=words):
        open_book(file)
