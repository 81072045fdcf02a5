"""What staff decided differently from the shipped defaults, from a day on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.organisations.models.tenants import TenantModel


class RulebookEntry(TenantModel):
    """One parameter's value in one assembly from a date on; never edited, only followed by a later one."""

    code = models.CharField(_("参数"), max_length=80)
    value = models.JSONField(_("取值"))
    valid_from = models.DateField(_("自何日起"))
    reason = models.CharField(_("理由或依据"), max_length=200)
    entered_by_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["code", "valid_from", "id"]
        verbose_name = _("规则")
        indexes = [models.Index(fields=["assembly", "code", "valid_from"])]

    def __str__(self):
        return f"{self.code} · {self.valid_from}"
