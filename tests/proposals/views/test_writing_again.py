"""What was begun is found again: from the home page and from the thread, while the text is with its writer."""

from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.proposals.thread import draft, submitted
from tongxin.proposals.models import Proposal


def pages(client, city, proposal, actor) -> tuple[str, str]:
    sign_in(client, actor)
    home, thread = client.get("/me/"), client.get(proposal.get_absolute_url())
    return home.content.decode(), thread.content.decode()


def test_draft_is_gone_on_with_from_home_and_thread(city, client):
    proposal = draft(city)
    home, thread = pages(client, city, proposal, city.member_actor(0))
    assert f'href="{proposal.get_writing_url()}"' in home
    assert f'href="{proposal.get_writing_url()}"' in thread
    assert client.get(proposal.get_writing_url()).status_code == 200


def test_what_was_handed_in_is_not_written_on(city, client):
    proposal = submitted(city)
    for page in pages(client, city, proposal, city.member_actor(0)):
        assert proposal.get_writing_url() not in page


def test_readers_are_not_led_to_write(city, client):
    proposal = submitted(city)
    _home, thread = pages(client, city, proposal, city.office)
    assert proposal.get_writing_url() not in thread


def test_what_is_missing_follows_what_is_typed(city, client):
    proposal = draft(city, analysis="", suggestions=[])
    sign_in(client, city.member_actor(0))
    address = reverse("proposals:hints", args=[city.assembly.slug, proposal.public_id])
    words = {"matter": proposal.matter, "situation": proposal.situation, "analysis": "原因有三。"}
    page = client.post(address, words).content.decode()
    assert "还缺：建议。" in page
    page = client.post(address, {**words, "suggestions": ["由城管局试点。"]}).content.decode()
    assert "还缺" not in page
    assert Proposal.objects.get().analysis == ""
