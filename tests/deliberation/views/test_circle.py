"""The pages of a result: who sees them when, what stands on them, what is taken along, and that nobody is named."""

import io
import zipfile

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from tests.deliberation.ground import (
    conversation_in,
    preparer,
    says,
    statements_in,
    talked,
    two_views,
    voices_in,
)
from tests.factories.accounts import sign_in
from tests.factories.cities import make_city, staff
from tests.ground import built_once
from tests.matrix.browsers import whole
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.deliberation.actions.analyse_conversation import analyse_conversation
from tongxin.deliberation.actions.speak_at_circle import hide_comment, speak_at_circle
from tongxin.deliberation.models import AlarmNote, CircleComment, Conversation
from tongxin.deliberation.queries.readings import reading_of
from tongxin.deliberation.terms import Admission, ConversationState
from tongxin.trail.models import Event

pytestmark = pytest.mark.once

TAKEN = ("summary_pdf", "summary_docx", "circle_xlsx", "circle_csv")
SHOWING = (ConversationState.DISCUSSING, ConversationState.CLOSED)
RUNNING = (ConversationState.COLLECTING, ConversationState.VOTING)


@built_once
def conversation(city) -> Conversation:
    found = talked(city)
    analyse_conversation(found)
    return found


def get(client: Client, actor: Actor, name: str, conversation: Conversation, **query):
    sign_in(client, actor)
    return whole(client.get(address(name, conversation), query))


def address(name: str, conversation: Conversation, *more: str) -> str:
    place = [conversation.assembly.slug, conversation.public_id, *more]
    return reverse(f"deliberation:{name}", args=place)


def at(conversation: Conversation, **values) -> Conversation:
    Conversation._base_manager.filter(pk=conversation.pk).update(**values)
    return Conversation._base_manager.select_related("assembly").get(pk=conversation.pk)


def test_page_says_first_what_all_share_then_draws_it(city, client, conversation):
    page = get(client, city.member_actor(), "circle", conversation).content.decode()
    order = [
        "共识清单",
        "同心圆",
        "大家的位置",
        "有没有明显不同的看法",
        "什么会改变这个结果",
        "全部观点",
    ]
    places = [page.index(f'"card__title">{title}') for title in order]
    assert places == sorted(places)
    assert "看法分成 2 组，每组都至少有" in page


@pytest.mark.parametrize("state", SHOWING)
def test_members_and_leaders_see_the_result_when_it_sways_nobody(city, client, conversation, state):
    shown = at(conversation, state=state)
    for actor in (city.member_actor(), city.leader, preparer(city)):
        assert get(client, actor, "circle", shown).status_code == 200


@pytest.mark.parametrize("state", RUNNING)
def test_before_that_only_the_preparing_office(city, client, conversation, state):
    hidden = at(conversation, state=state)
    for actor in (city.member_actor(), city.leader):
        for name in ("circle", "circle_runs", *TAKEN):
            assert get(client, actor, name, hidden).status_code == 404
    assert get(client, preparer(city), "circle", hidden).status_code == 200


def test_live_page_asks_for_itself_again(city, client, conversation):
    office = preparer(city)
    assert (
        'hx-trigger="every 5s"' not in get(client, office, "circle", conversation).content.decode()
    )
    live = at(conversation, state=ConversationState.VOTING)
    assert 'hx-trigger="every 5s"' in get(client, office, "circle", live).content.decode()


def test_another_assembly_sees_nothing(client, conversation):
    elsewhere = make_city()
    for name in ("circle", "circle_runs", *TAKEN):
        assert get(client, preparer(elsewhere), name, conversation).status_code == 404


def test_without_people_enough_the_page_says_so(city, client):
    few = talked(city, people=4)
    analyse_conversation(few)
    assert "还没有可以看的结果" in get(client, preparer(city), "circle", few).content.decode()


def test_only_what_is_shared_stands_in_green(city, client, conversation):
    page = get(client, city.member_actor(), "circle", conversation).content.decode()
    reading = reading_of(conversation)
    assert 0 < len(reading.shared) < len(reading.lines)
    assert page.count("at-least is-shared") == len(reading.shared)


def test_unknown_way_to_look_does_not_exist(city, client, conversation):
    response = get(client, preparer(city), "circle", conversation, by="committees")
    assert response.status_code == 404


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_out_is_on_record(city, client, conversation, name):
    assert get(client, city.member_actor(), name, conversation).status_code == 200
    assert Event.objects.filter(act="trail.take_out", record_id=conversation.pk).count() == 1


def test_temporary_roles_take_nothing_out(city, client, conversation):
    group = staff(Role.PLENARY_GROUP, city.assembly)
    for name in TAKEN:
        assert get(client, group, name, conversation).status_code == 404


def test_votes_stay_inside_by_default(city, client, conversation):
    ended = at(conversation, state=ConversationState.CLOSED)
    analyse_conversation(ended)
    assert get(client, preparer(city), "votes", ended).status_code == 404


def test_runs_are_listed_with_what_they_said(city, client, conversation):
    page = get(client, city.member_actor(), "circle_runs", conversation).content.decode()
    assert conversation.analyses.get().digest[:12] in page
    assert "看法分成 2 组，每组都至少有" in page


@pytest.mark.both
def test_page_asks_the_same_however_much_was_said(city, client, django_assert_max_num_queries):
    office = preparer(city)
    conversations = [talked(city, people, number) for people, number in ((20, 6), (60, 24))]
    for one in conversations:
        analyse_conversation(one)
        sign_in(client, office)
        client.get(address("circle", one))
        with django_assert_max_num_queries(21):
            client.get(address("circle", one))


def test_citizens_see_the_result_of_an_open_conversation(client, conversation):
    assert client.get(address("public_circle", conversation)).status_code == 404
    opened = at(conversation, admission=Admission.OPEN)
    assert "共识清单" in client.get(address("public_circle", opened)).content.decode()
    running = at(conversation, state=ConversationState.VOTING)
    assert client.get(address("public_circle", running)).status_code == 404


def test_alarms_are_for_the_organisers(city, client):
    conversation = talked(city, 60, 12, admission=Admission.OPEN, invited=0)
    statements = list(conversation.statements.all())
    pushed = two_views(12, 12, seed=4)
    pushed[:] = pushed[0]
    says(voices_in(conversation, 12, cohort=2), statements, pushed)
    analyse_conversation(conversation)
    assert "份表态几乎相同" in get(client, preparer(city), "circle", conversation).content.decode()
    for page in (
        get(client, city.leader, "circle", conversation),
        client.get(address("public_circle", conversation)),
    ):
        assert "几乎相同" not in page.content.decode()


@pytest.mark.both
def test_nothing_that_leaves_names_a_voice(city, client, conversation):
    named = [
        name.encode()
        for voice in conversation.voices.all()
        for name in (voice.key, str(voice.number))
        if len(name) > 5
    ]
    for name in ("circle", "circle_runs", *TAKEN):
        response = get(client, preparer(city), name, conversation)
        content = response.body if response.streaming else response.content
        for text in opened(content):
            assert not [one for one in named if one in text], name


def opened(content: bytes) -> list[bytes]:
    """A file, and what is packed in it."""
    if not content.startswith(b"PK"):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [packed.read(name) for name in packed.namelist()]


def test_member_speaks_under_the_own_name_and_all_read_it(city, client, conversation):
    member = city.member_actor()
    sign_in(client, member)
    client.post(address("speak", conversation), {"words": "先试点。", "statement": "2"})
    comment = CircleComment.objects.get()
    assert (comment.author, comment.statement.number) == (member.person, 2)
    assert "先试点。" in get(client, city.leader, "circle", conversation).content.decode()


def test_nobody_speaks_before_or_after(city, client, conversation):
    ended = at(conversation, state=ConversationState.CLOSED)
    sign_in(client, city.member_actor())
    client.post(address("speak", ended), {"words": "晚了。"})
    assert not CircleComment.objects.exists()


def test_secret_marks_are_not_kept(city, client, conversation):
    sign_in(client, city.member_actor())
    client.post(address("speak", conversation), {"words": "见〔2025〕3号文 绝密★启用前"})
    assert not CircleComment.objects.exists()


@pytest.mark.both
def test_repeat_of_a_request_speaks_once(city, conversation):
    member = city.member_actor()
    said = [
        speak_at_circle(conversation, actor=member, words="一次", request_key="same").pk
        for _time in range(2)
    ]
    assert said[0] == said[1]


def test_organiser_hides_by_a_rule_and_the_words_stay(city, client, conversation):
    comment = speak_at_circle(conversation, actor=city.member_actor(), words="骂人的话")
    office = preparer(city)
    sign_in(client, office)
    client.post(address("hide_comment", conversation, comment.public_id), {"rule": "personal"})
    assert "骂人的话" not in get(client, city.leader, "circle", conversation).content.decode()
    comment.refresh_from_db()
    assert (comment.words, comment.hidden_rule) == ("骂人的话", "personal")
    assert not hide_comment(comment, actor=office, rule="personal")


def test_members_hide_nothing(city, client, conversation):
    comment = speak_at_circle(conversation, actor=city.leader, words="留下")
    sign_in(client, city.member_actor())
    hiding = address("hide_comment", conversation, comment.public_id)
    assert client.post(hiding, {"rule": "personal"}).status_code == 404


def test_page_that_shows_the_newest_result_is_left_as_it_is(city, client, conversation):
    sign_in(client, preparer(city))
    at(conversation, state=ConversationState.VOTING)
    url = address("circle", conversation)
    have = reading_of(conversation).analysis.digest
    assert client.get(url, {"have": have}, headers={"HX-Request": "true"}).status_code == 204
    assert client.get(url, {"have": "older"}, headers={"HX-Request": "true"}).status_code == 200
    assert client.get(url, {"have": have}).status_code == 200


def test_long_list_can_be_searched_by_its_address(city, client):
    conversation = conversation_in(city)
    voices = voices_in(conversation, 30)
    says(voices, statements_in(conversation, 25), np.ones((30, 25)))
    analyse_conversation(conversation)
    page = get(client, city.member_actor(), "circle", conversation).content.decode()
    assert "显示全部 25 条" in page
    assert page.count('<tr id="s') == 25, "paper shows all"
    found = get(client, city.member_actor(), "circle", conversation, words="之25")
    assert found.content.decode().count('<tr id="s') == 1
    none = get(client, city.member_actor(), "circle", conversation, words="没有人说过")
    assert "没有这样的观点" in none.content.decode()


def test_decision_about_an_alarm_stands_on_the_result_and_in_the_summary(
    city, client, conversation
):
    sign_in(client, preparer(city))
    said = {"verdict": "careful", "words": "问过发放的社区，有人代填。", "request_key": "k" * 20}
    for _twice in range(2):
        answer = client.post(address("note_alarm", conversation), said)
        assert answer.status_code == 302
    assert AlarmNote._base_manager.get().words == said["words"]
    page = get(client, city.member_actor(), "circle", conversation).content.decode()
    assert page.count(said["words"]) == 1
    assert "不能排除刷票" in page
    paper = get(client, city.leader, "summary_docx", conversation)
    content = paper.body if paper.streaming else paper.content
    assert said["words"].encode() in b"".join(opened(content))


def test_refused_decisions_and_comments_keep_what_was_typed(city, client, conversation):
    office = preparer(city)
    sign_in(client, office)
    unsaid, long = {"verdict": "", "words": "问过社区"}, {"verdict": "careful", "words": "很" * 301}
    for given in (unsaid, long):
        answer = client.post(address("note_alarm", conversation), given)
        assert (answer.status_code, given["words"] in answer.content.decode()) == (422, True)
    assert AlarmNote._base_manager.count() == 0
    sign_in(client, city.member_actor())
    spoken = "说" * 501
    answer = client.post(address("speak", conversation), {"words": spoken})
    assert (answer.status_code, spoken in answer.content.decode()) == (422, True)


def test_members_note_nothing(city, client, conversation):
    sign_in(client, city.member_actor())
    said = {"verdict": "genuine", "words": "没有问题"}
    assert client.post(address("note_alarm", conversation), said).status_code == 404
