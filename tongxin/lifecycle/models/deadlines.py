"""Deadlines that explain themselves: rule, start, skipped days, extensions, calendar version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.models import TenantModel


class DeadlineStatus(models.TextChoices):
    OPEN = "open", _("计时中")
    MET = "met", _("已完成")
    CANCELLED = "cancelled", _("已终止")
    EXTENDED = "extended", _("已延期")


class Deadline(TenantModel):
    """The day until which one act on one record is owed, with everything that led to that day.

    `working` holds the resolved rule value, skipped days with reasons, and the calendar's version.
    An extension closes this row and opens its successor; nothing is overwritten.
    """

    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    act = models.CharField(_("应办动作"), max_length=80)
    parameter = models.CharField(_("规则"), max_length=80)
    started_on = models.DateField(_("起算日"))
    due_on = models.DateField(_("截止日"))
    working = models.JSONField(_("算法"), default=dict)
    is_provisional = models.BooleanField(_("暂定"), default=False)
    status = models.CharField(max_length=10, choices=DeadlineStatus, default=DeadlineStatus.OPEN)
    closed_on = models.DateField(_("了结日"), null=True)
    extends = models.OneToOneField("self", models.PROTECT, null=True, related_name="extension")
    reason = models.CharField(_("延期理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("期限")
        indexes = [
            models.Index(fields=["record_type", "record_id"]),
            models.Index(fields=["assembly", "status", "due_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "act"],
                condition=models.Q(status="open"),
                name="lifecycle_deadline_one_open",
            )
        ]

    def __str__(self):
        return f"{self.act} · {self.due_on}"
