"""The rulebook's lines about what is said at gatherings."""

from django.utils.translation import gettext_lazy as _

from tongxin.organisations.rulebook import Length, Parameter

ANSWER_WITHIN = "gatherings.answer_within"

PARAMETERS = [
    Parameter(
        ANSWER_WITHIN,
        _("会上没有当场答复的提问，多久以内登记答复"),
        "length",
        Length(15, "workdays"),
        _("各地规定不同"),
    ),
]
