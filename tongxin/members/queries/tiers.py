"""Members of both tiers: the assembly's own roll, and what each county's accepted submission says (practice 10)."""

from dataclasses import dataclass

from django.db.models import Count

from tongxin.core import clock
from tongxin.members.models import Member, RollSubmission, SubmittedSeat
from tongxin.members.queries.sitting import sitting
from tongxin.organisations.models import Assembly


@dataclass(frozen=True)
class TierLine:
    """One county: how many members it submitted, by which submission; None where nothing was accepted yet."""

    county: Assembly
    submission: RollSubmission | None
    members: int


@dataclass(frozen=True)
class Tiers:
    """The two tiers, and their sum."""

    own: int
    counties: list[TierLine]

    @property
    def submitted(self) -> int:
        return sum(line.members for line in self.counties)

    @property
    def total(self) -> int:
        return self.own + self.submitted


def tiers_of(assembly: Assembly) -> Tiers:
    """Own members of today, and counties' accepted ones; a county without an accepted roll counts nothing."""
    own = Member._base_manager.filter(sitting(clock.today()), assembly=assembly).count()
    accepted = {
        row.assembly_id: row
        for row in RollSubmission._base_manager.filter(
            RollSubmission.in_force(), addressee=assembly
        ).select_related("assembly")
    }
    seats = SubmittedSeat._base_manager.filter(assembly=assembly, counted_until__isnull=True)
    counts = dict(seats.order_by().values_list("county").annotate(Count("pk")))
    counties = Assembly.objects.filter(parent=assembly).order_by("id")
    return Tiers(
        own,
        [TierLine(one, accepted.get(one.pk), counts.get(one.pk, 0)) for one in counties],
    )
