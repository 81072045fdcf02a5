"""A draft that is discussed line by line, and the remarks on it."""

from django.utils.translation import gettext_lazy as _

from tongxin.deliberation import rules as r
from tongxin.deliberation.models import DraftText, Remark
from tongxin.deliberation.terms import DraftState as D
from tongxin.deliberation.terms import RemarkState as R
from tongxin.lifecycle.table import CLOCK, Lifecycle, T

DRAFT = Lifecycle(
    "drafts",
    DraftText,
    label=_("征求意见稿"),
    states=D,
    initial=D.PREPARED,
    acts=[
        T(
            "open",
            [D.PREPARED, D.CLOSED],
            D.OPEN,
            label=_("开始征求意见"),
            by=r.PREPARERS,
            form="deliberation.forms.drafts.OpenForm",
            tell=[r.ASKED],
            done=_("已通知征求意见的对象。截止日期一过自动截止。"),
        ),
        T(
            "close",
            [D.OPEN],
            D.CLOSED,
            label=_("截止"),
            by=[r.PREPARERS, CLOCK],
            done=_("已截止，不再收意见。请把待处理的意见逐条处理完。"),
        ),
    ],
)

REMARK = Lifecycle(
    "remarks",
    Remark,
    label=_("段落意见"),
    related=("assembly", "draft"),
    states=R,
    initial=R.OPEN,
    acts=[
        T(
            "take_up",
            [R.OPEN, R.PARTLY, R.NOT_TAKEN_UP],
            R.TAKEN_UP,
            label=_("采纳"),
            by=r.EDITORS,
            form="deliberation.forms.drafts.TakeUpForm",
            tell=[r.AUTHOR],
            done=_("已处理。提意见的人会收到通知和说明。"),
        ),
        T(
            "take_up_partly",
            [R.OPEN],
            R.PARTLY,
            label=_("部分采纳"),
            by=r.EDITORS,
            form="deliberation.forms.drafts.ReasonForm",
            tell=[r.AUTHOR],
            done=_("已处理。提意见的人会收到通知和说明。"),
        ),
        T(
            "set_aside",
            [R.OPEN],
            R.NOT_TAKEN_UP,
            label=_("不采纳"),
            by=r.EDITORS,
            form="deliberation.forms.drafts.ReasonForm",
            tell=[r.AUTHOR],
            done=_("已处理。提意见的人会收到通知和说明。"),
        ),
        T("withdraw", [R.OPEN], R.WITHDRAWN, label=_("撤回意见"), by=r.AUTHOR, tone="quiet"),
    ],
)
