"""The papers of proposals, declared with who may print each; in the families by which they are addressed."""

from django.utils.translation import gettext_lazy as _

from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Organisation
from tongxin.proposals.models import Handling, Proposal, Urging
from tongxin.proposals.papers import (
    assignment,
    case_file,
    catalogue,
    feedback,
    notices,
    proposal_form,
    readers,
    reply,
    reports,
    supervision,
)
from tongxin.proposals.papers.declaring import family
from tongxin.proposals.papers.names import of_handling, of_proposal, of_session, of_unit, of_urging
from tongxin.proposals.rules import view_proposal

_proposal = family("proposals", Proposal)
_proposal("proposal", _("提案纸"), proposal_form.describe, view_proposal, name=of_proposal("提案"))
_proposal("receipt", _("回执"), proposal_form.receipt, readers.handed_in, name=of_proposal("回执"))
_proposal(
    "notice", _("审查结果通知"), notices.notice, readers.told_results, name=of_proposal("通知")
)
_proposal(
    "supervision",
    _("督办方案"),
    supervision.plan,
    readers.supervised,
    name=of_proposal("督办方案"),
)
_proposal(
    "case_file", _("一案一卷"), case_file.case_file, readers.case_files, name=of_proposal("案卷")
)

_handling = family("handlings", Handling)
_handling("reply", _("答复函"), reply.letter, readers.reply_letters, name=of_handling("答复函"))
_handling(
    "published",
    _("答复函（公开版）"),
    reply.published,
    readers.published_replies,
    name=of_handling("答复函公开版"),
)
_handling(
    "opinion",
    _("会办意见函"),
    reply.opinion,
    readers.opinions_of_units,
    name=of_handling("会办意见"),
)
_handling(
    "feedback",
    _("征询意见表"),
    feedback.form,
    readers.feedback_forms,
    name=of_handling("征询意见表"),
)

_urging = family("urgings", Urging)
_urging("urging", _("催办单"), feedback.urging, readers.urgings, name=of_urging("催办单"))

_session = family("sessions", PlenarySession)
_session(
    "catalogue",
    _("提案目录"),
    catalogue.catalogue,
    readers.batches,
    name=of_session("提案目录"),
    is_list=True,
)
_session(
    "collected", _("提案汇编"), catalogue.collected, readers.batches, name=of_session("提案汇编")
)
_session(
    "examination",
    _("提案审查情况报告"),
    reports.examination_report,
    readers.staff,
    name=of_session("审查情况报告"),
)
_session("notices", _("审查结果通知"), notices.notices, readers.staff, name=of_session("通知"))
_session("transfer", _("转办函"), notices.transfer, readers.staff, name=of_session("转办函"))
_session("letters", _("交办函"), assignment.letters, readers.batches, name=of_session("交办函"))
_session(
    "sheet",
    _("分办表"),
    assignment.sheet,
    readers.batches,
    name=of_session("分办表"),
    is_list=True,
)
_session(
    "yearly",
    _("提案工作情况报告"),
    reports.yearly_report,
    readers.staff,
    name=of_session("提案工作情况报告"),
)

_unit = family("units", Organisation)
_unit("letter", _("交办函"), assignment.letter, readers.units, name=of_unit("交办函"))
_unit("bundle", _("交办函和提案原文"), assignment.bundle, readers.units, name=of_unit("交办件"))
_unit(
    "sheet",
    _("分办表"),
    assignment.unit_sheet,
    readers.units,
    name=of_unit("分办表"),
    is_list=True,
)
