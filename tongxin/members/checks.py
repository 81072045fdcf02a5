"""The consistency board's checks: what cannot be right on a roll, each with the way to the act that mends it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.models import Person
from tongxin.core import clock, formats
from tongxin.members.models import (
    Body,
    Mandate,
    Member,
    RollSubmission,
    Sector,
    SpecialCommittee,
)
from tongxin.members.queries import in_force, merged_away, posts_on, sitting
from tongxin.members.terms import BodyKind, Post
from tongxin.organisations.models import Assembly
from tongxin.organisations.terms import Tier


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: in words, and where it is mended."""

    label: str
    url: str


@dataclass(frozen=True)
class Check:
    """`find` gives what is wrong on an assembly's roll today; `mend` is the word on the way to its act."""

    code: str
    label: str | Promise
    mend: str | Promise
    find: Callable[[Assembly], Iterator[Finding]]


def overlapping_mandates(assembly: Assembly) -> Iterator[Finding]:
    """Two stretches of one person's seats in this assembly that share a day."""
    stretches: dict[int, list[Mandate]] = defaultdict(list)
    rows = Mandate._base_manager.filter(assembly=assembly).select_related("member__person")
    for mandate in rows.order_by("starts_on", "id"):
        stretches[mandate.member.person_id].append(mandate)
    for mandates in stretches.values():
        for one, other in pairwise(mandates):
            if one.ends_on is None or one.ends_on > other.starts_on:
                told = {"name": other.member, "day": formats.day(other.starts_on)}
                label = _("%(name)s：%(day)s起的任期与前一段重叠") % told
                yield Finding(label, _record(other.member, assembly))


def conveners_without_seat(assembly: Assembly) -> Iterator[Finding]:
    """Posts that are still held by somebody who sits no more."""
    today = clock.today()
    posts = posts_on(today, assembly=assembly, post=Post.CONVENER)
    left = posts.exclude(member__in=Member._base_manager.filter(sitting(today)))
    for post in left.select_related("member__person", "sector", "committee", "body"):
        label = _("%(name)s：已不是委员，仍是%(place)s召集人") % {
            "name": post.member,
            "place": post.place,
        }
        yield Finding(label, _record(post.member, assembly))


def same_people(assembly: Assembly) -> Iterator[Finding]:
    """Two entries with one name and one number, or one name and one month of birth."""
    people: dict[tuple, dict[int, Person]] = defaultdict(dict)
    rows = Member._base_manager.filter(~merged_away(), assembly=assembly)
    for member in rows.select_related("person").order_by("person_id"):
        name = member.person.name
        if member.person.phone:
            people[name, member.person.phone][member.person_id] = member.person
        if member.born_in:
            people[name, member.born_in][member.person_id] = member.person
    told = set()
    for alike in people.values():
        for one, other in pairwise(alike.values()):
            if (one.pk, other.pk) not in told:
                told.add((one.pk, other.pk))
                address = reverse(
                    "members:merge", args=[assembly.slug, one.public_id, other.public_id]
                )
                yield Finding(_("%(name)s：登记了两次") % {"name": one}, address)


def without_phone(assembly: Assembly) -> Iterator[Finding]:
    """Sitting members whom nobody could call."""
    for member in _sitting(assembly).filter(person__phone=""):
        yield Finding(_("%(name)s：没有手机号") % {"name": member}, _record(member, assembly))


def committees_without_branch(assembly: Assembly) -> Iterator[Finding]:
    """Special committees in which no party branch was set up."""
    branches = Body._base_manager.filter(
        in_force(clock.today()), kind=BodyKind.BRANCH, host=OuterRef("pk")
    )
    address = reverse("members:bodies", args=[assembly.slug])
    for committee in SpecialCommittee._base_manager.filter(~Exists(branches), assembly=assembly):
        yield Finding(_("%(name)s：没有党支部") % {"name": committee.name}, f"{address}#found")


def sectors_without_convener(assembly: Assembly) -> Iterator[Finding]:
    """Sectors with members and nobody who convenes them."""
    conveners = posts_on(clock.today(), post=Post.CONVENER, sector=OuterRef("pk"))
    members = _sitting(assembly).filter(sector=OuterRef("pk"))
    rows = Sector._base_manager.filter(~Exists(conveners), Exists(members), assembly=assembly)
    address = reverse("members:conveners", args=[assembly.slug])
    for sector in rows:
        yield Finding(_("%(name)s：没有召集人") % {"name": sector.name}, address)


def counties_without_secretary(assembly: Assembly) -> Iterator[Finding]:
    """Of a city: counties whose accepted roll names no secretary-general. Of a county: its own roll."""
    if assembly.tier == Tier.COUNTY:
        held = posts_on(clock.today(), assembly=assembly, post=Post.SECRETARY_GENERAL)
        if not held.exists():
            label = _("%(name)s：没有秘书长") % {"name": assembly}
            yield Finding(label, reverse("members:bodies", args=[assembly.slug]))
        return
    accepted = RollSubmission._base_manager.filter(
        RollSubmission.in_force(), addressee=assembly
    ).select_related("assembly")
    for submission in accepted.order_by("assembly"):
        if not submission.totals["secretaries_general"]:
            label = _("%(name)s：报送的名册里没有秘书长") % {"name": submission.assembly}
            yield Finding(label, submission.get_absolute_url())


def _sitting(assembly: Assembly) -> QuerySet[Member]:
    rows = Member._base_manager.filter(sitting(clock.today()), assembly=assembly)
    return rows.select_related("person")


def _record(member: Member, assembly: Assembly) -> str:
    return reverse("members:record", args=[assembly.slug, member.public_id])


CHECKS = (
    Check("overlaps", gettext_lazy("任期重叠"), gettext_lazy("去改任期"), overlapping_mandates),
    Check(
        "conveners",
        gettext_lazy("召集人不是在任委员"),
        gettext_lazy("去免职"),
        conveners_without_seat,
    ),
    Check("same", gettext_lazy("一人登记了两次"), gettext_lazy("去合并"), same_people),
    Check("phones", gettext_lazy("没有手机号"), gettext_lazy("去登记"), without_phone),
    Check(
        "branches",
        gettext_lazy("专委会没有党支部"),
        gettext_lazy("去设立"),
        committees_without_branch,
    ),
    Check(
        "sectors", gettext_lazy("界别没有召集人"), gettext_lazy("去任命"), sectors_without_convener
    ),
    Check(
        "secretaries",
        gettext_lazy("没有秘书长"),
        gettext_lazy("去看名册"),
        counties_without_secretary,
    ),
)
"""In the order of the board."""
