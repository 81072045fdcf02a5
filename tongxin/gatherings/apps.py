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
        from tongxin.gatherings import actions, lifecycle, permissions  # noqa: F401

        permissions.declare_all()
        post_migrate.connect(bring_kinds, sender=self)
