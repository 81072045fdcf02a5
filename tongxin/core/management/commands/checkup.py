"""`tongxin check`: says what is missing or unsafe, and what to do about it."""

import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext_lazy as _

from tongxin.core import checks
from tongxin.core.checks import NOTE, UNSAFE, WRONG

MARKS = {WRONG: _("不行"), UNSAFE: _("不安全"), NOTE: _("提示")}


class Command(BaseCommand):
    help = "Say what is missing or unsafe."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--strict", action="store_true", help="fail on what is unsafe, too")

    def handle(self, *args, strict, **options):
        failing = {WRONG, UNSAFE} if strict else {WRONG}
        levels = {finding.level for finding in self._told()}
        sys.exit(1 if levels & failing else 0)

    def _told(self):
        for check, findings in checks.results():
            if not findings:
                self.stdout.write(f"✓ {check.label}")
            for finding in findings:
                self.stdout.write(f"✗ {check.label} [{MARKS[finding.level]}] {finding.sentence}")
                if finding.advice:
                    self.stdout.write(f"    → {finding.advice}")
                yield finding
