"""Five hundred people take part in the same minute: every stance is there, none twice, everybody has one voice.

On SQLite a file, as in production; on PostgreSQL every thread has a connection of its own.
"""

from collections import Counter

import pytest

from tests.deliberation.conferring import Conferring, statements_of
from tests.factories.accounts import PersonFactory
from tests.factories.cities import make_city
from tests.proposals.test_threads import all_at_once
from tongxin.deliberation.actions.join import voice_of
from tongxin.deliberation.actions.take_stance import serve, take_stance, undo
from tongxin.deliberation.models import ServedStatement, StanceRow, Voice
from tongxin.organisations.scope import scope

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]

HANDS, EACH = 50, 10
ANSWERS = 2


@pytest.fixture
def conferring(transactional_db):
    city = make_city(members=4, units=2)
    with scope([city.assembly.pk]):
        yield Conferring(city)


def test_five_hundred_people_lose_nothing(conferring):
    conversation = conferring.voting()
    people = [PersonFactory() for _number in range(HANDS * EACH)]

    def take_part(number: int):
        for person in people[number::HANDS]:
            voice = voice_of(conversation, person)
            for stance in (1, -1)[:ANSWERS]:
                take_stance(voice, serve(voice), stance)

    jobs = [lambda number=number: take_part(number) for number in range(HANDS)]
    assert all_at_once(conferring.city, jobs) == {"done": HANDS}
    assert Voice.objects.count() == len(people)
    counts = Counter(StanceRow.objects.values_list("stance", flat=True))
    assert counts == {1: len(people), -1: len(people)}
    assert ServedStatement.objects.count() == ANSWERS * len(people)


def test_one_person_on_many_devices_is_one_voice_with_one_stance(conferring):
    conversation = conferring.voting()
    person, statement = PersonFactory(), statements_of(conversation)[0]

    def press(stance: int):
        take_stance(voice_of(conversation, person), statement, stance)

    jobs = [lambda stance=number % 3 - 1: press(stance) for number in range(30)]
    assert all_at_once(conferring.city, jobs) == {"done": 30}
    assert (Voice.objects.count(), StanceRow.objects.count()) == (1, 1)


def test_two_tabs_are_served_the_same_and_undo_once(conferring):
    conversation = conferring.voting()
    voice = voice_of(conversation, PersonFactory())
    assert all_at_once(conferring.city, [lambda: serve(voice)] * 20) == {"done": 20}
    assert ServedStatement.objects.count() == 1
    statement = serve(voice)
    take_stance(voice, statement, 1)
    assert all_at_once(conferring.city, [lambda: undo(voice, statement)] * 10) == {"done": 10}
    assert not StanceRow.objects.exists()
    assert serve(voice) == statement
