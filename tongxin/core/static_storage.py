"""Static files under names that change with their content, scripts' imports among them, so that no shell keeps old ones."""

from django.apps import apps
from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage; the modules that our own scripts import get their hashed names, too.

    Other people's scripts are left as they are: some speak of imports that do not exist.
    """

    def __init__(self, *args, **kwargs):
        _any_script, rules = HashedFilesMixin._js_module_import_aggregation_patterns
        ours = [one.label for one in apps.get_app_configs() if one.name.startswith("tongxin.")]
        self.patterns = (*type(self).patterns, *((f"{label}/*.js", rules) for label in ours))
        super().__init__(*args, **kwargs)
