from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "tongxin.core"
    verbose_name = _("基础")

    def ready(self):
        from tongxin.core import installation  # models are loaded only now

        installation.declare_all()
