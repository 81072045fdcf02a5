"""Names in cells: blanks inside two-character names, several names in one cell, remarks in brackets."""

import re
import unicodedata
from typing import TypeVar

from django.utils.translation import gettext_noop

from tongxin.core.text import tidy
from tongxin.papers.imports.cells import Doubtful, Faulty, written
from tongxin.papers.spreadsheets.grids import Cell

T = TypeVar("T")

SPACED_OUT = 3
"""So many single characters are one name (王 喆 玥), not a name and a half."""

_HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_DOTS = re.compile(r"\s*[\u00b7\u2022\u30fb\u2027\u2219\u22c5.]\s*(?=" + _HAN + ")")
_SEPARATORS = re.compile(r"[、,;/|\n]+")
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_AND_OTHERS = re.compile(r"\s*等\s*[\d一二三四五六七八九十]*\s*[人名位]?$")


def read_name(cell: Cell) -> str:
    """One person's name."""
    names, others = _split_names(cell)
    if not names:
        raise Faulty(gettext_noop("没有写姓名（%(value)s）"), value=written(cell))
    if len(names) > 1:
        raise Faulty(gettext_noop("一格里有几个姓名（%(value)s），应只写一人"), value=written(cell))
    return _with_doubt(names[0], others, cell)


def read_names(cell: Cell) -> list[str]:
    """Several persons' names, in the order written, each once."""
    names, others = _split_names(cell)
    if not names:
        raise Faulty(gettext_noop("没有写姓名（%(value)s）"), value=written(cell))
    return _with_doubt(list(dict.fromkeys(names)), others, cell)


def read_list(cell: Cell) -> list[str]:
    """Several names of units or things, split at signs and line breaks, each once."""
    parts = (" ".join(part.split()) for part in _SEPARATORS.split(_half_width(cell)))
    pieces = (piece for part in parts for piece in _split_at_blanks(part))
    return list(dict.fromkeys(piece for piece in pieces if piece))


def _with_doubt(value: T, others: bool, cell: Cell) -> T:
    if others:
        raise Doubtful(
            value, gettext_noop("写着“%(value)s”：只录入列出的姓名"), value=written(cell)
        )
    return value


def _split_names(cell: Cell) -> tuple[list[str], bool]:
    """The names in a cell, and whether it says that there are more (等 5 人)."""
    text = _BRACKETS.sub(" ", _half_width(cell)).strip()
    bare = _AND_OTHERS.sub("", text)
    parts = _SEPARATORS.split(_DOTS.sub("·", bare))
    return [name for part in parts for name in _joined(part.split())], bare != text


def _half_width(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", tidy(written(cell)))


def _joined(words: list[str]) -> list[str]:
    """Words of one stretch of text as names: a single Chinese character starts the name that the next word ends."""
    if words and not any(re.search(_HAN, word) for word in words):
        return [" ".join(words)]
    if len(words) == SPACED_OUT and all(map(_is_single, words)):
        return ["".join(words)]
    names: list[str] = []
    is_open = False
    for word in words:
        if is_open:
            names[-1] += word
        else:
            names.append(word)
        is_open = not is_open and _is_single(word)
    return names


def _is_single(word: str) -> bool:
    return re.fullmatch(_HAN, word) is not None


def _split_at_blanks(part: str) -> list[str]:
    """Blanks part Chinese names of units; Latin text keeps them."""
    words = part.split(" ")
    if all(re.match(_HAN, word) and len(word) > 2 for word in words if word):
        return words
    return [part]
