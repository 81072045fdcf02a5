from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliberationConfig(AppConfig):
    name = "tongxin.deliberation"
    verbose_name = _("网络协商")

    def ready(self):
        from tongxin.deliberation import lifecycle, looking, permissions  # noqa: F401

        permissions.declare_all()
        looking.declare()
