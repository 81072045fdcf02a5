"""The content-addressed store: equal bytes once, nothing without its kind's leave."""

import io
import os
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories.accounts import actor
from tongxin.accounts.actor import PUBLIC
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import NotVisible, Refused
from tongxin.organisations.scope import all_assemblies
from tongxin.papers import files
from tongxin.papers.actions.clear_file import clear_file
from tongxin.papers.actions.collect_files import collect_files
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.files import FileKind, open_stored, root, safe_name, serve
from tongxin.papers.models import StoredFile

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(settings, tmp_path, monkeypatch):
    """A kind of file for PDF and PNG up to 1 KB that the one who uploaded it may read."""
    settings.MEDIA_ROOT = tmp_path / "files"
    kind = FileKind(
        "tests.letter",
        "信函",
        frozenset({"pdf", "png"}),
        readable=lambda reader, stored: reader.person_id == stored.uploaded_by_id,
        max_bytes=1024,
    )
    monkeypatch.setitem(files._kinds, kind.code, kind)
    return kind


@pytest.fixture
def clerk():
    with all_assemblies(reason="tests look at the whole database"):
        yield actor(Role.PROPOSALS_OFFICE)


@pytest.fixture
def store(letters, clerk):
    def store(data: bytes = PDF, name: str = "答复.pdf") -> StoredFile:
        return store_file(
            letters.code, io.BytesIO(data), name, assembly=clerk.assembly, actor=clerk
        )

    return store


def on_disk() -> list[str]:
    return sorted(path.name for path in root().rglob("*") if path.is_file())


def test_file_lies_under_its_digest_and_reads_back(store):
    stored = store()
    assert (root() / stored.path).name == stored.digest
    with open_stored(stored) as file:
        assert file.read() == PDF
    assert (stored.name, stored.content, stored.size) == ("答复.pdf", "pdf", len(PDF))


def test_equal_bytes_are_kept_once(store):
    assert store().digest == store(name="另一份.pdf").digest
    assert len(on_disk()) == 1


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.pdf", "这个文件是空的"),
        (PDF + b"x" * 2000, "a.pdf", "文件超过上限"),
        (b"MZ\x90\x00", "a.pdf", "这是无法识别的文件，这里只收PDF 文件、图片（PNG）。"),
        (PNG, "a.pdf", "文件名以“.pdf”结尾，内容却是图片（PNG）"),
        (b"<html><script>", "a.pdf", "这是网页格式文件"),
    ],
)
def test_unfit_files_are_refused_and_leave_nothing(store, data, name, sentence):
    with pytest.raises(Refused) as refusal:
        store(data, name)
    assert sentence in refusal.value.message
    assert on_disk() == []
    assert not StoredFile.objects.exists()


def test_limit_of_the_call_stands_over_that_of_the_kind(letters, clerk):
    with pytest.raises(Refused):
        store_file(
            letters.code,
            io.BytesIO(PDF),
            "a.pdf",
            assembly=clerk.assembly,
            actor=clerk,
            max_bytes=5,
        )


def test_download_is_never_opened_in_place(store, clerk):
    with closing(serve(clerk, store())) as response:
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert b"".join(response.streaming_content) == PDF


def test_kind_hears_of_everybody_who_takes_a_file(store, letters, clerk, monkeypatch):
    stored, heard = store(), []
    listening = replace(letters, on_taken=lambda *taken: heard.append(taken))
    monkeypatch.setitem(files._kinds, letters.code, listening)
    with pytest.raises(NotVisible):
        files.serve(PUBLIC, stored)
    assert heard == []
    files.serve(clerk, stored).close()
    assert heard == [(clerk, stored)]


def test_file_does_not_exist_for_others(store):
    with pytest.raises(NotVisible):
        serve(actor(Role.CHAIR), store())


def test_file_of_an_unknown_kind_is_read_by_nobody(store, clerk, monkeypatch):
    stored = store()
    monkeypatch.delitem(files._kinds, "tests.letter")
    with pytest.raises(NotVisible):
        serve(clerk, stored)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("..\\..\\etc/passwd.pdf", "passwd.pdf"),
        ("关于<停车>的答复?.pdf", "关于停车的答复.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("  .pdf", "pdf"),
        ("", "未命名"),
        ("长" * 300 + ".pdf", "长" * 117 + ".pdf"),
    ],
)
def test_names_are_kept_but_harmless(given, kept):
    assert safe_name(given) == kept


def test_cleared_file_is_gone_for_good(store, clerk, django_capture_on_commit_callbacks):
    stored = store()
    with django_capture_on_commit_callbacks(execute=True):
        clear_file(stored, actor=clerk, reason="secrecy")
    stored.refresh_from_db()
    assert (on_disk(), stored.name) == ([], "")
    with pytest.raises(NotVisible):
        serve(clerk, stored)
    with pytest.raises(Refused):
        open_stored(stored)


def test_cleared_file_leaves_equal_bytes_to_others(
    store, clerk, django_capture_on_commit_callbacks
):
    stored, other = store(), store(name="另一份.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        clear_file(stored, actor=clerk, reason="secrecy")
    with open_stored(other) as file:
        assert file.read() == PDF


def test_only_old_orphans_are_collected(store):
    kept, fresh, old = store(), store(PDF + b"1", "b.pdf"), store(PDF + b"2", "c.pdf")
    StoredFile.objects.filter(pk__in=[fresh.pk, old.pk]).delete()
    past = (clock.now() - files.KEEP_ORPHANS - timedelta(days=1)).timestamp()
    for stored in (kept, old):
        os.utime(root() / stored.path, (past, past))
    assert collect_files() == 1
    assert on_disk() == sorted([kept.digest, fresh.digest])


def test_a_kind_is_registered_once_with_known_contents(letters):
    with pytest.raises(ValueError, match="already registered"):
        files.register(letters)
    with pytest.raises(ValueError, match="unknown contents"):
        files.register(FileKind("tests.b", "乙", frozenset({"exe"}), readable=lambda *_: True))
