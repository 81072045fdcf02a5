"""The inbox: what somebody is told about an act on a record."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.notifications.terms import NoticeKind
from tongxin.organisations.models import Organisation, TenantModel


class Notice(TenantModel):
    """One row in the inbox of a person, or of whoever holds a role (at an organisation) in the assembly.

    It holds codes and ids; the words are made when it is read (`notifications.words`). A notice with a `batch` is
    decided but not told until that batch is released (practice 2); one that was taken back before is withdrawn.
    """

    kind = models.CharField(max_length=10, choices=NoticeKind, default=NoticeKind.TOLD)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="notices")
    role = models.CharField(max_length=30, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    act = models.CharField(_("动作"), max_length=80)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    url = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    event_id = models.BigIntegerField(null=True)
    once = models.CharField(max_length=120, null=True)
    batch = models.CharField(_("发布批次"), max_length=60, blank=True)
    released_at = models.DateTimeField(_("发布时间"), null=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)
    read_at = models.DateTimeField(_("阅读时间"), null=True)
    read_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("消息")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(role=""),
                name="notifications_notice_to_somebody",
            ),
            models.UniqueConstraint(
                fields=["assembly", "once"],
                condition=Q(once__isnull=False),
                name="notifications_notice_once",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "read_at"]),
            models.Index(fields=["assembly", "role", "organisation"]),
            models.Index(fields=["record_type", "record_id"]),
            models.Index(
                fields=["assembly", "batch"],
                condition=Q(released_at__isnull=True) & ~Q(batch=""),
                name="notifications_held",
            ),
        ]

    def __str__(self):
        return f"{self.act} · {self.record_type}:{self.record_id}"
