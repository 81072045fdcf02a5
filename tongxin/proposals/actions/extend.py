"""More time for a reply: asked by the unit, decided by the assigner, never beyond the hard maximum."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle import deadlines, waiting
from tongxin.lifecycle.perform import begin, follows, performs
from tongxin.proposals.actions.assign import keep_due_day
from tongxin.proposals.lifecycle import EXTENSION, HANDLING
from tongxin.proposals.models import Extension, Handling


@performs(HANDLING.ask_extension)
def ask_extension(handling: Handling, *, actor: Actor, until: date, reason: str) -> dict:
    if handling.due_on and until <= handling.due_on:
        raise Refused(_("延期后的日期须晚于原期限。"), field="until")
    return {"until": until}


@follows(HANDLING.ask_extension)
def open_request(handling: Handling, *, actor: Actor, event, until: date, reason: str) -> None:
    request = Extension(
        assembly_id=handling.assembly_id, handling=handling, until=until, reason=reason
    )
    begin(EXTENSION, request, actor, cause=event)


@performs(EXTENSION.grant)
def grant(extension: Extension, *, actor: Actor) -> dict:
    """The running reply clock is replaced by a longer one that names this reason."""
    extension.decided_on = clock.today()
    running = deadlines.open_deadlines(extension.handling).filter(act=HANDLING.reply.name).first()
    if running is None:
        raise Refused(_("答复期限已经了结，不必延期。"))
    deadlines.extend(running, due_on=extension.until, reason=extension.reason, actor=actor)
    return {"until": extension.until}


@follows(EXTENSION.grant)
def show_new_day(extension: Extension, *, actor: Actor, event) -> None:
    keep_due_day(extension.handling)
    waiting.refresh(HANDLING, extension.handling)


@performs(EXTENSION.refuse)
def refuse(extension: Extension, *, actor: Actor, note: str) -> None:
    extension.decided_on = clock.today()
    extension.decision_note = note
