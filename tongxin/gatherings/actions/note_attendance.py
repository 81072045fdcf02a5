"""Who was at a past gathering, by the names on its paper list: invitations and presences in two statements."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden, tidy
from tongxin.gatherings.models import Gathering, Invitation, Presence, Sitting
from tongxin.gatherings.terms import InvitationState, PresenceState
from tongxin.gatherings.values import Attendance
from tongxin.members.queries.names import people_named

LONGEST_NAME, MOST_NAMES = 40, 2000
ANSWERS = {
    PresenceState.PRESENT: InvitationState.COMING,
    PresenceState.EXCUSED: InvitationState.EXCUSED,
    PresenceState.ABSENT: InvitationState.INVITED,
}


def note_attendance(gathering: Gathering, *, actor: Actor, attendance: Attendance) -> int:
    """Write the list of a gathering that just closed; gives how many people are on it.

    A name that two people bear, or nobody here, stands by itself. Refused where a name stands in two lists.
    """
    named = _named(attendance)
    if not named:
        return 0
    invitations = _invite(gathering, named)
    sittings = list(gathering.sittings.all())
    states = [named[one.name] for one in invitations]
    rows = [
        row
        for invitation, state in zip(invitations, states, strict=True)
        for row in _presences(gathering, invitation, state, sittings)
    ]
    Presence._base_manager.bulk_create(rows)
    known = sum(one.person_id is not None for one in invitations)
    trail.record("gatherings.attend", gathering, actor, people=len(invitations), known=known)
    return len(invitations)


def _invite(gathering: Gathering, named: dict[str, PresenceState]) -> list[Invitation]:
    people: dict[str, Person] = people_named(named, gathering.assembly)
    return Invitation._base_manager.bulk_create(
        Invitation(
            assembly_id=gathering.assembly_id,
            gathering=gathering,
            person=people.get(name),
            name=name,
            state=ANSWERS[state],
            answered_on=gathering.happened_on,
        )
        for name, state in named.items()
    )


def _presences(
    gathering: Gathering, invitation: Invitation, state: PresenceState, sittings: list[Sitting]
) -> Iterator[Presence]:
    for number, sitting in enumerate(sittings):
        yield Presence(
            assembly_id=gathering.assembly_id,
            gathering=gathering,
            sitting=sitting,
            invitation=invitation,
            person_id=invitation.person_id,
            state=state,
            is_first=number == 0 and state in PresenceState.there(),
            happened_on=clock.day_of(sitting.starts_at),
            counted_on=clock.today(),
        )


def _named(attendance: Attendance) -> dict[str, PresenceState]:
    """Each name once, tidy, with what is said of it."""
    named: dict[str, PresenceState] = {}
    for state, field in (
        (PresenceState.PRESENT, "present"),
        (PresenceState.EXCUSED, "excused"),
        (PresenceState.ABSENT, "absent"),
    ):
        for name in filter(None, map(tidy, getattr(attendance, field))):
            if named.get(name, state) != state:
                told = {"name": name}
                raise Refused(_("“%(name)s”在两份名单里。") % told, field=field)
            if len(name) > LONGEST_NAME:
                told = {"name": name[:20]}
                raise Refused(_("“%(name)s”太长，请一个名字一行。") % told, field=field)
            named[name] = state
    if len(named) > MOST_NAMES:
        raise Refused(_("名单最多 %(most)d 人。") % {"most": MOST_NAMES})
    if sentence := forbidden(named):
        raise Refused(sentence)
    return named
