"""The office that keeps the roll puts right what it says of a member, and the days of a mandate."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin import search, trail
from tongxin.accounts import phones
from tongxin.accounts.actor import Actor
from tongxin.core.errors import Refused
from tongxin.core.text import tidy
from tongxin.members.actions.keeping import demand_keeping
from tongxin.members.fields import kept_texts
from tongxin.members.models import Mandate, Member


@transaction.atomic
def update_member(member: Member, *, actor: Actor, texts: dict[str, str]) -> Member:
    """Write new words into fields of the table; the event names the fields, never what they say."""
    demand_keeping(actor, member.assembly_id)
    changed = []
    for field in kept_texts():
        wanted = texts.get(field.code)
        text = phones.plain(wanted) if field.code == "phone" and wanted else tidy(wanted or "")
        if wanted is None or text == field.value(member):
            continue
        setattr(member.person if field.is_of_person else member, field.column, text)
        changed.append(field.code)
    if changed:
        member.save()
        member.person.save()
        trail.record("members.update", member, actor, fields=sorted(changed))
        search.touch(member)
    return member


@transaction.atomic
def amend_mandate(
    mandate: Mandate, *, actor: Actor, starts_on: date, ends_on: date | None
) -> Mandate:
    """Correct the days of a mandate that was written down wrongly; refused where it would overlap another."""
    demand_keeping(actor, mandate.assembly_id)
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("终止日期不能早于开始日期。"), field="ends_on")
    if (mandate.ends_on is None) != (ends_on is None):
        raise Refused(_("这里只改日期；终止任期请用“终止任期”。"), field="ends_on")
    others = Mandate._base_manager.filter(
        assembly_id=mandate.assembly_id, member__person_id=mandate.member.person_id
    ).exclude(pk=mandate.pk)
    touching = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
    if ends_on is not None:
        touching = touching.filter(starts_on__lt=ends_on)
    if touching.exists():
        raise Refused(_("与另一段任期重叠，请先核对日期。"), field="starts_on")
    mandate.starts_on, mandate.ends_on = starts_on, ends_on
    mandate.save(update_fields=["starts_on", "ends_on"])
    trail.record("members.amend_mandate", mandate, actor, starts_on=starts_on, ends_on=ends_on)
    return mandate
