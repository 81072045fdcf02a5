"""What a desk needs to work without network, and no more: no telephone numbers, no leave, no reasons."""

from datetime import timedelta
from typing import Any

from tongxin.core import clock
from tongxin.gatherings.door_codes import own_key
from tongxin.gatherings.models import Desk, Invitation, SignIn, Sitting
from tongxin.gatherings.queries.door import opening, window_of
from tongxin.gatherings.terms import Duty


def desk_roll(desk: Desk) -> dict[str, Any]:
    """The gathering's sittings and people, who came so far, and our clock: as JSON."""
    gathering, opens_before = desk.gathering, opening(desk.assembly_id)
    return {
        "title": gathering.title,
        "desk": desk.label,
        "until": desk.expires_at.isoformat(),
        "now": clock.now().isoformat(),
        "sittings": [
            _sitting(one, opens_before)
            for one in gathering.sittings.select_related("group").order_by("starts_at", "id")
        ],
        "people": [_person(one) for one in _people(desk)],
        "came": _came(desk),
    }


def _people(desk: Desk):
    rows = Invitation._base_manager.filter(Invitation.standing(), gathering_id=desk.gathering_id)
    return rows.select_related("person", "group").order_by("name", "id")


def _sitting(sitting: Sitting, opens_before: timedelta) -> dict[str, Any]:
    window = window_of(sitting, opens_before)
    return {
        "id": sitting.public_id,
        "title": str(sitting),
        "place": sitting.place,
        "group": sitting.group.public_id if sitting.group else "",
        "opens": window.opens_at.isoformat(),
        "starts": window.starts_at.isoformat(),
        "ends": window.ends_at.isoformat(),
    }


def _person(invitation: Invitation) -> dict[str, Any]:
    person, group = invitation.person, invitation.group
    return {
        "id": invitation.public_id,
        "name": invitation.name,
        "initials": person.initials if person else "",
        "words": invitation.words,
        "must": invitation.duty == Duty.MUST,
        "group": group.public_id if group else "",
        "group_name": group.name if group else "",
        "seat": invitation.seat,
        "key": own_key(invitation.public_id).hex(),
    }


def _came(desk: Desk) -> list[list[str]]:
    """Who came to which sitting when, the first time counting."""
    rows = SignIn._base_manager.filter(
        SignIn.comings(), sitting__gathering_id=desk.gathering_id
    ).order_by("at", "id")
    first: dict[tuple[str, str], str] = {}
    for sitting, person, at in rows.values_list(
        "sitting__public_id", "invitation__public_id", "at"
    ):
        first.setdefault((sitting, person), at.isoformat())
    return [[*key, at] for key, at in first.items()]
