"""Reads text that people typed or pasted into blocks: paragraphs, and the headings they numbered themselves."""

import re
from collections.abc import Iterator

from tongxin.papers.documents.blocks import Heading, Paragraph

LONGEST = 40
"""Characters beyond which a numbered line is a paragraph, not a heading."""

NUMERAL = "[一二三四五六七八九十百]+"
LEVELS = (
    (1, re.compile(rf"{NUMERAL}、")),
    (2, re.compile(rf"[（(]{NUMERAL}[）)]")),
    (3, re.compile(r"\d{1,2}[.．、](?!\d)")),
    (4, re.compile(r"[（(]\d{1,2}[）)]")),
)
SENTENCE = re.compile("[^。！？；]*[。！？]")


def prose(text: str) -> tuple[Paragraph | Heading, ...]:
    """One block for each line that is not blank; numbers stay as typed."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Paragraph | Heading]:
    for line in re.split(r"[\r\n\v\f\u2028\u2029]+", text):
        if line := line.strip():
            yield _heading(line) or Paragraph(line)


def _heading(line: str) -> Heading | None:
    """A numbered line; one that goes on after its first sentence runs on in the text."""
    level = next((level for level, pattern in LEVELS if pattern.match(line)), 0)
    if not level:
        return None
    sentence = SENTENCE.match(line)
    if level < 3 and sentence and len(sentence[0]) <= LONGEST and sentence.end() < len(line):
        return Heading(sentence[0], level, numbered=False, then=line[sentence.end() :])
    if len(line) > LONGEST or sentence:
        return None
    return Heading(line, level, numbered=False)
