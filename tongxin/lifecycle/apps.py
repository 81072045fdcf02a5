from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LifecycleConfig(AppConfig):
    name = "tongxin.lifecycle"
    verbose_name = _("流程")
