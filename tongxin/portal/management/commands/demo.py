"""Fills an empty database with the demonstration city; where there already is one, only tells who can sign in."""

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
from tongxin.portal.demo import (
    accounts,
    book,
    desks,
    found,
    gathered,
    history,
    meetings,
    pieces,
    play,
    register,
    sample,
    talks,
)
from tongxin.portal.demo.material import City
from tongxin.portal.demo.material import city as build_city

STILL_NEWS = timedelta(days=5)


class Command(BaseCommand):
    help = "Build the demonstration city through the actions (only into an empty database)."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument("--few", type=int, default=0, help="only so many stories, for tests")

    def handle(self, *args, **options):
        if Assembly.objects.exists():
            self._tell_sign_ins()
            return
        began = time.monotonic()
        city = build_city(options["seed"])
        with all_assemblies(reason="the demonstration is set up before anybody works in it"):
            stage = self._build(city, options["few"])
        environment.set_clock_shift(settings.DATA, city.now - timezone.now())
        seconds = time.monotonic() - began
        self.stdout.write(
            f"演示城市已建立：上演 {len(stage.proposals)} 件提案，用时 {seconds:.0f} 秒。"
        )
        for line, times in stage.refused.most_common(20):
            self.stdout.write(f"  规则未予办理 {times} 次：{line}")
        self._tell_sign_ins()

    def _build(self, city: City, few: int) -> play.Stage:
        self._hurry()
        with clock.frozen(found.morning(city.assemblies[0].term_started_on)):
            cast = found.found(city)
            book.play_book(book.offices_of(cast))
            gathered.play_year(gathered.stage_of(cast))
        stories = sample.played(city)
        past = [] if few else sample.history(city, stories)
        with clock.frozen(city.now - timedelta(days=60)):
            history.bring_history(cast, past)
        stage = play.Stage(cast, stories[-few:] if few else stories)
        stage.run()
        with clock.frozen(city.now):
            desks.lay_out(stage)
            register.play(cast)
            pieces.play(cast)
            meetings.play(cast)
            talks.play(cast)
            accounts.open_demo_accounts(cast)
            old = clock.now() - STILL_NEWS
            mark_read(Notice.objects.filter(created_at__lt=old), SYSTEM)
        return stage

    def _hurry(self) -> None:
        """A file that can be made again needs no sync per commit."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")

    def _tell_sign_ins(self) -> None:
        """Who can be signed in as; nothing where the data is not a demonstration's."""
        if not settings.DEMO:
            return
        self.stdout.write(f"演示账号（密码 {accounts.PASSWORD}，动态口令密钥 {accounts.SECRET}）：")
        for username, role in accounts.PERSONAS:
            self.stdout.write(f"  {username:<16}{role.label}")
