"""What can be printed: each paper with the records that it is about and the rule of who may print it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from django.db.models import Model, Q, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING, Rule
from tongxin.accounts.terms import Role
from tongxin.organisations.models import Assembly, Organisation, Service
from tongxin.papers.documents import Document, Format, Paper, produce, register
from tongxin.papers.documents.registry import file_name
from tongxin.papers.spreadsheets.writing import write_workbook
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.worksheets import worksheets
from tongxin.trail import taking

XLSX = "xlsx"


@dataclass(frozen=True)
class Printout:
    """A paper about the records of `model` that `rule` admits; `is_list` makes it a workbook as well."""

    family: str
    code: str
    paper: Paper
    model: type[Model]
    rule: Rule
    is_list: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        return (*self.paper.formats, *((XLSX,) if self.is_list else ()))

    def condition(self, actor: Actor) -> Q:
        """The records of which this actor may have the paper; temporary roles take nothing out (practice 16)."""
        return NOTHING if actor.is_any(Role.temporary()) else self.rule(actor)

    def subjects(self, actor: Actor, assembly: Assembly) -> QuerySet:
        """The same within an assembly."""
        condition = self.condition(actor)
        rows = self.model._base_manager.all()
        if condition == NOTHING:
            return rows.none()
        if self.model is Organisation:
            serving = Service._base_manager.filter(assembly=assembly).values("organisation_id")
            return rows.filter(condition, pk__in=serving)
        return rows.filter(condition, assembly=assembly)

    def file(self, subject: Model, order: Order, form: str) -> tuple[str, BinaryIO]:
        """The finished file with its name: PDF, DOCX, or the same rows as a workbook."""
        if form == XLSX:
            return self._workbook(subject, order)
        printed = produce(self.paper.code, subject, order, form=Format(form))
        return printed.name, BytesIO(printed.content)

    def _workbook(self, subject: Model, order: Order) -> tuple[str, BinaryIO]:
        title = self.paper.name(subject, order) if self.paper.name else str(self.paper.label)
        sheets = worksheets(self.paper.describe(subject, order))
        return file_name(title, Format.PDF).removesuffix("pdf") + XLSX, write_workbook(sheets)


Describe = Callable[[Any, Order], Document]

_printouts: dict[tuple[str, str], Printout] = {}


def declare(
    family: str,
    model: type[Model],
    code: str,
    label: Any,
    describe: Describe,
    rule: Rule,
    *,
    name: Callable[[Any, Order], str] | None = None,
    is_list: bool = False,
) -> Printout:
    """Make a paper known under its family's addresses."""
    paper = Paper(f"{family}.{code}", label, describe, name=name)
    register(paper)
    taking.declare(paper.code, label)
    printout = Printout(family, code, paper, model, rule, is_list)
    _printouts[family, code] = printout
    return printout


def printout(family: str, code: str) -> Printout | None:
    """The paper with this code, if the family has it."""
    return _printouts.get((family, code))


def of_family(family: str) -> list[Printout]:
    """A family's papers in the order of declaration."""
    return [one for (owner, _code), one in _printouts.items() if owner == family]


def family(name: str, model: type[Model]) -> Callable[..., Printout]:
    """`declare` for one family."""
    return partial(declare, name, model)
