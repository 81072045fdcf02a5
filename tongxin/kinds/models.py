"""What every table of kinds as data has: kinds that came with the program or are one assembly's own, and own words."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.core.models import Record
from tongxin.kinds.declaration import Declaration
from tongxin.kinds.terms import KindState
from tongxin.organisations.models import Assembly, TenantModel


class KindRow(Record):
    """A kind. Without an assembly it came with the program and serves all; with one it is its own.

    `declaration` says everything; `repeated` names what of it stands in columns too, because queries ask it.
    `revision` grows with what is declared, `version` with every act on the row. The host adds those columns, `group`
    among them, `declared`, which reads the declaration and keeps it in the row's dictionary, and in words `whose` it is.
    """

    repeated: ClassVar[tuple[str, ...]] = ("group",)
    declared: Declaration
    whose: str

    assembly = models.ForeignKey(Assembly, models.PROTECT, null=True, related_name="+")
    code = models.CharField(_("代码"), max_length=30)
    revision = models.PositiveIntegerField(_("版次"), default=1)
    version = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(max_length=10, choices=KindState, default=KindState.DRAFT)
    declaration = models.JSONField(_("声明"))
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    objects = models.Manager()

    class Meta:
        abstract = True
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(assembly__isnull=True),
                name="%(app_label)s_kind_shipped_once",
            ),
            models.UniqueConstraint(fields=["assembly", "code"], name="%(app_label)s_kind_once"),
        ]

    def __str__(self):
        return str(self.declared.name)

    def get_absolute_url(self):
        return reverse(
            f"{self._meta.app_label}:kind_page", args=[self.assembly.slug, self.public_id]
        )

    def declare(self, declared: Declaration) -> None:
        """Say what the kind is from now on; saved by the act."""
        self.declaration = declared.as_json() | {"revision": self.revision}
        for name in self.repeated:
            setattr(self, name, getattr(declared, name))
        self.__dict__.pop("declared", None)

    @property
    def is_shipped(self) -> bool:
        return self.assembly_id is None

    @property
    def is_in_use(self) -> bool:
        return self.state == KindState.IN_USE

    @staticmethod
    def opened() -> Q:
        """Kinds that were ever opened: of them something may stand."""
        return ~Q(state=KindState.DRAFT)

    @staticmethod
    def of(assembly_id: int) -> Q:
        """The shipped kinds and this assembly's own ones."""
        return Q(assembly__isnull=True) | Q(assembly_id=assembly_id)


class OverlayRow(TenantModel):
    """What an assembly's staff changed about a shipped kind; upgrades of the kind leave it alone."""

    name = models.CharField(_("本级名称"), max_length=60, blank=True)
    is_hidden = models.BooleanField(_("本级不用"), default=False)
    fields = models.JSONField(_("本级加的栏目"), default=list)
    revision = models.PositiveIntegerField(_("版次"), default=1)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["assembly", "kind"], name="%(app_label)s_overlay_once")
        ]

    def __str__(self):
        return self.name or str(self.kind)
