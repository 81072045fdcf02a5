from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "tongxin.members"
    verbose_name = _("委员")

    def ready(self):
        from tongxin.accounts import temporary
        from tongxin.core import periodic
        from tongxin.members import (
            actions,  # noqa: F401 — each action registers itself with its act
            clockwork,
            figures,
            files,
            menu,
            merging,
            papers,
            sentences,
        )
        from tongxin.members.imports.roster import ROSTER
        from tongxin.members.queries import plenary_closes_on
        from tongxin.papers.files import register
        from tongxin.papers.imports import kinds

        self.declare_permissions()
        sentences.declare_all()
        temporary.use_plenaries(plenary_closes_on)
        register(files.PHOTO)
        kinds.register(ROSTER)
        merging.declare_all()
        figures.declare()
        papers.declare()
        menu.declare()
        ending = periodic.Duty(
            "members.temporary_roles", timedelta(hours=1), clockwork.end_temporary_roles
        )
        periodic.declare(ending)

    def declare_permissions(self):
        """Who may read what; who may act on corrections and submissions follows from their tables."""
        from tongxin.accounts.permissions import declare
        from tongxin.members import models as m
        from tongxin.members import rules as r

        for name, model, rule, label in (
            ("members.view", m.Member, r.view, _("查看委员名册")),
            ("members.view_private", m.Member, r.view_private, _("查看委员联系方式")),
            ("members.view_personal", m.Member, r.view_personal, _("查看委员通讯地址和邮箱")),
            ("members.read_identity", m.Member, r.read_identity, _("登记和查看身份证号")),
            ("members.keep", None, r.keep, _("维护委员名册")),
            ("members.keep_row", m.Member, r.keep_row, _("维护委员资料")),
            ("members.correct", m.Member, r.correct, _("更正本人资料")),
            ("members.party_work", m.ContactPair, r.view_party_work, _("查看联系分工和覆盖")),
            ("bodies.view", m.Body, r.view, _("查看机构和组织")),
            ("corrections.view", m.Correction, r.view_correction, _("查看资料更正")),
            ("roll_submissions.view", m.RollSubmission, r.view_submission, _("查看名册报送")),
            ("submitted_seats.view", m.SubmittedSeat, r.view_seats, _("查看县级委员")),
            ("pairs.view", m.ContactPair, r.view_pair, _("查看联系关系")),
            ("pairs.log", m.ContactPair, r.log_contact, _("记录联系")),
            ("pair_contacts.view", m.PairContact, r.view_party_work, _("查看联系记录")),
        ):
            declare(name, model, rule, label)
