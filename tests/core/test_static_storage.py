"""Every module that a script imports is asked for under the name of its content."""

import re

from django.core.files.storage import storages
from django.core.management import call_command

RELATIVE = re.compile(r"""(?:from|import)\s*["']\./([^"']+)["']""")


def test_imports_lead_to_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "tongxin.core.static_storage.ModuleStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = storages["staticfiles"].hashed_files
    imported = [
        (script, name)
        for script in tmp_path.glob("core/*.js")
        if script.relative_to(tmp_path).as_posix() in hashed.values()
        for name in RELATIVE.findall(script.read_text())
    ]
    assert len(imported) > 10
    assert [pair for pair in imported if f"core/{pair[1]}" not in hashed.values()] == []
