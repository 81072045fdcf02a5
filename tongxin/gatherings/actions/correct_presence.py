"""After closing a result is only corrected: the old value stays, with who changed it and why."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import tidy
from tongxin.figures import history
from tongxin.gatherings.models import Gathering, Invitation, Presence, PresenceChange, Sitting
from tongxin.gatherings.queries.door import is_meant
from tongxin.gatherings.terms import PresenceState

LONGEST_REASON = 200


@transaction.atomic
def correct_presence(
    sitting: Sitting,
    invitation: Invitation,
    *,
    after: PresenceState,
    reason: str,
    actor: Actor,
) -> Presence:
    """Say of somebody at a sitting something else than was settled; figures of past days stay as they were.

    Who had no result, because nobody expected them, gets one: they stood as absent before.
    """
    gathering = sitting.gathering
    demand(actor, "gatherings.organise", gathering)
    reason = tidy(reason).strip()
    _check(gathering, sitting, invitation, reason)
    Gathering._base_manager.select_for_update().get(pk=gathering.pk)
    presence = _present(gathering, sitting, invitation)
    if presence.stands_as(after):
        raise Refused(
            _("现在已经是“%(state)s”，没有改动。") % {"state": after.label}, field="after"
        )
    PresenceChange.objects.create(
        assembly_id=gathering.assembly_id,
        presence=presence,
        before=presence.state,
        after=after,
        reason=reason,
        by=actor.person,
        on=clock.today(),
    )
    presence.state = after
    presence.save(update_fields=["state"])
    _count_anew(invitation)
    trail.record("gatherings.correct_presence", gathering, actor, presence=presence.pk)
    presence.refresh_from_db()
    return presence


def _check(gathering: Gathering, sitting: Sitting, invitation: Invitation, reason: str) -> None:
    if not gathering.is_closed:
        raise Refused(_("还没有办结：现在直接改签到，不用更正。"))
    if not is_meant(sitting, invitation):
        raise Refused(_("这个人不属于这一场。"))
    if not reason:
        raise Refused(_("请写更正的理由。"), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("理由最多 %(most)d 个字。") % {"most": LONGEST_REASON}, field="reason")


def _present(gathering: Gathering, sitting: Sitting, invitation: Invitation) -> Presence:
    """The result that stands, or a new one for somebody who had none."""
    return Presence._base_manager.get_or_create(
        sitting=sitting,
        invitation=invitation,
        defaults={
            "assembly_id": gathering.assembly_id,
            "state": PresenceState.ABSENT,
            "gathering": gathering,
            "person_id": invitation.person_id,
            "happened_on": gathering.happened_on,
            "counted_on": gathering.closed_on or clock.today(),
        },
    )[0]


def _count_anew(invitation: Invitation) -> None:
    """The first sitting at which the person was there may be another one now; the facts of all are noted."""
    there = invitation.presences.filter(Presence.there()).order_by("sitting__starts_at", "sitting")
    first = there.first()
    Presence._base_manager.filter(invitation=invitation, is_first=True).update(is_first=False)
    if first is not None:
        Presence._base_manager.filter(pk=first.pk).update(is_first=True)
    history.keep(Presence, invitation.presences.values_list("pk", flat=True))
