"""Bodies outside the assembly: handling units, parties, people's organisations, and what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.core.models import Record
from tongxin.organisations.models.tenants import TenantModel
from tongxin.organisations.terms import Channel, OrganisationKind, System, WorkingWay


class Organisation(Record):
    """A body known to all assemblies alike; it serves an assembly through a `Service` row."""

    kind = models.CharField(_("性质"), max_length=30, choices=OrganisationKind)
    name = models.CharField(_("单位名称"), max_length=80)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    name_en = models.CharField(_("英文名"), max_length=120, blank=True)
    system = models.CharField(_("系统"), max_length=20, choices=System, blank=True)
    code = models.CharField(_("单位代码"), max_length=20, blank=True)
    initials = models.CharField(_("拼音首字母"), max_length=40, blank=True)
    started_on = models.DateField(_("成立日期"), null=True, blank=True)
    ended_on = models.DateField(_("撤并日期"), null=True, blank=True)
    document_word = models.CharField(
        _("提案答复发文代字"), max_length=20, blank=True, help_text=_("例如：澜教提复")
    )

    class Meta:
        ordering = ["code", "id"]
        verbose_name = _("单位")
        indexes = [models.Index(fields=["name"]), models.Index(fields=["initials"])]

    def __str__(self):
        return self.short_name or self.name


class Succession(Record):
    """A reorganisation: from this day on, the successor answers for the predecessor."""

    predecessor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="successions", verbose_name=_("原单位")
    )
    successor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="inheritances", verbose_name=_("承继单位")
    )
    on = models.DateField(_("自何日起"))
    document = models.CharField(_("依据文件"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="organisations_succession_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="organisations_succession_not_itself",
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"


class Service(TenantModel):
    """A unit answers proposals of an assembly, through a channel, online or by exchanged packages."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="services", verbose_name=_("单位")
    )
    channel = models.CharField(_("交办渠道"), max_length=20, choices=Channel)
    working_way = models.CharField(
        _("办理方式"), max_length=10, choices=WorkingWay, default=WorkingWay.ONLINE
    )
    contact_name = models.CharField(_("联系人"), max_length=40, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    started_on = models.DateField(_("自何日起"), null=True, blank=True)
    ended_on = models.DateField(_("至何日止"), null=True, blank=True)

    class Meta:
        verbose_name = _("承办关系")
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "organisation"], name="organisations_service_once"
            )
        ]

    def __str__(self):
        return f"{self.organisation} · {self.get_channel_display()}"
