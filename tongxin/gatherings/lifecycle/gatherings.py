"""A meeting or activity: planned, announced, and closed once everything about it is noted; from then it counts."""

from django.utils.translation import gettext_lazy as _

from tongxin.gatherings import rules as r
from tongxin.gatherings.conditions import gatherings as c
from tongxin.gatherings.deadlines import ANNOUNCE_DUE, CLOSE_DUE
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.terms import GatheringState as S
from tongxin.lifecycle.table import Lifecycle, T

FORMS = "gatherings.forms"

GATHERING = Lifecycle(
    "gatherings",
    Gathering,
    label=_("活动"),
    related=("assembly", "kind"),
    states=S,
    initial=S.DRAFTED,
    acts=[
        T(
            "announce",
            [S.DRAFTED],
            S.ANNOUNCED,
            label=_("发出通知"),
            by=r.ORGANISERS,
            given=[c.lies_ahead],
            when=[c.is_not_over, c.has_sittings, c.invites_somebody, c.has_no_secrecy_mark],
            form=f"{FORMS}.gathering_acts.AnnounceForm",
            awaited=c.was_to_come,
            due=CLOSE_DUE,
            page=lambda gathering: gathering.get_absolute_url(),
            done=_("已发出通知。被邀请的人在“我的活动”里答复，答复情况随时可看。"),
        ),
        T(
            "arrange",
            [S.DRAFTED],
            None,
            label=_("安排场次"),
            by=r.ORGANISERS,
            form=f"{FORMS}.sittings.ArrangeForm",
            due=ANNOUNCE_DUE,
            done=_("场次已保存。"),
        ),
        T(
            "lay_out",
            [S.DRAFTED],
            None,
            label=_("排多天日程"),
            by=r.ORGANISERS,
            form=f"{FORMS}.layout.LayOutForm",
            due=ANNOUNCE_DUE,
            done=_("日程已排好，可以逐场修改。"),
        ),
        T(
            "reschedule",
            [S.ANNOUNCED],
            None,
            label=_("改期、改地点"),
            by=r.ORGANISERS,
            when=[c.has_no_secrecy_mark],
            form=f"{FORMS}.sittings.RescheduleForm",
            due=CLOSE_DUE,
            done=_("已改，并通知了所有被邀请的人；改了时间的，请他们确认原来的答复。"),
        ),
        T(
            "revise",
            [S.DRAFTED, S.ANNOUNCED],
            None,
            label=_("修改内容"),
            by=r.ORGANISERS,
            form=f"{FORMS}.plan.ReviseForm",
            done=_("已保存。"),
        ),
        T(
            "close",
            [S.ANNOUNCED, S.DRAFTED],
            S.CLOSED,
            label=_("办结"),
            by=r.ORGANISERS,
            given=[c.is_over],
            when=[c.fits_its_kind, c.left_its_outputs, c.has_no_secrecy_mark],
            form=f"{FORMS}.gathering_acts.CloseForm",
            awaited=lambda gathering: gathering.is_announced or not c.was_to_come(gathering),
            page=lambda gathering: gathering.get_absolute_url(),
            done=_("已办结，自现在起计入数字。"),
        ),
        T(
            "correct",
            [S.CLOSED],
            None,
            label=_("更正"),
            by=r.ORGANISERS,
            form=f"{FORMS}.plan.CorrectForm",
            done=_("已更正，原来的内容和理由都保留。"),
        ),
        T(
            "cancel",
            [S.DRAFTED, S.ANNOUNCED],
            S.CANCELLED,
            label=_("取消活动"),
            by=r.ORGANISERS,
            form=f"{FORMS}.gathering_acts.CancelForm",
            tell=[r.INVITED],
            tone="red",
            done=_("已取消；通知过的人都已告知。"),
        ),
    ],
)
