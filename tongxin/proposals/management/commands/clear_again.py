"""`tongxin manage clear_again`: after restoring an older backup, clears again what had been cleared since it was made."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from tongxin.proposals.actions.clearing import clear_again


class Command(BaseCommand):
    help = "Clear again what the list of clearings names and this database still holds."

    def add_arguments(self, parser):
        parser.add_argument(
            "--ledger", type=Path, help="the list kept from before (default: the data folder's)"
        )

    def handle(self, *args, ledger, **options):
        if ledger and not ledger.exists():
            self.stderr.write(_("没有找到清除登记 %(path)s。") % {"path": ledger})
            return
        done, unknown = clear_again(ledger)
        self.stdout.write(_("重新清除 %(n)d 项。") % {"n": done})
        if unknown:
            self.stdout.write(_("另有 %(n)d 项的提案不在这个数据库里。") % {"n": unknown})
