"""Kinds of record: those that come with the program, those that an assembly's staff added, and staff's own words."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import Readers, Recorders
from tongxin.kinds.models import KindRow, OverlayRow
from tongxin.records.declaration import Declaration
from tongxin.records.terms import Group


class RecordKind(KindRow):
    """A kind of the record book."""

    repeated = ("group", "recorders", "readers")

    group = models.CharField(_("所属部分"), max_length=15, choices=Group, default=Group.OWN)
    recorders = models.CharField(_("谁登记"), max_length=15, choices=Recorders)
    readers = models.CharField(_("谁可以看"), max_length=15, choices=Readers)

    class Meta(KindRow.Meta):
        verbose_name = _("台账种类")

    @property
    def whose(self) -> str:
        return self.get_recorders_display()

    @cached_property
    def declared(self) -> Declaration:
        """The declaration, read."""
        return Declaration.of(self.declaration)


class KindOverlay(OverlayRow):
    """An assembly's own words over a shipped kind of record."""

    kind = models.ForeignKey(RecordKind, models.PROTECT, related_name="overlays")

    class Meta(OverlayRow.Meta):
        verbose_name = _("种类的本级设置")
