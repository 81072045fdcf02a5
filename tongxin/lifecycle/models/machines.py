"""What every record with a lifecycle inherits."""

from django.db import models

from tongxin.organisations.models import TenantModel


class MachineRecord(TenantModel):
    """A tenant row whose state only `perform` moves; `version` grows by one with every act on it."""

    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
