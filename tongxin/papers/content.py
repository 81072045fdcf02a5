"""Says what a file really is, by its first bytes and, for packages, by what lies inside; never by its name."""

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tongxin.core.errors import Refused

HEAD = 4096
END_OF_DIRECTORY = b"PK\x05\x06"
END_OF_DIRECTORY_SEARCH = 65_557
MAX_ENTRIES = 5_000
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = re.compile(rb"\s*<(?:!doctype html|html|head|table|meta|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """A kind of file: its code, media type, the endings that fit it, and its name on screen."""

    code: str
    media_type: str
    endings: tuple[str, ...]
    name: str

    @property
    def label(self) -> str:
        return _(self.name)


CONTENTS = {
    content.code: content
    for content in (
        Content("pdf", "application/pdf", ("pdf",), gettext_noop("PDF 文件")),
        Content("ofd", "application/ofd", ("ofd",), gettext_noop("OFD 文件")),
        Content(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ("docx",),
            gettext_noop("文字文档（DOCX）"),
        ),
        Content(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ("xlsx", "et"),
            gettext_noop("电子表格（XLSX）"),
        ),
        Content(
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            ("pptx",),
            gettext_noop("演示文稿（PPTX）"),
        ),
        Content("doc", "application/msword", ("doc", "wps"), gettext_noop("旧版文字文档（DOC）")),
        Content(
            "xls", "application/vnd.ms-excel", ("xls", "et"), gettext_noop("旧版电子表格（XLS）")
        ),
        Content("png", "image/png", ("png",), gettext_noop("图片（PNG）")),
        Content("jpg", "image/jpeg", ("jpg", "jpeg"), gettext_noop("图片（JPG）")),
        Content("text", "text/plain", ("csv", "txt", "tsv"), gettext_noop("文本文件")),
        Content(
            "markup",
            "application/octet-stream",
            ("html", "htm", "xml"),
            gettext_noop("网页格式文件"),
        ),
        Content(
            "macro",
            "application/octet-stream",
            ("docm", "xlsm", "pptm"),
            gettext_noop("带宏的文档"),
        ),
        Content("encrypted", "application/octet-stream", (), gettext_noop("加密的文档")),
        Content("zip", "application/zip", ("zip",), gettext_noop("压缩包")),
        Content("unknown", "application/octet-stream", (), gettext_noop("无法识别的文件")),
    )
}

PACKAGES = (
    ("OFD.xml", "ofd"),
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
)
STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
)


def recognise(file: BinaryIO) -> Content:
    """What the file is; leaves the reading position at its start."""
    file.seek(0)
    head = file.read(HEAD)
    code = _code(file, head)
    file.seek(0)
    return CONTENTS[code]


def _code(file: BinaryIO, head: bytes) -> str:
    if head.startswith(b"PK\x03\x04"):
        return _package(file)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(COMPOUND):
        return _compound(file)
    return _text(head)


def _text(head: bytes) -> str:
    if MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "markup"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    printable = not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head)
    return "text" if head and printable else "unknown"


def _package(file: BinaryIO) -> str:
    try:
        names = {entry.filename for entry in directory(file)}
    except zipfile.BadZipFile:
        return "unknown"
    if any(name.rsplit("/", 1)[-1].lower() == "vbaproject.bin" for name in names):
        return "macro"
    return next((code for name, code in PACKAGES if name in names), "zip")


def _compound(file: BinaryIO) -> str:
    file.seek(0)
    data = file.read()
    return next((code for name, code in STREAMS if _entry(name) in data), "unknown")


def _entry(name: str) -> bytes:
    """The bytes that begin a stream's entry in a compound file's directory: name, its length, the type."""
    encoded = name.encode("utf-16-le")
    return encoded.ljust(64, b"\0") + struct.pack("<HB", len(encoded) + 2, 2)


def directory(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """The entries of a package; refuses one with thousands of them before reading the list.

    BadZipFile for a directory that cannot be read, whatever is wrong with it.
    """
    if _entry_count(file) > MAX_ENTRIES:
        raise Refused(_("这个文件内部有异常多的条目，为安全起见没有打开。请重新另存后再上传。"))
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            return package.infolist()
    except (NotImplementedError, ValueError) as error:  # a version of the far future, a broken name
        raise zipfile.BadZipFile(str(error)) from error


def _entry_count(file: BinaryIO) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - END_OF_DIRECTORY_SEARCH))
    tail = file.read()
    at = tail.rfind(END_OF_DIRECTORY)
    if at < 0 or len(tail) < at + 12:
        raise zipfile.BadZipFile("no end of central directory")
    return int.from_bytes(tail[at + 10 : at + 12], "little")


def unpacked_size(file: BinaryIO) -> int:
    """How many bytes a package says it holds once unpacked."""
    return sum(entry.file_size for entry in directory(file))
