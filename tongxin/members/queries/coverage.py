"""The two full coverages (两个全覆盖): every party member in a branch, every other member contacted; and who is left."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tongxin.core import clock
from tongxin.members.models import Appointment, Body, Member, Sector
from tongxin.members.queries.contacts import covered, sitting_members
from tongxin.members.queries.sitting import communists, in_force, posts_on, sitting
from tongxin.members.terms import BodyKind, PairKind, Post
from tongxin.organisations.models import Assembly


def in_branch() -> Q:
    """A condition on members: they belong to a party branch today."""
    posts = posts_on(clock.today(), body__kind=BodyKind.BRANCH)
    return Q(pk__in=posts.values("member_id"))


@dataclass(frozen=True)
class Coverage:
    """The members still left out of either coverage."""

    outside_branches: QuerySet[Member]
    uncontacted: QuerySet[Member]


def coverage_of(assembly: Assembly) -> Coverage:
    """Who is still to be assigned to a branch, and who is still to be contacted."""
    members = sitting_members(assembly).select_related("sector")
    return Coverage(
        members.filter(communists()).exclude(in_branch()),
        members.exclude(communists()).exclude(covered(PairKind.PARTY_OUTSIDE)),
    )


def branches_of(assembly: Assembly) -> QuerySet[Body]:
    """Party branches with their committee and how many belong to them."""
    today = clock.today()
    held = Q(appointments__starts_on__lte=today) & (
        Q(appointments__ends_on__isnull=True) | Q(appointments__ends_on__gt=today)
    )
    rows = Body._base_manager.filter(in_force(today), assembly=assembly, kind=BodyKind.BRANCH)
    people = Count("appointments__member", filter=held, distinct=True)
    return rows.select_related("host", "assembly").annotate(people=people)


@dataclass(frozen=True)
class ConvenedSector:
    """A sector with those who convene it and how many members sit in it."""

    sector: Sector
    conveners: list[Appointment]
    members: int


def convened_sectors(assembly: Assembly) -> list[ConvenedSector]:
    """Sectors in their order (界别召集人)."""
    today = clock.today()
    posts = posts_on(today, assembly=assembly, post=Post.CONVENER, sector__isnull=False)
    held: dict[int, list[Appointment]] = {}
    for post in posts.select_related("member__person", "sector"):
        held.setdefault(post.sector_id, []).append(post)
    seated = Member._base_manager.filter(sitting(today), assembly=assembly)
    counts = dict(seated.values_list("sector").annotate(Count("pk")).order_by())
    return [
        ConvenedSector(sector, held.get(sector.pk, []), counts.get(sector.pk, 0))
        for sector in Sector._base_manager.filter(assembly=assembly)
    ]
