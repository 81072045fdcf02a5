"""A statement: offered, shown or held back by a rule that the author reads; an appeal goes to somebody else."""

from django.utils.translation import gettext_lazy as _

from tongxin.deliberation import rules as r
from tongxin.deliberation.models import Appeal, Statement
from tongxin.deliberation.terms import AppealState as A
from tongxin.deliberation.terms import StatementState as S
from tongxin.lifecycle.table import CONSEQUENCE, Lifecycle, T

STATEMENT = Lifecycle(
    "statements",
    Statement,
    label=_("观点"),
    related=("assembly", "conversation"),
    states=S,
    initial=S.OFFERED,
    acts=[
        T("show", [S.OFFERED], S.SHOWN, label=_("公开"), by=r.MODERATORS, awaited=True),
        T("hold_back", [S.OFFERED, S.SHOWN], S.HELD_BACK, label=_("不公开"), by=r.MODERATORS),
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
        T("uphold", [A.ASKED], A.UPHELD, label=_("维持不公开"), by=r.APPEAL_JUDGES, awaited=True),
        T("reverse", [A.ASKED], A.REVERSED, label=_("改为公开"), by=r.APPEAL_JUDGES),
    ],
)
