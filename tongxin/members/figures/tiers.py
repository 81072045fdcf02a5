"""The counties' tier: what their accepted submissions say; the city's own roll is counted beside it (practice 10)."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Gender
from tongxin.figures.declare import Breakdown, Figure
from tongxin.figures.question import Question
from tongxin.members.figures.bases import SEATS
from tongxin.members.figures.structure import PEOPLE
from tongxin.organisations.models import Assembly


def _all(question: Question) -> Q:
    return Q()


def _women(question: Question) -> Q:
    return Q(gender=Gender.FEMALE)


SUBMITTED = Figure(
    "members.submitted",
    _("县级委员"),
    SEATS,
    _all,
    _("县（市）区政协签发报送、期末仍有效的名册上的委员；没有接收的不计"),
    unit=PEOPLE,
)
SUBMITTED_WOMEN = Figure(
    "members.submitted_women",
    _("县级女委员"),
    SEATS,
    _women,
    _("同“县级委员”，其中女委员"),
    unit=PEOPLE,
)


def _counties(keys: Collection[int]) -> dict[int, str]:
    return {row.pk: str(row) for row in Assembly.objects.filter(pk__in=keys)}


BY_COUNTY = Breakdown("county", _("县（市）区"), SEATS, "county", _counties)
FIGURES = (SUBMITTED, SUBMITTED_WOMEN)
