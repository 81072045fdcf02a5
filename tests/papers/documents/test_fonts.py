import importlib.util
from pathlib import Path

import pytest

from tests.papers.documents.reading import drawing_of, text_of
from tests.papers.documents.samples import RARE, letter
from tongxin.papers.documents import Face, Match, Official, PageBreak, Paragraph, fonts_report
from tongxin.papers.documents.fonts import EMBEDDED, PACKAGED, Library, folders
from tongxin.papers.documents.prepare import prepared
from tongxin.papers.documents.press import Press, press


def library(*families: str) -> Library:
    """A machine that has these font families."""
    machine = Library([], system=False)
    machine.families = {name.lower(): name for name in families}
    return machine


def packaged() -> Library:
    """A machine without any Chinese font but those that the Python package brings."""
    (folder,) = importlib.util.find_spec(PACKAGED).submodule_search_locations
    return Library([Path(folder)], system=False)


def distinct_drawings(machine: Press) -> int:
    """How many of the rare characters look different in print; missing ones all look the same."""
    blocks = [block for char in RARE for block in (Paragraph(char), PageBreak())]
    pdf = machine.print(prepared(Official(blocks=blocks[:-1])))
    upper = [drawing_of(pdf, page, 72) for page in range(1, len(RARE) + 1)]
    return len({page.pixels[: len(page.pixels) // 2] for page in upper})


def test_rare_characters_of_names_are_drawn():
    assert distinct_drawings(press()) == len(RARE)


def test_the_packaged_fonts_alone_draw_rare_characters():
    assert distinct_drawings(Press(packaged())) == len(RARE)


def test_without_chinese_fonts_a_paper_still_comes_out():
    bare = Library([], system=False)
    assert {line.match for line in bare.report()} == {Match.MISSING}
    assert bare.faces()[Face.BODY]["families"] == [EMBEDDED]
    assert "2026" in text_of(Press(bare).print(prepared(letter())))


def test_the_customers_own_typefaces_come_first():
    machine = library(
        "FZXiaoBiaoSong-B05S", "FangSong_GB2312", "FandolFang R", "LXGW WenKai", "Noto Serif CJK SC"
    )
    assert machine.stack(Face.TITLE)[0] == "FZXiaoBiaoSong-B05S"
    assert machine.stack(Face.BODY) == [
        "FangSong_GB2312",
        "FandolFang R",
        "LXGW WenKai",
        "Noto Serif CJK SC",
    ]
    assert machine.match(Face.BODY) == Match.NAMED


def test_a_machine_without_fangsong_sets_the_body_in_song():
    machine = library("LXGW WenKai", "Noto Serif CJK SC", "Noto Sans CJK SC")
    assert machine.stack(Face.BODY)[0] == "Noto Serif CJK SC"
    assert machine.match(Face.BODY) == Match.STAND_IN
    assert machine.stack(Face.KAI)[0] == "LXGW WenKai"
    assert machine.match(Face.KAI) == Match.ALIKE


@pytest.mark.parametrize("face", Face)
def test_every_stack_ends_in_fonts_with_every_name(face):
    machine = library(
        "FandolFang R", "FandolKai", "FandolHei", "FandolSong", "Noto Serif SC", "Noto Sans SC"
    )
    assert {"Noto Serif SC", "Noto Sans SC"} <= set(machine.stack(face))
    assert machine.stack(face)[-1] in ("Noto Serif SC", "Noto Sans SC", "FandolHei", "FandolSong")


def test_family_names_are_found_whatever_their_case():
    assert library("fangsong_gb2312").stack(Face.BODY) == ["fangsong_gb2312"]


def test_a_title_face_without_bold_is_thickened():
    faces = packaged().faces()
    assert faces[Face.TITLE]["thin"]
    assert not faces[Face.BODY]["thin"]


def test_the_customers_folder_is_searched_first(settings, tmp_path):
    settings.FONT_FOLDER = str(tmp_path)
    assert folders()[0] == tmp_path


def test_the_report_has_a_line_with_advice_for_each_face():
    report = fonts_report()
    assert [line.face for line in report] == list(Face)
    assert all(str(line.label) and str(line.advice) and line.family for line in report)
