"""Who is waited for, to do what, until when: the rows that home pages, counts and reminders read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.organisations.models import Organisation, TenantModel


class Waiting(TenantModel):
    """One act that one record expects of a person, or of whoever holds a role (at an organisation).

    Written by the engine in the act's transaction; `lifecycle.waiting.rebuild` computes the same rows anew.
    """

    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    act = models.CharField(_("待办动作"), max_length=80)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="waiting")
    role = models.CharField(max_length=30, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("截止日期"), null=True)
    since_on = models.DateField(_("自何日起"))

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "since_on", "id"]
        indexes = [
            models.Index(fields=["person", "due_on"]),
            models.Index(fields=["organisation", "role", "due_on"]),
            models.Index(fields=["assembly", "role", "due_on"]),
            models.Index(fields=["record_type", "record_id"]),
        ]

    def __str__(self):
        return f"{self.act} · {self.record_type}:{self.record_id}"
