"""The meetings of the matrix's city: one in every state, one that few may see, kinds of its own."""

from datetime import date, datetime, time, timedelta

from django.db import models

from tests.factories.cities import City
from tests.factories.gatherings import InvitationFactory
from tongxin.accounts.actor import Actor
from tongxin.core.clock import SHANGHAI
from tongxin.core.fields import Words
from tongxin.gatherings.actions.keep_kinds import add_kind
from tongxin.gatherings.actions.plan_gathering import plan_gathering
from tongxin.gatherings.declaration import CountedAs, Declaration
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.lifecycle import GATHERING, GATHERING_KIND
from tongxin.gatherings.models import Gathering, GatheringKind
from tongxin.gatherings.terms import Group
from tongxin.gatherings.values import Attendance, Plan, Slot
from tongxin.kinds.declaration import new_code
from tongxin.lifecycle.perform import perform

SOON, PAST = date(2026, 2, 3), date(2025, 11, 4)


def build(city: City, elsewhere: City, actors: dict[str, Actor], mark) -> dict[str, models.Model]:
    """All of it through the actions; `mark` makes the words that are found again wherever they leak to."""
    general = actors["general"]
    draft = _planned(general, "briefing", mark("会议草稿"))
    announced = _announced(general, "briefing", mark("已通知的会"))
    closed = _planned(general, "briefing", mark("办结的会"), day=PAST)
    attendance = Attendance([mark("名单上的人")])
    restricted = _announced(general, "visit_talk", mark("限制的走访"), actors["lead"])
    _planned(elsewhere.office, "briefing", mark("外市会议"))
    return {
        "meeting": draft,
        "sitting": draft.sittings.get(),
        "announced_meeting": announced,
        "past_meeting": _planned(general, "briefing", mark("补录的会"), day=PAST),
        "closed_meeting": perform(GATHERING.close, closed, general, attendance=attendance),
        "restricted_meeting": restricted,
        **_own_kinds(general, mark),
    }


def _planned(actor: Actor, code: str, title: str, day: date = SOON) -> Gathering:
    row = GatheringKind.objects.get(code=code, assembly__isnull=True)
    starts = datetime.combine(day, time(9), tzinfo=SHANGHAI)
    values = {"variety": "government", "speaker": "市政府"} if code == "briefing" else {}
    return plan_gathering(
        kind_of(row, actor.assembly),
        actor=actor,
        plan=Plan({"title": title, "place": "第一会议室"}, values),
        slots=[Slot(starts, starts + timedelta(hours=2))],
    )


def _announced(actor: Actor, code: str, title: str, invited: Actor | None = None) -> Gathering:
    gathering = _planned(actor, code, title)
    if invited:
        InvitationFactory(gathering=gathering, assembly=gathering.assembly, person=invited.person)
    return perform(GATHERING.announce, gathering, actor)


def _own_kinds(general: Actor, mark) -> dict[str, GatheringKind]:
    rows = {}
    for name in ("own_gathering_kind", "gathering_kind_in_use", "closed_gathering_kind"):
        words = Words(mark(name))
        declared = Declaration(
            code=new_code(),
            name=words,
            unit=Words("次"),
            group=Group.OWN,
            figures=(CountedAs(words, Words("次")),),
        )
        rows[name] = add_kind(general.assembly, actor=general, declared=declared)
    perform(GATHERING_KIND.open, rows["gathering_kind_in_use"], general)
    perform(GATHERING_KIND.close, rows["closed_gathering_kind"], general)
    return rows
