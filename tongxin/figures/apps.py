from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "tongxin.figures"
    verbose_name = _("数字")

    def ready(self):
        from tongxin.accounts import merging
        from tongxin.core import periodic
        from tongxin.figures import docs, history, menu, rules, scopes, sentences
        from tongxin.lifecycle import perform
        from tongxin.lifecycle.docs import add_documents
        from tongxin.organisations import rulebook

        rulebook.declare(*scopes.PARAMETERS)
        rules.declare()
        sentences.declare()
        menu.declare()
        add_documents(docs.documents)
        perform.on_change(history.on_change)
        merging.on_merged(history.on_merged)
        periodic.declare(periodic.Duty("figures.facts", timedelta(hours=1), history.catch_up))
