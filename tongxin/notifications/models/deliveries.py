"""The outbox: one row per message and channel, written with the act, sent by the worker."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.core.models import Record
from tongxin.notifications.models.notices import Notice
from tongxin.notifications.terms import Channel, DeliveryStatus
from tongxin.organisations.models import Assembly

URGENT, USUAL = 1, 5


class Delivery(Record):
    """A message on its way to one person by one channel; address and words are looked up when it is sent.

    A sign-in code has neither notice nor assembly: what it needs is sealed in the row and forgotten once sent.
    """

    assembly = models.ForeignKey(Assembly, models.PROTECT, null=True, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="deliveries")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel)
    status = models.CharField(
        _("状态"), max_length=10, choices=DeliveryStatus, default=DeliveryStatus.QUEUED
    )
    priority = models.PositiveSmallIntegerField(default=USUAL)
    idempotency_key = models.CharField(max_length=64, unique=True)
    not_before = models.DateTimeField(_("不早于"), default=clock.now)
    expires_at = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=40, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    provider_reference = models.CharField(_("服务商编号"), max_length=120, blank=True)
    error = models.CharField(_("原因"), max_length=60, blank=True)
    sealed = models.TextField(blank=True)

    class Meta:
        verbose_name = _("发送记录")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(notice__isnull=False, person__isnull=False, assembly__isnull=False)
                | Q(notice__isnull=True),
                name="notifications_delivery_of_something",
            )
        ]
        indexes = [
            models.Index(
                fields=["priority", "not_before", "id"],
                condition=Q(status__in=["queued", "leased"]),
                name="notifications_due",
            ),
            models.Index(fields=["assembly", "status"]),
        ]

    def __str__(self):
        return f"{self.channel} {self.idempotency_key}"
