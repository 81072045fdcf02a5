"""On English pages the mark of a clearing is English wherever it is read; fields and records keep it as it is."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.accounts import sign_in
from tests.proposals.clearing.planting import planted_case
from tests.proposals.thread import draft, fresh
from tongxin.proposals.middleware import in_words
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import CLEARED

pytestmark = pytest.mark.once

ENGLISH = "〔cleared〕"


def english(actor) -> Client:
    client = sign_in(Client(), actor)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def cleared(transactional_db, city, clear):
    proposal = planted_case(city)
    clear(proposal)
    return fresh(proposal)


def test_every_page_that_shows_the_mark_shows_it_in_english(cleared, city, secretary):
    slug, part = city.assembly.slug, cleared.handlings.first()
    said = {}
    for actor in (city.office, city.assigner, city.clerks[0], city.member_actor(0), secretary):
        client = english(actor)
        for page in (
            cleared.get_absolute_url(),
            part.get_absolute_url(),
            part.urgings.first().get_absolute_url(),
            f"/{slug}/proposals/",
            f"/{slug}/workbench/",
            f"/{slug}/exchange/?tab=all",
            f"/{slug}/members/{city.members[0].public_id}/",
            "/me/",
            "/me/messages/",
        ):
            response = client.get(page)
            if response.status_code == 200:
                said[actor.role, page] = response.content.decode()
    assert [place for place, text in said.items() if CLEARED in text] == []
    shown = {page for (_role, page), text in said.items() if ENGLISH in text}
    assert {cleared.get_absolute_url(), part.get_absolute_url(), f"/{slug}/proposals/"} <= shown
    assert fresh(cleared).situation == CLEARED


def test_chinese_pages_and_what_is_sent_as_a_file_stay(cleared, city):
    chinese = sign_in(Client(), city.office).get(cleared.get_absolute_url()).content.decode()
    assert (CLEARED in chinese, ENGLISH in chinese) == (True, False)
    export = english(city.office).get(f"/{city.assembly.slug}/proposals/export/")
    assert export.getvalue()[:2] == b"PK"


@pytest.mark.django_db
def test_a_field_would_send_back_what_is_stored(city):
    proposal = draft(city)
    Proposal._base_manager.filter(pk=proposal.pk).update(situation=CLEARED, matter=CLEARED)
    page = english(city.member_actor(0)).get(f"{proposal.get_absolute_url()}write/")
    text = page.content.decode()
    assert re.search(rf"<textarea[^>]*>\s*{CLEARED}", text)
    assert int(page.headers.get("Content-Length", len(page.content))) == len(page.content)


@pytest.mark.parametrize(
    ("page", "read"),
    [
        (f"<p>{CLEARED}</p>", f"<p>{ENGLISH}</p>"),
        (f'<a title="{CLEARED}">x</a>', f'<a title="{ENGLISH}">x</a>'),
        (f'<input value="{CLEARED}">', f'<input value="{CLEARED}">'),
        (f"<textarea>\n{CLEARED}</textarea>", f"<textarea>\n{CLEARED}</textarea>"),
        (
            f'<option value="{CLEARED}">{CLEARED}</option>',
            f'<option value="{CLEARED}">{ENGLISH}</option>',
        ),
        (f"<script>{CLEARED}</script>", f"<script>{CLEARED}</script>"),
    ],
)
def test_what_is_read_and_what_is_sent_back(page, read):
    assert in_words(page, ENGLISH) == read
