"""The small machine of a kind that staff added: drafted, in use (it can only grow), closed."""

from django.utils.translation import gettext_lazy as _

from tongxin.kinds.models import KindRow
from tongxin.kinds.rules import KIND_KEEPERS
from tongxin.kinds.terms import KindState as S
from tongxin.lifecycle.table import Lifecycle, T, Text


def kind_lifecycle(
    noun: str, model: type[KindRow], *, label: Text, opened: Text, closed: Text
) -> Lifecycle:
    """The table of a host's kinds; `opened` and `closed` say what these acts have done."""
    return Lifecycle(
        noun,
        model,
        label=label,
        states=S,
        initial=S.DRAFT,
        acts=[
            T(
                "shape",
                [S.DRAFT, S.IN_USE],
                None,
                label=_("改写种类"),
                by=KIND_KEEPERS,
                form=f"{model._meta.app_label}.forms.kinds.ShapeForm",
                done=_("已保存。"),
            ),
            T("open", [S.DRAFT], S.IN_USE, label=_("启用"), by=KIND_KEEPERS, done=opened),
            T(
                "close",
                [S.DRAFT, S.IN_USE],
                S.CLOSED,
                label=_("停用"),
                by=KIND_KEEPERS,
                tone="red",
                done=closed,
            ),
            T("reopen", [S.CLOSED], S.IN_USE, label=_("恢复使用"), by=KIND_KEEPERS),
        ],
    )
