"""Contact pairs and the contacts kept in them: that it took place, when, about what in one word (practice 15)."""

from datetime import date

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.members.actions.keeping import demand_keeping
from tongxin.members.models import SIDES, ContactPair, Member, PairContact
from tongxin.members.parties import COMMUNISTS
from tongxin.members.terms import ContactTheme, ContactWay, HelpOutcome, PairKind
from tongxin.organisations.models import Assembly, Organisation
from tongxin.organisations.terms import OrganisationKind, System


@transaction.atomic
def open_pair(
    assembly: Assembly,
    *,
    actor: Actor,
    kind: str,
    keeper: models.Model,
    other: models.Model,
    starts_on: date,
) -> ContactPair:
    """Somebody keeps contact with somebody from a day on; refused twice at a time and for sides of the wrong kind."""
    demand_keeping(actor, assembly.pk)
    ours, theirs = SIDES[PairKind(kind)]
    pair = ContactPair(
        assembly=assembly, kind=kind, starts_on=starts_on, **{ours: keeper, theirs: other}
    )
    if refusal := _refusal(pair):
        raise Refused(refusal)
    same = ContactPair._base_manager.filter(
        assembly=assembly, kind=kind, **{ours: keeper, theirs: other}
    )
    if same.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on)).exists():
        raise Refused(_("这一联系关系已经登记。"))
    pair.save(force_insert=True)
    trail.record("members.open_pair", pair, actor, kind=kind)
    return pair


def _refusal(pair: ContactPair) -> str | None:
    sides = (pair.keeper, pair.other)
    if pair.keeper == pair.other:
        return _("联系人和联系对象不能是同一个。")
    foreign = [
        one for one in sides if getattr(one, "assembly_id", pair.assembly_id) != pair.assembly_id
    ]
    if foreign or (isinstance(pair.other, Assembly) and pair.other.parent_id != pair.assembly_id):
        return _("只能登记本级的联系关系。")
    if pair.kind == PairKind.PARTY_OUTSIDE:
        return _party_refusal(*sides)
    return None


def _party_refusal(keeper: Member, other: Member) -> str | None:
    if keeper.party_name not in COMMUNISTS:
        return _("%(name)s不是党员委员。") % {"name": keeper}
    if other.party_name in COMMUNISTS:
        return _("%(name)s不是党外委员。") % {"name": other}
    return None


@transaction.atomic
def end_pair(pair: ContactPair, *, actor: Actor, on: date) -> ContactPair:
    """The contact passes to somebody else, or ends."""
    demand_keeping(actor, pair.assembly_id)
    if pair.ends_on is not None:
        raise Refused(_("这一联系关系已经结束。"))
    if on < pair.starts_on:
        raise Refused(_("结束日期不能早于开始日期。"), field="on")
    pair.ends_on = on
    pair.save(update_fields=["ends_on"])
    trail.record("members.end_pair", pair, actor, on=on)
    return pair


@transaction.atomic
def log_contact(
    pair: ContactPair,
    *,
    actor: Actor,
    on: date,
    way: str,
    theme: str,
    help_asked: str = "",
) -> PairContact:
    """Note that the two were in contact; help that was asked for stays open until somebody says what became of it."""
    demand(actor, "pairs.log", pair)
    if not pair.starts_on <= on <= clock.today():
        raise Refused(_("联系日期应在建立联系之后、今天之前。"), field="on")
    contact = PairContact(
        assembly_id=pair.assembly_id,
        pair=pair,
        on=on,
        way=ContactWay(way),
        theme=ContactTheme(theme),
        help_asked=help_asked,
        outcome=HelpOutcome.OPEN if help_asked else "",
    )
    contact.save(force_insert=True)
    trail.record("members.log_contact", contact, actor, pair=pair.pk, way=way, theme=theme)
    return contact


@transaction.atomic
def settle_help(contact: PairContact, *, actor: Actor, outcome: str) -> PairContact:
    """Say what became of the help that was asked for."""
    demand(actor, "pairs.log", contact.pair)
    if not contact.help_asked:
        raise Refused(_("这次联系没有请求帮助的事项。"))
    contact.outcome = HelpOutcome(outcome)
    contact.save(update_fields=["outcome"])
    trail.record("members.settle_help", contact, actor, outcome=outcome)
    return contact


@transaction.atomic
def enterprise_named(name: str, *, actor: Actor) -> Organisation:
    """The enterprise of this name, entered if nobody did before."""
    demand(actor, "members.keep")
    known = Organisation.objects.filter(name=name, system=System.ENTERPRISE).first()
    if known is not None:
        return known
    enterprise = Organisation(name=name, kind=OrganisationKind.OTHER, system=System.ENTERPRISE)
    enterprise.save(force_insert=True)
    trail.record("members.enter_enterprise", enterprise, actor)
    return enterprise
