"""`bin/docs`: writes the documents that follow from the tables, or checks that they do."""

from django.core.management.base import BaseCommand, CommandError

from tongxin.lifecycle import docs


class Command(BaseCommand):
    help = "Write docs/lifecycles, docs/figures, docs/rulebook.md and docs/roles.md out of the declarations."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="fail when a document differs")

    def handle(self, *args, check, **options):
        if not check:
            docs.write(docs.folder())
        elif differing := docs.differing(docs.folder()):
            raise CommandError(f"run bin/docs; these differ: {', '.join(differing)}")
