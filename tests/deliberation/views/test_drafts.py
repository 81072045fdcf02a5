"""The pages of a draft: pasted by the office, read and remarked on by those who are asked, taken along as a list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.deliberation.actions.test_drafts import TEXT
from tests.deliberation.ground import preparer
from tests.factories.accounts import sign_in
from tests.factories.cities import make_city
from tests.matrix.browsers import whole
from tongxin.deliberation.lifecycle import DRAFT, REMARK
from tongxin.deliberation.models import DraftText, Remark, RemarkReply
from tongxin.lifecycle.addresses import act_url
from tongxin.trail.models import Event

pytestmark = pytest.mark.once

FORM = {"title": "停车建议案", "admission": "members", "closes_on": "2026-01-30", "text": TEXT}


@pytest.fixture
def office(city):
    return preparer(city)


@pytest.fixture
def draft(city, office, client) -> DraftText:
    sign_in(client, office)
    client.post(reverse("deliberation:new_draft", args=[city.assembly.slug]), FORM)
    return DraftText.objects.select_related("assembly").get()


@pytest.fixture
def opened(draft, client) -> DraftText:
    client.post(act_url(DRAFT.open, draft), {"closes_on": "2026-01-30"})
    return DraftText.objects.select_related("assembly").get()


def address(name: str, draft: DraftText, *more: str) -> str:
    return reverse(f"deliberation:{name}", args=[draft.assembly.slug, draft.public_id, *more])


def test_office_pastes_and_opens(opened, client):
    assert opened.is_open
    page = client.get(opened.get_absolute_url()).content.decode()
    assert "二、错时共享。" in page
    assert "提意见" in page


def test_form_says_what_is_missing(city, office, client):
    sign_in(client, office)
    new = reverse("deliberation:new_draft", args=[city.assembly.slug])
    response = client.post(new, FORM | {"admission": "committee", "closes_on": "2026-01-01"})
    assert response.status_code == 422
    assert {"committee", "closes_on"} <= set(response.context["form"].errors)


def test_unopened_draft_is_the_offices_own(city, draft, client):
    sign_in(client, city.member_actor())
    assert client.get(draft.get_absolute_url()).status_code == 404
    sign_in(client, preparer(make_city()))
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_member_remarks_and_the_office_answers_and_takes_up(city, opened, office, client):
    paragraph = opened.paragraphs.first()
    sign_in(client, city.member_actor())
    words = {"words": "太空。", "wording": "一、逐个登记。"}
    client.post(address("remark", opened, paragraph.public_id), words)
    remark = Remark.objects.select_related("assembly").get()
    sign_in(client, office)
    replying = reverse("deliberation:reply_to_remark", args=[city.assembly.slug, remark.public_id])
    client.post(replying, {"words": "同意。"})
    client.post(act_url(REMARK.take_up, remark), {"rewords": "on"})
    page = client.get(opened.get_absolute_url()).content.decode()
    assert all(
        said in page
        for said in ("一、逐个登记。", "同意。", "已采纳", "这条意见是对原来的文字提的")
    )
    assert RemarkReply.objects.count() == 1


def test_empty_remark_is_not_kept(city, opened, client):
    sign_in(client, city.member_actor())
    client.post(address("remark", opened, opened.paragraphs.first().public_id), {"words": ""})
    assert not Remark.objects.exists()


def test_office_rewords(opened, client):
    paragraph = opened.paragraphs.first()
    rewording = address("reword", opened, paragraph.public_id)
    assert client.get(rewording).status_code == 200
    client.post(rewording, {"words": "一、逐个登记。"})
    assert "改过 1 次" in client.get(opened.get_absolute_url()).content.decode()


def test_members_reword_nothing(city, opened, client):
    sign_in(client, city.member_actor())
    rewording = address("reword", opened, opened.paragraphs.first().public_id)
    assert client.post(rewording, {"words": "改。"}).status_code == 404


@pytest.mark.parametrize("name", ["remarks_xlsx", "remarks_docx"])
def test_summary_is_taken_along_and_on_record(opened, client, name):
    assert whole(client.get(address(name, opened))).status_code == 200
    assert Event.objects.filter(act="trail.take_out", record_id=opened.pk).count() == 1


def test_members_take_no_summary(city, opened, client):
    sign_in(client, city.member_actor())
    assert client.get(address("remarks_xlsx", opened)).status_code == 404


def test_page_asks_the_same_however_much_was_said(city, opened, office, client):
    member = city.member_actor()
    few = {one: questions(client, one, opened) for one in (member, office)}
    sign_in(client, member)
    for paragraph in opened.paragraphs.all():
        for number in range(3):
            words = {"words": f"意见{number}"}
            client.post(address("remark", opened, paragraph.public_id), words)
    more = {one: questions(client, one, opened) for one in (member, office)}
    assert all(more[one] - few[one] <= 1 for one in few), "the replies of all remarks"


def questions(client, actor, draft: DraftText) -> int:
    """How many queries the page takes."""
    sign_in(client, actor)
    client.get(draft.get_absolute_url())
    with CaptureQueriesContext(connection) as captured:
        client.get(draft.get_absolute_url())
    return len(captured)


def test_list_offers_tabs_to_the_office_and_members_see_what_is_open(city, opened, client):
    listing = reverse("deliberation:drafts", args=[city.assembly.slug])
    assert "准备一份" in client.get(listing).content.decode()
    sign_in(client, city.member_actor())
    page = client.get(listing).content.decode()
    assert opened.title in page
    assert "准备一份" not in page


def test_change_before_opening(draft, client):
    editing = address("edit_draft", draft)
    assert "摸清底数" in client.get(editing).content.decode()
    client.post(editing, FORM | {"text": "只有一段。", "version": "0"})
    assert draft.paragraphs.get().words == "只有一段。"


def test_whoever_decides_reads_paragraph_remark_and_wording(opened, office, city, client):
    paragraph = opened.paragraphs.first()
    sign_in(client, city.member_actor())
    said = {"words": "写明由谁负责", "wording": "由民政部门负责登记。"}
    client.post(address("remark", opened, paragraph.public_id), said)
    remark = Remark.objects.get()
    sign_in(client, office)
    for act in (REMARK.take_up, REMARK.take_up_partly, REMARK.set_aside):
        page = client.get(act_url(act, remark)).content.decode()
        assert all(words in page for words in (paragraph.words, *said.values()))
        assert (
            "data-draft=" in page and "data-secrecy" in page
        )  # what is typed is kept, and looked through
    page = client.get(opened.get_absolute_url()).content.decode()
    assert f'href="#r{remark.public_id}"' in page, "the count leads to what it counts"


def test_draft_stands_on_the_home_page_of_those_asked(draft, city, client):
    sign_in(client, city.member_actor())
    assert draft.title not in client.get("/me/").content.decode()
    sign_in(client, preparer(city))
    client.post(act_url(DRAFT.open, draft), {"closes_on": "2026-01-30"})
    sign_in(client, city.member_actor())
    assert draft.title in client.get("/me/").content.decode()
