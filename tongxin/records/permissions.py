"""The permissions of the record book; who may act follows from the lifecycle tables."""

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import declare
from tongxin.kinds.rules import keep_kinds
from tongxin.records import models as m
from tongxin.records import rules as r


def declare_all() -> None:
    """Called once, when the app is ready."""
    for name, model, rule, label in (
        ("records.view", m.Record, r.view_record, _("查看台账记录")),
        ("records.keep", None, r.keep, _("登记台账")),
        ("records.record_in", m.RecordKind, r.record_in, _("登记某一种类的台账")),
        ("records.attach", m.Record, r.attach, _("给台账记录附材料、做关联")),
        ("records.export", None, r.export, _("导出台账")),
        ("record_kinds.view", m.RecordKind, r.view_kind, _("查看台账种类")),
        ("record_kinds.keep", None, keep_kinds, _("维护台账种类")),
        ("submissions.view", m.Submission, r.view_submission, _("查看台账报送")),
        ("submissions.compile", None, r.compile_submission, _("汇编台账报送")),
        ("intakes.view", m.Intake, r.view_submission, _("查看收到的台账报送")),
        ("publications.view", m.Publication, r.view_publication, _("查看拟发布信息")),
        ("publications.account", m.Publication, r.PUBLISHERS.records, _("把信息送到公众号")),
        ("publications.write", None, r.write_publication, _("撰写拟发布信息")),
    ):
        declare(name, model, rule, label)
