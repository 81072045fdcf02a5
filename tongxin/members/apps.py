from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "tongxin.members"
    verbose_name = _("委员")

    def ready(self):
        from tongxin.accounts import temporary
        from tongxin.accounts.permissions import declare
        from tongxin.core import periodic
        from tongxin.members import clockwork, menu, models, queries, rules, sentences
        from tongxin.members.imports.roster import ROSTER
        from tongxin.papers.imports import kinds

        declare("members.view", models.Member, rules.view, _("查看委员名册"))
        declare("members.view_private", models.Member, rules.view_private, _("查看委员联系方式"))
        declare("members.keep", None, rules.keep, _("维护委员名册"))
        sentences.declare_all()
        temporary.use_plenaries(queries.plenary_closes_on)
        kinds.register(ROSTER)
        menu.declare()
        ending = periodic.Duty(
            "members.temporary_roles", timedelta(hours=1), clockwork.end_temporary_roles
        )
        periodic.declare(ending)
