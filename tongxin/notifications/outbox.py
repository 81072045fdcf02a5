"""Reads of the outbox: what waits, what went out, which switch is off."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.notifications.models import Delivery, SendingSwitch
from tongxin.notifications.queries import Records, records_of
from tongxin.notifications.sealing import unseal
from tongxin.notifications.terms import ERRORS, DeliveryStatus
from tongxin.notifications.words import words
from tongxin.organisations.models import Assembly


def stopped_assemblies() -> set[int | None]:
    """The assemblies whose sending is stopped; None among them: everybody's."""
    return set(SendingSwitch.objects.filter(is_stopped=True).values_list("assembly_id", flat=True))


def switch_of(assembly: Assembly | None) -> SendingSwitch:
    """The switch of an assembly or of the whole installation, unsaved while nobody has touched it."""
    reach = SendingSwitch.ALL if assembly is None else str(assembly.pk)
    found = SendingSwitch.objects.select_related("changed_by").filter(reach=reach).first()
    return found or SendingSwitch(reach=reach, assembly=assembly)


def waiting_deliveries(assembly: Assembly | None) -> models.QuerySet[Delivery]:
    """Messages that have not gone out yet, of one assembly or of all; sign-in codes are not among them."""
    waiting = Delivery.objects.filter(status__in=DeliveryStatus.waiting(), notice__isnull=False)
    return waiting if assembly is None else waiting.filter(assembly=assembly)


def deliveries_for(actor: Actor) -> models.QuerySet[Delivery]:
    """The deliveries of the assemblies that a system manager looks after; sign-in codes only for the city's."""
    mine = Q(assembly_id__in=actor.assembly_ids)
    if actor.assembly is not None and actor.assembly.parent_id is None:
        mine |= Q(assembly__isnull=True)
    return Delivery.objects.filter(mine)


def stuck(for_longer_than: timedelta = timedelta(minutes=10)) -> models.QuerySet[Delivery]:
    """Deliveries that should have gone out by now and are not stopped by a switch."""
    stopped = stopped_assemblies()
    late = Delivery.objects.filter(
        status__in=DeliveryStatus.waiting(), not_before__lt=clock.now() - for_longer_than
    )
    if None in stopped:
        return late.filter(notice__isnull=True)
    return late.filter(Q(assembly__isnull=True) | ~Q(assembly_id__in=stopped))


@dataclass(frozen=True)
class Post:
    """A delivery as the outbox shows it; a sign-in code is shown in the demonstration only."""

    delivery: Delivery
    title: str
    code: str
    error: str

    @property
    def status(self) -> DeliveryStatus:
        return DeliveryStatus(self.delivery.status)


@dataclass(frozen=True)
class Panel:
    """A switch, whom it reaches and how many messages wait behind it."""

    reach: str
    switch: SendingSwitch
    waiting: int


def counts_by_status(deliveries: models.QuerySet[Delivery]) -> dict[str, int]:
    """How many there are in each state."""
    rows = deliveries.order_by().values("status").annotate(count=Count("pk"))
    return {row["status"]: row["count"] for row in rows}


def posts(deliveries: models.QuerySet[Delivery]) -> list[Post]:
    """Deliveries with their words; one query per kind of record."""
    rows = list(deliveries.select_related("notice", "person", "assembly"))
    records = records_of([row.notice for row in rows if row.notice])
    return [_post(row, records) for row in rows]


def panel(reach: str, assembly: Assembly | None) -> Panel:
    """The switch of an assembly or of everybody."""
    return Panel(reach, switch_of(assembly), waiting_deliveries(assembly).count())


def _post(delivery: Delivery, records: Records) -> Post:
    error = str(ERRORS.get(delivery.error, delivery.error))
    if delivery.notice is None:
        content = unseal(delivery.sealed) if settings.DEMO and delivery.sealed else None
        code = content["code"] if content else ""
        return Post(delivery, _("登录验证码"), code, error)
    record = records.get((delivery.notice.record_type, delivery.notice.record_id))
    return Post(delivery, words(delivery.notice, record).title, "", error)
