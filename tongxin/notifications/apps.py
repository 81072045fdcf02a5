from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "tongxin.notifications"
    verbose_name = _("消息")

    def ready(self):
        from tongxin.accounts import merging
        from tongxin.notifications import installation, menu, rules, sentences, telling

        rules.declare_all()
        sentences.declare()
        menu.declare()
        installation.declare()
        telling.connect()
        merging.declare(
            merging.Once(
                "notifications.channelpreference.person",
                merging.left(_("两个账号都设过的接收渠道，用保留的账号的设置。")),
            )
        )
