from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def bring_kinds(app_config, **kwargs):
    """Bring shipped kinds into the database after every migrate."""
    from tongxin.records.actions.ship_kinds import ship_kinds

    ship_kinds()


class RecordsConfig(AppConfig):
    name = "tongxin.records"
    verbose_name = _("台账")

    def ready(self):
        from tongxin.papers.files import register
        from tongxin.papers.imports import kinds
        from tongxin.records import (
            actions,  # noqa: F401 — each action registers itself with its act
            figures,
            files,
            menu,
            permissions,
            search,
            sentences,
        )
        from tongxin.records.imports import family

        permissions.declare_all()
        for kind in files.KINDS:
            register(kind)
        kinds.register_family(family.FAMILY)
        figures.declare()
        search.declare()
        sentences.declare_all()
        menu.declare()
        post_migrate.connect(bring_kinds, sender=self)
