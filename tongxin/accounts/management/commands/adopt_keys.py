"""`tongxin manage adopt_keys`: the keys of the machine from which the data came."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tongxin.accounts import crypto


class Command(BaseCommand):
    help = "Add the keys of another machine's keyring to this one, so that data from there can be read."

    def add_arguments(self, parser):
        parser.add_argument("keyring", type=Path, help="the other machine's keyring.json")

    def handle(self, *args, keyring: Path, **options):
        try:
            added = crypto.adopt_keys(keyring)
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{keyring}: {error}") from error
        self.stdout.write("\n".join(added) or "no key that was not there already")
