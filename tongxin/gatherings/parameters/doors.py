"""The rulebook's chapter on gatherings, as far as doors go: when one may sign in, what is late, what counts as there."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from tongxin.organisations import rulebook
from tongxin.organisations.rulebook import Parameter

OPENS_BEFORE = "gatherings.sign_in_opens_before"
LATE_AFTER = "gatherings.late_after"
EARLY_BEFORE = "gatherings.early_before"
LEAST_SHARE = "gatherings.least_share"
ALWAYS_OPEN = 15
"""However an assembly decides, the door is open so many minutes before: the rush asks the rulebook nothing."""

PARAMETERS = [
    Parameter(
        OPENS_BEFORE,
        _("开会前多少分钟开始签到"),
        "int",
        60,
        _("常见做法"),
        least=ALWAYS_OPEN,
        most=600,
    ),
    Parameter(
        LATE_AFTER,
        _("开会后多少分钟到场算迟到"),
        "int",
        10,
        _("常见做法；广水2017：迟到扣分"),
        most=240,
    ),
    Parameter(
        EARLY_BEFORE,
        _("散会前多少分钟离场算早退"),
        "int",
        10,
        _("常见做法；广水2017：早退扣分"),
        most=240,
    ),
    Parameter(
        LEAST_SHARE,
        _("到会时间至少占多少，否则按缺席计"),
        "choice",
        "2/3",
        _("威海2013：到会不足会议时间三分之二的，按缺席计"),
        choices=[
            ("0", _("不限")),
            ("1/2", _("二分之一")),
            ("2/3", _("三分之二")),
            ("3/4", _("四分之三")),
            ("1", _("全程")),
        ],
    ),
]


def minutes(code: str, assembly_id: int) -> int:
    """One of the lengths in minutes as it holds today."""
    return rulebook.value(code, assembly_id)


def least_share(assembly_id: int) -> Fraction:
    """The share of a sitting that one must be there for."""
    return Fraction(rulebook.value(LEAST_SHARE, assembly_id))
