"""The words in which a domain declares its figures, and the register of what was declared."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Count, Model, Q, QuerySet
from django.db.models import Sum as SumOf
from django.db.models.aggregates import Aggregate
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.core.digests import canonical, digest
from tongxin.core.lists import ListPage
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.organisations.models import Assembly

if TYPE_CHECKING:
    from tongxin.figures.models import FactVersion

Text = str | Promise
Condition = Callable[[Question], Q]

NONE = "-"
"""The part of a breakdown that gathers rows without a value."""

CASES = _("件")
UNNAMED = _("未注明")


@dataclass(frozen=True, eq=False)
class Base:
    """The rows that a family of figures counts.

    on: the dated fact that places a row in a period; empty where no single day does.
    permission: who sees which of the rows. listing: the list in which they are shown, as the reader may read them.
    facts: the versions that answer for past moments; without them rows must never be rewritten, `created_at` decides.
    only: what all its figures have in common.
    """

    code: str
    model: type[Model]
    on: str
    permission: str
    listing: Callable[[HttpRequest, Question], ListPage]
    facts: "type[FactVersion] | None" = None
    only: Condition | None = None


class Counted:
    """What figures and sums share: rows, and the aggregate that counts them."""

    base: Base
    condition: Condition
    sum_field: str
    is_money: bool
    assembly_id: int | None

    def ask(self, question: Question) -> QuerySet:
        """The counted rows as they were known: records, or versions of their facts."""
        asked = question.of(self.base)
        return asked.filter(question.within(self.base.on), self.condition(question))

    def rows(self, scope: Scope, period: Period, as_of: datetime | None = None) -> QuerySet:
        """The records that the figure counts."""
        return self.rows_of(Question(scope, period, as_of))

    def rows_of(self, question: Question, part: Q | None = None) -> QuerySet:
        """The records that the figure counts, or those of one part of a breakdown."""
        asked = self.ask(question)
        if part is not None:
            asked = asked.filter(part)
        owner = question.owner(self.base)
        if owner == "pk":
            return asked
        return self.base.model._base_manager.filter(pk__in=asked.values(owner))

    def aggregate(self, question: Question) -> Aggregate:
        """Counts the rows among all rows of the base that fall into the period."""
        condition = self.condition(question)
        if self.sum_field:
            return SumOf(self.sum_field, filter=condition, default=0)
        return Count("pk", filter=condition)


@dataclass(frozen=True, eq=False)
class Figure(Counted):
    """A number that is the count of its rows, or the sum of one of their fields.

    `condition` speaks of dated facts only, so that any past answer can be given again. A definition that changes
    gets a new code; the old one stays. `is_money`: the sum is in fen and said in yuan. `assembly_id`: the figure is
    one assembly's own and exists nowhere else.
    """

    code: str
    label: Text
    base: Base
    condition: Condition
    definition: Text
    unit: Text = CASES
    clause: Text = ""
    sum_field: str = ""
    parameters: tuple[str, ...] = ()
    is_money: bool = False
    assembly_id: int | None = None


@dataclass(frozen=True, eq=False)
class Sum(Counted):
    """The sum of figures over one base that share no row."""

    code: str
    label: Text
    parts: tuple[Figure, ...]
    definition: Text
    clause: Text = ""

    def __post_init__(self) -> None:
        if len({(part.base.code, part.sum_field) for part in self.parts}) != 1:
            raise ValueError(f"{self.code}: the parts of a sum count the same rows")

    @property
    def base(self) -> Base:
        return self.parts[0].base

    @property
    def unit(self) -> Text:
        return self.parts[0].unit

    @property
    def sum_field(self) -> str:
        return self.parts[0].sum_field

    @property
    def is_money(self) -> bool:
        return self.parts[0].is_money

    @property
    def assembly_id(self) -> int | None:
        return self.parts[0].assembly_id

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for part in self.parts for code in part.parameters))

    def condition(self, question: Question) -> Q:
        return reduce(or_, (part.condition(question) for part in self.parts))


@dataclass(frozen=True, eq=False)
class Ratio:
    """A share of one figure in another. `beside`: what is shown with it; `silent`: the part that did not answer."""

    code: str
    label: Text
    over: Figure | Sum
    under: Figure | Sum
    definition: Text
    clause: Text = ""
    beside: tuple[Figure, ...] = ()
    silent: Figure | None = None

    @property
    def figures(self) -> tuple[Figure | Sum, ...]:
        """Everything that must be counted to state it."""
        return (self.over, self.under, *self.beside, *((self.silent,) if self.silent else ()))

    @property
    def assembly_id(self) -> int | None:
        return self.over.assembly_id

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for one in self.figures for code in one.parameters))


Declared = Figure | Sum | Ratio


@dataclass(frozen=True, eq=False)
class Breakdown:
    """A way to part the rows of a base by one of their fields, each row in one part.

    labels: the words for the values found, in the order in which they are shown.
    """

    code: str
    label: Text
    base: Base
    field: str
    labels: Callable[[Collection], dict]
    empty: Text = UNNAMED
    is_text: bool = False

    def part(self, key: str) -> Q:
        """The condition of the part that stands under `key` in an address."""
        if key == NONE:
            blank = Q(**{f"{self.field}__isnull": True})
            return blank | Q(**{self.field: ""}) if self.is_text else blank
        return Q(**{self.field: key if self.is_text else int(key)})


@dataclass(frozen=True, eq=False)
class Panel:
    """A small chart of one figure, parted; beyond `most` parts only the largest are drawn."""

    figure: Figure | Sum
    by: Breakdown
    most: int = 10

    @property
    def label(self) -> str:
        return _("%(figure)s · %(by)s") % {"figure": self.figure.label, "by": self.by.label}


@dataclass(frozen=True, eq=False)
class FigurePanel:
    """A small chart whose bars are figures of their own, parts of one that stands in its title."""

    label: Text
    figure: Figure | Sum
    parts: tuple[Figure, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """Figures of one or more bases, parted by the same thing: one breakdown for each base.

    `is_turned`: many figures of few parts stand one below the other, and those that are nought everywhere are left out.
    """

    code: str
    label: Text
    groups: tuple[tuple[Breakdown, tuple[Declared, ...]], ...]
    is_turned: bool = False


@dataclass(frozen=True, eq=False)
class Chapter:
    """A domain's part of the figures page: sentences first, then charts, then tables; the lowest `order` opens it."""

    code: str
    label: Text
    sentences: tuple[tuple[Declared, ...], ...]
    panels: tuple[Panel | FigurePanel, ...] = ()
    tables: tuple[Table, ...] = ()
    order: int = 100


Provider = Callable[[str], Declared | None]
Maker = Callable[[Assembly], Chapter | None]

_figures: dict[str, Declared] = {}
_providers: list[Provider] = []
_breakdowns: dict[str, Breakdown] = {}
_chapters: dict[str, Chapter] = {}
_makers: list[Maker] = []


def register(*declared: Declared) -> None:
    """Make figures known by their codes; a code is permanent and belongs to one definition."""
    for one in declared:
        if one.code in _figures:
            raise ValueError(f"figure {one.code} is already registered")
        _figures[one.code] = one


def provide(provider: Provider) -> None:
    """Name who knows figures that are data themselves, such as those of kinds that staff added."""
    _providers.append(provider)


def register_breakdowns(*breakdowns: Breakdown) -> None:
    """Make breakdowns known that made chapters use."""
    _breakdowns.update({by.code: by for by in breakdowns})


def offer_chapter(maker: Maker) -> None:
    """Add a chapter that is made for each assembly; it stands behind those that are the same everywhere."""
    _makers.append(maker)


def register_chapter(chapter: Chapter) -> None:
    """Add a chapter to the figures page, with the breakdowns that its charts and tables use."""
    if chapter.code in _chapters:
        raise ValueError(f"chapter {chapter.code} is already registered")
    _chapters[chapter.code] = chapter
    used = [panel.by for panel in chapter.panels if isinstance(panel, Panel)]
    used += [by for table in chapter.tables for by, _group in table.groups]
    _breakdowns.update({by.code: by for by in used})


def figure(code: str) -> Declared:
    """The figure with this code; KeyError for one that nobody registered or provides."""
    if code in _figures:
        return _figures[code]
    provided = (provider(code) for provider in _providers)
    found = next((one for one in provided if one is not None), None)
    if found is None:
        raise KeyError(code)
    return found


def all_figures() -> list[Declared]:
    """Every registered figure, in order of registration."""
    return list(_figures.values())


def breakdown(code: str) -> Breakdown:
    """The breakdown with this code; KeyError for an unknown one."""
    return _breakdowns[code]


def all_breakdowns() -> list[Breakdown]:
    return list(_breakdowns.values())


def chapters(assembly: Assembly) -> Sequence[Chapter]:
    """The chapters of an assembly's figures page in their order: those of every assembly, then those made for this one."""
    common = sorted(_chapters.values(), key=lambda chapter: chapter.order)
    made = (maker(assembly) for maker in _makers)
    return [*common, *(chapter for chapter in made if chapter is not None)]


def definition_digest(declared: Declared) -> str:
    """The digest of a definition's words, by which a snapshot tells whether the definition has changed since."""
    words = {"code": declared.code, "definition": _in_chinese(declared.definition)}
    return digest(canonical(words | {"clause": _in_chinese(declared.clause)}))


def _in_chinese(text: Text) -> str:
    with translation.override("zh-hans"):
        return str(text)
