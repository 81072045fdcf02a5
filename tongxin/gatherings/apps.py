from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatheringsConfig(AppConfig):
    name = "tongxin.gatherings"
    verbose_name = _("会议与活动")
