"""Three small machines of what is said: a speech, a question, the minutes."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.gatherings import rules as r
from tongxin.gatherings.conditions import proceedings as c
from tongxin.gatherings.models import Minutes, Question, Speech
from tongxin.gatherings.terms import MinutesState as M
from tongxin.gatherings.terms import QuestionState as Q
from tongxin.gatherings.terms import SpeechState as S
from tongxin.lifecycle.table import Due, Lifecycle, T

ARRANGE = "gatherings.forms.speeches.ArrangeForm"
REMARK = "gatherings.forms.speeches.RemarkForm"


def _writing_page(speech: Speech) -> str:
    return reverse("gatherings:write_speech", args=[speech.assembly.slug, speech.public_id])


SPEECH = Lifecycle(
    "speeches",
    Speech,
    label=_("发言"),
    related=("assembly", "gathering__kind"),
    states=S,
    initial=S.DRAFTED,
    acts=[
        T(
            "submit",
            [S.DRAFTED],
            S.SUBMITTED,
            label=_("提交发言"),
            by=r.SPEAKER,
            when=[c.is_written, c.has_no_secrecy_mark, c.is_in_time],
            awaited=True,
            page=_writing_page,
            tell=[r.ORGANISERS_OF_PART],
            done=_("已提交。主办的办公室选用以后会告诉您。"),
        ),
        T(
            "enter",
            [S.DRAFTED],
            S.SUBMITTED,
            label=_("代录发言"),
            by=r.ORGANISERS_OF_PART,
            given=[c.was_entered],
            when=[c.is_written, c.has_no_secrecy_mark],
        ),
        T("discard", [S.DRAFTED], S.WITHDRAWN, label=_("不要这份草稿"), by=r.SPEAKER, tone="quiet"),
        T(
            "choose",
            [S.SUBMITTED, S.NOT_CHOSEN],
            S.CHOSEN,
            label=_("选用"),
            by=r.ORGANISERS_OF_PART,
            form=ARRANGE,
            awaited=lambda speech: speech.state == S.SUBMITTED,
            tell=[r.SPEAKER],
        ),
        T(
            "rearrange",
            [S.CHOSEN],
            None,
            label=_("改变形式和时间"),
            by=r.ORGANISERS_OF_PART,
            form=ARRANGE,
            tell=[r.SPEAKER],
        ),
        T(
            "pass_over",
            [S.SUBMITTED, S.CHOSEN],
            S.NOT_CHOSEN,
            label=_("不选用"),
            by=r.ORGANISERS_OF_PART,
            form="gatherings.forms.speeches.PassOverForm",
            tell=[r.SPEAKER],
        ),
        T(
            "send_back",
            [S.SUBMITTED, S.CHOSEN],
            S.DRAFTED,
            label=_("退回修改"),
            by=r.ORGANISERS_OF_PART,
            form=REMARK,
            tell=[r.SPEAKER],
            done=_("已退回，发言人修改后再提交。"),
        ),
        T(
            "deliver",
            [S.CHOSEN],
            S.DELIVERED,
            label=_("记为已发言"),
            by=r.ORGANISERS_OF_PART,
            when=[c.has_begun],
        ),
        T(
            "withdraw",
            [S.SUBMITTED, S.CHOSEN],
            S.WITHDRAWN,
            label=_("撤回发言"),
            by=r.SPEAKER,
            tell=[r.ORGANISERS_OF_PART],
            tone="red",
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
            form="gatherings.forms.questions.AnswerForm",
            awaited=True,
            tell=[r.ASKER],
            done=_("已登记答复，提问人会看到。"),
        ),
        T(
            "follow",
            [Q.ANSWERED],
            Q.FOLLOWED,
            label=_("列入跟踪"),
            by=r.ORGANISERS_OF_PART,
            form="gatherings.forms.questions.FollowForm",
            due=Due("settle", on=lambda question: question.follow_up_by),
            tell=[r.ASKER],
        ),
        T(
            "settle",
            [Q.ANSWERED, Q.FOLLOWED],
            Q.SETTLED,
            label=_("了结"),
            by=r.ORGANISERS_OF_PART,
            form="gatherings.forms.questions.SettleForm",
            awaited=lambda question: question.is_followed,
            tell=[r.ASKER],
        ),
        T("withdraw", [Q.ASKED], Q.WITHDRAWN, label=_("撤回提问"), by=r.ASKER, tone="quiet"),
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
            when=[c.is_over, c.says_something, c.was_read_again],
            form="gatherings.forms.minutes.PassForm",
            awaited=True,
            tell=[r.INVITED_TO_PART],
            done=_("纪要已审定，能看这次活动的人现在都能看。"),
        ),
        T(
            "seal",
            [M.PASSED],
            None,
            label=_("附盖章件"),
            by=r.ORGANISERS_OF_PART,
            form="gatherings.forms.minutes.SealForm",
        ),
        T(
            "reopen",
            [M.PASSED],
            M.DRAFTED,
            label=_("重新起草"),
            by=r.ORGANISERS_OF_PART,
            form="gatherings.forms.minutes.ReopenForm",
            tone="red",
            done=_("已重新起草；审定过的内容和理由都保留。"),
        ),
    ],
)
