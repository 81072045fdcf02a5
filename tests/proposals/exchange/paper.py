"""A unit on paper: its proposals, its package, and the sheet it sends back, filled in as a clerk would."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from python_calamine import CalamineWorkbook

from tests.factories.cities import City
from tests.factories.papers import workbook
from tests.proposals.thread import assigned, handling_of
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.organisations.models import Service
from tongxin.organisations.terms import WorkingWay
from tongxin.papers.files import open_stored
from tongxin.papers.imports.queries import lines, rows_of
from tongxin.papers.models import ImportBatch
from tongxin.proposals.actions.make_package import make_package
from tongxin.proposals.actions.take_in_return import take_in_return
from tongxin.proposals.imports.return_files import Upload
from tongxin.proposals.models import Handling, Package
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.return_sheet import write_return_sheet

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SEALED = "市教育局答复.pdf"
REPLIED = {
    "签收日期": "2026-01-14",
    "经办人": "赵一鸣",
    "经办电话": "0871-6123456",
    "沟通日期": "2026-01-14",
    "沟通方式": "走访面谈",
    "沟通对象": "王敏",
    "签发人": "周明",
    "答复文号": "澜教提复〔2026〕3号",
    "答复日期": "2026-01-14",
    "答复类别": "B",
    "同意公开": "是",
    "答复文件名": SEALED,
}
ANSWERS = [
    {"采纳情况": "采纳", "办理情况": "三所学校已经试行。"},
    {
        "采纳情况": "部分采纳",
        "办理情况": "已开放一处停车场。",
        "承诺事项": "六月底前开放第二处停车场。",
        "承诺期限": "2026-06-30",
        "责任人或科室": "后勤科",
    },
]

Row = Mapping[str, Any]


def on_paper(city: City, *numbers: int) -> None:
    """These units (default: the first) choose packages and paper."""
    for number in numbers or (0,):
        Service._base_manager.filter(
            assembly=city.assembly, organisation=city.units[number]
        ).update(working_way=WorkingWay.PACKAGE)


def given(city: City, *roles: str, **words: Any) -> Handling:
    """A proposal assigned to the first unit, which works on paper."""
    on_paper(city)
    return handling_of(assigned(city, *roles, **words))


def packed(city: City, *, actor: Actor | None = None, units: Sequence = (), **how: Any) -> Package:
    return make_package(
        city.assembly, actor=actor or city.assigner, units=units or city.units, **how
    )


def unzipped(package: Package) -> dict[str, bytes]:
    """The files of a package by their names."""
    with open_stored(package.file) as stream, zipfile.ZipFile(stream) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def tables(sheet: bytes) -> list[list[list[Any]]]:
    """The rows of each worksheet from its header on."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet))
    found = []
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        at = next(number for number, row in enumerate(rows) if row[0] == "办理编号")
        found.append(rows[at:])
    return found


def filled(sheet: bytes, parts: Sequence[Row], answers: Sequence[Row] = ()) -> bytes:
    """The return sheet with these cells filled in, row by row."""
    return workbook(
        *(
            [table[0], *(_with(table[0], *pair) for pair in _pairs(table[1:], said))]
            for table, said in zip(tables(sheet), (parts, answers), strict=False)
        ),
        names=["办理情况", "逐条答复"][: len(tables(sheet))],
    )


def _pairs(rows: list[list[Any]], said: Sequence[Row]) -> list[tuple[list[Any], Row]]:
    return [(row, said[number] if number < len(said) else {}) for number, row in enumerate(rows)]


def _with(header: list[str], row: list[Any], cells: Row) -> list[Any]:
    return [cells.get(name, cell) for name, cell in zip(header, row, strict=True)]


def sheet_of(package: Package, number: int = 0) -> bytes:
    """The return sheet of the package's unit with this number."""
    sheets = [data for name, data in unzipped(package).items() if name.endswith("回件表.xlsx")]
    return sheets[number]


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return target.getvalue()


def written_on_windows(files: Mapping[str, bytes]) -> bytes:
    """The same with names in GB 18030 and no word of it, as older programs there write them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in files.items():
            info = _Gbk(name.encode("gb18030").decode("cp437"))
            package.writestr(info, data)
    return target.getvalue()


class _Gbk(zipfile.ZipInfo):
    def _encodeFilenameFlags(self):  # noqa: N802 — the library's name
        return self.filename.encode("cp437"), self.flag_bits & ~0x800


def returned(
    city: City,
    sheet: bytes,
    *,
    actor: Actor | None = None,
    files: Mapping[str, bytes] | None = None,
    folder: str = "回件/",
    **how: Any,
) -> ImportBatch:
    """Sent back as a ZIP of the sheet and the sealed reply."""
    sent = {
        f"{folder}提案办理回件表.xlsx": sheet,
        **(files if files is not None else {SEALED: PDF}),
    }
    return take_in_return(
        [Upload("回件.zip", zipped(sent))],
        assembly=city.assembly,
        actor=actor or city.office,
        **how,
    )


def blank(city: City, *parts: Handling) -> bytes:
    """The return sheet of these parts as a package carries it, without making the package."""
    with (
        translation.override("zh-hans"),
        write_return_sheet(parts, Order(city.assigner, clock.now())) as stream,
    ):
        return stream.read()


def answered(
    city: City, part: Handling, *, row: Row | None = None, answers: Sequence[Row] | None = None
) -> bytes:
    """The sheet with this part replied to; `row` changes cells."""
    said = [{**REPLIED, **(row or {})}]
    return filled(blank(city, part), said, ANSWERS if answers is None else answers)


def problems(batch: ImportBatch) -> list[str]:
    """The faults of every row as the preview says them."""
    return [error for line in lines(batch, list(rows_of(batch))) for error in line.errors]
