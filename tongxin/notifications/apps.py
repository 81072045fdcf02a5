from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "tongxin.notifications"
    verbose_name = _("消息")

    def ready(self):
        from tongxin.notifications import installation, menu, rules, sentences, telling

        rules.declare_all()
        sentences.declare()
        menu.declare()
        installation.declare()
        telling.connect()
