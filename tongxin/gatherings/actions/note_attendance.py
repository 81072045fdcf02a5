"""Who was at a past gathering, by the names on its paper list: invitations and presences in two statements."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden, tidy
from tongxin.figures import history
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
    rows = [
        row
        for invitation in invitations
        for row in _presences(gathering, invitation, named[invitation.name], sittings)
    ]
    written = Presence._base_manager.bulk_create(rows)
    history.keep_new(Presence, [row.pk for row in written])
    known = sum(one.person_id is not None for one in invitations)
    trail.record("gatherings.attend", gathering, actor, people=len(invitations), known=known)
    return len(invitations)


def _invite(gathering: Gathering, named: dict[str, PresenceState]) -> list[Invitation]:
    people: dict[str, Person] = people_named(named, gathering.assembly)
    rows = [
        Invitation(
            assembly_id=gathering.assembly_id,
            gathering=gathering,
            person=people.get(name),
            name=name,
            answered_on=gathering.happened_on,
        )
        for name in named
    ]
    for row in rows:
        row.state = ANSWERS[named[row.name]]
    return Invitation._base_manager.bulk_create(rows)


def _presences(
    gathering: Gathering, invitation: Invitation, found: PresenceState, sittings: list[Sitting]
) -> Iterator[Presence]:
    for number, sitting in enumerate(sittings):
        row = Presence(
            assembly_id=gathering.assembly_id,
            gathering=gathering,
            sitting=sitting,
            invitation=invitation,
            person_id=invitation.person_id,
            is_first=number == 0 and found in PresenceState.there(),
            happened_on=clock.day_of(sitting.starts_at),
            counted_on=clock.today(),
        )
        row.state = found
        yield row


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
