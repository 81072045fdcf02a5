"""`bin/messages`: keeps the English catalogue in step with the program, checks and compiles it."""

from django.core.management.base import BaseCommand, CommandError

from tongxin.core import catalogue

SHOWN = 40


class Command(BaseCommand):
    help = "Bring the English catalogue up to date, check it, or compile it."
    requires_system_checks = ()

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="fail when English is missing")
        what.add_argument("--compile", action="store_true", help="write the file gettext reads")

    def handle(self, *args, check, compile, **options):  # noqa: A002 — the option's own name
        if check:
            self._check()
        elif compile:
            catalogue.compile_catalogue()
        else:
            added, dropped = catalogue.update()
            self.stdout.write(f"{added} added, {dropped} dropped")

    def _check(self) -> None:
        found = catalogue.faults()
        for fault in found[:SHOWN]:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} faults in the English catalogue; see bin/messages")
