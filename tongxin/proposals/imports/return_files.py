"""Opens what a unit on paper sent back: a ZIP or single files, one return sheet and the sealed replies that it names."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from json import JSONDecodeError, loads
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from tongxin.core import text
from tongxin.core.digests import ALGORITHMS, digest
from tongxin.core.errors import Refused
from tongxin.papers import content
from tongxin.papers.imports.kinds import ImportKind
from tongxin.papers.imports.layouts import layout_of
from tongxin.papers.imports.rows import place
from tongxin.papers.spreadsheets.reading import ENDINGS, read_tables
from tongxin.papers.spreadsheets.tables import Table

MANIFEST = "manifest.json"
MOST_FILES = 500
MOST_BYTES = 300 * 1024 * 1024
LONGEST_NAME = 160
SEALED = ("pdf", "png", "jpg", "jpeg")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent, under the name it bears without folders."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Return:
    """The one sheet, the sealed replies it names, and names that nothing in the sheet asks for."""

    sheet: Upload
    sealed: list[Upload] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)


def open_return(uploads: Sequence[Upload], kind: ImportKind) -> Return:
    """Everything is looked at before anything is stored: digests, the one sheet, secrecy marks, kinds of file."""
    files = list(_unpacked(uploads))
    _refuse_doubles(files)
    sheet, tables = _the_sheet(files, kind)
    _refuse_secrets(tables)
    named = _named_files(tables, kind)
    sealed = [one for one in files if one.name in named]
    for one in sealed:
        _refuse_unreadable(one)
    rest = [one.name for one in files if one is not sheet and one.name not in named]
    return Return(sheet, sealed, [name for name in rest if name.lower().endswith(SEALED)])


def _unpacked(uploads: Sequence[Upload]) -> Iterator[Upload]:
    for upload in uploads:
        if content.recognise(io.BytesIO(upload.data)).code == "zip":
            yield from _entries(upload)
        else:
            yield upload


def _entries(upload: Upload) -> Iterator[Upload]:
    """The files of a ZIP by their plain names; folders and what computers add are left out."""
    stream = io.BytesIO(upload.data)
    infos = [info for info in content.directory(stream) if not _is_noise(_name(info))]
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise Refused(_("压缩包里的文件太多或太大。请按单位分几次上传。"))
    if any(info.flag_bits & 1 for info in infos):
        raise Refused(_("压缩包设了密码，无法打开。请去掉密码后重新压缩。"))
    try:
        with zipfile.ZipFile(stream) as package:
            files = {_name(info): package.read(info) for info in infos}
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise Refused(_("压缩包打不开，可能在传送中损坏。请重新压缩后上传。")) from error
    _check_manifest(files)
    yield from (
        Upload(PurePosixPath(name).name, data)
        for name, data in files.items()
        if PurePosixPath(name).name != MANIFEST
    )


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: Chinese Windows writes GB 18030 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _is_noise(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name.endswith("/") or "__MACOSX" in parts or parts[-1].startswith((".", "~$"))


def _check_manifest(files: dict[str, bytes]) -> None:
    """Where the package carries digests of replies it brings back, they must hold; ours, sent back filled in, does not."""
    at = next((name for name in files if PurePosixPath(name).name == MANIFEST), None)
    if at is None:
        return
    listed, algorithm = _listed(files[at])
    folder = PurePosixPath(at).parent
    wrong = [
        name
        for name, expected in listed.items()
        if name.lower().endswith(SEALED)
        and (data := files.get(str(folder / name))) is not None
        and digest(data, algorithm) != expected
    ]
    if wrong:
        raise Refused(
            _("这些文件与清单里的摘要不符，可能在传送中损坏：%(names)s。没有上传任何内容。")
            % {"names": _("、").join(sorted(wrong))}
        )


def _listed(data: bytes) -> tuple[dict[str, str], str]:
    try:
        manifest = loads(data)
        files = {str(name): str(one["digest"]) for name, one in manifest["files"].items()}
        algorithm = manifest["algorithm"]
    except (JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise Refused(_("压缩包里的 manifest.json 读不懂。请原样交回，或删去后再上传。")) from error
    if algorithm not in ALGORITHMS:
        raise Refused(_("不认识清单所用的摘要算法“%(name)s”。") % {"name": algorithm})
    return files, algorithm


def _refuse_doubles(files: Iterable[Upload]) -> None:
    seen: set[str] = set()
    for one in files:
        if one.name in seen and one.name.lower().endswith(SEALED):
            raise Refused(_("有两个文件都叫“%(name)s”。请改名后重新上传。") % {"name": one.name})
        seen.add(one.name)


def _the_sheet(files: Sequence[Upload], kind: ImportKind) -> tuple[Upload, list[Table]]:
    """The one spreadsheet that has a return table; lists that went out with the package are not meant."""
    found = []
    for one in files:
        if one.name.rpartition(".")[2].lower() in ENDINGS and (tables := _tables(one, kind)):
            found.append((one, tables))
    if not found:
        raise Refused(_("没有找到回件表。请上传交换包里的回件表（XLSX），与盖章答复一起选中。"))
    if len(found) > 1:
        names = _("、").join(one.name for one, _tables_of in found)
        raise Refused(_("一次只能上传一张回件表，现在有：%(names)s。") % {"names": names})
    return found[0]


def _tables(upload: Upload, kind: ImportKind) -> list[Table]:
    tables = read_tables(upload.data, upload.name, known=kind.known_names, limits=kind.limits)
    fit = [not layout_of(table, kind, {}, False).missing(kind) for table in tables]
    return tables if any(fit) else []


def _refuse_secrets(tables: Sequence[Table]) -> None:
    """Nothing with a secrecy mark is stored, not even for the preview (practice 14)."""
    places = [
        place(table.sheet, row.number)
        for table in tables
        for row in table.rows
        if text.is_stopped(text.secrecy_marks("\n".join(map(str, row.cells))))
    ]
    if places:
        raise Refused(
            _(
                "有密级标志，没有保存：%(places)s。本系统只处理非涉密材料，"
                "请删去涉密内容，改走机要渠道，并告知保密员。"
            )
            % {"places": _("、").join(places)}
        )


def _named_files(tables: Sequence[Table], kind: ImportKind) -> set[str]:
    """What the sheet says in its column of file names, wherever that stands."""
    names: set[str] = set()
    for table in tables:
        matches = layout_of(table, kind, {}, False).matches
        for position in (int(at) for at, code in matches.items() if code == "file"):
            names |= {str(row.cells[position]).strip() for row in table.rows}
    return {name for name in names if 0 < len(name) <= LONGEST_NAME}


def _refuse_unreadable(upload: Upload) -> None:
    found = content.recognise(io.BytesIO(upload.data))
    if found.code not in ("pdf", "png", "jpg"):
        raise Refused(
            _("“%(name)s”是%(found)s；盖章答复只收 PDF 或扫描图片。")
            % {"name": upload.name, "found": found.label}
        )
