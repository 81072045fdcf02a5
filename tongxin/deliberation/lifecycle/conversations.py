"""A conversation: prepared, opened for one topic by the leading group (practice 25), then phase by phase to its end."""

from django.utils.translation import gettext_lazy as _

from tongxin.deliberation import conditions as c
from tongxin.deliberation import rules as r
from tongxin.deliberation.models import Conversation
from tongxin.deliberation.terms import ConversationState as S
from tongxin.lifecycle.table import CLOCK, Lifecycle, T

FORMS = "deliberation.forms.conversations"

CONVERSATION = Lifecycle(
    "conversations",
    Conversation,
    label=_("网络协商"),
    states=S,
    initial=S.DRAFTED,
    acts=[
        T(
            "approve",
            [S.DRAFTED],
            S.APPROVED,
            label=_("登记领导小组批准"),
            by=r.APPROVERS,
            when=[c.is_opened, c.has_seeds, c.is_ahead],
            form=f"{FORMS}.ApproveForm",
            awaited=True,
            tell=[r.PREPARERS],
        ),
        T(
            "collect",
            [S.APPROVED],
            S.COLLECTING,
            label=_("开始征集观点"),
            by=[r.PREPARERS, CLOCK],
            tell=[r.INVITED],
        ),
        T(
            "vote",
            [S.APPROVED, S.COLLECTING],
            S.VOTING,
            label=_("开始表态"),
            by=[r.PREPARERS, CLOCK],
            when=[c.has_statements],
            tell=[r.INVITED],
        ),
        T(
            "discuss",
            [S.VOTING],
            S.DISCUSSING,
            label=_("开始看圈讨论"),
            by=[r.PREPARERS, CLOCK],
            tell=[r.INVITED],
        ),
        T(
            "close",
            [S.DISCUSSING, S.VOTING],
            S.CLOSED,
            label=_("结束"),
            by=[r.PREPARERS, CLOCK],
            tell=[r.INVITED],
            done=_("已结束。化名密钥已销毁，从此谁也查不出某个人的态度。"),
        ),
        T(
            "put_off",
            [S.APPROVED, S.COLLECTING, S.VOTING, S.DISCUSSING],
            None,
            label=_("改日期"),
            by=r.PREPARERS,
            form=f"{FORMS}.DatesForm",
            tone="quiet",
        ),
        T(
            "stop",
            [S.DRAFTED, S.APPROVED, S.COLLECTING, S.VOTING, S.DISCUSSING],
            S.STOPPED,
            label=_("停止"),
            by=[r.PREPARERS, r.APPROVERS],
            form=f"{FORMS}.StopForm",
            tell=[r.PREPARERS],
            tone="red",
        ),
    ],
)
