"""`tongxin manage search_index`: works off what waits; with --rebuild everything is indexed anew."""

from django.core.management.base import BaseCommand

from tongxin.search import queue

PORTION = 500


class Command(BaseCommand):
    help = "Index what waits; --rebuild: everything, from the records."

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="empty the index first")

    def handle(self, *args, rebuild: bool, **options):
        if rebuild:
            queue.rebuild()
        done = 0
        while indexed := queue.index_due(PORTION):
            done += indexed
        self.stdout.write(f"{done} records")
