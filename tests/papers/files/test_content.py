"""What a file is, told by its content."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from tests.factories.papers import workbook
from tongxin.papers.content import CONTENTS, recognise

SAMPLES = Path(__file__).parents[1] / "spreadsheets" / "samples"


def package(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return target.getvalue()


def document() -> bytes:
    target = io.BytesIO()
    Document().save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (document(), "docx"),
        (workbook([["a"]]), "xlsx"),
        (package("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (package("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (package("word/document.xml", "word/vbaProject.bin"), "macro"),
        (package("a.exe"), "zip"),
        (b"PK\x03\x04 broken", "unknown"),
        ((SAMPLES / "roster.xls").read_bytes(), "xls"),
        ((SAMPLES / "encrypted.xlsx").read_bytes(), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unknown"),
        ("姓名,手机".encode("gb18030"), "text"),
        ("姓名".encode("utf-16"), "text"),
        (b"  <!DOCTYPE html>", "markup"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "markup"),
        (b"MZ\x90\x00\x03", "unknown"),
        (b"", "unknown"),
    ],
)
def test_content_is_recognised(data, code):
    file = io.BytesIO(data)
    assert recognise(file) == CONTENTS[code]
    assert file.tell() == 0
