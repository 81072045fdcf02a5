"""Three small machines of what is said: a speech, a question, the minutes."""

from django.utils.translation import gettext_lazy as _

from tongxin.gatherings import rules as r
from tongxin.gatherings.models import Minutes, Question, Speech
from tongxin.gatherings.terms import MinutesState as M
from tongxin.gatherings.terms import QuestionState as Q
from tongxin.gatherings.terms import SpeechState as S
from tongxin.lifecycle.table import Lifecycle, T

SPEECH = Lifecycle(
    "speeches",
    Speech,
    label=_("发言"),
    related=("assembly", "gathering__kind"),
    states=S,
    initial=S.DRAFTED,
    acts=[
        T("submit", [S.DRAFTED], S.SUBMITTED, label=_("提交发言"), by=r.SPEAKER, awaited=True),
        T(
            "choose",
            [S.SUBMITTED, S.NOT_CHOSEN],
            S.CHOSEN,
            label=_("选用"),
            by=r.ORGANISERS_OF_PART,
        ),
        T("pass_over", [S.SUBMITTED], S.NOT_CHOSEN, label=_("不选用"), by=r.ORGANISERS_OF_PART),
        T("deliver", [S.CHOSEN], S.DELIVERED, label=_("已发言"), by=r.ORGANISERS_OF_PART),
        T(
            "withdraw",
            [S.DRAFTED, S.SUBMITTED, S.CHOSEN],
            S.WITHDRAWN,
            label=_("撤回发言"),
            by=r.SPEAKER,
        ),
    ],
)

QUESTION = Lifecycle(
    "questions",
    Question,
    label=_("提问"),
    related=("assembly", "gathering__kind"),
    states=Q,
    initial=Q.ASKED,
    acts=[
        T(
            "answer",
            [Q.ASKED],
            Q.ANSWERED,
            label=_("登记答复"),
            by=r.ORGANISERS_OF_PART,
            awaited=True,
        ),
        T("follow", [Q.ANSWERED], Q.FOLLOWED, label=_("列入跟踪"), by=r.ORGANISERS_OF_PART),
        T("settle", [Q.ANSWERED, Q.FOLLOWED], Q.SETTLED, label=_("了结"), by=r.ORGANISERS_OF_PART),
        T("withdraw", [Q.ASKED], Q.WITHDRAWN, label=_("撤回提问"), by=r.ASKER),
    ],
)

MINUTES = Lifecycle(
    "minutes",
    Minutes,
    label=_("会议纪要"),
    related=("assembly", "gathering__kind"),
    states=M,
    initial=M.DRAFTED,
    acts=[
        T(
            "pass_minutes",
            [M.DRAFTED],
            M.PASSED,
            label=_("审定纪要"),
            by=r.ORGANISERS_OF_PART,
            awaited=True,
        ),
    ],
)
