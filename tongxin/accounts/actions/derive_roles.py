"""Identities that follow from mandates: written and ended by the app that keeps the mandates."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core.bulk import Ready, give_keys, ready, write_all


@transaction.atomic
def derive_roles(wanted: Sequence[RoleAssignment], *, actor: Actor) -> list[RoleAssignment]:
    """Store prepared identities in one go; whoever calls has checked its own permission on the mandates."""
    write_all(ready_roles(wanted, actor=actor))
    return list(wanted)


def ready_roles(wanted: Sequence[RoleAssignment], *, actor: Actor) -> list[Ready]:
    """What `derive_roles` writes, made ready before the transaction."""
    if foreign := {each.role for each in wanted} - Role.derived():
        raise ValueError(f"these roles are granted by hand: {sorted(foreign)}")
    give_keys(wanted)
    derived = trail.ready_all(
        "accounts.derive_role",
        wanted,
        actor,
        lambda one: {"role": one.role, "person": one.person_id},
    )
    return [ready(wanted), derived]


@transaction.atomic
def end_derived_role(assignment: RoleAssignment, *, on: date, actor: Actor) -> None:
    """The mandate ends, so does the identity: from `on` it holds no more."""
    if assignment.role not in Role.derived():
        raise ValueError(f"{assignment.role} is ended by hand")
    assignment.ends_on = max(on, assignment.starts_on)
    assignment.save(update_fields=["ends_on"])
    trail.record("accounts.end_role", assignment, actor, role=assignment.role, ends_on=on)
