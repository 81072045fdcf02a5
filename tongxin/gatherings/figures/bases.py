"""The rows that the figures of gatherings count, and by what they are parted."""

from collections.abc import Collection

from django.db.models import Min, Q
from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Base, Breakdown
from tongxin.figures.question import Question
from tongxin.gatherings.figures import lists
from tongxin.gatherings.models import (
    Gathering,
    GatheringFacts,
    GatheringKind,
    Outcome,
    OutcomeFacts,
    Presence,
    PresenceFacts,
)


def _closed(question: Question) -> Q:
    """Nothing counts before it is closed."""
    return Q(closed_on__isnull=False)


def _there(question: Question) -> Q:
    """Whoever was there long enough; leave and absence are no attendances."""
    return Q(counted_on__isnull=False) & Presence.there()


def _in_force(question: Question) -> Q:
    return Q(counted_on__isnull=False, withdrawn_on__isnull=True, replaced_by__isnull=True)


GATHERINGS = Base(
    "gatherings",
    Gathering,
    "happened_on",
    "gatherings.view",
    lists.gatherings,
    GatheringFacts,
    only=_closed,
)
ATTENDANCES = Base(
    "attendances",
    Presence,
    "happened_on",
    "presences.view",
    lists.presences,
    PresenceFacts,
    only=_there,
)
OUTCOMES = Base(
    "gathering_outcomes",
    Outcome,
    "happened_on",
    "outcomes.view",
    lists.outcomes,
    OutcomeFacts,
    only=_in_force,
)


def once_a_person(question: Question, condition: Q) -> Q:
    """Of the attendances that meet the condition the first of each person: people (人数), not attendances (人次).

    Guests without a person of their own count once in each gathering.
    """
    rows = question.of(ATTENDANCES).filter(question.within(ATTENDANCES.on), condition)
    first = rows.exclude(person=None).order_by().values("person").annotate(first=Min("pk"))
    return condition & (Q(pk__in=first.values("first")) | Q(person=None, is_first=True))


def _kinds(keys: Collection[int]) -> dict[int, str]:
    return {row.pk: str(row) for row in GatheringKind.objects.filter(pk__in=keys)}


KIND = Breakdown("gathering_kind", _("种类"), GATHERINGS, "kind_id", _kinds)
ATTENDED_KIND = Breakdown("attended_kind", _("种类"), ATTENDANCES, "gathering__kind_id", _kinds)
BREAKDOWNS = (KIND, ATTENDED_KIND)
