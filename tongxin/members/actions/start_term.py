"""The next term's roll is drafted from this one: who stays, in which sector; then all seats change at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core.errors import Refused
from tongxin.members.actions.keeping import demand_keeping
from tongxin.members.actions.seat_members import Seat, end_mandate, seat_members
from tongxin.members.models import Mandate, Member, Sector, Term
from tongxin.members.queries.cards import free_cards
from tongxin.members.terms import MandateEnd

CARRIED = (
    "party",
    "party_name",
    "employer",
    "born_in",
    "education",
    "degree",
    "professional_title",
    "native_place",
    "speciality",
    "address",
    "postcode",
    "photo",
)
"""What the new seat takes over from the old one; posts and the mark 常委 are given anew."""


@dataclass(frozen=True)
class Stay:
    """Somebody who stays, and the sector in which they will sit."""

    member: Member
    sector: Sector


@transaction.atomic
def start_term(term: Term, *, actor: Actor, before: Term, stays: Sequence[Stay]) -> list[Member]:
    """Seat those who stay in the new term and end the former term's open mandates on its first day (届满)."""
    demand_keeping(actor, term.assembly_id)
    if before.assembly_id != term.assembly_id or before.number >= term.number:
        raise Refused(_("请选择本级的下一届。"))
    if any(stay.member.term_id != before.pk for stay in stays):
        raise Refused(_("名单里有不属于本届的人，请重新选择。"))
    if term.members.exists():
        raise Refused(_("%(term)s已有名册，请在名册中增补。") % {"term": term})
    cards = free_cards(term)
    seats = [Seat(_carried(stay, term, next(cards)), term.starts_on) for stay in stays]
    _end_former(before, term, actor)
    members = seat_members(seats, actor=actor)
    trail.record("members.start_term", term, actor, before=before.pk, seats=len(members))
    return members


def _carried(stay: Stay, term: Term, card: str) -> Member:
    former = {name: getattr(stay.member, name) for name in CARRIED}
    return Member(
        assembly_id=term.assembly_id,
        person_id=stay.member.person_id,
        term=term,
        sector=stay.sector,
        card_number=card,
        **former,
    )


def _end_former(before: Term, term: Term, actor: Actor) -> None:
    mandates = Mandate._base_manager.filter(member__term=before, ends_on__isnull=True)
    for mandate in mandates.select_related("member"):
        on = max(term.starts_on, mandate.starts_on)
        end_mandate(mandate, actor=actor, on=on, reason=MandateEnd.TERM)
