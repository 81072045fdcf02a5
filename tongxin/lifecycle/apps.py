from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LifecycleConfig(AppConfig):
    name = "tongxin.lifecycle"
    verbose_name = _("流程")

    def ready(self):
        from tongxin.accounts import merging
        from tongxin.lifecycle import waiting
        from tongxin.lifecycle.models import Waiting

        merging.leave(Waiting)
        merging.on_merged(waiting.on_merged)
