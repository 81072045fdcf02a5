"""What people, devices and attackers send: words no field expects, and fillings of whole forms."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from django import forms
from hypothesis import strategies as st

FORM = "application/x-www-form-urlencoded"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
LONG = "很长的一段话。" * 3000
NASTY = [
    "",
    " ",
    "\x00",
    "前\x00后",
    "\ud800",
    "\u202e反写\u202c",
    "\ufffe\uffff",
    "e\u0301" * 40,
    "👨‍👩‍👧‍👦" * 20,
    "\r\n\t\x0b\x1b[31m",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}{% debug %}",
    "' OR 1=1 --",
    "../../etc/passwd",
    '=HYPERLINK("http://x")',
    "%s%(n)s{0}{x}%",
    "机密★10年",
    "0",
    "-1",
    "1e308",
    "NaN",
    "٣٤٥",
    "９９",
    "²",
    str(2**31),
    str(2**63),
    "9" * 400,
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "2026-02-30",
    "2026-13-45",
    "20260301",
    "2026-03-01T25:61",
    "None",
    "null",
    "[]",
    "on",
    "a" * 41,
    "甲" * 201,
    LONG,
]
WORDS = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=60),
    st.text(st.characters(), min_size=1, max_size=8).map(lambda part: part * 60),
    st.integers().map(str),
    st.dates().map(str),
)
"""One value for any field or parameter."""


@st.composite
def fillings(draw, good: dict[str, list[str]]) -> dict[str, list[str]]:
    """A form filled in well except for some fields: wrong, missing, doubled; and some that nobody asked for."""
    filled = {name: list(values) for name, values in good.items()}
    names = sorted(filled)
    for name in draw(st.lists(st.sampled_from(names), max_size=3)) if names else []:
        match draw(st.sampled_from(["wrong", "wrong", "wrong", "missing", "doubled"])):
            case "wrong":
                filled[name] = [draw(WORDS)]
            case "missing":
                filled.pop(name, None)
            case "doubled":
                filled[name] = [*filled.get(name, []), draw(WORDS)]
    for name in draw(st.lists(st.sampled_from(FOREIGN), max_size=2)):
        filled[name] = [draw(WORDS)]
    return filled


FOREIGN = [
    "version",
    "request_key",
    "identity",
    "next",
    "state",
    "id",
    "assembly",
    "csrfmiddlewaretoken",
]
"""Fields that every form carries or none knows."""


def good_values(fields: dict[str, forms.Field]) -> dict[str, list[str]]:
    """What fills each field of a form well; files apart."""
    return {
        name: _good(field)
        for name, field in fields.items()
        if not isinstance(field, forms.FileField)
    }


def _good(field: forms.Field) -> list[str]:
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        return [str(field.prepare_value(first))] if first else []
    if isinstance(field, forms.ChoiceField):
        return [next((str(value) for value, _label in field.choices if value), "")]
    if isinstance(field, forms.BooleanField):
        return ["on"]
    if isinstance(field, forms.DateField):
        return ["2026-03-02"]
    if isinstance(field, forms.IntegerField):
        return ["50"]
    return ["情况属实"]


def encoded(filled: dict[str, list[str]]) -> bytes:
    """The body of a posted form, broken characters and all."""
    pairs = ((name, value) for name, values in filled.items() for value in values)
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs).encode()


def quoted(text: str) -> str:
    """Every byte in the form of an address; lone surrogates travel as the bytes they would be."""
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def packed(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


BOOK = [("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")]
CONTENTS = [
    b"",
    b"\x00",
    PDF,
    PDF[:9],
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
    b"\xff\xfe\x00\xd8",
    "单位名称,简称\n市教育局,教育局\n".encode("gb18030"),
    '单位名称,简称\n市教育局\n,,,,\n"没有闭合'.encode(),
    ("单位名称" + "," * 3000 + "\n").encode(),
    b"a,b\r" * 2000,
    packed(BOOK),
    packed(BOOK)[:-30],
    packed([*BOOK, ("xl/worksheets/sheet1.xml", b"<" * 10)]),
    packed([*BOOK, ("xl/vbaProject.bin", b"x")]),
    packed([("../../evil.xlsx", b"x"), ("xl/workbook.xml", b"\x00" * 5_000_000)]),
    packed([("word/document.xml", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>")]),
    packed([(f"{number}.txt", b"") for number in range(6000)]),
    packed([("inner.zip", packed([("0", b"\x00" * 1_000_000)]))]),
]
NAMES = [
    "名单.csv",
    "名单.xlsx",
    "答复.pdf",
    "扫描.PNG",
    "没有结尾",
    "..",
    "../../../etc/passwd",
    "C:\\答复.pdf",
    "\u202efdp.exe",
    "a\x00b.pdf",
    "长" * 400 + ".pdf",
    ".pdf",
    "答复.pdf.exe",
    "   .xlsx",
    "<b>.csv",
]


class Upload(io.BytesIO):
    """Bytes under a name that no file system would take."""

    def __init__(self, content: bytes, name: str, content_type: str):
        super().__init__(content)
        self.name = name
        self.content_type = content_type


@st.composite
def uploads(draw) -> Upload:
    """A file as somebody might send it: renamed, cut off, changed in the middle, or hostile."""
    content = draw(st.one_of(st.sampled_from(CONTENTS), st.binary(max_size=400)))
    if content and draw(st.booleans()):
        at = draw(st.integers(0, len(content) - 1))
        content = content[:at] + draw(st.binary(max_size=4)) + content[at + 1 :]
    name = draw(st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=20)))
    kind = draw(st.sampled_from(["application/pdf", "text/csv", "text/html", "x/y", ""]))
    return Upload(content, name, kind)


def as_data(filled: dict[str, list[str]]) -> dict[str, Any]:
    """The same for a multipart body; lone surrogates cannot travel in one."""
    return {
        name: [value.encode("utf-8", "replace").decode() for value in values]
        for name, values in filled.items()
    }
