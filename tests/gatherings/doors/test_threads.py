"""Many hands at one door: whoever taps twice is there once, a desk's batch sent twice at once is taken once."""

import threading

import pytest
from django.db import connections

from tests.factories.cities import make_city
from tests.gatherings.doors.door import make_door, moment_of
from tongxin.core import clock
from tongxin.gatherings.actions.run_desk import Entry, open_desk, receive
from tongxin.gatherings.actions.sign_in import sign_in_by_code
from tongxin.gatherings.door_codes import door_code
from tongxin.gatherings.models import Desk, Invitation, SignIn
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]

TIMES = 24
MOMENT = moment_of("08:50")


@pytest.fixture
def door(transactional_db):
    city = make_city()
    with scope([city.assembly.pk]):
        yield make_door(city)


def all_at_once(door, jobs):
    """Every job in a thread with a connection of its own, let go together; what went wrong."""
    start, faults = threading.Barrier(len(jobs)), []

    def run(job):
        with scope([door.city.assembly.pk]), clock.frozen(MOMENT):
            start.wait(60)
            try:
                job()
            except Exception as error:
                faults.append(f"{type(error).__name__}: {error}")
            finally:
                connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return faults


def test_one_person_tapping_many_times_is_there_once(door):
    code, actors = door_code(door.sitting, MOMENT), [door.actor(number) for number in range(3)]
    jobs = [
        lambda actor=actor: sign_in_by_code(door.sitting, code, actor=actor)
        for actor in actors
        for _tap in range(TIMES // 3)
    ]
    assert all_at_once(door, jobs) == []
    assert sorted(SignIn.objects.values_list("invitation", flat=True)) == [
        one.pk for one in door.invitations[:3]
    ]


def test_batch_that_arrives_many_times_at_once_is_taken_once(door):
    desk, _token = open_desk(door.gathering, "东门", actor=door.general)
    batch = [
        Entry(f"a{number}", door.sitting.public_id, MOMENT, one.public_id)
        for number, one in enumerate(door.invitations)
    ]
    batch.append(Entry("w1", door.sitting.public_id, MOMENT, name="王记者"))
    job = lambda: receive(Desk.objects.get(pk=desk.pk), batch, told_at=MOMENT)  # noqa: E731
    faults = all_at_once(door, [job] * (TIMES // 2))
    assert faults == []
    with clock.frozen(MOMENT):
        assert {one.outcome for one in job()} == {"repeated"}
    assert SignIn.objects.count() == 5
    assert Invitation.objects.filter(is_walk_in=True).count() == 1
