"""Builds the one ZIP that units on paper are handed: cover list, and per unit letter, proposals, annexes, return sheet."""

import json
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO, cast

from tongxin.core import clock
from tongxin.core.digests import DEFAULT_ALGORITHM, digest, plain
from tongxin.organisations.models import Assembly, Organisation
from tongxin.papers.documents import Align, Column, Format, Listing, render
from tongxin.papers.documents.registry import file_name
from tongxin.papers.files import open_stored
from tongxin.papers.spreadsheets.writing import write_workbook
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.papers import proposal_form
from tongxin.proposals.papers.assignment import letter_about
from tongxin.proposals.papers.frozen import Batch, OutsideSessions
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.return_sheet import NAME, write_return_sheet
from tongxin.proposals.papers.words import session_name
from tongxin.proposals.papers.worksheets import worksheets
from tongxin.proposals.terms import UnitRole

FORMAT = "tongxin-package/1"
MANIFEST = "manifest.json"
COVER = "分发清单"
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)

COVER_COLUMNS = (
    Column("序号", 1.2, Align.CENTER),
    Column("单位", 5),
    Column("文件夹", 4.6),
    Column("主办、分办", 1.8, Align.CENTER),
    Column("会办", 1.4, Align.CENTER),
    Column("参阅", 1.4, Align.CENTER),
    Column("案号", 6),
    Column("领取人", 2.2),
    Column("领取日期", 2.2),
)


@dataclass
class _Zip:
    """A ZIP under way, with the digest of each file for the manifest."""

    package: zipfile.ZipFile
    files: dict[str, dict] = field(default_factory=dict)

    def add(self, name: str, data: bytes) -> None:
        info = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        self.package.writestr(info, data)
        self.files[name] = {"digest": digest(data), "size": len(data)}

    def add_stream(self, name: str, stream: BinaryIO) -> None:
        with stream:
            self.add(name, stream.read())


def build_package(assembly: Assembly, handlings: Sequence[Handling], order: Order) -> BinaryIO:
    """The ZIP, positioned at its start; the caller closes it. Nothing in it but what a unit may have (practice 12).

    `handlings` come from `queries.exchange.to_pack`, which loads what is printed of them.
    """
    spooled = tempfile.SpooledTemporaryFile(max_size=8 * 1024 * 1024)  # noqa: SIM115 - the caller's
    target = cast(BinaryIO, spooled)
    units = _by_unit(handlings)
    with zipfile.ZipFile(target, "w") as package:
        zipped = _Zip(package)
        _add_cover(zipped, assembly, units, order)
        letters = _Letters(order)
        for number, (unit, parts) in enumerate(units, start=1):
            _add_unit(zipped, folder_of(number, unit), unit, parts, letters)
        manifest = _manifest(assembly, units, order, zipped.files)
        zipped.add(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    target.seek(0)
    return target


def folder_of(number: int, unit: Organisation) -> str:
    """01 市教育局: sorted as the cover list is."""
    return f"{number:02d} {file_name(unit.name, Format.PDF).removesuffix('.pdf')}"


Units = list[tuple[Organisation, list[Handling]]]


def _by_unit(handlings: Sequence[Handling]) -> Units:
    ordered = sorted(
        handlings,
        key=lambda row: (row.unit.code, row.unit_id, row.proposal.case_number or 0, row.pk),
    )
    return [(unit, list(rows)) for unit, rows in groupby(ordered, key=lambda row: row.unit)]


def _add_cover(zipped: _Zip, assembly: Assembly, units: Units, order: Order) -> None:
    listing = Listing(
        title="提案交换包分发清单",
        over=assembly.name,
        columns=COVER_COLUMNS,
        rows=[_cover_row(number, *one, order) for number, one in enumerate(units, start=1)],
        right=order.stamp,
        landscape=True,
    )
    zipped.add(f"{COVER}.pdf", render(listing, Format.PDF))
    zipped.add_stream(f"{COVER}.xlsx", write_workbook(worksheets(listing)))


def _cover_row(number: int, unit: Organisation, parts: list[Handling], order: Order) -> tuple:
    roles = [row.role for row in parts]
    cases = "、".join(order.number(row.proposal) for row in parts)
    leading = sum(role in UnitRole.replying() for role in roles)
    assisting, told = roles.count(UnitRole.ASSIST), roles.count(UnitRole.REFERENCE)
    folder = folder_of(number, unit)
    return (number, unit.name, folder, leading or "", assisting or "", told or "", cases, "", "")


class _Letters:
    """The frozen batch of each session, and of what belongs to none, asked for once however many units there are."""

    def __init__(self, order: Order):
        self.order = order
        self._batches: dict[int | None, Batch] = {}

    def batch(self, proposal: Proposal) -> Batch:
        key = proposal.session_id
        if key not in self._batches:
            order = Order(self.order.actor, self.order.at, self.order.site, proposal.session)
            self._batches[key] = (
                Batch(proposal.session, order)
                if proposal.session
                else OutsideSessions(proposal.assembly, order)
            )
        return self._batches[key]


def _add_unit(
    zipped: _Zip, folder: str, unit: Organisation, parts: list[Handling], letters: _Letters
) -> None:
    for name, rows in _by_occasion(parts):
        batch = letters.batch(rows[0].proposal)
        given = {row.pk for row in rows}
        pairs = [pair for pair in batch.of_unit(unit) if pair[1].handling_id in given]
        letter = letter_about(batch, unit, pairs)
        for form in Format:
            zipped.add(f"{folder}/{file_name(f'{name} 交办函', form)}", render(letter, form))
    for row in parts:
        _add_proposal(zipped, folder, row, letters.order)
    zipped.add_stream(f"{folder}/{NAME}", write_return_sheet(parts, letters.order))


def _by_occasion(parts: list[Handling]) -> Iterator[tuple[str, list[Handling]]]:
    """A letter for each session's proposals, for those made after it, and for those that belong to none."""

    def occasion(row: Handling) -> tuple[int, bool]:
        return (row.proposal.session_id or 0, not row.proposal.is_session)

    for (_session, is_ordinary), rows in groupby(sorted(parts, key=occasion), key=occasion):
        found = list(rows)
        name = session_name(found[0].proposal.session)
        yield f"{name} 平时提案".strip() if is_ordinary else name, found


def _add_proposal(zipped: _Zip, folder: str, part: Handling, order: Order) -> None:
    """The proposal without anybody's contacts, and the annexes that every reader may have."""
    proposal = part.proposal
    sheet = proposal_form.for_unit(proposal, proposal.text(), order, proposal.given_parts)
    place = f"{folder}/提案/{file_name(f'{order.number(proposal)} {proposal.matter}', Format.PDF)}"
    zipped.add(place, render(sheet, Format.PDF))
    for number, annex in enumerate(proposal.open_annexes, start=1):
        stem = place.removesuffix(".pdf")
        zipped.add_stream(f"{stem} 附件{number} {annex.file.name}", open_stored(annex.file))


def _manifest(assembly: Assembly, units: Units, order: Order, files: dict[str, dict]) -> dict:
    """What the package holds, so that another site can check it before it takes it in (practice 22)."""
    return plain(
        {
            "format": FORMAT,
            "assembly": assembly.slug,
            "cut_off": order.at.astimezone(clock.SHANGHAI).isoformat(),
            "algorithm": DEFAULT_ALGORITHM,
            "handlings": [
                {
                    "id": row.public_id,
                    "round": row.round,
                    "proposal": row.proposal.public_id,
                    "case": order.number(row.proposal),
                    "role": row.role,
                    "unit": {"code": unit.code, "name": unit.name},
                    "folder": folder_of(number, unit),
                    "assigned_on": row.assigned_on,
                    "due_on": row.due_on,
                }
                for number, (unit, parts) in enumerate(units, start=1)
                for row in parts
            ],
            "files": dict(sorted(files.items())),
        }
    )
