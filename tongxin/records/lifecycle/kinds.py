"""The small machine of a kind that staff added: drafted, in use (it can only grow), closed."""

from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.table import Lifecycle, T
from tongxin.organisations.terms import KindState as S
from tongxin.records import rules as r
from tongxin.records.models import RecordKind

KIND = Lifecycle(
    "record_kinds",
    RecordKind,
    label=_("台账种类"),
    states=S,
    initial=S.DRAFT,
    acts=[
        T(
            "shape",
            [S.DRAFT, S.IN_USE],
            None,
            label=_("改写种类"),
            by=r.KIND_KEEPERS,
            form="records.forms.kinds.ShapeForm",
            done=_("已保存。"),
        ),
        T(
            "open",
            [S.DRAFT],
            S.IN_USE,
            label=_("启用"),
            by=r.KIND_KEEPERS,
            done=_("已启用：台账、登记、导入、导出和数字里都有它了。自现在起只能增加，不能减少。"),
        ),
        T(
            "close",
            [S.DRAFT, S.IN_USE],
            S.CLOSED,
            label=_("停用"),
            by=r.KIND_KEEPERS,
            tone="red",
            done=_("已停用：不能再登记，已有的记录和数字不变。"),
        ),
        T("reopen", [S.CLOSED], S.IN_USE, label=_("恢复使用"), by=r.KIND_KEEPERS),
    ],
)
