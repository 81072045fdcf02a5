"""The papers that the apps declare: each a code, a label, and a function that describes the document."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from tongxin.papers.documents.layouts import Bundle, Document
from tongxin.papers.documents.prepare import clean, prepared
from tongxin.papers.documents.press import press
from tongxin.papers.documents.word.layouts import write

LONGEST_NAME = 80
UNSAFE = re.compile(r'[\s\\/:*?"<>|]+')


class Format(StrEnum):
    """What a document is rendered to."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def media_type(self) -> str:
        """For the response's Content-Type."""
        return MEDIA_TYPES[self]


MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Paper:
    """A kind of document: `describe` turns the app's record into a layout, `name` into a file name."""

    code: str
    label: str | Promise
    describe: Callable[..., Document]
    formats: tuple[Format, ...] = (Format.PDF, Format.DOCX)
    name: Callable[..., str] | None = None


@dataclass(frozen=True)
class Printed:
    """A finished file."""

    name: str
    format: Format
    content: bytes


_papers: dict[str, Paper] = {}


def register(*papers: Paper) -> None:
    """Declare papers, in `AppConfig.ready`; a code is declared once."""
    for paper in papers:
        if _papers.setdefault(paper.code, paper) is not paper:
            raise ValueError(f"paper {paper.code!r} is declared twice")


def get(code: str) -> Paper:
    """The paper of this code."""
    if code not in _papers:
        raise LookupError(f"no app declares a paper {code!r}")
    return _papers[code]


def declared() -> list[Paper]:
    """Every paper, in the order of declaration."""
    return list(_papers.values())


def produce(code: str, *subject: object, form: Format = Format.PDF, **options: object) -> Printed:
    """Describe a subject and render it."""
    paper = get(code)
    document = paper.describe(*subject, **options)
    name = paper.name(*subject, **options) if paper.name else str(paper.label)
    return _printed(paper, document, name, form)


def produce_batch(
    code: str, subjects: Iterable[object], form: Format = Format.PDF, **options: object
) -> Printed:
    """One file for many subjects, each paper with its own page numbers."""
    paper = get(code)
    documents = tuple(paper.describe(subject, **options) for subject in subjects)
    return _printed(paper, Bundle(documents), str(paper.label), form)


def render(document: Document, form: Format = Format.PDF) -> bytes:
    """A described document as a file."""
    ready = prepared(document)
    return press().print(ready) if form is Format.PDF else write(ready)


def file_name(name: str, form: Format) -> str:
    """A name that every file system takes."""
    safe = UNSAFE.sub("_", clean(name)).strip("._")[:LONGEST_NAME] or "document"
    return f"{safe}.{form}"


def _printed(paper: Paper, document: Document, name: str, form: Format) -> Printed:
    if form not in paper.formats:
        raise ValueError(f"paper {paper.code!r} is not made as {form}")
    return Printed(file_name(name, form), form, render(document, form))
