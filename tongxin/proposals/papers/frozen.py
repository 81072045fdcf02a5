"""A session's proposals as they were known at the cut-off, or those of none: the one source of a night's batch."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from tongxin.accounts.permissions import visible
from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Assembly, Organisation
from tongxin.proposals.models import (
    Category,
    Handling,
    HandlingFacts,
    Proposal,
    ProposalFacts,
    ProposalVersion,
)
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.terms import UnitRole

UNCATEGORISED = "未分类"


@dataclass(frozen=True)
class Part:
    """A unit's part in a case, as it was known."""

    unit: Organisation
    role: str
    assigned_on: date
    due_on: date | None
    handling_id: int

    @property
    def leads(self) -> bool:
        """Whether it stands in the column of lead units."""
        return self.role in UnitRole.replying()


@dataclass(frozen=True)
class Case:
    """A docketed proposal, as it was known."""

    proposal: Proposal
    number: str
    text: dict
    category: Category | None
    parts: tuple[Part, ...]
    docketed_on: date | None
    is_priority: bool

    @property
    def matter(self) -> str:
        return self.text["matter"]

    @property
    def category_name(self) -> str:
        return self.category.name if self.category else UNCATEGORISED

    @property
    def lead_units(self) -> str:
        return "、".join(str(part.unit) for part in self.parts if part.leads)

    @property
    def other_units(self) -> str:
        return "、".join(
            str(part.unit) for part in self.parts if part.role == UnitRole.ASSIST.value
        )


class Batch:
    """What all papers of one session and one moment are made from."""

    def __init__(self, session: PlenarySession, order: Order):
        self.session: PlenarySession | None = session
        self.assembly = session.assembly
        self.order = order

    @classmethod
    def of(cls, order: Order) -> "Batch":
        """The batch of the order's own session."""
        if order.session is None:
            raise ValueError("this paper is made for a session")
        return cls(order.session, order)

    def facts(self, **condition: object) -> QuerySet:
        """What was known of the session's proposals that were not withdrawn; held results only for who knows them."""
        known = ProposalFacts.objects.known_at(self.order.at)
        rows = known.filter(
            assembly=self.assembly, session=self.session, withdrawn_on__isnull=True, **condition
        )
        return rows.filter(released_at__isnull=False) if self.order.is_told else rows

    @cached_property
    def docketed(self) -> list[Any]:
        return list(self.facts(docketed_on__isnull=False))

    @property
    def held(self) -> int:
        """How many of the docketed ones have not been released."""
        return sum(fact.released_at is None for fact in self.docketed)

    @cached_property
    def cases(self) -> list[Case]:
        """The docketed ones in the order of their case numbers."""
        proposals = self.proposals([fact.record_id for fact in self.docketed])
        categories = Category._base_manager.in_bulk({fact.category_id for fact in self.docketed})
        cases = [
            Case(
                proposal=proposals[fact.record_id],
                number=self.order.number(proposals[fact.record_id]),
                text=self._texts.get(fact.record_id) or proposals[fact.record_id].text(),
                category=categories.get(fact.category_id),
                parts=tuple(self._parts[fact.record_id]),
                docketed_on=fact.docketed_on,
                is_priority=fact.is_priority,
            )
            for fact in self.docketed
        ]
        return sorted(cases, key=lambda case: (case.proposal.case_number or 0, case.proposal.pk))

    def by_category(self) -> list[tuple[str, list[Case]]]:
        """Categories as the assembly sorts them, those without one last."""
        groups: dict[tuple[bool, int, int], list[Case]] = defaultdict(list)
        for case in self.cases:
            kind = case.category
            groups[(kind is None, kind.position if kind else 0, kind.pk if kind else 0)].append(
                case
            )
        return [(groups[key][0].category_name, groups[key]) for key in sorted(groups)]

    def by_unit(self) -> list[tuple[Organisation, list[tuple[Case, Part]]]]:
        """Units in the order of their codes, each with its cases."""
        rows: dict[int, list[tuple[Case, Part]]] = defaultdict(list)
        units: dict[int, Organisation] = {}
        for case, part in self._all_parts():
            units[part.unit.pk] = part.unit
            rows[part.unit.pk].append((case, part))
        order = sorted(units.values(), key=lambda unit: (unit.code, unit.pk))
        return [(unit, rows[unit.pk]) for unit in order]

    def of_unit(self, unit: Organisation) -> list[tuple[Case, Part]]:
        return [(case, part) for case, part in self._all_parts() if part.unit.pk == unit.pk]

    def proposals(self, keys: list[int]) -> dict[int, Proposal]:
        """The records with what papers print of them."""
        rows = Proposal._base_manager.filter(pk__in=keys).select_related(
            "assembly",
            "session__assembly",
            "session__term",
            "category",
            "collective",
            "lead_proposer__person",
            "lead_proposer__sector",
            "merged_into",
        )
        printed = rows.prefetch_related(
            "co_signatures__member__person", "decisions__list", "merged__co_signatures"
        )
        return {row.pk: row for row in printed}

    def _all_parts(self) -> Iterator[tuple[Case, Part]]:
        """The parts whose inner side the reader may see: an assigner's are those of its channel."""
        for case in self.cases:
            yield from ((case, part) for part in case.parts if part.handling_id in self._readable)

    @cached_property
    def _readable(self) -> set[int]:
        rows = Handling._base_manager.filter(assembly=self.assembly, proposal__session=self.session)
        return set(visible(self.order.actor, "handlings.view", rows).values_list("pk", flat=True))

    @cached_property
    def _texts(self) -> dict[int, dict]:
        """The latest version of each text that was kept by the cut-off."""
        versions = ProposalVersion._base_manager.filter(
            assembly=self.assembly,
            proposal__session=self.session,
            created_at__lte=self.order.at,
        )
        return dict(versions.order_by("number").values_list("proposal_id", "text"))

    @cached_property
    def _parts(self) -> dict[int, list[Part]]:
        """Assigned parts of each case, leading ones first."""
        known = HandlingFacts.objects.known_at(self.order.at).filter(
            assembly=self.assembly,
            proposal__session=self.session,
            assigned_on__isnull=False,
            ended_on__isnull=True,
        )
        parts: dict[int, list[Part]] = defaultdict(list)
        rank = list(UnitRole.values).index
        rows = known.select_related("unit").order_by("record_id")
        for fact in sorted(rows, key=lambda fact: rank(fact.role)):
            part = Part(fact.unit, fact.role, fact.assigned_on, fact.due_on, fact.record_id)
            parts[fact.proposal_id].append(part)
        return parts


class OutsideSessions(Batch):
    """The same of an assembly's proposals that belong to no session."""

    def __init__(self, assembly: Assembly, order: Order):
        self.session = None
        self.assembly = assembly
        self.order = order
