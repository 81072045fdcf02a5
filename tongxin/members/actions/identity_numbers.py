"""Identity numbers are entered and read by those with the one permission for it; each reading is an event."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import demand
from tongxin.core.bulk import Ready, give_keys, ready
from tongxin.core.errors import Refused
from tongxin.members.models import IdentityNumber, Member
from tongxin.members.queries.identity_numbers import holders_of
from tongxin.papers.imports.cells import Faulty, read_identity

PERMISSION = "members.read_identity"


@transaction.atomic
def enter_identity_number(member: Member, *, actor: Actor, number: str) -> IdentityNumber:
    """Keep a person's number, sealed. Refused where the check character is wrong or somebody else has it."""
    demand(actor, PERMISSION, member)
    proved = _proved(number)
    if holders_of([proved]).get(proved, member.person_id) != member.person_id:
        raise Refused(
            _("这个号码已登记在另一人名下。请核对；同一个人登记了两次的，请在“名册核对”里合并。"),
            field="number",
        )
    kept = _sealed(member.person_id, proved)
    trail.record("members.enter_identity", member, actor)
    return kept


@transaction.atomic
def read_identity_number(member: Member, *, actor: Actor) -> str:
    """The number in clear, and an event that says who read whose; empty where none was entered."""
    demand(actor, PERMISSION, member)
    kept = IdentityNumber.objects.filter(person_id=member.person_id).first()
    if kept is None:
        return ""
    trail.record("members.read_identity", member, actor)
    return kept.unseal_number()


def ready_numbers(
    numbers: Mapping[int, str], *, actor: Actor
) -> tuple[list[IdentityNumber], list[Ready]]:
    """Numbers of a roster, by person, for those who have none yet, sealed and made ready before the transaction.

    The caller checked them and whose they are.
    """
    demand(actor, PERMISSION)
    rows = IdentityNumber.objects.filter(person__in=numbers)
    had = set(rows.values_list("person_id", flat=True))
    kept = [_prepared(person, number) for person, number in numbers.items() if person not in had]
    give_keys(kept)
    return kept, [ready(kept)]


def _proved(number: str) -> str:
    try:
        return read_identity(number)
    except Faulty as fault:
        raise Refused(_(fault.message) % fault.params, field="number") from None


def _prepared(person_id: int, number: str) -> IdentityNumber:
    row = IdentityNumber(person_id=person_id)
    row.seal_number(number)
    return row


def _sealed(person_id: int, number: str) -> IdentityNumber:
    Person.objects.select_for_update().get(pk=person_id)
    row = IdentityNumber.objects.filter(person_id=person_id).first()
    row = row or IdentityNumber(person_id=person_id)
    row.seal_number(number)
    row.save()
    return row
