"""Dated roles: in what capacity a person may act, where, from when to when."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models.people import Person
from tongxin.accounts.terms import Role
from tongxin.core.models import Record
from tongxin.organisations.models import Assembly, Organisation


class RoleAssignmentQuerySet(models.QuerySet):
    def in_force(self, on: date) -> "RoleAssignmentQuerySet":
        """Those that hold on a day (periods are half-open)."""
        return self.filter(starts_on__lte=on).filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=on)
        )


class RoleAssignment(Record):
    """An identity that a person may act under. Unit roles without an assembly cover all that the unit serves."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    role = models.CharField(_("角色"), max_length=30, choices=Role)
    assembly = models.ForeignKey(
        Assembly, models.PROTECT, null=True, blank=True, related_name="roles"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="roles"
    )
    title = models.CharField(_("职务"), max_length=60, blank=True)
    starts_on = models.DateField(_("自何日起"))
    ends_on = models.DateField(_("至何日止"), null=True, blank=True)
    reason = models.CharField(_("授予依据"), max_length=120, blank=True)

    objects = models.Manager.from_queryset(RoleAssignmentQuerySet)()

    class Meta:
        verbose_name = _("身份")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(assembly__isnull=False) | models.Q(organisation__isnull=False),
                name="accounts_role_somewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="accounts_role_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["role", "organisation", "assembly"]),
            models.Index(fields=["person", "starts_on"]),
        ]

    def __str__(self):
        where = self.organisation or self.assembly
        return f"{self.person} · {where} · {self.title or self.get_role_display()}"
