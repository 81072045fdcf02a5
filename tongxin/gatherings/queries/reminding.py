"""Who is reminded: those who have not answered, and those who are expected soon."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet

from tongxin.gatherings.models import Gathering, Invitation
from tongxin.gatherings.terms import GatheringState, InvitationState

FURTHEST = timedelta(days=7)


def unanswered_in(gathering: Gathering) -> QuerySet[Invitation]:
    """Invitations to people with an account that nobody has answered, or not since the time was changed."""
    rows = Invitation._base_manager.filter(
        Invitation.to_answer(), gathering=gathering, person__isnull=False
    )
    return rows.order_by("id")


def unanswered_among(gathering: Gathering, among: Iterable[Invitation]) -> list[Invitation]:
    """Those of these invitations, each with its gathering at hand."""
    wanted = {one.pk for one in among}
    return _at_hand(gathering, (one for one in unanswered_in(gathering) if one.pk in wanted))


def soon(today: date) -> QuerySet[Gathering]:
    """Announced gatherings of all assemblies that begin within a week."""
    rows = Gathering._base_manager.filter(
        Gathering.in_state(GatheringState.ANNOUNCED),
        happened_on__gt=today,
        happened_on__lte=today + FURTHEST,
    )
    return rows.select_related("assembly").order_by("assembly_id", "id")


def expected_in(gathering: Gathering) -> list[Invitation]:
    """Whoever is expected there and has an account; leave that is asked for or granted leaves somebody out."""
    rows = Invitation._base_manager.filter(
        Invitation.counted(),
        Invitation.in_state(InvitationState.INVITED, InvitationState.COMING),
        gathering=gathering,
        person__isnull=False,
    )
    return _at_hand(gathering, rows.order_by("id"))


def _at_hand(gathering: Gathering, rows: Iterable[Invitation]) -> list[Invitation]:
    found = list(rows)
    for one in found:
        one.gathering = gathering
    return found
