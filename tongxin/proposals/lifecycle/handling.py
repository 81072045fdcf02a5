"""The unit's part: tried out, assigned, acknowledged, worked on, looked at, signed, replied."""

from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.table import CONSEQUENCE, Audience, Due, Lifecycle, T
from tongxin.proposals import conditions as c
from tongxin.proposals import rules as r
from tongxin.proposals.models import Extension, Handling
from tongxin.proposals.on_paper import stands_in
from tongxin.proposals.parameters import reply_rule
from tongxin.proposals.terms import ExtensionState, UnitRole
from tongxin.proposals.terms import HandlingState as S

OFFICE = r.at(r.OFFICE, "proposal")
PROPOSER = r.at(r.PROPOSER, "proposal")
CO_SIGNERS = r.at(r.CO_SIGNERS, "proposal")
STAND_IN = Audience("stand_in", _("代纸质单位录入的办公室"), stands_in)


def _parent(handling: Handling) -> list:
    return [handling.proposal]


def owes_reply(handling: Handling) -> bool:
    return handling.owes_reply


def assists(handling: Handling) -> bool:
    return handling.role == UnitRole.ASSIST


HANDLING = Lifecycle(
    "handlings",
    Handling,
    label=_("办理"),
    related=("assembly", "proposal__assembly", "unit"),
    headline=lambda handling: str(handling.proposal),
    states=S,
    initial=S.DRAFTED,
    acts=[
        # Before the assignment meeting
        T(
            "try_out",
            [S.DRAFTED],
            S.TRIED,
            label=_("预交办"),
            by=CONSEQUENCE,
            due=Due("accept_trial", "proposals.trial_within"),
            tell=[r.UNIT],
        ),
        T(
            "accept_trial",
            [S.TRIED],
            None,
            label=_("同意承办"),
            by=r.UNIT,
            given=[c.trial_is_unanswered],
            awaited=lambda handling: handling.trial_accepted_on is None,
            tell=[r.ASSIGNER],
        ),
        T(
            "decline_trial",
            [S.TRIED],
            S.DRAFTED,
            label=_("建议改由他单位承办"),
            by=r.UNIT,
            form="proposals.forms.ObjectionForm",
            tell=[r.ASSIGNER, OFFICE],
        ),
        T("drop", [S.DRAFTED, S.TRIED], S.ENDED, label=_("撤销拟办"), by=CONSEQUENCE),
        # Assigned
        T(
            "assign",
            [S.DRAFTED, S.TRIED],
            S.ASSIGNED,
            label=_("交办"),
            by=CONSEQUENCE,
            due=[
                Due("acknowledge", "proposals.acknowledge_within"),
                Due("reply", reply_rule, through=S.at_work(), only=owes_reply),
                Due("opine", "proposals.opine_within", through=S.at_work(), only=assists),
            ],
            tell=[r.UNIT],
        ),
        T(
            "acknowledge",
            [S.ASSIGNED],
            S.ACKNOWLEDGED,
            label=_("签收"),
            by=r.UNIT,
            form="proposals.forms.AcknowledgeForm",
            awaited=True,
            tell=[r.ASSIGNER],
        ),
        T(
            "object",
            [S.ASSIGNED],
            S.OBJECTING,
            label=_("申请改办"),
            by=r.UNIT,
            when=[c.may_still_object],
            form="proposals.forms.ObjectionForm",
            due=[
                Due("comment_objection", "proposals.objection_comment_within"),
                Due("reassign", "proposals.objection_decided_within"),
            ],
            tell=[r.ASSIGNER, OFFICE],
        ),
        T(
            "comment_objection",
            [S.OBJECTING],
            None,
            label=_("对改办提意见"),
            by=OFFICE,
            given=[c.office_not_heard],
            form="proposals.forms.OfficeOpinionForm",
            awaited=lambda handling: c.office_not_heard(handling, None) is None,
            tell=[r.ASSIGNER],
        ),
        T(
            "reassign",
            [S.OBJECTING],
            S.ENDED,
            label=_("同意改办"),
            by=r.ASSIGNER,
            when=[c.office_was_heard],
            parents=_parent,
            form="proposals.forms.ReassignForm",
            awaited=lambda handling: c.office_not_heard(handling, None) is not None,
            tell=[OFFICE],
        ),
        T(
            "refuse_objection",
            [S.OBJECTING],
            S.ASSIGNED,
            label=_("不同意改办"),
            by=r.ASSIGNER,
            when=[c.office_was_heard],
            form="proposals.forms.DecisionNoteForm",
            due=Due("acknowledge", "proposals.acknowledge_within"),
            tell=[r.UNIT],
        ),
        # At work
        T(
            "pass_inside",
            [S.ACKNOWLEDGED],
            None,
            label=_("登记内部转办"),
            by=r.UNIT,
            form="proposals.forms.PassInsideForm",
            tone="quiet",
        ),
        T(
            "log_contact",
            [S.ACKNOWLEDGED, S.REVIEWING, S.CLEARED],
            None,
            label=_("登记沟通"),
            by=r.UNIT,
            given=[c.owes_reply],
            form="proposals.forms.ContactForm",
        ),
        T(
            "opine",
            [S.ACKNOWLEDGED],
            S.OPINED,
            label=_("提交协办意见"),
            by=r.UNIT,
            given=[c.is_assisting],
            parents=_parent,
            form="proposals.forms.AssistingOpinionForm",
            awaited=assists,
            tell=[r.LEAD_UNIT],
        ),
        T(
            "pass_over",
            [S.ASSIGNED, S.OBJECTING, S.ACKNOWLEDGED],
            S.SILENT,
            label=_("主办单位已答复，未等到协办意见"),
            by=CONSEQUENCE,
            given=[c.is_assisting],
            tell=[r.UNIT],
        ),
        T(
            "ask_extension",
            [S.ACKNOWLEDGED, S.REVIEWING],
            None,
            label=_("申请延期"),
            by=r.UNIT,
            given=[c.owes_reply],
            when=[c.no_extension_pending],
            form="proposals.forms.ExtensionForm",
            tone="quiet",
        ),
        # The reply
        T(
            "send_for_review",
            [S.ACKNOWLEDGED],
            S.REVIEWING,
            label=_("送审答复"),
            by=r.UNIT,
            given=[c.owes_reply],
            when=[c.reply_is_complete, c.has_talked, c.assisting_opinions_heard],
            awaited=owes_reply,
            due=Due("clear", "proposals.review_within"),
            tell=[r.ASSIGNER],
        ),
        T(
            "send_back",
            [S.REVIEWING],
            S.ACKNOWLEDGED,
            label=_("退回修改"),
            by=r.ASSIGNER,
            form="proposals.forms.SendBackForm",
            tell=[r.UNIT],
        ),
        T(
            "clear",
            [S.REVIEWING],
            S.CLEARED,
            label=_("审核通过"),
            by=r.ASSIGNER,
            form="proposals.forms.ClearForm",
            awaited=True,
            tell=[r.UNIT],
        ),
        T(
            "reply",
            [S.CLEARED],
            S.REPLIED,
            label=_("登记签发并答复"),
            by=r.UNIT,
            parents=_parent,
            form="proposals.forms.ReplyForm",
            awaited=True,
            tell=[PROPOSER, CO_SIGNERS, OFFICE],
        ),
        # Signed and sealed in the unit's own system: nobody here looked at it before the signature, or signed
        T(
            "enter_reply",
            [S.ACKNOWLEDGED],
            S.REPLIED,
            label=_("登记纸质答复"),
            by=STAND_IN,
            given=[c.owes_reply],
            when=[c.reply_is_complete, c.has_talked, c.assisting_opinions_heard],
            meets=("reply",),
            parents=_parent,
            form="proposals.forms.PaperReplyForm",
            tell=[PROPOSER, CO_SIGNERS, OFFICE, r.ASSIGNER],
        ),
        T(
            "handle_again",
            [S.REPLIED],
            S.ACKNOWLEDGED,
            label=_("重新办理"),
            by=CONSEQUENCE,
            due=Due("reply", "proposals.rehandle_within", through=S.at_work()),
            tell=[r.UNIT, r.ASSIGNER],
        ),
        T(
            "raise_class",
            [S.REPLIED],
            None,
            label=_("二次答复，提高办理结果"),
            by=r.UNIT,
            given=[c.owes_reply, c.may_raise_class],
            form="proposals.forms.RaiseClassForm",
            tell=[PROPOSER, OFFICE],
            tone="quiet",
        ),
        # Out to citizens, after the unit agreed and the office looked at it
        T(
            "publish_reply",
            [S.REPLIED],
            None,
            label=_("公开答复"),
            by=OFFICE,
            given=[c.owes_reply, c.reply_is_not_published],
            when=[c.proposal_is_published, c.unit_agrees_to_publish],
            tone="quiet",
        ),
        T(
            "unpublish_reply",
            [S.ACKNOWLEDGED, S.REVIEWING, S.CLEARED, S.REPLIED],
            None,
            label=_("撤下答复"),
            by=OFFICE,
            given=[c.reply_is_published],
            form="proposals.forms.ReasonForm",
            tone="quiet",
        ),
    ],
)

EXTENSION = Lifecycle(
    "extensions",
    Extension,
    label=_("延期申请"),
    related=("assembly", "handling__assembly", "handling__proposal", "handling__unit"),
    headline=lambda extension: str(extension.handling.proposal),
    states=ExtensionState,
    initial=ExtensionState.ASKED,
    acts=[
        T(
            "grant",
            [ExtensionState.ASKED],
            ExtensionState.GRANTED,
            label=_("同意延期"),
            by=r.at(r.ASSIGNER, "handling", Handling),
            when=[c.extension_is_within_limit],
            awaited=True,
            tell=[r.at(r.UNIT, "handling", Handling)],
        ),
        T(
            "refuse",
            [ExtensionState.ASKED],
            ExtensionState.REFUSED,
            label=_("不同意延期"),
            by=r.at(r.ASSIGNER, "handling", Handling),
            form="proposals.forms.ShortNoteForm",
            tell=[r.at(r.UNIT, "handling", Handling)],
        ),
    ],
)
