"""Static files under names that change with their content, scripts' imports among them, so that no shell keeps old ones."""

from typing import Any

from django.apps import apps
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = r"""(?P<matched>import(?P<names>[^"';]*)["'](?P<url>\./[^"']+)["'])"""


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage; the modules that our own scripts import get their hashed names, too.

    Other people's scripts are left as they are: some speak of imports that do not exist.
    """

    patterns: Any

    def __init__(self, *args: Any, **kwargs: Any):
        rules = ((IMPORT, 'import%(names)s"%(url)s"'),)
        ours = [one.label for one in apps.get_app_configs() if one.name.startswith("tongxin.")]
        self.patterns = (*self.patterns, *((f"{label}/*.js", rules) for label in ours))
        super().__init__(*args, **kwargs)
