from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KindsConfig(AppConfig):
    name = "tongxin.kinds"
    verbose_name = _("种类")
