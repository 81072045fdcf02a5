"""The words of organisations: tiers of assemblies, kinds of organisation, systems, channels of assignment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")


class OrganisationKind(models.TextChoices):
    UNIT = "unit", _("承办单位")
    PARTY = "party", _("党派")
    PEOPLES_ORGANISATION = "peoples_organisation", _("人民团体")
    OFFICE = "office", _("政协机构")
    OTHER = "other", _("其他单位")

    @classmethod
    def collective(cls) -> list["OrganisationKind"]:
        """Those that may propose in their own name."""
        return [cls.PARTY, cls.PEOPLES_ORGANISATION]


class System(models.TextChoices):
    """The ten-odd systems (系统) in which reports group units."""

    PARTY = "party", _("党群系统")
    GOVERNMENT = "government", _("政府系统")
    CONGRESS = "congress", _("人大系统")
    CPPCC = "cppcc", _("政协系统")
    JUDICIARY = "judiciary", _("法检系统")
    GARRISON = "garrison", _("驻军系统")
    COUNTY = "county", _("县（市）区")
    ENTERPRISE = "enterprise", _("企事业单位")


class Channel(models.TextChoices):
    """Through whom a proposal reaches the unit (交办渠道)."""

    PARTY = "party", _("市委办")
    GOVERNMENT = "government", _("市政府督查室")
    CPPCC = "cppcc", _("政协办公室")


class WorkingWay(models.TextChoices):
    """How a unit works with the assembly; a choice per unit (practice: units may stay in their own system)."""

    ONLINE = "online", _("在线办理")
    PACKAGE = "package", _("交换包和纸质办理")
