"""A county's submission on both sides: signed and sent by the county, accepted or sent back by the city (practice 10)."""

from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.table import CONSEQUENCE, Lifecycle, T
from tongxin.records import conditions as c
from tongxin.records import rules as r
from tongxin.records.models import Intake, Submission
from tongxin.records.terms import IntakeState, SubmissionState

SUBMISSION = Lifecycle(
    "submissions",
    Submission,
    label=_("台账报送"),
    states=SubmissionState,
    initial=SubmissionState.DRAFTED,
    acts=[
        T(
            "send",
            [SubmissionState.DRAFTED],
            SubmissionState.SENT,
            label=_("签报"),
            by=r.COUNTY_DESK,
            when=[c.is_as_recorded, c.overlaps_nothing],
            form="records.forms.submissions.SendForm",
            awaited=True,
            done=_("已报送市政协，等待接收。"),
        ),
        T(
            "drop",
            [SubmissionState.DRAFTED],
            SubmissionState.DROPPED,
            label=_("作废"),
            by=r.COUNTY_DESK,
            tone="quiet",
        ),
        T(
            "be_accepted",
            [SubmissionState.SENT],
            SubmissionState.ACCEPTED,
            label=_("市政协接收"),
            by=CONSEQUENCE,
            tell=[r.COUNTY_DESK],
        ),
        T(
            "be_returned",
            [SubmissionState.SENT],
            SubmissionState.RETURNED,
            label=_("市政协退回"),
            by=CONSEQUENCE,
            tell=[r.COUNTY_DESK],
        ),
        T(
            "be_superseded",
            [SubmissionState.ACCEPTED],
            SubmissionState.SUPERSEDED,
            label=_("由更正代替"),
            by=CONSEQUENCE,
        ),
    ],
)

INTAKE = Lifecycle(
    "intakes",
    Intake,
    label=_("收到的报送"),
    related=("assembly", "county"),
    states=IntakeState,
    initial=IntakeState.WAITING,
    acts=[
        T(
            "accept",
            [IntakeState.WAITING],
            IntakeState.ACCEPTED,
            label=_("接收"),
            by=r.CITY_DESK,
            when=[c.is_intact],
            awaited=True,
            done=_("已接收，自现在起计入两级数字。"),
        ),
        T(
            "send_back",
            [IntakeState.WAITING],
            IntakeState.RETURNED,
            label=_("退回"),
            by=r.CITY_DESK,
            form="records.forms.submissions.SendBackForm",
            tone="red",
            done=_("已退回，县（市）区政协会看到理由。"),
        ),
        T(
            "supersede",
            [IntakeState.ACCEPTED],
            IntakeState.SUPERSEDED,
            label=_("由更正代替"),
            by=CONSEQUENCE,
        ),
    ],
)
