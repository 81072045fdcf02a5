"""The rows of the lists that offices read: invitations with sector, group, leave and arrival."""

from django.db.models import Min, OuterRef, Prefetch, Q, QuerySet, Subquery

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import visible
from tongxin.accounts.queries import find_people
from tongxin.gatherings.models import Gathering, Invitation, LeaveRequest, SignIn, Sitting
from tongxin.gatherings.queries.lists import expected_at
from tongxin.gatherings.terms import InvitationState, LeaveState
from tongxin.members.models import Body, Member, Sector


def invited_to(gathering: Gathering, actor: Actor) -> QuerySet[Invitation]:
    """Everybody who was ever invited, as far as this reader may see them."""
    rows = Invitation.objects.filter(gathering=gathering)
    return _with_more(visible(actor, "invitations.view", rows), gathering)


def concerned_by(sitting: Sitting, actor: Actor) -> QuerySet[Invitation]:
    """Those whom one sitting concerns, with when they came."""
    rows = Invitation.objects.filter(pk__in=expected_at(sitting).values("pk"))
    came = SignIn._base_manager.filter(SignIn.comings(), sitting=sitting, invitation=OuterRef("pk"))
    first = came.order_by().values("invitation").annotate(first=Min("at")).values("first")
    seen = visible(actor, "invitations.view", rows)
    return _with_more(seen, sitting.gathering).annotate(arrived_at=Subquery(first))


def _with_more(rows: QuerySet[Invitation], gathering: Gathering) -> QuerySet[Invitation]:
    leaves = LeaveRequest._base_manager.filter(
        state__in=[LeaveState.ASKED, LeaveState.GRANTED]
    ).order_by("id")
    return (
        rows.annotate(sector_name=_sector(gathering))
        .select_related("gathering__assembly", "group", "person")
        .prefetch_related(Prefetch("leaves", leaves, to_attr="standing_leaves"))
    )


def _sector(gathering: Gathering) -> Subquery:
    seats = Member._base_manager.filter(
        person=OuterRef("person"), assembly_id=gathering.assembly_id
    )
    return Subquery(seats.order_by("-term__number").values("sector__name")[:1])


def of_sectors(gathering: Gathering, keys: list[str]) -> Q:
    """A condition on invitations: members of these sectors."""
    seats = Member._base_manager.filter(assembly_id=gathering.assembly_id, sector__in=keys)
    return Q(person__in=seats.values("person"))


def sectors_of(gathering: Gathering) -> list[tuple[int, str]]:
    """The sectors to choose from."""
    rows = Sector._base_manager.filter(assembly_id=gathering.assembly_id)
    return list(rows.values_list("pk", "name"))


def groups_of(gathering: Gathering) -> list[tuple[int, str]]:
    """The groups that have rooms of their own."""
    rooms = gathering.sittings.filter(group__isnull=False)
    return list(Body._base_manager.filter(pk__in=rooms.values("group")).values_list("pk", "name"))


def called(rows: QuerySet[Invitation], text: str) -> QuerySet[Invitation]:
    """By name, pinyin or initials, or by what stands behind the name."""
    people = find_people(text, Person.objects.filter(invitations__in=rows), by_phone=False)
    wanted = text.strip()
    return rows.filter(
        Q(person__in=people.values("pk")) | Q(name__icontains=wanted) | Q(words__icontains=wanted)
    )


def tabs(gathering: Gathering) -> list[tuple[str, Q]]:
    """The views of the list of a gathering, with their conditions; of answers to confirm where its time was changed."""
    asked_again = Invitation.standing() & Q(is_before_move=True)
    return [
        ("standing", Invitation.standing()),
        ("unanswered", Invitation.in_state(InvitationState.INVITED)),
        *([("before_move", asked_again)] if gathering.move_reason else []),
        ("coming", Invitation.in_state(InvitationState.COMING)),
        ("leave", Invitation.in_state(InvitationState.LEAVE_ASKED, InvitationState.EXCUSED)),
        ("unable", Invitation.in_state(InvitationState.UNABLE)),
        ("withdrawn", Invitation.in_state(InvitationState.WITHDRAWN)),
    ]


def in_print_order(rows: QuerySet[Invitation]) -> list[Invitation]:
    """As rolls and name cards are printed: members before guests, by sector, then by name."""
    return sorted(
        rows,
        key=lambda one: (
            one.capacity != "member",
            one.sector_name is None,
            one.sector_name or "",
            one.person.pinyin if one.person else one.name,
            one.pk,
        ),
    )


def leaves_asked_before(leave: LeaveRequest) -> QuerySet[LeaveRequest]:
    """The same person's other requests, the latest first: what whoever decides likes to know."""
    invitation = leave.invitation
    if invitation.person_id is None:
        return LeaveRequest._base_manager.none()
    rows = LeaveRequest._base_manager.filter(
        invitation__person_id=invitation.person_id, assembly_id=leave.assembly_id
    )
    return rows.exclude(pk=leave.pk).select_related("invitation__gathering").order_by("-id")
