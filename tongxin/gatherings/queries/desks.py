"""What a desk needs to work without network, and no more: who has leave, but no grounds, no telephone numbers."""

from datetime import timedelta
from typing import Any

from django.db.models import Case, When

from tongxin.core import clock
from tongxin.gatherings.door_codes import own_key
from tongxin.gatherings.models import Desk, Invitation, SignIn, Sitting
from tongxin.gatherings.queries.door import opening, window_of
from tongxin.gatherings.queries.numbers import Tally


def desk_roll(desk: Desk) -> dict[str, Any]:
    """The gathering's sittings and people, who came so far, and our clock: as JSON."""
    gathering, opens_before = desk.gathering, opening(desk.assembly_id)
    sittings = list(gathering.sittings.select_related("group").order_by("starts_at", "id"))
    tally = Tally(gathering)
    away = {one.public_id: tally.excused_from(one) for one in sittings}
    return {
        "title": gathering.title,
        "desk": desk.label,
        "until": desk.expires_at.isoformat(),
        "now": clock.now().isoformat(),
        "sittings": [_sitting(one, opens_before) for one in sittings],
        "people": [
            _person(one) | {"leave": [key for key, keys in away.items() if one.pk in keys]}
            for one in _people(desk)
        ],
        "came": _came(desk),
    }


def _people(desk: Desk):
    rows = Invitation._base_manager.filter(Invitation.standing(), gathering_id=desk.gathering_id)
    counted = Case(When(Invitation.counted(), then=True), default=False)
    return rows.annotate(counts=counted).select_related("person", "group").order_by("name", "id")


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


def _person(invitation: Any) -> dict[str, Any]:
    """`counts`: whether one is expected, as on the presence page."""
    person, group = invitation.person, invitation.group
    return {
        "id": invitation.public_id,
        "name": invitation.name,
        "initials": person.initials if person else "",
        "words": invitation.words,
        "counts": invitation.counts,
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
