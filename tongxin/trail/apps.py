from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def keep_guard(app_config, using, **kwargs):
    """Reinstall the triggers after every migrate."""
    from tongxin.trail import guard, models  # apps are loaded only now

    if models.Event._meta.db_table in guard.connection.introspection.table_names():
        guard.install()


class TrailConfig(AppConfig):
    name = "tongxin.trail"
    verbose_name = _("留痕")

    def ready(self):
        from tongxin.trail import taking

        taking.declare_sentence()
        post_migrate.connect(keep_guard, sender=self)
