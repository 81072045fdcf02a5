"""Kinds of gathering: those that come with the program, those that an assembly's staff added, and staff's own words."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import Recorders
from tongxin.gatherings.declaration import Declaration
from tongxin.gatherings.terms import Group, Seen
from tongxin.kinds.models import KindRow, OverlayRow


class GatheringKind(KindRow):
    """A kind of meeting or activity."""

    repeated = ("group", "organisers", "seen")

    group = models.CharField(_("所属部分"), max_length=15, choices=Group, default=Group.OWN)
    organisers = models.CharField(_("谁主办"), max_length=15, choices=Recorders)
    seen = models.CharField(_("谁可以看"), max_length=15, choices=Seen)

    class Meta(KindRow.Meta):
        verbose_name = _("活动种类")

    @property
    def whose(self) -> str:
        return self.get_organisers_display()

    @cached_property
    def declared(self) -> Declaration:
        """The declaration, read."""
        return Declaration.of(self.declaration)


class GatheringOverlay(OverlayRow):
    """An assembly's own words over a shipped kind of gathering.

    An empty column leaves the kind's own word: `leave` as `declaration.Leave` writes it, `quorum` as `Quorum` does.
    """

    kind = models.ForeignKey(GatheringKind, models.PROTECT, related_name="overlays")
    notice_days = models.PositiveSmallIntegerField(_("提前几天通知"), null=True, blank=True)
    leave = models.JSONField(_("请假办法"), null=True, blank=True)
    quorum = models.CharField(_("法定人数"), max_length=10, blank=True)

    class Meta(OverlayRow.Meta):
        verbose_name = _("活动种类的本级设置")
