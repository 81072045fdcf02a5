"""The small machine of a kind of record that staff added."""

from django.utils.translation import gettext_lazy as _

from tongxin.kinds.lifecycle import kind_lifecycle
from tongxin.records.models import RecordKind

KIND = kind_lifecycle(
    "record_kinds",
    RecordKind,
    label=_("台账种类"),
    opened=_("已启用：台账、登记、导入、导出和数字里都有它了。自现在起只能增加，不能减少。"),
    closed=_("已停用：不能再登记，已有的记录和数字不变。"),
)
