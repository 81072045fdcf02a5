"""Kinds of record: those that come with the program, those that an assembly's staff added, and staff's own words."""

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import Readers, Recorders
from tongxin.core.models import Record as Stored
from tongxin.organisations.models import Assembly, TenantModel
from tongxin.records.declaration import Declaration, declaration_from
from tongxin.records.terms import Group, KindState


class RecordKind(Stored):
    """A kind. Without an assembly it came with the program (`records.shipped`) and serves all; with one it is its own.

    `declaration` says everything; the columns beside it repeat what queries ask. `revision` grows with what is
    declared, `version` with every act on the row.
    """

    assembly = models.ForeignKey(Assembly, models.PROTECT, null=True, related_name="+")
    code = models.CharField(_("代码"), max_length=30)
    revision = models.PositiveIntegerField(_("版次"), default=1)
    version = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(max_length=10, choices=KindState, default=KindState.DRAFT)
    group = models.CharField(_("所属部分"), max_length=15, choices=Group, default=Group.OWN)
    recorders = models.CharField(_("谁登记"), max_length=15, choices=Recorders)
    readers = models.CharField(_("谁可以看"), max_length=15, choices=Readers)
    declaration = models.JSONField(_("声明"))
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    objects = models.Manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("台账种类")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(assembly__isnull=True),
                name="records_kind_shipped_once",
            ),
            models.UniqueConstraint(fields=["assembly", "code"], name="records_kind_once"),
        ]

    def __str__(self):
        return str(self.declared.name)

    def get_absolute_url(self):
        return reverse("records:kind_page", args=[self.assembly.slug, self.public_id])

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
        """Kinds that were ever opened: in them something may stand."""
        return ~Q(state=KindState.DRAFT)

    @staticmethod
    def of(assembly_id: int) -> Q:
        """The shipped kinds and this assembly's own ones."""
        return Q(assembly__isnull=True) | Q(assembly_id=assembly_id)


class KindOverlay(TenantModel):
    """What an assembly's staff changed about a shipped kind: its name, whether it is offered, fields of their own.

    Upgrades of the shipped kind leave it alone.
    """

    kind = models.ForeignKey(RecordKind, models.PROTECT, related_name="overlays")
    name = models.CharField(_("本级名称"), max_length=60, blank=True)
    is_hidden = models.BooleanField(_("本级不用"), default=False)
    fields = models.JSONField(_("本级加的栏目"), default=list)
    revision = models.PositiveIntegerField(_("版次"), default=1)

    class Meta:
        verbose_name = _("种类的本级设置")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "kind"], name="records_overlay_once")
        ]

    def __str__(self):
        return self.name or str(self.kind)
