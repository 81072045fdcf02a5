from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "tongxin.papers"
    verbose_name = _("文书")

    def ready(self):
        from tongxin.papers import declarations

        declarations.declare()
