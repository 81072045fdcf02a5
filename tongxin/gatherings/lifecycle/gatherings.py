"""A meeting or activity: planned, announced, and closed once everything about it is noted; from then it counts."""

from django.utils.translation import gettext_lazy as _

from tongxin.gatherings import rules as r
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.terms import GatheringState as S
from tongxin.lifecycle.table import Lifecycle, T

GATHERING = Lifecycle(
    "gatherings",
    Gathering,
    label=_("活动"),
    related=("assembly", "kind"),
    states=S,
    initial=S.DRAFTED,
    acts=[
        T(
            "announce",
            [S.DRAFTED],
            S.ANNOUNCED,
            label=_("发出通知"),
            by=r.ORGANISERS,
            awaited=True,
        ),
        T(
            "close",
            [S.ANNOUNCED, S.DRAFTED],
            S.CLOSED,
            label=_("办结"),
            by=r.ORGANISERS,
            done=_("已办结，自现在起计入数字。"),
        ),
        T(
            "cancel",
            [S.DRAFTED, S.ANNOUNCED],
            S.CANCELLED,
            label=_("取消"),
            by=r.ORGANISERS,
            tone="red",
        ),
    ],
)
