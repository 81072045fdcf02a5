"""The small machine of a kind that staff added: drafted, in use (it can only grow), closed."""

from django.utils.translation import gettext_lazy as _

from tongxin.gatherings import rules as r
from tongxin.gatherings.models import GatheringKind
from tongxin.gatherings.terms import KindState as S
from tongxin.lifecycle.table import Lifecycle, T

GATHERING_KIND = Lifecycle(
    "gathering_kinds",
    GatheringKind,
    label=_("活动种类"),
    states=S,
    initial=S.DRAFT,
    acts=[
        T(
            "open",
            [S.DRAFT],
            S.IN_USE,
            label=_("启用"),
            by=r.KIND_KEEPERS,
            done=_("已启用，自现在起只能增加，不能减少。"),
        ),
        T(
            "close",
            [S.DRAFT, S.IN_USE],
            S.CLOSED,
            label=_("停用"),
            by=r.KIND_KEEPERS,
            tone="red",
            done=_("已停用：不能再安排，已有的活动和数字不变。"),
        ),
        T("reopen", [S.CLOSED], S.IN_USE, label=_("恢复使用"), by=r.KIND_KEEPERS),
    ],
)
