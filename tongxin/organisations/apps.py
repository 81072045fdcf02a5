from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "tongxin.organisations"
    verbose_name = _("组织")

    def ready(self):
        from tongxin.organisations import sentences

        sentences.declare_all()
