from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def bring_kinds(app_config, **kwargs):
    """Bring shipped kinds into the database after every migrate."""
    from django.db import connection

    from tongxin.gatherings.actions.ship_kinds import ship_kinds
    from tongxin.gatherings.models import GatheringKind

    if GatheringKind._meta.db_table in connection.introspection.table_names():
        ship_kinds()


class GatheringsConfig(AppConfig):
    name = "tongxin.gatherings"
    verbose_name = _("会议与活动")

    def ready(self):
        from tongxin.gatherings import (
            actions,  # noqa: F401 — each action registers itself with its act
            figures,
            inviting,
            lifecycle,  # noqa: F401
            menu,
            parameters,
            parameters_door,
            permissions,
            said,
            search,
            sentences,
            sentences_door,
        )
        from tongxin.gatherings.imports import gate
        from tongxin.organisations import rulebook
        from tongxin.papers.imports import kinds

        permissions.declare_all()
        rulebook.declare(*parameters.PARAMETERS, *parameters_door.PARAMETERS)
        sentences.declare_all()
        sentences_door.declare_all()
        for part in (search, menu, inviting, said, figures):
            part.declare()
        kinds.register_family(gate.FAMILY)
        post_migrate.connect(bring_kinds, sender=self)
