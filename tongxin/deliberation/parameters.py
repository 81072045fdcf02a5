"""The rulebook's chapter on online deliberation: it is off until the leading group opens it (practice 25)."""

from django.utils.translation import gettext_lazy as _

from tongxin.organisations.rulebook import Parameter

OPENED = "deliberation.opened"
STATEMENTS_EACH = "deliberation.statements_each"

PARAMETERS = [
    Parameter(
        OPENED,
        _("可以开展网络协商"),
        "flag",
        False,
        _("由领导小组决定后开通；每个议题另须批准文号"),
    ),
    Parameter(
        STATEMENTS_EACH,
        _("一次网络协商中每人最多提几条观点"),
        "int",
        5,
        _("常见做法"),
        least=1,
        most=50,
    ),
]
