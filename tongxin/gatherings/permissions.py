"""The permissions of meetings and activities; who may act follows from the lifecycle tables."""

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.permissions import declare
from tongxin.gatherings import models as m
from tongxin.gatherings import rules as r
from tongxin.kinds.rules import keep_kinds


def declare_all() -> None:
    """Called once, when the app is ready."""
    for name, model, rule, label in (
        ("gatherings.view", m.Gathering, r.view_gathering, _("查看活动")),
        ("gatherings.plan", None, r.plan, _("安排活动")),
        ("gatherings.plan_in", m.GatheringKind, r.plan_in, _("安排某一种类的活动")),
        ("gatherings.organise", m.Gathering, r.organises, _("办理自己主办的活动")),
        ("gatherings.export", None, r.export, _("导出活动")),
        ("gathering_kinds.view", m.GatheringKind, r.view_kind, _("查看活动种类")),
        ("gathering_kinds.keep", None, keep_kinds, _("维护活动种类")),
        ("gatherings.read_list", m.Gathering, r.reads_list, _("查看活动的名单和答复")),
        ("invitations.view", m.Invitation, r.view_invitation, _("查看邀请名单")),
        ("leaves.view", m.LeaveRequest, r.view_leave, _("查看请假")),
        ("speeches.view", m.Speech, r.view_speech, _("查看发言")),
        ("sittings.call_roll", m.Sitting, r.call_roll, _("点名签到")),
        ("sittings.watch", m.Sitting, r.watch_door, _("查看签到情况")),
        ("presences.view", m.Presence, r.view_presence, _("查看出席情况")),
        ("questions.view", m.Question, r.view_question, _("查看提问")),
        ("minutes.view", m.Minutes, r.view_minutes, _("查看纪要")),
        ("outcomes.view", m.Outcome, r.view_of_gathering, _("查看活动成果")),
        ("notes.view", m.Sitting, r.view_notes, _("查看小组讨论记录")),
        ("notes.take", m.Sitting, r.take_notes, _("记录小组讨论")),
        ("gatherings.speak", m.Gathering, r.may_speak, _("撰写发言")),
        ("gatherings.ask", m.Gathering, r.may_ask, _("提问")),
    ):
        declare(name, model, rule, label)
