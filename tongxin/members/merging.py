"""Two entries of one person on one roll: how two seats of a term become one, and what of them cannot stand twice.

What counted on no day by right is emptied, not removed: a mandate, post or identity that ends on the day it began
holds on no day, says why, and gets its days back when the merge is undone.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.accounts.merge_plan import Plan
from tongxin.accounts.merging import Once, declare
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.members.fields import SEAT_COLUMNS
from tongxin.members.models import (
    SIDES,
    Appointment,
    ContactPair,
    Correction,
    IdentityNumber,
    Mandate,
    Member,
)
from tongxin.members.queries import in_force
from tongxin.members.terms import MandateEnd, PostEnd

Twins = Iterator[tuple[Any, Any]]

SECOND = {"postcode": "address", "party_id": "party_name"}
"""Columns that say more about another one, and are taken over where the seats agree about that."""


def declare_all() -> None:
    """Make the rules of the register known."""
    declare(
        Once("members.member.person", _join_seats),
        Once("members.identitynumber.person", _one_number),
        Once("members.mandate.member", _empty_mandate, _overlapping),
        Once("members.appointment.member", _empty_post, _same_posts),
        Once("members.correction.member", _two_corrections),
        Once("members.contactpair.member", _one_contact, _same_contacts),
        Once("members.contactpair.other_member", _one_contact, _same_contacts),
    )


def _join_seats(plan: Plan, gone: Member, kept: Member) -> str:
    """Two seats in one term: all that refers to the one goes to the other; the roll shows one of them."""
    today = in_force(clock.today())
    held = any(_overlapping(gone.mandates.filter(today), kept))
    if held and not kept.mandates.filter(today).exists():
        plan.refuse(_("保留的席位已经终止，并入的还在任。请按“换过来保留”合并。"))
    plan.join(kept, gone, "members.merge_seats", fills=_columns_to_fill(kept, gone))
    return _(
        "同一届的两个席位并成一个，名册和人数只计保留的席位；"
        "保留的席位空着的资料用并入的补上，两席都有的用保留的；并入的席位留作记录。"
    )


def _columns_to_fill(kept: Member, gone: Member) -> Iterator[str]:
    """All that a seat says of itself, but no postcode of another address and no organisation of another party."""
    for name in (*SEAT_COLUMNS, "party_id"):
        first = SECOND.get(name)
        if first is None or getattr(kept, first) in ("", getattr(gone, first)):
            yield name


def _one_number(plan: Plan, row: IdentityNumber, twin: IdentityNumber) -> str:
    if row.unseal_number() != twin.unseal_number():
        plan.refuse(_("两人登记的身份证号不同，不是同一个人，不能合并。"))
    return _("两人登记的身份证号相同，保留一份。")


def _two_corrections(plan: Plan, row: Correction, twin: Correction) -> str:
    plan.refuse(_("两个席位都有资料更正等待审核，请先审核其中一份。"))
    return ""


def _overlapping(rows: models.QuerySet[Mandate], kept: Member) -> Twins:
    """Mandates that share a day with one of the seat that stays."""
    return _sharing_a_day(rows, lambda row: kept.mandates.all())


def _empty_mandate(plan: Plan, row: Mandate, twin: Mandate) -> str:
    _empty(plan, row, MandateEnd.DOUBLE)
    identities = RoleAssignment.objects.filter(
        person_id=row.member.person_id,
        role=Role.MEMBER,
        assembly_id=row.assembly_id,
        starts_on=row.starts_on,
    )
    for identity in identities:
        plan.change(identity, "ends_on", identity.starts_on)
    return _("任期重叠的，只计保留的席位的任期；并入的那一段注明“重复登记”，不计。")


def _same_posts(rows: models.QuerySet[Appointment], kept: Member) -> Twins:
    """Posts that the seat that stays holds too, at the same time."""
    return _sharing_a_day(
        rows,
        lambda row: kept.appointments.filter(
            post=row.post, committee=row.committee_id, sector=row.sector_id, body=row.body_id
        ),
    )


def _empty_post(plan: Plan, row: Appointment, twin: Appointment) -> str:
    _empty(plan, row, PostEnd.DOUBLE)
    return _("同时登记了两次的职务，留保留的席位的一份；另一份注明“重复登记”，不计。")


def _same_contacts(rows: models.QuerySet[ContactPair], kept: Member) -> Twins:
    """Contacts that the seat that stays has too, and those between the two entries themselves."""
    held = ContactPair._base_manager.filter(Q(member=kept) | Q(other_member=kept))
    held = held.order_by("-starts_on", "-pk")
    for row in rows:
        if twin := next((one for one in held if _is_same(row, one, kept)), None):
            yield row, twin


def _one_contact(plan: Plan, row: ContactPair, twin: ContactPair) -> str:
    """The contact of the seat that stays takes over the days and what was logged; the other one holds on no day."""
    if row.pk != twin.pk:
        plan.join(twin, row, "members.merge_pairs")
        _widen(plan, twin, row)
    if row.ends_on != row.starts_on:
        plan.change(row, "ends_on", row.starts_on)
    return _(
        "两席登记了同一联系的并成一条，起止取最早的开始和最晚的结束，联系记录归到一起；"
        "两席互为联系人的一条不再计。"
    )


def _widen(plan: Plan, pair: ContactPair, row: ContactPair) -> None:
    """From the earlier beginning to the later end; noted on the row in hand, which may have another twin."""
    ends = [one.ends_on for one in (pair, row) if one.ends_on is not None]
    wanted = {
        "starts_on": min(pair.starts_on, row.starts_on),
        "ends_on": max(ends) if len(ends) == 2 else None,
    }
    for name, becomes in wanted.items():
        if getattr(pair, name) != becomes:
            plan.change(pair, name, becomes)
            setattr(pair, name, becomes)


def _is_same(row: ContactPair, one: ContactPair, kept: Member) -> bool:
    if one.pk == row.pk:
        return True
    if row.kind != one.kind or not _share_a_day(row, one):
        return False
    ours, theirs = SIDES[row.kind]
    same_keeper = getattr(row, f"{ours}_id") == getattr(one, f"{ours}_id")
    same_other = getattr(row, f"{theirs}_id") == getattr(one, f"{theirs}_id")
    return same_other if one.member_id == kept.pk else same_keeper


def _sharing_a_day(rows: models.QuerySet, held: Any) -> Twins:
    for row in rows:
        if twin := next((one for one in held(row) if _share_a_day(row, one)), None):
            yield row, twin


def _share_a_day(one: Any, other: Any) -> bool:
    """Whether two half-open periods overlap."""
    begins_before_end = one.ends_on is None or other.starts_on < one.ends_on
    return begins_before_end and (other.ends_on is None or one.starts_on < other.ends_on)


def _empty(plan: Plan, row: Mandate | Appointment, reason: str | Promise) -> None:
    if row.ends_on == row.starts_on:
        return
    plan.change(row, "ends_on", row.starts_on)
    plan.change(row, "end_reason", str(reason))
