"""Nothing joins a person to a stance: no row, event, notice, page, log or cookie, and no order of coming."""

import json
import logging
import re

import pytest
from django.apps import apps
from django.core import serializers
from django.db import models

from tests.deliberation.conferring import fresh, statements_of
from tests.deliberation.views.test_taking_part import address, answer, before_me
from tests.factories.accounts import sign_in
from tests.matrix.walk import text_of
from tongxin.accounts.models import Person, RoleAssignment, User
from tongxin.deliberation.actions.join import voice_of
from tongxin.deliberation.actions.take_stance import serve, take_stance, undo
from tongxin.deliberation.models import Conversation, ServedStatement, StanceRow, Statement, Voice
from tongxin.trail.models import Event

VOICED = (Voice, StanceRow, ServedStatement)
MAY_POINT_AT = {Conversation, Statement, Voice}


@pytest.fixture
def talked(conferring):
    """A conversation in which eight members took stances, one after the other."""
    conversation = conferring.voting()
    people = [actor.person for actor in conferring.members(8)]
    for number, person in enumerate(people):
        voice = voice_of(conversation, person)
        for stance in (1, -1, 0)[: 1 + number % 3]:
            take_stance(voice, serve(voice), stance)
    return conversation, people


def rows_of(model: type[models.Model]) -> str:
    return serializers.serialize("json", model._base_manager.all())


@pytest.mark.parametrize("model", VOICED)
def test_rows_of_voices_point_at_no_person_and_keep_no_moment(model):
    fields = model._meta.get_fields()
    assert {one.related_model for one in fields if one.many_to_one} <= MAY_POINT_AT
    moments = (models.DateField, models.TimeField)
    assert [one.name for one in fields if isinstance(one, moments)] == []


def test_nothing_but_rows_of_voices_points_at_a_voice():
    pointing = {
        model
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in VOICED
    }
    assert pointing == {StanceRow, ServedStatement}


def test_a_voice_stands_in_no_other_row_of_the_database(talked):
    voices = list(Voice.objects.all())
    traces = [str(trace) for one in voices for trace in (one.pk, one.number, one.key)]
    for model in set(apps.get_models()) - set(VOICED):
        text = rows_of(model)
        assert [trace for trace in traces if trace in text] == [], model


def test_no_row_of_a_voice_names_a_person(talked):
    _conversation, people = talked
    text = "".join(rows_of(model) for model in VOICED)
    assert [one for one in people if one.public_id in text or one.name in text] == []


def test_the_order_of_rows_is_not_the_order_of_coming(talked):
    conversation, people = talked
    came = [voice_of(conversation, person).pk for person in people]
    assert came != sorted(came)
    firsts = [StanceRow.objects.filter(voice=one).values_list("pk", flat=True)[0] for one in came]
    assert firsts != sorted(firsts)


def test_no_event_tells_of_a_stance(conferring, talked):
    before = Event.objects.count()
    conversation, people = talked
    voice = voice_of(conversation, people[0])
    statement = statements_of(conversation)[0]
    take_stance(voice, statement, 1)
    undo(voice, statement)
    serve(voice)
    assert Event.objects.count() == before


def test_statements_of_ones_own_are_not_agreed_to_by_themselves(conferring):
    conversation = conferring.voting()
    conferring.shown(conversation)
    assert not StanceRow.objects.exists()


def test_requests_leave_no_trace_in_logs_and_sessions(conferring, client, caplog):
    caplog.set_level(logging.DEBUG)
    conversation = conferring.voting()
    sign_in(client, conferring.member())
    statement = before_me(client.get(address(conversation, "take_part")))
    answer(client, conversation, "-1")
    voice = Voice.objects.get()
    kept = json.dumps(dict(client.session), default=str)
    for trace in (statement, str(voice.pk), str(voice.number), voice.key):
        assert trace not in caplog.text
        assert trace not in kept


@pytest.fixture
def reader(client):
    """Reads a page under an identity, without what is drawn anew each time."""
    drawn_anew = re.compile(
        r'name="(?:csrfmiddlewaretoken|request_key)" value="[^"]*"|act-[0-9a-f]{8}'
    )

    def read(actor, url: str) -> str:
        sign_in(client, actor)
        return drawn_anew.sub("", text_of(client.get(url)))

    return read


def test_pages_of_others_are_the_same_whatever_one_answered(conferring, talked, reader):
    conversation, people = talked
    readers = (conferring.general, conferring.secgen, conferring.city.leader, conferring.member(1))
    statement = statements_of(conversation)[0]
    urls = [
        conversation.get_absolute_url(),
        statement.get_absolute_url(),
        address(conversation, "queue"),
        address(conversation, "take_part"),
        "/me/",
    ]
    voice, texts = voice_of(conversation, people[0]), {}
    take_stance(voice, statement, 0)
    for stance in (1, -1):
        take_stance(voice, statement, stance)
        texts[stance] = [reader(actor, url) for actor in readers for url in urls]
    assert texts[1] == texts[-1]
    assert any(conversation.question in text for text in texts[1])


def test_everything_but_the_stance_is_the_same_whatever_one_answered(talked):
    conversation, people = talked
    voice, statement = voice_of(conversation, people[0]), statements_of(conversation)[0]
    dumps = []
    take_stance(voice, statement, 0)
    for stance in (1, -1):
        take_stance(voice, statement, stance)
        dumps.append([rows_of(one) for one in apps.get_models() if one is not StanceRow])
    assert dumps[0] == dumps[1]


def test_with_the_secret_gone_nobody_finds_a_voice(conferring, talked):
    conversation, _people = talked
    keys = set(Voice.objects.values_list("key", flat=True))
    conferring.closed(conversation)
    assert fresh(conversation).secret == ""
    kept = "".join(
        rows_of(one) for one in (Conversation, Person, User, RoleAssignment, Statement, Event)
    )
    assert [key for key in keys if key in kept] == []
