"""The batch page: which papers of which session this actor may print, all from one moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from tongxin.accounts.permissions import which
from tongxin.core import clock
from tongxin.core.models import Record
from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Assembly, Organisation, TenantModel
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.papers.declaring import Printout, of_family
from tongxin.proposals.papers.ordering import Order


@dataclass(frozen=True)
class PrintedAs:
    """One paper with the addresses at which it is printed."""

    label: str
    links: tuple[tuple[str, str], ...]


class BatchPage:
    """What stands on the page for one actor, one session and one cut-off."""

    def __init__(self, assembly: Assembly, order: Order):
        self.assembly = assembly
        self.order = order

    @property
    def at(self) -> str:
        """The cut-off as the field and the addresses write it."""
        return f"{self.order.at.astimezone(clock.SHANGHAI):%Y-%m-%dT%H:%M:%S}"

    @cached_property
    def sessions(self) -> list[PlenarySession]:
        rows = PlenarySession._base_manager.filter(assembly=self.assembly)
        return list(rows.select_related("term").order_by("-opens_on"))

    @cached_property
    def papers(self) -> list[PrintedAs]:
        """The session's papers."""
        if self.order.session is None:
            return []
        return list(links_to(self.order.session, "sessions", self.order, self._query))

    @cached_property
    def units(self) -> list[tuple[Organisation, list[PrintedAs]]]:
        """Units that were given proposals of the session, each with its letter, list and bundle."""
        if self.order.session is None:
            return []
        given = Handling._base_manager.filter(
            proposal__session=self.order.session, assigned_on__isnull=False, ended_on__isnull=True
        )
        printouts = of_family("units")
        rows = printouts[0].subjects(self.order.actor, self.assembly)
        rows = rows.filter(pk__in=given.values("unit_id"))
        return [
            (unit, [self._unit_link(unit, printout) for printout in printouts]) for unit in rows
        ]

    @property
    def _query(self) -> str:
        return urlencode({"session": self.order.session.public_id, "at": self.at})

    def _unit_link(self, unit: Organisation, printout: Printout) -> PrintedAs:
        return printed_as(unit, self.assembly, printout, self._query)


def links_to(
    record: TenantModel, family: str, order: Order, query: str = ""
) -> Iterator[PrintedAs]:
    """The papers of a record that this actor may print; at most one query."""
    printouts = {one.code: one for one in of_family(family)}
    conditions = {code: one.condition(order.actor) for code, one in printouts.items()}
    admitted = which(record, conditions)
    for code, printout in printouts.items():
        if code in admitted:
            yield printed_as(record, record.assembly, printout, query)


def printed_as(record: Record, assembly: Assembly, printout: Printout, query: str) -> PrintedAs:
    """A paper's label and its address in each format."""
    links = []
    for form in printout.formats:
        args = [assembly.slug, record.public_id, printout.code, str(form)]
        address = reverse(f"proposals:{printout.family}_paper", args=args)
        links.append((str(form).upper(), f"{address}?{query}" if query else address))
    return PrintedAs(str(printout.paper.label), tuple(links))


def of_thread(proposal: Proposal, handlings: list[Handling], order: Order) -> list[PrintedAs]:
    """The papers of a proposal and of those units' parts that this actor may print."""
    found = list(links_to(proposal, "proposals", order))
    for handling in handlings:
        for one in links_to(handling, "handlings", order):
            found.append(PrintedAs(f"{handling.unit} · {one.label}", one.links))
        for sheet in handling.urgings.all():
            found += links_to(sheet, "urgings", order)
    return found
