"""The small machine of a kind of gathering that staff added."""

from django.utils.translation import gettext_lazy as _

from tongxin.gatherings.models import GatheringKind
from tongxin.kinds.lifecycle import kind_lifecycle

GATHERING_KIND = kind_lifecycle(
    "gathering_kinds",
    GatheringKind,
    label=_("活动种类"),
    opened=_("已启用，可以安排这种活动了。自现在起只能增加，不能减少。"),
    closed=_("已停用：不能再安排，已有的活动和数字不变。"),
)
