"""For which assemblies a figure is asked: one, or a city with the counties whose rules let it read them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongxin.organisations import rulebook
from tongxin.organisations.models import Assembly
from tongxin.organisations.rulebook import Parameter

READ_BY_CITY = "figures.read_by_city"
PERCENT_DIGITS = "figures.percent_digits"

PARAMETERS = [
    Parameter(
        READ_BY_CITY,
        _("市政协可直接合计本级数字"),
        "flag",
        False,
        _("县级报送签章的合计数；市级不看实时数据，除非本级同意"),
    ),
    Parameter(
        PERCENT_DIGITS,
        _("百分数保留几位小数"),
        "int",
        1,
        _("各地公布的数字保留零至两位"),
        most=2,
    ),
]


@dataclass(frozen=True)
class Scope:
    """The assembly whose page it is, and the counties counted with it."""

    assembly: Assembly
    counties: tuple[int, ...] = ()

    @classmethod
    def with_counties(cls, assembly: Assembly) -> "Scope":
        """Both levels: those counties only that allow it in their own rulebook (practice 10)."""
        return cls(assembly, open_counties(assembly))

    @property
    def assembly_ids(self) -> tuple[int, ...]:
        return (self.assembly.pk, *self.counties)


def open_counties(assembly: Assembly) -> tuple[int, ...]:
    """The counties of an assembly that let the city add up their figures."""
    counties = Assembly.objects.filter(parent=assembly).order_by("id").values_list("pk", flat=True)
    return tuple(county for county in counties if rulebook.value(READ_BY_CITY, county))
