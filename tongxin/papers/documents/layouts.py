"""The layouts that official papers come in: each says what a document holds, the renderers how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongxin.papers.documents.blocks import Block, Column, Printable, Row


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """What letters and official documents share, in the order in which it is read.

    `title` may hold line feeds; without them it is broken into a trapezoid. `marks` stand at the upper
    right (reply class, 同意公开), `urgency` at the left; `issuers` stand above the date, the
    body of the masthead unless given; `contact` are lines such as 「联系人：王敏」; `notes` are put in
    brackets, as 「此件公开发布」; `watermark` runs across every page of a draft.
    """

    masthead: str = ""
    number: str = ""
    urgency: str = ""
    marks: Sequence[str] = ()
    title: str = ""
    receiver: str = ""
    blocks: Sequence[Block] = ()
    attachments: Sequence[str] = ()
    issuers: Sequence[str] | None = None
    dated_on: date | None = None
    contact: Sequence[str] = ()
    notes: Sequence[str] = ()
    copies: str = ""
    watermark: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter(Dispatch):
    """The letter format (信函格式) of GB/T 9704: red double lines, number flush right, no page number on page 1."""


@dataclass(frozen=True, kw_only=True)
class Official(Dispatch):
    """The general format of GB/T 9704; without a masthead a plain report page.

    `byline` are lines below the title (occasion, speaker); `signer` is who signed (签发人) an upward
    document; `printed_by` and `printed_on` close the record at the foot of the last page.
    """

    byline: Sequence[str] = ()
    signer: str = ""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A printed form: `over` stands above the title, `left` and `right` on one line below it.

    `copies` prints the sheet once for each, named at the upper right (第一联…).
    """

    title: str
    blocks: Sequence[Block] = ()
    over: str = ""
    left: str = ""
    right: str = ""
    notes: Sequence[str] = ()
    copies: Sequence[str] = ()
    landscape: bool = False
    watermark: str = ""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of many rows (目录, 分办表, 统计表): the head repeats, groups keep with their first row."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row] = ()
    over: str = ""
    left: str = ""
    right: str = ""
    notes: Sequence[str] = ()
    landscape: bool = False
    size: float = 10.5
    watermark: str = ""


@dataclass(frozen=True, kw_only=True)
class Cards:
    """Name cards for tables (席卡): one name a sheet, twice and head to head, to be folded; PDF only."""

    title: str
    names: Sequence[str] = ()


@dataclass(frozen=True)
class Chapter:
    """One text of a book: level 1 begins a part, level 2 is a text in it.

    `facts` are label and value pairs set below the title; `aside` is what the contents show beside it.
    """

    title: str
    blocks: Sequence[Block] = ()
    level: int = 1
    facts: Sequence[tuple[str, Printable]] = ()
    aside: str = ""


@dataclass(frozen=True, kw_only=True)
class Book:
    """Collected texts (汇编): cover, contents with page numbers, chapters; `each_on_new_page` for level 2 too."""

    title: str
    over: str = ""
    subtitle: str = ""
    issuer: str = ""
    dated_on: date | None = None
    preface: Sequence[Block] = ()
    chapters: Sequence[Chapter] = ()
    each_on_new_page: bool = False


@dataclass(frozen=True)
class Entry:
    """One paper of a case file; `facts` fill the columns of its table of contents."""

    title: str
    document: "Document"
    facts: Sequence[Printable] = ()


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """A case file (一案一卷): cover with facts, table of contents with page numbers, the papers themselves.

    Page numbers run on from paper to paper and stand at the upper outer corner, as an archive stamps them.
    """

    title: str
    over: str = ""
    facts: Sequence[tuple[str, Printable]] = ()
    columns: Sequence[Column] = ()
    entries: Sequence[Entry] = ()


@dataclass(frozen=True)
class Bundle:
    """Several documents in one file, each with its own page numbers: a night's batch of notices."""

    documents: Sequence["Document"] = ()


Document = Letter | Official | Sheet | Listing | Cards | Book | Dossier | Bundle
