from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "tongxin.portal"
    verbose_name = _("门户")

    def ready(self):
        from tongxin.portal import menu, panels

        menu.declare()
        panels.declare()
