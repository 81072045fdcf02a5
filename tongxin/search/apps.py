from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def prepare_index(app_config, using, **kwargs):
    """Create the engine's index after every migrate."""
    from django.db import connection

    from tongxin.search.engines import engine
    from tongxin.search.models import SearchEntry

    if SearchEntry._meta.db_table in connection.introspection.table_names():
        engine().prepare()


class SearchConfig(AppConfig):
    name = "tongxin.search"
    verbose_name = _("检索")

    def ready(self):
        from tongxin.accounts import merging
        from tongxin.core import loops, pages, periodic
        from tongxin.lifecycle import perform
        from tongxin.search import queue

        post_migrate.connect(prepare_index, sender=self)
        perform.on_change(queue.on_change)
        merging.on_merged(queue.on_merged)
        loops.declare(loops.Loop("search.index", queue.index_due))
        periodic.declare(periodic.Duty("search.catch_up", timedelta(hours=1), queue.catch_up))
        pages.declare_search("search:page")
