"""Two rows that are one person become one, and can be parted again."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts import merging
from tongxin.accounts.actions.end_sessions import end_sessions
from tongxin.accounts.actions.forget_device import forget_devices
from tongxin.accounts.actor import Actor
from tongxin.accounts.merge_plan import Plan, Step, changed_by, kept, read, touched_by
from tongxin.accounts.models import Person, PersonAlias, User
from tongxin.accounts.permissions import demand
from tongxin.core import clock, formats
from tongxin.core.errors import Refused
from tongxin.trail.models import Event


@transaction.atomic
def merge_people(main: Person, alias: Person, *, actor: Actor) -> PersonAlias:
    """Give everything that `alias` has to `main`, by the plan that was shown, and stop the alias's account."""
    for person in (main, alias):
        demand(actor, "accounts.merge", person)
    both = Person.objects.select_for_update().in_bulk([main.pk, alias.pk])
    if len(both) != 2:
        raise Refused(_("请选择两个不同的人。"))
    if PersonAlias.objects.filter(alias__in=both, undone_at__isnull=True).exists():
        raise Refused(_("其中一人已经并入别人。"))
    plan = Plan(both[main.pk], both[alias.pk])
    if plan.refusals:
        raise Refused(plan.refusals[0])
    merged = PersonAlias(main=main, alias=alias, had_account=_stop_account(alias))
    merged.moved = kept(plan.steps)
    merged.save(force_insert=True)
    trail.record("accounts.merge_people", main, actor, alias=alias.pk)
    for one in plan.joined[1:]:
        trail.record(one.event, one.kept, actor, gone=one.gone.pk, filled=one.filled)
    _take(plan.steps)
    return merged


@transaction.atomic
def part_people(merged: PersonAlias, *, actor: Actor) -> PersonAlias:
    """Bring back exactly what was, and let the account in again.

    Refused once something stands on the merge: a row that it changed says something else by now, or the person acted
    on what came from the other entry.
    """
    demand(actor, "accounts.merge", merged.main)
    merged = PersonAlias.objects.select_for_update().get(pk=merged.pk)
    if merged.undone_at is not None:
        raise Refused(_("这次合并已经撤销。"))
    steps = read(merged.moved)
    _refuse_if_used(merged, steps)
    merged.undone_at = clock.now()
    merged.save(update_fields=["undone_at"])
    if merged.had_account:
        User.objects.filter(person=merged.alias).update(is_active=True)
    trail.record("accounts.part_people", merged.main, actor, alias=merged.alias_id)
    _take([one.undone for one in reversed(steps)])
    return merged


def _take(steps: list[Step]) -> None:
    """Take the steps and tell whoever keeps something computed from these rows."""
    try:
        with transaction.atomic():
            for step in steps:
                step.do()
    except IntegrityError:
        raise Refused(_("名册刚有变动，请重新打开这一页再试。")) from None
    merging.tell(touched_by(steps))


def _refuse_if_used(merged: PersonAlias, steps: list[Step]) -> None:
    """Whether the person did something, since the merge, with what came from the other entry."""
    told = Event.objects.filter(
        act="accounts.merge_people", record_id=merged.main_id, facts__alias=merged.alias_id
    )
    since = told.order_by("-id").values_list("id", flat=True).first() or 0
    for model, keys in changed_by(step for step in steps if step.hands_over).items():
        done = Event.objects.filter(
            record_type=model._meta.label_lower,
            record_id__in=keys,
            person_id=merged.main_id,
            id__gt=since,
        )
        if event := done.order_by("id").first():
            raise Refused(
                _("合并以后本人已经办理过转来的“%(what)s”（%(day)s），不能撤销。")
                % {"what": model._meta.verbose_name, "day": formats.day(event.on)}
            )


def _stop_account(alias: Person) -> bool:
    """Sign the alias's account out and keep it out; whether there was one."""
    user = User.objects.filter(person=alias, is_active=True).first()
    if user is None:
        return False
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)
    forget_devices(user)
    return True
