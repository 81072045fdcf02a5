from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    name = "tongxin.proposals"
    verbose_name = _("提案")

    def ready(self):
        from tongxin.core import periodic
        from tongxin.members.addresses import use_member_page
        from tongxin.organisations import rulebook
        from tongxin.papers.files import register
        from tongxin.papers.imports import kinds
        from tongxin.proposals import (
            actions,  # noqa: F401 — each action registers itself with its act
            clockwork,
            figures,
            files,
            menu,
            merging,
            parameters,
            search,
            sentences,
        )
        from tongxin.proposals.actions.clearing import copies, declaring, finish
        from tongxin.proposals.actions.extract import notices, produce_granted
        from tongxin.proposals.imports import past, returns, units

        rulebook.declare(*parameters.PARAMETERS)
        self.declare_permissions()
        for kind in files.KINDS:
            register(kind)
        kinds.register(units.UNITS)
        kinds.register(past.PAST_PROPOSALS)
        kinds.register(returns.RETURNS)
        menu.declare()
        use_member_page("proposals:member")
        merging.declare_all()
        figures.declare()
        search.declare()
        sentences.declare_all()
        periodic.declare(periodic.Duty("proposals.clock", timedelta(minutes=30), clockwork.tick))
        periodic.declare(periodic.Duty("proposals.clearing", timedelta(minutes=10), finish))
        periodic.declare(
            periodic.Duty("proposals.extracts", timedelta(minutes=10), produce_granted)
        )
        notices.declare()
        copies.connect()
        declaring.declare()

    def declare_permissions(self):
        """Who may read what; who may act follows from the lifecycle tables."""
        from tongxin.accounts.permissions import declare
        from tongxin.organisations.models import Service
        from tongxin.proposals import models as m
        from tongxin.proposals import rules as r
        from tongxin.proposals.rules import clearing, extract, rolls
        from tongxin.proposals.rules import exchange as x

        for name, model, rule, label in (
            ("proposals.view", m.Proposal, r.view_proposal, _("查看提案")),
            ("handlings.view", m.Handling, r.view_handling, _("查看办理内情")),
            ("replies.view", m.Reply, r.reply_is_told, _("查看答复")),
            ("evaluations.view", m.Evaluation, r.view_evaluation, _("查看评价")),
            ("co_signatures.view", m.CoSignature, r.view_co_signature, _("查看联名")),
            ("co_signatures.view_all", m.Proposal, r.view_all_co_signatures, _("查看联名邀请")),
            ("decision_lists.view", m.DecisionList, r.view_decision_list, _("查看审定清单")),
            ("opinions.view", m.ExaminerOpinion, r.view_opinion, _("查看审查意见")),
            ("extensions.view", m.Extension, r.view_extension, _("查看延期申请")),
            ("hearings.view", m.Hearing, r.view_hearing, _("查看听取意见")),
            ("commitments.view", m.Commitment, r.view_commitment, _("查看承诺事项")),
            ("nominations.view", m.Nomination, r.view_nomination, _("查看重点提案")),
            ("urgings.view", m.Urging, r.view_urging, _("查看催办单")),
            ("clearings.view", m.Clearing, clearing.view_clearing, _("查看涉密清除")),
            ("clearings.ask", m.Proposal, clearing.ask_clearing, _("提出涉密清除")),
            ("extracts.view", m.Extract, extract.view_extract, _("查看纪检调阅")),
            ("extracts.enter", None, extract.enter_extract, _("登记纪检来函")),
            ("extracts.take", m.Extract, extract.take_extract, _("下载纪检调阅的摘录")),
            ("proposals.import", None, rolls.import_past, _("导入历年提案")),
            ("handlings.enter", m.Handling, x.enters, _("代录纸质办理")),
            ("packages.view", m.Package, x.view_package, _("查看交换包")),
            ("units.keep", None, rolls.keep_units, _("维护承办单位")),
            ("categories.keep", None, rolls.keep_categories, _("维护提案类别")),
            ("units.view", Service, rolls.view_unit, _("查看承办单位")),
            ("units.view_contacts", Service, rolls.view_contacts, _("查看承办单位联系人")),
        ):
            declare(name, model, rule, label)
