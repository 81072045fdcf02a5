"""A unit logs that it spoke with the proposer; the condition of a reply where the rulebook says so."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import performs
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Contact, Handling


@performs(HANDLING.log_contact)
def log_contact(
    handling: Handling,
    *,
    actor: Actor,
    on: date,
    form: str,
    with_whom: str,
    theme: str = "",
    showed_draft: bool = False,
) -> dict:
    """That it took place, between whom, when, about what theme: no private notes (practice 15)."""
    if on > clock.today():
        raise Refused(_("沟通日期不能晚于今天。"), field="on")
    if handling.assigned_on and on < handling.assigned_on:
        raise Refused(_("沟通日期不能早于交办日期。"), field="on")
    Contact(
        assembly_id=handling.assembly_id,
        handling=handling,
        round=handling.round,
        on=on,
        form=form,
        with_whom=with_whom,
        theme=theme,
        showed_draft=showed_draft,
    ).save(force_insert=True)
    return {"form": form, "contact_on": on}
