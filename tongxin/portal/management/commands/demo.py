"""Fills an empty database with the demonstration city; does nothing where there already is one."""

import time
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from tongxin.accounts.actor import SYSTEM
from tongxin.config import environment
from tongxin.core import clock
from tongxin.notifications.actions.read import mark_read
from tongxin.notifications.models import Notice
from tongxin.organisations.models import Assembly
from tongxin.organisations.scope import all_assemblies
from tongxin.portal.demo import accounts, found, play, sample
from tongxin.portal.demo.material import city as build_city

STILL_NEWS = timedelta(days=5)


class Command(BaseCommand):
    help = "Build the demonstration city through the actions (only into an empty database)."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument(
            "--share", type=int, default=1, help="a larger share of finished stories"
        )
        parser.add_argument("--few", type=int, default=0, help="only so many stories, for tests")

    def handle(self, *args, **options):
        if Assembly.objects.exists():
            self.stdout.write("这里已有数据,演示城市不再建立。")
            return
        began = time.monotonic()
        city = build_city(options["seed"])
        with all_assemblies(reason="the demonstration is set up before anybody works in it"):
            self._hurry()
            with clock.frozen(found.morning(city.assemblies[0].term_started_on)):
                cast = found.found(city)
            stories = sample.chosen(city, options["share"])
            player = play.Stage(cast, stories[: options["few"] or None])
            player.run()
            with clock.frozen(city.now):
                accounts.open_demo_accounts(cast)
                old = clock.now() - STILL_NEWS
                mark_read(Notice.objects.filter(created_at__lt=old), SYSTEM)
        environment.set_clock_shift(settings.DATA, city.now - timezone.now())
        self.stdout.write(
            f"演示城市已建立:{len(player.proposals)} 件提案,用时 {time.monotonic() - began:.0f} 秒。"
        )
        for line, times in player.refused.most_common(20):
            self.stdout.write(f"  规则未予办理 {times} 次:{line}")

    def _hurry(self):
        """A file that can be made again needs no sync per commit."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")
