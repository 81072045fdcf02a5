"""The words of a file, as far as its content tells them: text documents, slides, pages of PDF and OFD.

Scans and pictures have no words here; people look at them. What cannot be read says nothing and breaks nothing.
"""

import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tongxin.papers import content
from tongxin.papers.spreadsheets.delimited import decode

MOST_UNPACKED = 50 * 1024 * 1024
MOST_PAGES = 100
MOST_SECONDS = 10
"""A PDF is read for so many pages and so long; a mark stands on the first page, as the rules for official papers have it."""


@dataclass(frozen=True)
class Package:
    """Where a kind of package keeps its words: which parts, the paragraphs in them, the runs of a paragraph."""

    parts: re.Pattern[str]
    paragraph: str
    runs: tuple[str, ...]


PACKAGES = {
    "docx": Package(
        re.compile(
            r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml", re.IGNORECASE
        ),
        "{*}p",
        ("{*}t", "{*}delText"),
    ),
    "pptx": Package(
        re.compile(r"ppt/(?:slides|notesSlides|comments)/[^/]+\.xml", re.IGNORECASE),
        "{*}p",
        ("{*}t", "{*}text"),
    ),
    "ofd": Package(
        re.compile(r"(?:.+/)?(?:Pages|Tpls|Annots?)/.+\.xml", re.IGNORECASE),
        "{*}Layer",
        ("{*}TextCode",),
    ),
}


def texts(file: BinaryIO, code: str) -> Iterator[str]:
    """The text of each part of a file whose content is `code`; nothing for contents without text."""
    file.seek(0)
    if code in PACKAGES:
        yield from _packed(file, PACKAGES[code])
    elif code == "pdf":
        yield from _pages(file)
    elif code == "text":
        yield decode(file.read())


def _packed(file: BinaryIO, package: Package) -> Iterator[str]:
    parts = [
        entry
        for entry in content.directory(file)
        if package.parts.fullmatch(entry.filename) and entry.file_size <= MOST_UNPACKED
    ]
    with zipfile.ZipFile(file) as packed:
        for entry in parts:
            with packed.open(entry) as part:
                yield "\n".join(_paragraphs(part, package))


def _paragraphs(part: IO[bytes], package: Package) -> Iterator[str]:
    try:
        for _event, paragraph in etree.iterparse(
            part, tag=package.paragraph, resolve_entities=False, no_network=True
        ):
            yield "".join(words.text or "" for words in paragraph.iter(*package.runs))
            paragraph.clear()
    except etree.XMLSyntaxError:
        return


def _pages(file: BinaryIO) -> Iterator[str]:
    """A broken or locked PDF, and the pages after the time is up, are left to people."""
    until = time.monotonic() + MOST_SECONDS
    try:
        for page in PdfReader(file).pages[:MOST_PAGES]:
            yield page.extract_text()
            if time.monotonic() > until:
                return
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
