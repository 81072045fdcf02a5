"""The small machine of a clearing: asked for by one, carried out by another."""

from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.table import CLOCK, Lifecycle, T
from tongxin.proposals.models import Clearing
from tongxin.proposals.rules import clearing as r
from tongxin.proposals.terms import ClearingState as S

CLEARING = Lifecycle(
    "clearings",
    Clearing,
    label=_("涉密清除"),
    related=("assembly", "proposal"),
    states=S,
    initial=S.ASKED,
    acts=[
        T(
            "confirm",
            [S.ASKED],
            S.CLEARED,
            label=_("确认清除"),
            by=r.SECURITY,
            when=[r.is_second_person],
            awaited=True,
            tell=[r.ASKERS],
            parents=lambda clearing: [clearing.proposal],
        ),
        T(
            "drop",
            [S.ASKED],
            S.DROPPED,
            label=_("不清除"),
            by=[r.SECURITY, r.ASKERS],
            tell=[r.SECURITY, r.ASKERS],
            tone="quiet",
        ),
        T("give_up", [S.ASKED], S.DROPPED, label=_("由登记中的清除代替"), by=CLOCK),
        T(
            "repeat",
            [S.ASKED, S.CLEARED],
            S.CLEARED,
            label=_("按登记重新清除"),
            by=CLOCK,
            parents=lambda clearing: [clearing.proposal],
        ),
    ],
)
