"""Stop all sending, with a reason, and let it go on: for one assembly or for the whole installation (practice 9)."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.notifications.models import SendingSwitch
from tongxin.notifications.models.sending import LONGEST_REASON
from tongxin.notifications.outbox import switch_of, waiting_deliveries
from tongxin.notifications.terms import DeliveryStatus
from tongxin.organisations.models import Assembly


@transaction.atomic
def stop_sending(assembly: Assembly | None, *, actor: Actor, reason: str) -> SendingSwitch:
    """From now on nothing leaves the house but sign-in codes; messages pile up, inboxes go on."""
    if not reason.strip():
        raise Refused(_("请写明停发的理由。"), field="reason")
    if len(reason.strip()) > LONGEST_REASON:
        raise Refused(_("理由最多写 %(most)s 字。") % {"most": LONGEST_REASON}, field="reason")
    switch = _turned(assembly, actor, is_stopped=True, reason=reason.strip())
    trail.record("notifications.stop_sending", switch, actor, everybody=assembly is None)
    return switch


@transaction.atomic
def resume_sending(assembly: Assembly | None, *, actor: Actor, discard: bool) -> SendingSwitch:
    """Send again; `discard`: what piled up is not sent any more."""
    dropped = 0
    if discard:
        dropped = waiting_deliveries(assembly).update(
            status=DeliveryStatus.SUPPRESSED, error="discarded", leased_by="", lease_until=None
        )
    switch = _turned(assembly, actor, is_stopped=False, reason="")
    trail.record("notifications.resume_sending", switch, actor, dropped=dropped)
    return switch


def _turned(
    assembly: Assembly | None, actor: Actor, *, is_stopped: bool, reason: str
) -> SendingSwitch:
    switch = switch_of(assembly)
    switch.is_stopped = is_stopped
    switch.reason = reason
    switch.changed_by_id = actor.person_id
    switch.changed_at = clock.now()
    switch.save()
    return switch
