"""Which typefaces the machine has for official documents, and which stand in for those it lacks."""

import importlib.util
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import typst
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.papers.documents.blocks import Face

PACKAGED = "pylopdf_fonts_zh_cn"
"""The Python package that brings Noto Sans SC and Noto Serif SC to a machine without Chinese fonts."""

TEXLIVE = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
"""Where Debian's texlive-lang-chinese keeps FandolFang."""

EMBEDDED = "Libertinus Serif"
"""A typeface that the compiler carries: without any Chinese font a paper still comes out."""

NOTO_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
NOTO_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
WENKAI = ("LXGW WenKai", "LXGW WenKai GB")

NAMED = {
    Face.TITLE: (
        "FZXiaoBiaoSong-B05S",
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05",
        "方正小标宋_GBK",
    ),
    Face.BODY: (
        "FangSong_GB2312",
        "仿宋_GB2312",
        "FZFangSong-Z02S",
        "方正仿宋简体",
        "FZFangSong-Z02",
        "方正仿宋_GBK",
        "FangSong",
        "仿宋",
        "STFangsong",
        "华文仿宋",
    ),
    Face.HEI: (
        "SimHei",
        "黑体",
        "FZHei-B01S",
        "方正黑体简体",
        "FZHei-B01",
        "方正黑体_GBK",
        "STHeiti",
    ),
    Face.KAI: (
        "KaiTi_GB2312",
        "楷体_GB2312",
        "FZKai-Z03S",
        "方正楷体简体",
        "FZKai-Z03",
        "方正楷体_GBK",
        "KaiTi",
        "楷体",
        "STKaiti",
    ),
    Face.SONG: ("SimSun", "宋体", "FZShuSong-Z01S", "方正书宋简体", "STSong", "NSimSun"),
}
"""The typefaces that the standard means, under the names that their files carry."""

ALIKE = {
    Face.TITLE: NOTO_SERIF,
    Face.BODY: ("FandolFang R", "FandolFang"),
    Face.HEI: (*NOTO_SANS, "FandolHei"),
    Face.KAI: (*WENKAI, "FandolKai"),
    Face.SONG: (*NOTO_SERIF, "FandolSong"),
}
"""Free typefaces of the same kind."""

LABELS = {
    Face.TITLE: _("标题（小标宋）"),
    Face.BODY: _("正文（仿宋）"),
    Face.HEI: _("一级标题（黑体）"),
    Face.KAI: _("二级标题（楷体）"),
    Face.SONG: _("页码（宋体）"),
}


class Match(StrEnum):
    """How near the machine comes to what the standard asks."""

    NAMED = "named"
    ALIKE = "alike"
    STAND_IN = "stand_in"
    MISSING = "missing"


ADVICE = {
    Match.NAMED: _("已安装标准字体"),
    Match.ALIKE: _("以同类开源字体代替；可将单位已获授权的字体放入字体文件夹"),
    Match.STAND_IN: _("没有同类字体，以其他字体代替；请安装字体或放入字体文件夹"),
    Match.MISSING: _("没有中文字体，汉字无法显示；请安装中文字体"),
}


@dataclass(frozen=True)
class FontLine:
    """One line of the report: what a face is set in and what to do about it."""

    face: Face
    label: str | Promise
    family: str
    match: Match

    @property
    def advice(self) -> str | Promise:
        return ADVICE[self.match]


class Library:
    """The fonts of this machine and the order in which each face tries them."""

    def __init__(self, folders: Iterable[Path], system: bool = True) -> None:
        present = [folder for folder in folders if folder.is_dir()]
        self.fonts = typst.Fonts(include_system_fonts=system, font_paths=present)

    @cached_property
    def families(self) -> dict[str, str]:
        """Family names as their files write them, by their names in lower case."""
        return {name.lower(): name for name in self.fonts.families()}

    def present(self, names: Iterable[str]) -> list[str]:
        """Those of `names` that the machine has."""
        return [self.families[name.lower()] for name in names if name.lower() in self.families]

    def stack(self, face: Face) -> list[str]:
        """Families for a face, best first, ending in those that hold every rare character of a name."""
        likeness = self.present((*NAMED[face], *ALIKE[face]))
        rare = (*WENKAI, *NOTO_SERIF, *NOTO_SANS)
        if not likeness or face in (Face.TITLE, Face.SONG):
            rare = (*NOTO_SERIF, *NOTO_SANS, *WENKAI)
        elif face is Face.HEI:
            rare = (*NOTO_SANS, *NOTO_SERIF, *WENKAI)
        return list(dict.fromkeys([*likeness, *self.present(rare)]))

    def match(self, face: Face) -> Match:
        """How near the first family of the stack comes to the standard's."""
        if self.present(NAMED[face]):
            return Match.NAMED
        if self.present(ALIKE[face]):
            return Match.ALIKE
        return Match.STAND_IN if self.stack(face) else Match.MISSING

    def faces(self) -> dict[str, dict[str, object]]:
        """What the templates need: families by face, and whether heavy strokes must be drawn by hand."""
        return {
            face: {"families": self.stack(face) or [EMBEDDED], "thin": self._thin(face)}
            for face in Face
        }

    def _thin(self, face: Face) -> bool:
        """A look-alike title or 黑体 face of which the machine has no bold cut."""
        if face not in (Face.TITLE, Face.HEI) or self.match(face) is Match.NAMED:
            return False
        first = next(iter(self.stack(face)), "")
        return not any(font.family == first and font.weight >= 600 for font in self.fonts.fonts())

    def report(self) -> list[FontLine]:
        """One line for each face."""
        return [
            FontLine(face, LABELS[face], next(iter(self.stack(face)), ""), self.match(face))
            for face in Face
        ]


def folders() -> Sequence[Path]:
    """Where fonts are looked for beside the system's own places, the customer's folder first."""
    own = [Path(settings.FONT_FOLDER)] if settings.FONT_FOLDER else []
    package = importlib.util.find_spec(PACKAGED)
    packaged = (
        [Path(place) for place in package.submodule_search_locations or ()] if package else []
    )
    return [*own, *packaged, TEXLIVE]


def fonts_report() -> list[FontLine]:
    """For `tongxin check`: what each face is set in on this machine."""
    return Library(folders()).report()
