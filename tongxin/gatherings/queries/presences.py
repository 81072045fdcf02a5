"""What stands of everybody at a sitting since the gathering was closed, and what reached us too late for it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet

from tongxin.gatherings.models import Invitation, Presence, SignIn, Sitting
from tongxin.gatherings.queries.people import called
from tongxin.gatherings.terms import PresenceState

ORDER = (
    PresenceState.ABSENT,
    PresenceState.SHORT,
    PresenceState.LATE,
    PresenceState.LEFT_EARLY,
    PresenceState.EXCUSED,
    PresenceState.PRESENT,
)
"""A clerk looks for what is odd."""


@dataclass(frozen=True)
class Results:
    """The results of one sitting. `belated`: people without a good result of whom a desk sent word after the closing."""

    rows: list[Presence]
    counts: list[tuple[PresenceState, int]]
    belated: list[Invitation]


def results_of(sitting: Sitting, text: str = "") -> Results:
    """The results, what is odd first, then by name, those called `text` only; counted by state, all of them; and whom
    the office should look at once more."""
    rows = sorted(_presences(sitting), key=lambda row: ORDER.index(PresenceState(row.state)))
    told = Counter(row.state for row in rows)
    there = {row.invitation_id for row in rows if row.is_there}
    return Results(
        _called(sitting, rows, text),
        [(state, told[state]) for state in PresenceState if told[state]],
        [one for one in _belated(sitting) if one.pk not in there],
    )


def _called(sitting: Sitting, rows: list[Presence], text: str) -> list[Presence]:
    if not text.strip():
        return rows
    invited = Invitation.objects.filter(gathering_id=sitting.gathering_id)
    keys = set(called(invited, text).values_list("pk", flat=True))
    return [row for row in rows if row.invitation_id in keys]


def _presences(sitting: Sitting) -> QuerySet[Presence]:
    rows = Presence.objects.filter(sitting=sitting).select_related("invitation__group")
    return rows.annotate(change_count=Count("changes")).order_by("invitation__name", "id")


def _belated(sitting: Sitting) -> QuerySet[Invitation]:
    """Those of whom the first word reached us only after the results were written."""
    written = Presence.objects.filter(sitting=sitting).aggregate(at=Min("created_at"))["at"]
    if written is None:
        return Invitation.objects.none()
    late = SignIn.objects.filter(SignIn.comings(), sitting=sitting, received_at__gt=written)
    return Invitation.objects.filter(pk__in=late.values("invitation")).order_by("name", "id")
