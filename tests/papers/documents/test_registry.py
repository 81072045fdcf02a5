import pytest

from tests.papers.documents.reading import opened, pages_of
from tests.papers.documents.samples import letter
from tongxin.papers.documents import (
    Format,
    Paper,
    declared,
    get,
    produce,
    produce_batch,
    register,
    registry,
)
from tongxin.papers.documents.registry import file_name

REPLY = Paper(
    "tests.reply",
    "答复函",
    lambda number, watermark="": letter(number=f"清教提复〔2026〕{number}号", watermark=watermark),
    name=lambda number, **options: f"答复函 {number}",
)
PDF_ONLY = Paper("tests.receipt", "回执", lambda number: letter(), formats=(Format.PDF,))


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    monkeypatch.setattr(registry, "_papers", {})
    register(REPLY, PDF_ONLY)


def test_produce_describes_and_renders_a_subject():
    file = produce("tests.reply", 7)
    assert (file.name, file.format, file.format.media_type) == (
        "答复函_7.pdf",
        Format.PDF,
        "application/pdf",
    )
    assert "清教提复〔2026〕7号" in [line.text for line in pages_of(file.content)[0]]


def test_produce_makes_the_format_asked_for():
    file = produce("tests.reply", 7, form=Format.DOCX)
    assert file.name == "答复函_7.docx"
    assert "关于政协清江市第十四届委员会" in opened(file.content).paragraphs[3].text


def test_produce_hands_options_to_the_description():
    assert (
        produce("tests.reply", 7, watermark="送审稿").content != produce("tests.reply", 7).content
    )


def test_produce_refuses_a_format_that_the_paper_is_not_made_in():
    with pytest.raises(ValueError, match="not made as docx"):
        produce("tests.receipt", 7, form=Format.DOCX)


def test_produce_batch_puts_many_subjects_into_one_file():
    pages = pages_of(produce_batch("tests.reply", [1, 2, 3]).content)
    numbers = [line.text for page in pages for line in page if line.text.startswith("清教提复")]
    assert numbers == [f"清教提复〔2026〕{number}号" for number in (1, 2, 3)]


def test_a_code_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        register(Paper("tests.reply", "另一种", lambda: letter()))


def test_an_undeclared_code_is_named():
    with pytest.raises(LookupError, match=r"tests\.unknown"):
        get("tests.unknown")


def test_declared_papers_keep_their_order():
    assert declared() == [REPLY, PDF_ONLY]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("答复函 第0315号", "答复函_第0315号.pdf"),
        ("../../etc/passwd", "etc_passwd.pdf"),
        ('a:b*c?"d<e>f|g\nh', "a_b_c_d_e_f_g_h.pdf"),
        ("", "document.pdf"),
        ("字" * 300, "字" * 80 + ".pdf"),
    ],
)
def test_file_names_suit_every_file_system(name, file):
    assert file_name(name, Format.PDF) == file
