from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "tongxin.portal"
    verbose_name = _("门户")

    def ready(self):
        from tongxin.accounts.permissions import declare
        from tongxin.portal import menu, panels, rules

        declare("rulebook.view", None, rules.view_rulebook, _("查看规则簿"))
        declare("rulebook.change", None, rules.change_rulebook, _("修改规则簿"))
        menu.declare()
        panels.declare()
