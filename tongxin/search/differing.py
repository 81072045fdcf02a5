"""Two texts side by side: which sentences are the same, and which differ."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from tongxin.search.tokens import plain

SENTENCES = re.compile(r"[^\u3002\uff01\uff1f\uff1b!?;\n]+[\u3002\uff01\uff1f\uff1b!?;]*")


@dataclass(frozen=True)
class Passage:
    """A sentence of either text beside its counterpart; empty where one text has none."""

    left: str
    right: str
    is_same: bool


def differing_sentences(one: str, other: str) -> list[Passage]:
    """Both texts in their order, sentence beside sentence; blanks and signs do not make a difference."""
    left, right = sentences(one), sentences(other)
    matcher = SequenceMatcher(
        a=[_bare(text) for text in left], b=[_bare(text) for text in right], autojunk=False
    )
    passages = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        beside = zip_longest(left[i1:i2], right[j1:j2], fillvalue="")
        passages += [Passage(a, b, tag == "equal") for a, b in beside]
    return passages


def sentences(text: str) -> list[str]:
    """The sentences of a text with their closing signs."""
    found = (match.strip() for match in SENTENCES.findall(text))
    return [sentence for sentence in found if sentence]


def _bare(sentence: str) -> str:
    return re.sub(r"[\W_]+", "", plain(sentence))
