"""`tongxin manage rotate_keys`: a new key for the secrets in the database."""

from django.core.management.base import BaseCommand

from tongxin.accounts.actions.rotate_keys import rotate_keys


class Command(BaseCommand):
    help = (
        "Put a new key into the keyring and seal every secret with it. Back up the keyring first."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--finish",
            action="store_true",
            help="make no new key: seal what an interrupted run left with an older one",
        )

    def handle(self, *args, **options):
        key_id, resealed = rotate_keys(with_new_key=not options["finish"])
        self.stdout.write(f"{key_id}: {resealed}")
