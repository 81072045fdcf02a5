"""A statement: offered, shown or held back by a rule that the author reads; an appeal goes to somebody else."""

from django.utils.translation import gettext_lazy as _

from tongxin.deliberation import conditions as c
from tongxin.deliberation import rules as r
from tongxin.deliberation.models import Appeal, Statement
from tongxin.deliberation.terms import AppealState as A
from tongxin.deliberation.terms import StatementState as S
from tongxin.lifecycle.table import CONSEQUENCE, Lifecycle, T

FORMS = "deliberation.forms.statements"

STATEMENT = Lifecycle(
    "statements",
    Statement,
    label=_("观点"),
    related=("assembly", "conversation"),
    states=S,
    initial=S.OFFERED,
    acts=[
        T("show_seed", [S.OFFERED], S.SHOWN, label=_("随批准公开"), by=CONSEQUENCE),
        T(
            "show",
            [S.OFFERED],
            S.SHOWN,
            label=_("公开观点"),
            by=r.MODERATORS,
            when=[c.is_in_ones_hands, c.is_still_going_on],
            awaited=True,
            tell=[r.AUTHOR],
        ),
        T(
            "hold_back",
            [S.OFFERED, S.SHOWN],
            S.HELD_BACK,
            label=_("不公开"),
            by=r.MODERATORS,
            when=[c.is_in_ones_hands, c.is_still_going_on],
            form=f"{FORMS}.HoldBackForm",
            tell=[r.AUTHOR],
            tone="red",
        ),
        T("show_after_appeal", [S.HELD_BACK], S.SHOWN, label=_("复核后公开"), by=CONSEQUENCE),
        T("withdraw", [S.OFFERED], S.WITHDRAWN, label=_("撤回"), by=r.AUTHOR, tone="quiet"),
    ],
)

APPEAL = Lifecycle(
    "appeals",
    Appeal,
    label=_("申诉"),
    related=("assembly", "statement__conversation"),
    states=A,
    initial=A.ASKED,
    acts=[
        T(
            "uphold",
            [A.ASKED],
            A.UPHELD,
            label=_("维持不公开"),
            by=r.APPEAL_JUDGES,
            form=f"{FORMS}.AnswerForm",
            awaited=True,
            tell=[r.APPELLANT],
        ),
        T(
            "reverse",
            [A.ASKED],
            A.REVERSED,
            label=_("改为公开"),
            by=r.APPEAL_JUDGES,
            form=f"{FORMS}.AnswerForm",
            tell=[r.APPELLANT],
        ),
    ],
)
