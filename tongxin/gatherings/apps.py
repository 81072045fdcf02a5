from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

HOURLY = timedelta(hours=1)


def bring_kinds(app_config, **kwargs):
    """Bring shipped kinds into the database after every migrate."""
    from tongxin.gatherings.actions.ship_kinds import ship_kinds

    ship_kinds()


class GatheringsConfig(AppConfig):
    name = "tongxin.gatherings"
    verbose_name = _("会议与活动")

    def ready(self):
        from tongxin.core import periodic
        from tongxin.gatherings import (
            actions,  # noqa: F401 — each action registers itself with its act
            figures,
            files,
            lifecycle,  # noqa: F401
            menu,
            merging,
            notices,
            parameters,
            permissions,
            search,
            sentences,
        )
        from tongxin.gatherings.actions.end_waiting import end_unanswered
        from tongxin.gatherings.actions.remind_invited import remind_of_coming
        from tongxin.gatherings.imports import gate
        from tongxin.gatherings.papers import people, proceedings
        from tongxin.organisations import rulebook
        from tongxin.papers.files import register
        from tongxin.papers.imports import kinds

        permissions.declare_all()
        merging.declare_all()
        rulebook.declare(*parameters.PARAMETERS)
        sentences.declare_all()
        for part in (search, menu, notices, people, proceedings, figures):
            part.declare()
        for kind in files.KINDS:
            register(kind)
        kinds.register_family(gate.FAMILY)
        periodic.declare(periodic.Duty("gatherings.reminders", HOURLY, remind_of_coming))
        periodic.declare(periodic.Duty("gatherings.unanswered", HOURLY, end_unanswered))
        post_migrate.connect(bring_kinds, sender=self)
