"""Which column of the sheet is which column of the kind: a proposal that the person corrects and the program remembers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from tongxin.core.digests import canonical, digest
from tongxin.papers.imports.kinds import ImportColumn
from tongxin.papers.spreadsheets.headers import JOINT, simplified

LINE_COLUMN = gettext_noop("原行号")
FAULT_COLUMN = gettext_noop("需要改正")

SIMILAR = 0.8

EXACT_SCORE = 100
ALIAS_SCORE = 95
MEMBER_SCORE = 88
CONTAINS_SCORE = 80


@dataclass(frozen=True, slots=True)
class Match:
    """A proposed pair: the position of the sheet's column, the kind's column, and how sure it is (100: by name)."""

    position: int
    code: str
    score: int

    @property
    def is_sure(self) -> bool:
        return self.score >= MEMBER_SCORE


def own_columns() -> set[str]:
    """The names, in every language, of the columns that this program adds to the faulty rows it hands back."""
    names = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            names |= {gettext(LINE_COLUMN), gettext(FAULT_COLUMN)}
    return names


def signature(header: Sequence[str]) -> str:
    """What remembered matches are kept under: the names in their order, without blanks, remarks and our own columns."""
    own = own_columns()
    return digest(canonical([simplified(name) for name in header if name not in own]))


def propose(header: Sequence[str], columns: Sequence[ImportColumn]) -> list[Match]:
    """The best pairs, each name and each column used once, surest first."""
    own = own_columns()
    pairs = [
        match
        for position, name in enumerate(header)
        if name and name not in own
        for match in _candidates(position, name, columns)
    ]
    chosen: list[Match] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.position)):
        if all(pair.position != other.position and pair.code != other.code for other in chosen):
            chosen.append(pair)
    return chosen


def _candidates(position: int, name: str, columns: Sequence[ImportColumn]) -> list[Match]:
    """The columns that the name may mean; a name that is known is not taken for a similar one."""
    scored = [Match(position, column.code, _score(name, column)) for column in columns]
    return [match for match in scored if match.is_sure] or [
        match for match in scored if match.score
    ]


def _score(name: str, column: ImportColumn) -> int:
    whole = simplified(name)
    member = simplified(name.rsplit(JOINT, 1)[-1])
    names = [simplified(known) for known in column.names]
    if whole == names[0]:
        return EXACT_SCORE
    if whole in names:
        return ALIAS_SCORE
    if member in names:
        return MEMBER_SCORE
    return max(_likeness(member, known) for known in names)


def _likeness(name: str, known: str) -> int:
    if min(len(name), len(known)) >= 2 and (known in name or name in known):
        return CONTAINS_SCORE - abs(len(name) - len(known))
    matcher = SequenceMatcher(None, name, known)
    # cheaper bounds first: most pairs are ruled out by their lengths and letters
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return round(matcher.ratio() * 70) if all(bound() >= SIMILAR for bound in bounds) else 0


def applicable(remembered: Mapping[str, str], columns: Sequence[ImportColumn]) -> dict[str, str]:
    """A remembered match without the columns that the kind no longer has."""
    codes = {column.code for column in columns}
    return {position: code for position, code in remembered.items() if code in codes}
