"""What every tenant row inherits: its assembly, and a manager that fails closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.core.models import Record
from tongxin.organisations import scope
from tongxin.organisations.models.assemblies import Assembly


class ScopedQuerySet(models.QuerySet):
    """The query set of tenant models; narrowed on entry by `ScopedManager`."""


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """Answers within the open scope; raises OutsideScope where there is none.

    Relations and reloads go through the plain base manager: this one guards entry queries.
    """

    def get_queryset(self):
        narrowed = super().get_queryset()
        ids = scope.current().assembly_ids
        return narrowed if ids is None else narrowed.filter(assembly_id__in=ids)


class TenantModel(Record):
    """A row that belongs to one assembly."""

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="+", verbose_name=_("政协"))

    objects = ScopedManager()

    class Meta:
        abstract = True
