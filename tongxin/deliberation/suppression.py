"""How few people may stand behind a number: whoever falls below is told of only together with others."""

from collections.abc import Mapping
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from tongxin.organisations import rulebook
from tongxin.organisations.rulebook import Parameter

Part = TypeVar("Part")

LEAST_PEOPLE = "deliberation.least_people"
OFFERS_VOTES = "deliberation.offers_votes"
LEAST_IN_VOTES = "deliberation.least_in_votes"

PARAMETERS = [
    Parameter(
        LEAST_PEOPLE,
        _("网络协商结果中一个数字至少代表几个人"),
        "int",
        5,
        _("人数再少，别人就可能猜出是谁；少于此数的并到一起，不单独显示"),
        least=3,
        most=50,
    ),
    Parameter(
        OFFERS_VOTES,
        _("结束后可下载不记名表态表"),
        "flag",
        False,
        _("供他人重新计算；只有随机编号，仍可能被熟人从表态猜出，默认不提供"),
    ),
    Parameter(
        LEAST_IN_VOTES,
        _("至少多少人参与才提供不记名表态表"),
        "int",
        100,
        _("人少时容易被认出"),
        least=20,
        most=10_000,
    ),
]


def declare() -> None:
    """Called once, when the app is ready."""
    rulebook.declare(*PARAMETERS)


def least_people(assembly_id: int) -> int:
    """How many people a number stands for at least."""
    found: int = rulebook.value(LEAST_PEOPLE, assembly_id)
    return found


def pooled(sizes: Mapping[Part, int], least: int, rest: frozenset[Part] = frozenset()) -> set[Part]:
    """The parts that are not shown by themselves, so that neither they nor what is left of the whole is below `least`.

    rest: parts that are never shown by themselves. When all these together are still too few, the next larger part
    joins them: otherwise subtracting what is shown from the whole would show them. Empty parts are not among them.
    """
    filled = {part: size for part, size in sizes.items() if size}
    together = {part for part in filled if part in rest or filled[part] < least}
    if not together:
        return together
    others = sorted(filled.keys() - together, key=lambda part: (filled[part], str(part)))
    while sum(filled[part] for part in together) < least and others:
        together.add(others.pop(0))
    return together
