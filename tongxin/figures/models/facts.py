"""Versions of the facts that figures count, so that the answer of any past moment can be given again."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.organisations.models import Assembly


class FactVersionQuerySet(models.QuerySet):
    def known_at(self, moment: datetime) -> "FactVersionQuerySet":
        """What was recorded by a moment and not yet replaced."""
        return self.filter(recorded_at__lte=moment).filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment)
        )

    def present(self) -> "FactVersionQuerySet":
        return self.filter(superseded_at__isnull=True)


class FactVersion(models.Model):
    """One record's counted facts from `recorded_at` until `superseded_at`. Rows are added and closed, never changed."""

    id = models.BigAutoField(primary_key=True)
    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("记录时间"), default=clock.now)
    superseded_at = models.DateTimeField(_("被取代时间"), null=True)

    objects = models.Manager.from_queryset(FactVersionQuerySet)()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.record_id} · {self.recorded_at}"


def facts_of(
    model: type[models.Model], *fields: str, begin: str, doc: str, module: str
) -> type[FactVersion]:
    """The version table of a model: copies of the counted `fields` under their own names.

    The same conditions therefore hold on records and on versions. No version is kept before `begin` is set.
    """
    name = f"{model.__name__}Facts"
    label = f"{model._meta.app_label}_{model._meta.model_name}"
    meta = type(
        "Meta",
        (),
        {
            "constraints": [
                models.UniqueConstraint(
                    fields=["record"],
                    condition=Q(superseded_at__isnull=True),
                    name=f"{label}_facts_one_present",
                )
            ],
            "indexes": [models.Index(fields=["assembly", "recorded_at"])],
        },
    )
    copies = {field: _copy(model._meta.get_field(field)) for field in fields}
    record = models.ForeignKey(model, models.PROTECT, related_name="fact_versions")
    attributes = {"__doc__": doc, "__module__": module, "Meta": meta, "record": record, **copies}
    facts = type(name, (FactVersion,), attributes)
    facts.counted, facts.begin = tuple(copies[field].attname for field in fields), begin
    return facts


def _copy(field: models.Field) -> models.Field:
    """The same field; a reference without index or constraint: to remove a row, all versions would be gone through."""
    if isinstance(field, models.ForeignKey):
        return models.ForeignKey(
            field.remote_field.model,
            models.PROTECT,
            null=True,
            related_name="+",
            db_index=False,
            db_constraint=False,
        )
    return field.clone()
