"""The doors of the matrix's city: one where people sign in tomorrow, one whose results are written."""

from datetime import date

from django.db import models

from tests.factories.cities import City
from tests.factories.gatherings import GatheringFactory, InvitationFactory, SittingFactory
from tongxin.accounts.actor import Actor
from tongxin.gatherings.actions.run_desk import open_desk
from tongxin.gatherings.actions.settle_presence import settle_presence
from tongxin.gatherings.terms import GatheringState

DOOR_SITTING, SETTLED_SITTING, SETTLED_PERSON = "doorsitting2", "settledsit22", "settledman22"
"""Public ids that addresses name beside the gathering's."""


def build(city: City, actors: dict[str, Actor], mark) -> dict[str, models.Model]:
    """The lead member is invited to both; the group's liaison officer calls the first one's list."""
    here, lead = {"assembly": city.assembly}, actors["lead"].person
    meeting = GatheringFactory(**here, state=GatheringState.ANNOUNCED, title=mark("签到的会"))
    liaison = actors["grplia"].person
    sitting = SittingFactory(**here, gathering=meeting, liaison=liaison, public_id=DOOR_SITTING)
    InvitationFactory(**here, gathering=meeting, person=lead)
    InvitationFactory(**here, gathering=meeting, person=None, name=mark("签到名单上的人"))
    settled = GatheringFactory(
        **here,
        state=GatheringState.CLOSED,
        title=mark("写定的会"),
        closed_on=date(2026, 1, 16),
    )
    SittingFactory(**here, gathering=settled, public_id=SETTLED_SITTING)
    InvitationFactory(
        **here, gathering=settled, person=None, name=mark("写定的人"), public_id=SETTLED_PERSON
    )
    settle_presence(settled, actor=actors["general"])
    return {
        "door_meeting": meeting,
        "door_sitting": sitting,
        "desk": open_desk(meeting, mark("签到台"), actor=actors["general"])[0],
        "settled_meeting": settled,
    }
