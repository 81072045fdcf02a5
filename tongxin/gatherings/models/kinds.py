"""Kinds of gathering: those that come with the program, those that an assembly's staff added, and staff's own words."""

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import Recorders
from tongxin.core.models import Record as Stored
from tongxin.gatherings.declaration import Declaration, declaration_from
from tongxin.gatherings.terms import Group, KindState, Seen
from tongxin.organisations.models import Assembly, TenantModel


class GatheringKind(Stored):
    """A kind. Without an assembly it came with the program (`gatherings.shipped`) and serves all; with one it is its own.

    `declaration` says everything; the columns beside it repeat what queries ask. `revision` grows with what is
    declared, `version` with every act on the row.
    """

    assembly = models.ForeignKey(Assembly, models.PROTECT, null=True, related_name="+")
    code = models.CharField(_("代码"), max_length=30)
    revision = models.PositiveIntegerField(_("版次"), default=1)
    version = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(max_length=10, choices=KindState, default=KindState.DRAFT)
    group = models.CharField(_("所属部分"), max_length=15, choices=Group, default=Group.OWN)
    organisers = models.CharField(_("谁主办"), max_length=15, choices=Recorders)
    seen = models.CharField(_("谁可以看"), max_length=15, choices=Seen)
    declaration = models.JSONField(_("声明"))
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    objects = models.Manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("活动种类")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(assembly__isnull=True),
                name="gatherings_kind_shipped_once",
            ),
            models.UniqueConstraint(fields=["assembly", "code"], name="gatherings_kind_once"),
        ]

    def __str__(self):
        return str(self.declared.name)

    def get_absolute_url(self):
        return reverse("gatherings:kind_page", args=[self.assembly.slug, self.public_id])

    @cached_property
    def declared(self) -> Declaration:
        """The declaration, read."""
        return declaration_from(self.declaration)

    @property
    def is_shipped(self) -> bool:
        return self.assembly_id is None

    @property
    def is_in_use(self) -> bool:
        return self.state == KindState.IN_USE

    @staticmethod
    def opened() -> Q:
        """Kinds that were ever opened: of them there may be gatherings."""
        return ~Q(state=KindState.DRAFT)

    @staticmethod
    def of(assembly_id: int) -> Q:
        """The shipped kinds and this assembly's own ones."""
        return Q(assembly__isnull=True) | Q(assembly_id=assembly_id)


class GatheringOverlay(TenantModel):
    """What an assembly's staff changed about a shipped kind; upgrades of the kind leave it alone.

    An empty column leaves the kind's own word: `leave` as `declaration.Leave` writes it, `quorum` as `Quorum` does.
    """

    kind = models.ForeignKey(GatheringKind, models.PROTECT, related_name="overlays")
    name = models.CharField(_("本级名称"), max_length=60, blank=True)
    is_hidden = models.BooleanField(_("本级不用"), default=False)
    notice_days = models.PositiveSmallIntegerField(_("提前几天通知"), null=True, blank=True)
    leave = models.JSONField(_("请假办法"), null=True, blank=True)
    quorum = models.CharField(_("法定人数"), max_length=10, blank=True)
    fields = models.JSONField(_("本级加的栏目"), default=list)
    revision = models.PositiveIntegerField(_("版次"), default=1)

    class Meta:
        verbose_name = _("活动种类的本级设置")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "kind"], name="gatherings_overlay_once")
        ]

    def __str__(self):
        return self.name or str(self.kind)
