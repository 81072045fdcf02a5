from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliberationConfig(AppConfig):
    name = "tongxin.deliberation"
    verbose_name = _("网络协商")

    def ready(self):
        from tongxin.core import periodic
        from tongxin.deliberation import (
            actions,  # noqa: F401 — each action registers itself with its act
            clockwork,
            figures,
            lifecycle,  # noqa: F401
            looking,
            menu,
            parameters,
            permissions,
            sentences,
        )
        from tongxin.organisations import rulebook

        rulebook.declare(*parameters.PARAMETERS)
        permissions.declare_all()
        sentences.declare_all()
        figures.declare()
        menu.declare()
        looking.declare()
        periodic.declare(
            periodic.Duty("deliberation.phases", timedelta(minutes=10), clockwork.tick)
        )
