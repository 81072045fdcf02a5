"""Reads a rendered paper back: its lines and where they stand, its pixels, its DOCX."""

import re
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document

POINT = 25.4 / 72
SAME_LINE = 4.0
"""Points by which the words of one line may differ in height."""


@dataclass(frozen=True)
class Line:
    """A line of text without blanks, and its box in millimetres from the upper left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Drawing:
    """A page in pixels, `dots` of them an inch."""

    width: int
    height: int
    pixels: bytes
    dots: int

    def red_rows(self) -> list[tuple[float, float, float]]:
        """Unbroken runs of red at least 100 mm long: height, left and right end in millimetres."""
        rows = []
        for y in range(self.height):
            red = self._red(y)
            if red and len(red) == red[-1] - red[0] + 1 and len(red) > 100 * self.dots / 25.4:
                rows.append(tuple(25.4 / self.dots * edge for edge in (y, red[0], red[-1] + 1)))
        return rows

    def _red(self, y: int) -> list[int]:
        """The columns in which a row is red."""
        row = self.pixels[3 * self.width * y : 3 * self.width * (y + 1)]
        reds, greens = row[0::3], row[1::3]
        if reds == greens:
            return []
        return [
            x for x, (red, green) in enumerate(zip(reds, greens, strict=True)) if red - green > 60
        ]


def pages_of(pdf: bytes) -> list[list[Line]]:
    """The lines of every page, from top to bottom; what stands side by side is one line."""
    page_list = re.sub(b"<title>.*?</title>", b"", _tool(pdf, "pdftotext", "-bbox", "-", "-"))
    root = ET.fromstring(page_list)  # noqa: S314
    return [_lines(page) for page in root.iter("{http://www.w3.org/1999/xhtml}page")]


def texts_of(pdf: bytes) -> list[str]:
    """The text of every page without blanks."""
    return ["".join(line.text for line in page) for page in pages_of(pdf)]


def text_of(pdf: bytes) -> str:
    """All text without blanks."""
    return "".join(texts_of(pdf))


def drawing_of(pdf: bytes, page: int = 1, dots: int = 72) -> Drawing:
    """A page as it would be printed."""
    options = ["-r", str(dots), "-f", str(page), "-l", str(page), "-singlefile"]
    data = _tool(pdf, "pdftoppm", *options, "-")
    head = re.match(rb"P6\s(\d+)\s(\d+)\s255\s", data)
    assert head
    return Drawing(int(head[1]), int(head[2]), data[head.end() :], dots)


def opened(content: bytes) -> Document:
    """A DOCX as python-docx reads it."""
    return docx.Document(BytesIO(content))


def _tool(pdf: bytes, *command: str) -> bytes:
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout


def _lines(page: ET.Element) -> list[Line]:
    words = sorted(page, key=lambda word: (float(word.get("yMax", 0)), float(word.get("xMin", 0))))
    lines: list[list[ET.Element]] = []
    for word in words:
        bottom = float(word.get("yMax", 0))
        if not lines or bottom - float(lines[-1][0].get("yMax", 0)) > SAME_LINE:
            lines.append([])
        lines[-1].append(word)
    return [_line(line) for line in lines]


def _line(words: list[ET.Element]) -> Line:
    words.sort(key=lambda word: float(word.get("xMin", 0)))
    text = re.sub(r"\s", "", "".join(word.text or "" for word in words))
    edges = {
        name: pick(float(word.get(name, 0)) for word in words) * POINT
        for name, pick in (("xMin", min), ("yMin", min), ("xMax", max), ("yMax", max))
    }
    return Line(text, edges["xMin"], edges["yMin"], edges["xMax"], edges["yMax"])
