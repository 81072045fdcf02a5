"""Brings an installation up to date in one go: catalogue, database, static files; quick when nothing is to do."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from tongxin.core import catalogue

MANIFEST = "staticfiles.json"


class Command(BaseCommand):
    help = "Compile the catalogue, migrate the database, collect static files, each only if needed."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("then", nargs="*", help="further commands to call in the same process")

    def handle(self, *args, then, **options):
        catalogue.compile_catalogue()
        call_command("migrate", interactive=False, verbosity=0)
        if not self._collected():
            call_command("collectstatic", interactive=False, verbosity=0)
        for command in then:
            call_command(command)

    def _collected(self) -> bool:
        """Whether the collected files are newer than every one of ours."""
        manifest = Path(settings.STATIC_ROOT) / MANIFEST
        if not manifest.exists():
            return False
        ours = (path.stat().st_mtime for path in catalogue.PACKAGE.glob("*/static/**/*"))
        return max(ours, default=0) < manifest.stat().st_mtime
