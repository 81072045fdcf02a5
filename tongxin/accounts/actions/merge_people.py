"""Two rows that are one person become one, and can be parted again."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import merging
from tongxin.accounts.actions.end_sessions import end_sessions
from tongxin.accounts.actions.forget_device import forget_devices
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, PersonAlias, User
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused


@transaction.atomic
def merge_people(main: Person, alias: Person, *, actor: Actor) -> PersonAlias:
    """Give everything that `alias` has to `main` and stop the alias's account.

    Refused where both have what one person has once, such as two seats in one term.
    """
    for person in (main, alias):
        demand(actor, "accounts.merge", person)
    both = Person.objects.select_for_update().filter(pk__in=[main.pk, alias.pk])
    if len(both) != 2:
        raise Refused(_("请选择两个不同的人。"))
    if PersonAlias.objects.filter(alias__in=both, undone_at__isnull=True).exists():
        raise Refused(_("其中一人已经并入别人。"))
    merged = PersonAlias(main=main, alias=alias, had_account=_stop_account(alias))
    merged.moved = _moved(alias, main)
    merged.save(force_insert=True)
    trail.record("accounts.merge_people", main, actor, alias=alias.pk)
    return merged


@transaction.atomic
def part_people(merged: PersonAlias, *, actor: Actor) -> PersonAlias:
    """Give back exactly what the merge moved, as far as it is still there, and let the account in again."""
    demand(actor, "accounts.merge", merged.main)
    merged = PersonAlias.objects.select_for_update().get(pk=merged.pk)
    if merged.undone_at is not None:
        raise Refused(_("这次合并已经撤销。"))
    for relation in merging.relations():
        keys = merged.moved.get(merging.key_of(relation), [])
        still = merging.rows_of(merged.main, relation).filter(pk__in=keys)
        still.update(**{relation.field.name: merged.alias})
    if merged.had_account:
        User.objects.filter(person=merged.alias).update(is_active=True)
    merged.undone_at = clock.now()
    merged.save(update_fields=["undone_at"])
    trail.record("accounts.part_people", merged.main, actor, alias=merged.alias_id)
    return merged


def _moved(alias: Person, main: Person) -> dict[str, list[int]]:
    moved = {}
    try:
        with transaction.atomic():
            for relation in merging.relations():
                rows = merging.rows_of(alias, relation)
                if keys := sorted(rows.values_list("pk", flat=True)):
                    rows.update(**{relation.field.name: main})
                    moved[merging.key_of(relation)] = keys
    except IntegrityError:
        raise Refused(
            _(
                "两人在同一届都有席位，或都登记了身份证号，不能合并。"
                "重复登记的席位请直接终止，它已有的提案和记录留在原处。"
            )
        ) from None
    return moved


def _stop_account(alias: Person) -> bool:
    """Sign the alias's account out and keep it out; whether there was one."""
    user = User.objects.filter(person=alias, is_active=True).first()
    if user is None:
        return False
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)
    forget_devices(user)
    return True
