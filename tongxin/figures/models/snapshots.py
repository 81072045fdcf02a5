"""Frozen figures: what a published report cites, with the definition, the rules and the rows behind it."""

import json
import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.core.digests import DEFAULT_ALGORITHM, canonical, digest
from tongxin.core.models import Record
from tongxin.organisations.models import TenantModel


class RowSet(Record):
    """The sorted (id, version) of the rows behind a figure, compressed; equal citations share one."""

    digest = models.CharField(max_length=64, unique=True)
    algorithm = models.CharField(max_length=10)
    count = models.PositiveIntegerField()
    data = models.BinaryField()

    def __str__(self):
        return f"{self.count} · {self.digest[:12]}"

    def rows(self) -> list[tuple[int, int]]:
        """Each row's id and version, by id."""
        return [(key, version) for key, version in json.loads(zlib.decompress(self.data))]

    def is_intact(self) -> bool:
        """Whether the stored rows still have the digest under which they were stored."""
        return digest(zlib.decompress(self.data), self.algorithm) == self.digest

    @classmethod
    def pack(cls, rows: list[tuple[int, int]]) -> "RowSet":
        """An unsaved set of these rows."""
        plain = canonical(sorted(rows))
        return cls(
            digest=digest(plain),
            algorithm=DEFAULT_ALGORITHM,
            count=len(rows),
            data=zlib.compress(plain, 9),
        )


class FigureSnapshot(TenantModel):
    """One figure's answer as it stood at a moment. `under` holds the other number of a ratio."""

    code = models.CharField(_("代码"), max_length=80)
    counties = models.JSONField(_("合计的县级政协"), default=list)
    starts_on = models.DateField(_("自何日起"))
    ends_on = models.DateField(_("至何日止"), help_text=_("这一天不计入"))
    as_of = models.DateTimeField(_("截至何时所知"))
    value = models.BigIntegerField(_("数值"))
    under = models.BigIntegerField(_("分母"), null=True)
    parameters = models.JSONField(_("所用规则"), default=dict)
    definition_digest = models.CharField(max_length=64)
    rows = models.ForeignKey(RowSet, models.PROTECT, related_name="+")
    under_rows = models.ForeignKey(RowSet, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("数字快照")
        indexes = [models.Index(fields=["assembly", "code"])]

    def __str__(self):
        return f"{self.code} = {self.value}"
