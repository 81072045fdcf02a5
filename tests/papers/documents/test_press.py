from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tests.papers.documents.reading import text_of
from tests.papers.documents.samples import TEXT, letter
from tongxin.papers.documents import Letter, Paragraph, render
from tongxin.papers.documents import press as press_module
from tongxin.papers.documents.press import LARGE, press


def test_threads_share_the_press_without_mixing_their_papers():
    papers = [replace(letter(), number=f"清教提复〔2026〕{number}号") for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        files = list(pool.map(render, papers))
    for paper, file in zip(papers, files, strict=True):
        assert paper.number in text_of(file)


def test_the_same_paper_at_the_same_moment_gives_the_same_bytes():
    first = render(letter())
    render(Letter(title="另一件"))
    assert render(letter()) == first


def test_the_press_is_kept():
    assert press() is press()


def test_the_press_forgets_a_large_paper(monkeypatch):
    forgotten = []
    monkeypatch.setattr(press_module.Press, "_forget", lambda self: forgotten.append(self))
    render(letter())
    assert forgotten == []
    render(Letter(blocks=[Paragraph(TEXT)] * (LARGE // len(TEXT))))
    assert forgotten == [press()]


def test_papers_are_made_for_the_archive():
    assert b"<pdfaid:part>2" in render(letter())


def test_a_character_without_a_glyph_does_not_stop_a_paper():
    pdf = render(Letter(title="祝贺\U0001f389"))
    assert b"<pdfaid:part>" not in pdf
    assert "祝贺" in text_of(pdf)
