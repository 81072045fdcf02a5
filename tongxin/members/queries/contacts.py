"""Contact pairs as pages and figures read them: who may be chosen, who is covered, who is not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.members.models import Collective, ContactPair, Member, SpecialCommittee
from tongxin.members.queries.sitting import (
    communists,
    in_force,
    leaders,
    merged_away,
    sitting,
)
from tongxin.members.terms import PairKind, Post
from tongxin.organisations.models import Assembly, Organisation
from tongxin.organisations.queries import services_of
from tongxin.organisations.terms import OrganisationKind

SIDES_LOADED = (
    "assembly",
    "member__person",
    "committee",
    "other_member__person",
    "other_committee",
    "county",
    "organisation",
)


def sitting_members(assembly: Assembly) -> QuerySet[Member]:
    """Members of an assembly who sit today, by name."""
    rows = Member._base_manager.filter(sitting(clock.today()), assembly=assembly)
    return rows.select_related("person").order_by("person__pinyin", "id")


def people_for(assembly: Assembly, kind: str, column: str) -> QuerySet[Member]:
    """Who may stand on one side of a pair of this kind."""
    rows = sitting_members(assembly)
    if kind == PairKind.PARTY_OUTSIDE:
        return rows.filter(communists() if column == "member" else ~communists())
    if column == "member":
        return rows.filter(leaders(clock.today(), Post.of_leaders()))
    return rows


def organisations_for(assembly: Assembly, kind: str) -> QuerySet[Organisation]:
    """The organisations that a pair of this kind may name: parties and bodies that propose here, else handling units."""
    if kind == PairKind.LEADER_PARTY:
        named = Collective._base_manager.filter(assembly=assembly).values("organisation_id")
        return Organisation.objects.filter(pk__in=named, kind__in=OrganisationKind.collective())
    units = services_of(assembly, clock.today()).order_by().values("organisation_id")
    return Organisation.objects.filter(pk__in=units)


def pairs_of(actor: Actor, assembly: Assembly) -> QuerySet[ContactPair]:
    """Pairs that this reader may see, with how often and when they last were in contact."""
    rows = visible(actor, "pairs.view", ContactPair.objects.filter(assembly=assembly))
    return rows.select_related(*SIDES_LOADED).annotate(
        times=Count("contacts"), last_on=Max("contacts__on")
    )


def of_doubles() -> Q:
    """A condition on pairs: left behind by a merge of two seats, one with another pair by now."""
    seats = Member._base_manager.filter(merged_away())
    return Q(member__in=seats) | Q(other_member__in=seats)


def covered(*kinds: str) -> Q:
    """A condition on members: somebody keeps contact with them today, in a pair of one of these kinds."""
    pairs = ContactPair._base_manager.filter(in_force(clock.today()), kind__in=kinds)
    return Q(pk__in=pairs.exclude(other_member=None).values("other_member_id"))


@dataclass(frozen=True)
class Responsibility:
    """One line of the responsibility matrix (分工联系): a committee, its leaders, its departments."""

    committee: SpecialCommittee
    leaders: list[Member]
    departments: list[Organisation]


def responsibilities(assembly: Assembly) -> list[Responsibility]:
    """The matrix of today, in the committees' order."""
    pairs = ContactPair._base_manager.filter(
        in_force(clock.today()),
        assembly=assembly,
        kind__in=[PairKind.LEADER_COMMITTEE, PairKind.COMMITTEE_DEPARTMENT],
    ).select_related(*SIDES_LOADED)
    led, departments = _by_committee(pairs)
    return [
        Responsibility(committee, led[committee.pk], departments[committee.pk])
        for committee in SpecialCommittee._base_manager.filter(assembly=assembly)
    ]


def _by_committee(
    pairs: Iterable[ContactPair],
) -> tuple[dict[int, list[Member]], dict[int, list[Organisation]]]:
    led: dict[int, list[Member]] = defaultdict(list)
    departments: dict[int, list[Organisation]] = defaultdict(list)
    for pair in pairs:
        if pair.other_committee_id:
            led[pair.other_committee_id].append(pair.member)
        elif pair.committee_id:
            departments[pair.committee_id].append(pair.organisation)
    return led, departments
