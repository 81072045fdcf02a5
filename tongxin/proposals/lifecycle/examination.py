"""Small machines around examination: the co-signer's answer and the list that a meeting decides."""

from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.table import CLOCK, CONSEQUENCE, Due, Lifecycle, T
from tongxin.proposals import conditions as c
from tongxin.proposals import rules as r
from tongxin.proposals.models import CoSignature, DecisionList
from tongxin.proposals.terms import CoSignatureState, ListState

PROPOSER = r.at(r.PROPOSER, "proposal")

CO_SIGNATURE = Lifecycle(
    "co_signatures",
    CoSignature,
    label=_("联名"),
    related=("assembly", "proposal"),
    headline=lambda signature: str(signature.proposal),
    states=CoSignatureState,
    initial=CoSignatureState.INVITED,
    acts=[
        T(
            "confirm",
            [CoSignatureState.INVITED],
            CoSignatureState.CONFIRMED,
            label=_("确认联名"),
            by=r.INVITEE,
            awaited=True,
            tell=[PROPOSER],
        ),
        T(
            "refuse",
            [CoSignatureState.INVITED],
            CoSignatureState.REFUSED,
            label=_("不联名"),
            by=r.INVITEE,
            tell=[PROPOSER],
        ),
        T(
            "ask_again",
            [CoSignatureState.CONFIRMED, CoSignatureState.REFUSED, CoSignatureState.LAPSED],
            CoSignatureState.INVITED,
            label=_("文字有改动，重新征求"),
            by=[PROPOSER],
            when=[c.is_still_written],
            due=Due("confirm", "proposals.co_sign_within"),
            tell=[r.INVITEE],
        ),
        T(
            "text_changed",
            [CoSignatureState.CONFIRMED],
            CoSignatureState.INVITED,
            label=_("文字有改动，重新征求"),
            by=CONSEQUENCE,
            due=Due("confirm", "proposals.co_sign_within"),
            tell=[r.INVITEE],
        ),
        T(
            "lapse",
            [CoSignatureState.INVITED],
            CoSignatureState.LAPSED,
            label=_("逾期未复"),
            by=CLOCK,
            tell=[PROPOSER],
        ),
        T(
            "lapse_at_hand_in",
            [CoSignatureState.INVITED],
            CoSignatureState.LAPSED,
            label=_("提交时未复"),
            by=CONSEQUENCE,
        ),
    ],
)

DECISION_LIST = Lifecycle(
    "decision_lists",
    DecisionList,
    label=_("审定清单"),
    states=ListState,
    initial=ListState.OPEN,
    acts=[
        T(
            "pass_on",
            [ListState.OPEN],
            ListState.PASSED,
            label=_("主任审核通过"),
            by=r.CHAIR,
            when=[c.list_has_items, c.list_is_consistent],
            awaited=True,
        ),
        T(
            "reopen",
            [ListState.PASSED],
            ListState.OPEN,
            label=_("退回汇总"),
            by=r.CHAIR,
            tone="quiet",
        ),
        T(
            "decide",
            [ListState.PASSED],
            ListState.DECIDED,
            label=_("登记会议审定"),
            by=[r.CHAIR, r.OFFICE],
            when=[c.list_has_items, c.list_is_consistent],
            form="proposals.forms.DecideForm",
            awaited=True,
        ),
        T(
            "release",
            [ListState.DECIDED],
            ListState.RELEASED,
            label=_("统一下发"),
            by=[r.CHAIR, r.OFFICE],
            awaited=True,
        ),
    ],
)
