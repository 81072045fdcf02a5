"""The tree of assemblies: province (as addressee), city, counties."""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tongxin.core.models import Record
from tongxin.organisations.terms import Tier


class Assembly(Record):
    """A consultative assembly (政协组织), the tenant of every row."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="counties"
    )
    tier = models.CharField(_("层级"), max_length=10, choices=Tier)
    slug = models.SlugField(_("地址名"), max_length=40, unique=True)
    name = models.CharField(_("全称"), max_length=80, help_text=_("例如：政协澜川市委员会"))
    short_name = models.CharField(_("简称"), max_length=40)
    name_en = models.CharField(_("英文名"), max_length=120, blank=True)
    place = models.CharField(_("行政区名"), max_length=40, help_text=_("例如：澜川市"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("政协组织")

    def __str__(self):
        if (translation.get_language() or "").startswith("en") and self.name_en:
            return self.name_en
        return self.short_name
