"""Figures of gatherings: times, attendances and people kept apart; what is not closed, late or withdrawn counts nothing."""

from datetime import date, timedelta

import pytest

from tests.gatherings.plan.office import LONG_AGO, make_office, morning
from tongxin.core import clock
from tongxin.figures import value
from tongxin.figures.declare import chapters, figure
from tongxin.figures.periods import Period
from tongxin.figures.scopes import Scope
from tongxin.gatherings.actions.correct_presence import correct_presence
from tongxin.gatherings.models import Outcome, Presence
from tongxin.gatherings.shipped import shipped
from tongxin.gatherings.terms import OutcomeKind, PresenceState
from tongxin.gatherings.values import Attendance
from tongxin.organisations.scope import scope

YEAR = Period.year(LONG_AGO.year)


@pytest.fixture
def office(city):
    made = make_office(city)
    with scope([made.here.pk]):
        yield made


def number(office, code, period=YEAR, **when) -> int:
    return value(f"gatherings.{code}", Scope(office.here), period, **when).value


def attended(office, code, *present: str, **more):
    return office.closed(code, attendance=Attendance(present), **more)


def test_attendances_are_not_people(office):
    one, other = (str(member.person) for member in office.city.members[:2])
    attended(office, "training", one, other)
    attended(office, "training", one, day=LONG_AGO + timedelta(days=30))
    assert number(office, "training") == 2
    assert number(office, "training.attendances") == 3
    assert number(office, "training.people") == 2


def test_person_counts_in_each_period_in_which_they_came(office):
    one = str(office.city.members[0].person)
    attended(office, "training", one)
    attended(office, "training", one, day=LONG_AGO + timedelta(days=30))
    later = Period.between(LONG_AGO + timedelta(days=1), LONG_AGO + timedelta(days=60))
    assert number(office, "training.people", later) == 1


def test_guest_without_an_account_counts_as_one(office):
    attended(office, "training", "外地来宾")
    assert (number(office, "training.attendances"), number(office, "training.people")) == (1, 1)


def test_plenary_counts_each_sitting_and_a_meeting_once(office):
    one = str(office.city.members[0].person)
    days = [morning(LONG_AGO), morning(LONG_AGO + timedelta(days=1))]
    attended(office, "plenary", one, slots=days)
    attended(office, "committee_meeting", one, slots=days)
    assert (number(office, "plenary"), number(office, "plenary.attendances")) == (1, 2)
    assert number(office, "committee_meeting.attendances") == 1


def test_leave_and_absence_are_no_attendances(office):
    here, gone, away = (str(member.person) for member in office.city.members[:3])
    office.closed("training", attendance=Attendance([here], [gone], [away]))
    assert number(office, "training.attendances") == 1


def test_only_what_is_closed_counts(office):
    office.plan("briefing", day=LONG_AGO)
    assert number(office, "briefing") == 0


def test_suggestions_in_force_count_from_closing(office):
    gathering = office.plan("three_entries", day=LONG_AGO)
    for words, withdrawn in (("加装路灯", None), ("修桥", date(2026, 1, 14))):
        Outcome(
            assembly=office.here,
            gathering=gathering,
            kind=OutcomeKind.SUGGESTION,
            words=words,
            happened_on=LONG_AGO,
            withdrawn_on=withdrawn,
        ).save()
    assert number(office, "three_entries.suggestions") == 0
    Outcome.objects.update(counted_on=clock.today())
    assert number(office, "three_entries.suggestions") == 1


def test_yesterdays_answer_stays_when_a_presence_is_corrected(office):
    one = str(office.city.members[0].person)
    attended(office, "training", one)
    before = clock.now()
    with clock.frozen(before + timedelta(days=1)):
        settled = Presence.objects.get()
        correct_presence(
            settled.sitting,
            settled.invitation,
            after=PresenceState.ABSENT,
            reason="签到有误",
            actor=office.general,
        )
        assert number(office, "training.attendances") == 0
        assert number(office, "training.attendances", as_of=before) == 1


@pytest.mark.parametrize("kind", shipped(), ids=lambda kind: kind.code)
def test_every_kind_is_counted(office, kind):
    assert kind.figures
    for counted in kind.figures:
        code = ".".join(part for part in ("gatherings", kind.code, counted.code) if part)
        assert list(figure(code).rows(Scope(office.here), YEAR)) == []


def test_chapter_tells_the_kinds_in_use(office):
    chapter = next(one for one in chapters(office.here) if one.code == "gatherings")
    told = {one.code for sentence in chapter.sentences for one in sentence}
    assert {"gatherings.plenary", "gatherings.three_entries.attendances"} <= told
    assert "gatherings.visit_talk" not in told
