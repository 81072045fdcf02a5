"""The permissions of deliberation; who may act follows from the lifecycle tables."""

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import declare
from tongxin.deliberation import models as m
from tongxin.deliberation import rules as r
from tongxin.lifecycle.combining import any_of, through


def declare_all() -> None:
    """Called once, when the app is ready."""
    remark = through(r.OF_DRAFT, r.view_draft, m.DraftText)
    result = through("statement", r.view_statement, m.Statement)
    for name, model, rule, label in (
        ("conversations.view", m.Conversation, r.view_conversation, _("查看网络协商")),
        ("conversations.prepare", None, r.prepare, _("筹备网络协商")),
        ("conversations.take_part", m.Conversation, r.takes_part, _("参加网络协商")),
        ("conversations.moderate", m.Conversation, r.prepares, _("审核观点")),
        ("statements.view", m.Statement, r.view_statement, _("查看观点")),
        ("statement_results.view", m.StatementResult, result, _("查看观点去向")),
        ("appeals.view", m.Appeal, any_of(r.judges_appeal, r.prepares), _("查看申诉")),
        ("circle.view", m.Conversation, r.view_circle, _("看协商结果")),
        ("circle.speak", m.Conversation, r.speaks_at_circle, _("看圈时发言")),
        ("circle.take_out", m.Conversation, r.take_out_circle, _("下载协商结果")),
        ("circle.take_out_votes", m.Conversation, r.take_out_votes, _("下载不记名表态表")),
        ("drafts.prepare", None, r.prepare, _("准备征求意见稿")),
        ("drafts.edit", m.DraftText, r.edits_draft, _("修改征求意见稿")),
        ("drafts.take_out", m.DraftText, r.take_out_remarks, _("下载意见汇总")),
        ("drafts.view", m.DraftText, r.view_draft, _("查看征求意见稿")),
        ("drafts.comment", m.DraftText, r.comments_draft, _("对征求意见稿提意见")),
        ("remarks.view", m.Remark, remark, _("查看段落意见")),
    ):
        declare(name, model, rule, label)
