from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "tongxin.accounts"
    verbose_name = _("账号")

    def ready(self):
        from tongxin.accounts import checks, listeners, menu, policy, rules, sentences
        from tongxin.accounts.actions.purge import purge
        from tongxin.accounts.list_memory import PersonMemory
        from tongxin.core import periodic
        from tongxin.core.lists import use_memory
        from tongxin.organisations import rulebook

        rulebook.declare(*policy.PARAMETERS)
        rules.declare()
        sentences.declare()
        menu.declare()
        use_memory(PersonMemory())
        checks.declare_all()
        listeners.connect()
        periodic.declare(periodic.Duty("accounts.purge", timedelta(days=1), purge))
