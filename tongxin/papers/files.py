"""The content-addressed store: bytes under their digest, written and synced before commit, read only through their kind's rule."""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from django.conf import settings
from django.db.models import Model
from django.http import FileResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.digests import DEFAULT_ALGORITHM, digest
from tongxin.core.errors import NotVisible, Refused
from tongxin.papers import content
from tongxin.papers.models import StoredFile
from tongxin.papers.models.files import path_of
from tongxin.papers.scanning import scan
from tongxin.papers.secrecy import refuse_marked_file
from tongxin.trail import taking

CHUNK = 1024 * 1024
LONGEST_NAME = 120
INCOMING = "incoming"
KEEP_ORPHANS = timedelta(days=7)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


@dataclass(frozen=True)
class FileKind:
    """What a file is for: which contents fit, how large it may be, and who may read it.

    Its words are looked through for secrecy marks unless whoever keeps it has done so already.
    `is_recorded`: the trail names everybody who takes such a file. `on_taken` hears of everybody who does, for records
    that keep who has read what.
    """

    code: str
    label: str | Promise
    contents: frozenset[str]
    readable: Callable[[Actor, StoredFile], bool]
    max_bytes: int = 20 * 1024 * 1024
    is_looked_through: bool = True
    is_recorded: bool = False
    on_taken: Callable[[Actor, StoredFile], None] | None = None


@dataclass(frozen=True)
class Kept:
    """Bytes that lie safely in the store."""

    name: str
    content: str
    size: int
    digest: str
    scanned_by: str
    algorithm: str = DEFAULT_ALGORITHM


_kinds: dict[str, FileKind] = {}


def register(kind: FileKind) -> FileKind:
    """Make a kind of file known; called in the `ready` of the app whose records carry it."""
    if kind.code in _kinds:
        raise ValueError(f"file kind {kind.code} is already registered")
    if unknown := kind.contents - set(content.CONTENTS):
        raise ValueError(f"file kind {kind.code}: unknown contents {sorted(unknown)}")
    _kinds[kind.code] = kind
    if kind.is_recorded:
        taking.declare(kind.code, kind.label)
    return kind


def kind(code: str) -> FileKind:
    """The declaration of a kind; KeyError for a name that nobody registered."""
    return _kinds[code]


def keep(source: BinaryIO, name: str, kind: FileKind, max_bytes: int | None = None) -> Kept:
    """Check, look through, scan and write the bytes; they are on disk, under their digest, when this returns.

    Called before the row that names them is committed; without that row they are an orphan, collected later.
    """
    clean = safe_name(name)
    with _incoming() as target:
        size, digest = _copied(source, target, max_bytes or kind.max_bytes)
        found = _fitting(target, clean, kind)
        if kind.is_looked_through:
            refuse_marked_file(target, clean, found.code)
        verdict = scan(target)
        _put_in_place(target, root() / path_of(DEFAULT_ALGORITHM, digest))
    return Kept(clean, found.code, size, digest, verdict.scanner)


def root() -> Path:
    """The folder of all files."""
    return Path(settings.MEDIA_ROOT)


def safe_name(name: str) -> str:
    """The name a person gave the file, without folders and signs that could deceive; shortened before its ending."""
    base = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    plain = " ".join(_UNSAFE.sub("", base).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = plain, "", ""
    return f"{stem[: LONGEST_NAME - len(ending)] or _('未命名')}{dot}{ending}"


@contextmanager
def _incoming() -> Iterator[BinaryIO]:
    """A temporary file on the same file system; whatever of it was not put in place is removed."""
    folder = root() / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as target:
        try:
            yield cast(BinaryIO, target)
        finally:
            with suppress(FileNotFoundError):
                Path(target.name).unlink()


def _copied(source: BinaryIO, target: BinaryIO, max_bytes: int) -> tuple[int, str]:
    source.seek(0)
    size, sum_ = 0, hashlib.new(DEFAULT_ALGORITHM)
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise Refused(
                _("文件超过上限 %(limit)d MB。请压缩或拆分后再上传。") % {"limit": max_bytes >> 20}
            )
        sum_.update(chunk)
        target.write(chunk)
    if not size:
        raise Refused(_("这个文件是空的。请检查后重新上传。"))
    target.flush()
    return size, sum_.hexdigest()


def _fitting(target: BinaryIO, name: str, kind: FileKind) -> content.Content:
    """What the file is; refuses what this kind does not take, and a name that says something else."""
    found = content.recognise(target)
    if found.code not in kind.contents:
        allowed = _("、").join(content.CONTENTS[code].label for code in sorted(kind.contents))
        raise Refused(
            _("这是%(found)s，这里只收%(allowed)s。") % {"found": found.label, "allowed": allowed}
        )
    ending = name.rpartition(".")[2].lower()
    if found.endings and ending not in found.endings:
        raise Refused(
            _("文件名以“.%(ending)s”结尾，内容却是%(found)s。请改正文件名后再上传。")
            % {"ending": ending, "found": found.label}
        )
    return found


def _put_in_place(target: BinaryIO, path: Path) -> None:
    """Sync, then rename to the content address; an equal file already there is only marked as fresh."""
    os.fsync(target.fileno())
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        os.utime(path)
        return
    written = Path(target.name)
    written.chmod(0o440)
    written.rename(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_stored(stored: StoredFile) -> BinaryIO:
    """The bytes of a file, for the program itself; pages go through `serve`."""
    if stored.cleared_at:
        raise Refused(_("这个文件的内容已经清除。"))
    return (root() / stored.path).open("rb")


def is_readable(actor: Actor, stored: StoredFile) -> bool:
    """Whether the rule of the file's kind lets this actor read it; kinds nobody registered are read by nobody."""
    declared = _kinds.get(stored.kind)
    return declared is not None and not stored.cleared_at and declared.readable(actor, stored)


def serve(actor: Actor, stored: StoredFile) -> FileResponse:
    """The download, for those who may read the file; for all others it does not exist."""
    if not is_readable(actor, stored):
        raise NotVisible
    declared = kind(stored.kind)
    if declared.is_recorded:
        taking.take_out(stored.kind, stored, actor, form=stored.content, digest=stored.digest)
    if declared.on_taken is not None:
        declared.on_taken(actor, stored)
    return attachment(open_stored(stored), stored.name, content.CONTENTS[stored.content].media_type)


def attachment(stream: BinaryIO, name: str, media_type: str) -> FileResponse:
    """A download that no browser opens in place or guesses the type of."""
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def hand_out(
    what: str, subject: Model, actor: Actor, /, stream: BinaryIO, name: str, form: str
) -> FileResponse:
    """The download of something just made, `what` of a record, in the content `form`; the trail says who took it."""
    try:
        taking.take_out(what, subject, actor, form=form, digest=digest(stream.read()))
    except BaseException:
        stream.close()
        raise
    stream.seek(0)
    return attachment(stream, name, content.CONTENTS[form].media_type)


def remove_bytes(stored: StoredFile) -> None:
    """Take the bytes off the disk unless another file that is not cleared has the same ones."""
    others = StoredFile._base_manager.filter(
        algorithm=stored.algorithm, digest=stored.digest, cleared_at=None
    )
    if not others.exclude(pk=stored.pk).exists():
        (root() / stored.path).unlink(missing_ok=True)


def orphans() -> Iterator[Path]:
    """Files that no row names, old enough not to belong to an act under way."""
    before = (clock.now() - KEEP_ORPHANS).timestamp()
    for path in root().glob(f"{DEFAULT_ALGORITHM}/*/*/*"):
        if path.stat().st_mtime < before and not _is_named(path.name):
            yield path


def _is_named(digest: str) -> bool:
    return StoredFile._base_manager.filter(digest=digest, cleared_at=None).exists()
