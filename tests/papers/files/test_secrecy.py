"""Files that bear a secrecy mark are not kept: neither bytes nor row, and the passage is not repeated."""

import io
import zipfile

import pytest
from docx import Document

from tests.factories.accounts import actor
from tests.factories.papers import workbook
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.organisations.scope import all_assemblies
from tongxin.papers import files
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.content import CONTENTS
from tongxin.papers.documents import Official, Paragraph, render
from tongxin.papers.files import FileKind, root
from tongxin.papers.models import StoredFile

pytestmark = pytest.mark.django_db
MARK = "机密★5年"


@pytest.fixture
def store(settings, tmp_path, monkeypatch):
    """Keep bytes under a name, as any kind of content."""
    settings.MEDIA_ROOT = tmp_path / "files"
    kind = FileKind("tests.any", "文件", frozenset(CONTENTS), lambda reader, stored: True)
    monkeypatch.setitem(files._kinds, kind.code, kind)
    clerk = actor(Role.PROPOSALS_OFFICE)

    def store(data: bytes, name: str) -> StoredFile:
        source = io.BytesIO(data)
        return store_file(kind.code, source, name, assembly=clerk.assembly, actor=clerk)

    with all_assemblies(reason="tests look at the whole database"):
        yield store


def document(body: str = "", header: str = "", cell: str = "") -> bytes:
    paper, target = Document(), io.BytesIO()
    paper.add_paragraph("关于改善校园周边停车的建议")
    paper.add_paragraph(body[:2]).add_run(body[2:])
    paper.sections[0].header.paragraphs[0].text = header
    paper.add_table(1, 1).cell(0, 0).text = cell
    paper.save(target)
    return target.getvalue()


def package(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return target.getvalue()


def slides(words: str) -> bytes:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    runs = "".join(f"<a:r><a:t>{part}</a:t></a:r>" for part in (words[:2], words[2:]))
    slide = f"<p {space}><a:p>{runs}</a:p></p>"
    return package({"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": slide})


def open_fixed(words: str) -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    texts = "".join(f"<ofd:TextCode>{part}</ofd:TextCode>" for part in (words[:2], words[2:]))
    page = f"<ofd:Page {space}><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>"
    return package({"OFD.xml": "<o/>", "Doc_0/Pages/Page_0/Content.xml": page})


def printed(words: str) -> bytes:
    return render(Official(blocks=[Paragraph("关于改善校园周边停车的建议"), Paragraph(words)]))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (printed(MARK), "附件.pdf"),
        (slides(MARK), "附件.pptx"),
        (open_fixed(MARK), "附件.ofd"),
        (document(body=MARK), "附件.docx"),
        (document(header=MARK), "附件.docx"),
        (document(cell=MARK), "附件.docx"),
        (workbook([["案由", "备注"], ["停车", MARK]]), "附件.xlsx"),
        (f"停车\n{MARK}\n".encode("gb18030"), "附件.txt"),
        (b"%PDF-1.7\n", f"{MARK} 附件.pdf"),
    ],
)
def test_marked_file_leaves_nothing(store, data, name):
    with pytest.raises(Refused) as refusal:
        store(data, name)
    assert "请删去涉密内容，改走机要渠道，并告知保密员" in refusal.value.message
    assert MARK not in refusal.value.message
    assert not StoredFile.objects.exists()
    assert [path for path in root().rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (document(body="保守国家秘密是公民的义务"), "附件.docx"),
        (workbook([["案由", "备注"], ["停车", "精密仪器"]]), "附件.xlsx"),
        ("内部资料，注意保存".encode(), "附件.txt"),
        (b"%PDF-1.7\n", "附件.pdf"),
        (printed("保守国家秘密是公民的义务"), "附件.pdf"),
        (printed(MARK)[:-200], "断开的.pdf"),
        (slides("精密仪器"), "附件.pptx"),
        (open_fixed("内部资料，注意保存"), "附件.ofd"),
    ],
)
def test_mere_words_and_unreadable_content_are_kept(store, data, name):
    assert store(data, name).name == name


def test_cells_are_named_the_first_few(store):
    rows = [["案由", "备注"], *([f"停车{number}", MARK] for number in range(7))]
    with pytest.raises(Refused) as refusal:
        store(workbook(rows, names=["城建"]), "附件.xlsx")
    named = "、".join(f"“城建”第 {number} 行 B 列" for number in range(2, 7))
    assert refusal.value.message.startswith(f"{named}等处有国家秘密标志，文件没有保存。")
