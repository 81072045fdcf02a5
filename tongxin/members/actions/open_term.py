"""A new term and its plenary sessions."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.members.models import PlenarySession, Term
from tongxin.organisations.models import Assembly


@transaction.atomic
def open_term(assembly: Assembly, *, actor: Actor, number: int, starts_on: date) -> Term:
    """Begin a term (届)."""
    demand(actor, "members.keep")
    if Term._base_manager.filter(assembly=assembly, number=number).exists():
        raise Refused(_("第%(n)d届已经登记。") % {"n": number}, field="number")
    term = Term(assembly=assembly, number=number, starts_on=starts_on)
    term.save(force_insert=True)
    trail.record("members.open_term", term, actor, number=number)
    return term


@transaction.atomic
def open_session(
    term: Term,
    *,
    actor: Actor,
    number: int,
    opens_on: date,
    closes_on: date,
    window_opens_on: date,
    cutoff_at: datetime,
) -> PlenarySession:
    """Convene a plenary session (次) with its window for session proposals."""
    demand(actor, "members.keep")
    if PlenarySession._base_manager.filter(term=term, number=number).exists():
        raise Refused(_("本届第%(n)d次会议已经登记。") % {"n": number}, field="number")
    if closes_on < opens_on:
        raise Refused(_("闭幕不能早于开幕。"), field="closes_on")
    if window_opens_on > opens_on:
        raise Refused(_("提案征集不能晚于开幕。"), field="window_opens_on")
    if clock.day_of(cutoff_at) < window_opens_on:
        raise Refused(_("提案截止不能早于征集开始。"), field="cutoff_at")
    session = PlenarySession(
        assembly_id=term.assembly_id,
        term=term,
        number=number,
        opens_on=opens_on,
        closes_on=closes_on,
        window_opens_on=window_opens_on,
        cutoff_at=cutoff_at,
    )
    session.save(force_insert=True)
    trail.record("members.open_session", session, actor, number=number, opens_on=opens_on)
    return session
