"""How the roll is made up: sex, sector, party, education, age; never by ethnicity or belief (practice 15)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Gender
from tongxin.figures.declare import Breakdown, Condition, Figure
from tongxin.figures.question import Question
from tongxin.members.figures.bases import PRIVATE_ROLL, ROLL, day_of
from tongxin.members.models import Sector

PEOPLE = _("人")


def _all(question: Question) -> Q:
    return Q()


def _women(question: Question) -> Q:
    return Q(person__gender=Gender.FEMALE)


def _standing(question: Question) -> Q:
    return Q(is_standing=True)


def _aged(least: int, below: int | None) -> Condition:
    """Members of at least so many years, and fewer than so many, on the day that is asked about."""

    def condition(question: Question) -> Q:
        day = day_of(question)
        born = Q(born_in__lte=_years_before(day, least))
        return born & Q(born_in__gt=_years_before(day, below)) if below else born

    return condition


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _unborn(question: Question) -> Q:
    return Q(born_in__isnull=True)


def _figure(code: str, label, condition: Condition, definition, base=ROLL) -> Figure:
    return Figure(f"members.{code}", label, base, condition, definition, unit=PEOPLE)


OWN = _figure("own", _("本级委员"), _all, _("期末（尚未结束的期间取今天）在任的本级委员"))
WOMEN = _figure("women", _("女委员"), _women, _("期末在任的女委员"))
STANDING = _figure("standing", _("常委"), _standing, _("期末在任并为常委的委员"))
PRIVATE = _figure(
    "own_private",
    _("本级委员（按个人资料）"),
    _all,
    _("同“本级委员”；按政治面貌、学历、年龄划分时，名单只有需要的部门可以打开"),
    PRIVATE_ROLL,
)
AGES = (
    _figure("age_35", _("35 岁以下"), _aged(0, 36), _("期末未满 36 周岁"), PRIVATE_ROLL),
    _figure("age_45", _("36 至 45 岁"), _aged(36, 46), _("期末 36 至 45 周岁"), PRIVATE_ROLL),
    _figure("age_55", _("46 至 55 岁"), _aged(46, 56), _("期末 46 至 55 周岁"), PRIVATE_ROLL),
    _figure("age_60", _("56 至 60 岁"), _aged(56, 61), _("期末 56 至 60 周岁"), PRIVATE_ROLL),
    _figure("age_over", _("61 岁以上"), _aged(61, None), _("期末满 61 周岁"), PRIVATE_ROLL),
    _figure("age_unknown", _("年龄未登记"), _unborn, _("没有登记出生年月"), PRIVATE_ROLL),
)


def _genders(keys: Collection[str]) -> dict[str, str]:
    return dict(Gender.choices)


def _sectors(keys: Collection[int]) -> dict[int, str]:
    return {row.pk: row.name for row in Sector._base_manager.filter(pk__in=keys)}


def _as_found(keys: Collection[str]) -> dict[str, str]:
    return {key: key for key in sorted(keys)}


BY_SEX = Breakdown("sex", _("性别"), ROLL, "person__gender", _genders, is_text=True)
BY_SECTOR = Breakdown("roll_sector", _("界别"), ROLL, "sector", _sectors)
BY_PARTY = Breakdown(
    "roll_party", _("政治面貌"), PRIVATE_ROLL, "party_name", _as_found, is_text=True
)
BY_EDUCATION = Breakdown("education", _("学历"), PRIVATE_ROLL, "education", _as_found, is_text=True)
FIGURES = (OWN, WOMEN, STANDING, PRIVATE, *AGES)
