"""What the check of earlier years' proposals looks up, as one digest: the same digest, the same findings."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model

from tongxin.core import clock
from tongxin.core.digests import canonical, digest
from tongxin.members.models import Collective, Member, PlenarySession, Term
from tongxin.organisations.models import Assembly, Organisation, Service
from tongxin.papers.imports.kinds import Context
from tongxin.papers.imports.rows import StagedRow
from tongxin.proposals.models import Category, Proposal

BOOKS: dict[type[Model], tuple[str, ...]] = {
    Term: ("number", "starts_on"),
    PlenarySession: ("term", "number", "opens_on", "window_opens_on", "cutoff_at"),
    Member: ("person__name", "person", "term", "sector__name", "card_number"),
    Collective: ("name", "kind", "organisation", "committee", "sector", "county"),
    Category: ("code", "name"),
    Service: ("organisation", "channel"),
}
"""The assembly's own tables that names are looked up in, with the columns that matter."""

UNITS = ("name", "short_name", "code")
ALIKE = ("matter", "session", "case_number", "handed_in_on")


def basis(context: Context, rows: Sequence[StagedRow]) -> str:
    """The digest over names, numbers and look-alikes; a few statements however long the list is."""
    assembly = context.assembly
    known = [
        list(model._base_manager.filter(assembly=assembly).order_by("pk").values_list("pk", *names))
        for model, names in BOOKS.items()
    ]
    units = list(Organisation.objects.order_by("pk").values_list("pk", *UNITS))
    told = [clock.today(), known, units, list(_alike(assembly, rows))]
    return digest(canonical(told))


def _alike(assembly: Assembly, rows: Sequence[StagedRow]) -> Iterator[tuple[Any, ...]]:
    """The stored proposals of the same matter or case number as a row of the list."""
    matters = {row.get("matter") for row in rows}
    numbers = {row.get("case_number") for row in rows} - {None}
    stored = Proposal._base_manager.filter(assembly=assembly).order_by("pk")
    for key, matter, session, number, *more in stored.values_list("pk", *ALIKE):
        if matter in matters or number in numbers:
            yield key, matter, session, number, *more
