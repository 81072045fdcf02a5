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
            done=_(
                "已批准。到了开始的日期自动开始，筹备的办公室也可以提前开始；在那以前委员和公众看不到。"
            ),
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
            done=_("已开始征集，受邀的委员会收到通知。新提的观点先经审核，公开后大家才看得到。"),
            by=[r.PREPARERS, CLOCK],
            tell=[r.INVITED],
        ),
        T(
            "vote",
            [S.APPROVED, S.COLLECTING],
            S.VOTING,
            label=_("开始表态"),
            done=_("已开始表态，受邀的委员会收到通知。表态期间只有筹备的办公室看得到结果。"),
            by=[r.PREPARERS, CLOCK],
            when=[c.has_statements],
            tell=[r.INVITED],
        ),
        T(
            "discuss",
            [S.VOTING],
            S.DISCUSSING,
            label=_("开始看圈讨论"),
            done=_("表态已截止。几秒后算出结果，参加的人都看得到，也可以发言。"),
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
            done=_("日期已改，到新的日期自动进入下一阶段。"),
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
