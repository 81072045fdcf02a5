"""The two small machines of the register: a member's correction, and a county's roll on its way to the city."""

from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.table import CONSEQUENCE, Lifecycle, T
from tongxin.members import rules as r
from tongxin.members.models import Correction, RollSubmission
from tongxin.members.terms import CorrectionState as C
from tongxin.members.terms import SubmissionState as S

CORRECTION = Lifecycle(
    "corrections",
    Correction,
    label=_("资料更正"),
    related=("assembly", "member__person"),
    states=C,
    initial=C.ASKED,
    acts=[
        T(
            "approve",
            [C.ASKED],
            C.APPROVED,
            label=_("采用更正"),
            by=r.ROLL_KEEPERS,
            awaited=True,
            tell=[r.ASKER],
        ),
        T(
            "refuse",
            [C.ASKED],
            C.REFUSED,
            label=_("不采用"),
            by=r.ROLL_KEEPERS,
            form="members.forms.acts.ReasonForm",
            tell=[r.ASKER],
        ),
        T("withdraw", [C.ASKED], C.WITHDRAWN, label=_("撤回更正"), by=r.ASKER, tone="quiet"),
    ],
)

ROLL_SUBMISSION = Lifecycle(
    "roll_submissions",
    RollSubmission,
    label=_("名册报送"),
    related=("assembly", "addressee"),
    states=S,
    initial=S.COMPILED,
    acts=[
        T(
            "submit",
            [S.COMPILED],
            S.SUBMITTED,
            label=_("签发报送"),
            by=r.COUNTY,
            form="members.forms.acts.SubmitForm",
            awaited=True,
            tell=[r.CITY],
        ),
        T("recompile", [S.COMPILED], S.COMPILED, label=_("重新汇总"), by=r.COUNTY, tone="quiet"),
        T(
            "accept",
            [S.SUBMITTED],
            S.ACCEPTED,
            label=_("接收报送"),
            by=r.CITY,
            awaited=True,
            tell=[r.COUNTY],
        ),
        T(
            "send_back",
            [S.SUBMITTED],
            S.SENT_BACK,
            label=_("退回报送"),
            by=r.CITY,
            form="members.forms.acts.ReasonForm",
            tell=[r.COUNTY],
        ),
        T(
            "supersede",
            [S.ACCEPTED],
            S.SUPERSEDED,
            label=_("由新报送取代"),
            by=CONSEQUENCE,
        ),
    ],
)
