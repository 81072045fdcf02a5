"""Three reviews by three people, what was found and what was decided about it; then it goes out and into the book."""

import pytest

from tests.factories.accounts import sign_in
from tests.notifications.standins import TokenStandIn, failing, saying
from tests.records.book import another_book, fresh
from tongxin.accounts.terms import Role
from tongxin.core.errors import Conflict, Refused
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waiting_for
from tongxin.records.actions.account import markup_of, send_to_account
from tongxin.records.actions.review_publication import save_publication, start_publication
from tongxin.records.lifecycle import PUBLICATION
from tongxin.records.models import Publication, Record
from tongxin.records.terms import PublicationState as S

TEXT = {
    "title": "委员走进社区",
    "body": "第一段\n续\n\n第二段 <b>",
    "author_name": "王敏",
    "summary": "",
}
WORDY = TEXT | {"body": "学习保密法，不泄露国家秘密。电话 13800138000。"}


@pytest.fixture
def passed(book):
    """A piece that three people have passed."""

    def made(text=TEXT) -> Publication:
        piece = start_publication(book.here, actor=book.committee, **text)
        piece = perform(PUBLICATION.offer, piece, book.committee)
        ruling = {"ruling": "均为公开用语"} if text is WORDY else {}
        piece = perform(PUBLICATION.pass_first, piece, book.liaison, **ruling)
        piece = perform(PUBLICATION.pass_second, piece, book.research, **ruling)
        return perform(PUBLICATION.pass_final, piece, book.secretary, **ruling)

    return made


def test_passed_piece_goes_out_and_into_the_book(book, passed):
    piece = perform(PUBLICATION.put_out, passed(), book.research)
    record = Record.objects.get()
    assert (piece.state, piece.record_id) == (S.OUT, record.pk)
    assert (record.title, record.variety, record.state) == ("委员走进社区", "account", "recorded")
    assert [one.name for one in record.people.all()] == ["王敏"]
    reviews = piece.reviews.values_list("step", "by", "passed")
    people = [book.liaison, book.research, book.secretary]
    steps = ["first", "second", "final"]
    assert list(reviews) == [
        (step, who.person_id, True) for step, who in zip(steps, people, strict=True)
    ]


def test_three_people_review_and_none_of_them_wrote_it(book):
    piece = start_publication(book.here, actor=book.research, **TEXT)
    piece = perform(PUBLICATION.offer, piece, book.research)
    with pytest.raises(Refused, match="由别人审"):
        perform(PUBLICATION.pass_first, piece, book.research)
    piece = perform(PUBLICATION.pass_first, piece, book.general)
    with pytest.raises(Refused, match="三个人"):
        perform(PUBLICATION.pass_second, piece, book.general)
    with pytest.raises(Refused):
        perform(PUBLICATION.pass_second, piece, book.committee)
    with pytest.raises(Refused):
        perform(PUBLICATION.put_out, piece, book.general)


def test_what_was_found_must_be_ruled_on_and_both_are_kept(book):
    piece = start_publication(book.here, actor=book.committee, **WORDY)
    piece = perform(PUBLICATION.offer, piece, book.committee)
    with pytest.raises(Refused) as refused:
        perform(PUBLICATION.pass_first, piece, book.liaison)
    assert refused.value.field == "ruling"
    perform(PUBLICATION.pass_first, piece, book.liaison, ruling="公开用语，电话为热线")
    review = piece.reviews.get()
    assert {one["code"] for one in review.found} == {"word_in_text", "mobile"}
    assert review.found_ruling == "公开用语，电话为热线"
    assert "13800138000" not in str(review.found)


def test_mark_of_a_state_secret_is_never_saved(book):
    with pytest.raises(Refused, match="国家秘密标志"):
        start_publication(book.here, actor=book.committee, **TEXT | {"body": "机密★10年"})
    piece = start_publication(book.here, actor=book.committee, **TEXT)
    with pytest.raises(Refused, match="国家秘密标志"):
        save_publication(piece, actor=book.committee, seen=0, **TEXT | {"summary": "绝密★"})


def test_sent_back_it_begins_again_with_the_first_review(book):
    piece = start_publication(book.here, actor=book.committee, **TEXT)
    piece = perform(PUBLICATION.offer, piece, book.committee)
    piece = perform(PUBLICATION.pass_first, piece, book.liaison)
    piece = perform(PUBLICATION.send_back, piece, book.research, note="改标题")
    assert (piece.state, piece.round) == (S.DRAFTED, 2)
    assert [(one.step, one.passed) for one in piece.reviews.all()] == [
        ("first", True),
        ("second", False),
    ]
    piece = save_publication(piece, actor=book.committee, seen=piece.version, **TEXT)
    piece = perform(PUBLICATION.offer, piece, book.committee)
    assert perform(PUBLICATION.pass_first, piece, book.liaison).state == S.SECOND


def test_text_changes_only_while_it_is_with_its_writer(book):
    piece = start_publication(book.here, actor=book.committee, **TEXT)
    save_publication(piece, actor=book.committee, seen=0, **TEXT)
    with pytest.raises(Conflict):
        save_publication(piece, actor=book.committee, seen=0, **TEXT)
    with pytest.raises(Refused):
        save_publication(piece, actor=book.research, seen=1, **TEXT)
    offered = perform(PUBLICATION.offer, fresh(piece), book.committee)
    with pytest.raises(Refused):
        save_publication(offered, actor=book.committee, seen=offered.version, **TEXT)


def test_text_changed_past_the_reviews_does_not_go_out(book, passed):
    piece = passed()
    Publication.objects.filter(pk=piece.pk).update(body="别的文字")
    with pytest.raises(Refused, match="重新送审"):
        perform(PUBLICATION.put_out, fresh(piece), book.research)


def test_each_step_waits_for_its_reviewers(book):
    piece = start_publication(book.here, actor=book.committee, **TEXT)
    piece = perform(PUBLICATION.offer, piece, book.committee)
    piece = perform(PUBLICATION.pass_first, piece, book.liaison)
    acts = {
        who.role: [row.act for row in waiting_for(who)] for who in (book.research, book.secretary)
    }
    assert acts == {Role.RESEARCH_OFFICE: ["publications.pass_second"], Role.SECRETARY_GENERAL: []}


def test_retracted_piece_no_longer_counts(book, passed):
    piece = perform(PUBLICATION.put_out, passed(), book.research)
    perform(PUBLICATION.retract, piece, book.research, reason="有误")
    assert Record.objects.get().withdraw_reason == "有误"


def test_pages_of_a_piece(book, client):
    response = book.post(client, book.committee, "new_publication", **WORDY)
    page = client.get(response.url).content.decode()
    assert all(words in page for words in ("委员走进社区", "138******00", "送审", "修改"))
    assert "13800138000" in page  # the text itself
    piece = Publication.objects.get()
    perform(PUBLICATION.offer, piece, book.committee)
    act = f"/{book.here.slug}/publications/{piece.public_id}/act/pass_first/"
    asked = sign_in(client, book.liaison).get(act).content.decode()
    assert all(words in asked for words in ("对查到的字词怎样处理", "138******00", "学习保密法"))
    assert client.post(act, {"ruling": ""}).status_code == 422
    assert client.post(act, {"ruling": "公开用语"}).status_code == 302
    for name, status in (("publications", 200), ("new_publication", 404)):
        assert book.get(client, book.secretary, name).status_code == status
    assert book.get(client, book.committee, "edit_publication", piece.public_id).status_code == 404


def test_other_cities_and_members_read_no_piece(book, client, passed):
    piece = passed()
    for reader in (another_book().general, book.city.member_actor()):
        assert book.get(client, reader, "publication", piece.public_id).status_code == 404


# The official account


class AccountStandIn(TokenStandIn):
    """An official account's draft box and publisher."""

    def __init__(self):
        super().__init__()
        self.drafts, self.published = {}, []

    @property
    def settings(self) -> dict:
        return {"url": self.url, "app": "app", "secret": "wx-secret", "cover": "cover-1"}

    def answer(self, path, query, body, headers, raw):
        if path == "/cgi-bin/stable_token":
            right = (body["appid"], body["secret"]) == ("app", "wx-secret")
            return self.new_token() if right else (200, {"errcode": 40001}, {})
        if query.get("access_token") not in self.valid:
            return self.refuse_token()
        if path == "/cgi-bin/draft/add":
            number = f"draft-{len(self.drafts) + 1}"
            self.drafts[number] = body["articles"][0]
            return 200, {"media_id": number}, {}
        if path == "/cgi-bin/freepublish/submit" and body["media_id"] in self.drafts:
            self.published.append(body["media_id"])
            return 200, {"errcode": 0, "publish_id": f"job-{len(self.published)}"}, {}
        return 200, {"errcode": 40007}, {}


@pytest.fixture
def account(settings):
    with AccountStandIn() as stand_in:
        settings.GATEWAYS = {"account_drafts": stand_in.settings}
        yield stand_in


def test_passed_piece_is_drafted_and_published_on_the_account_once(book, passed, account):
    piece = send_to_account(passed(), actor=book.research)
    piece = send_to_account(piece, actor=book.research)
    assert (piece.account_draft, piece.account_job) == ("draft-1", "job-1")
    (article,) = account.drafts.values()
    assert article["content"] == "<p>第一段<br>续</p><p>第二段 &lt;b&gt;</p>"
    assert (article["title"], article["thumb_media_id"]) == ("委员走进社区", "cover-1")
    assert account.published == ["draft-1"]


def test_account_that_fails_between_the_steps_gets_no_second_draft(book, passed, account):
    piece = passed()
    account.faults += [lambda usual: usual(), lambda usual: usual(), failing(503)]
    with pytest.raises(Refused, match="http_503"):
        send_to_account(piece, actor=book.research)
    assert fresh(piece).account_draft == "draft-1"
    assert send_to_account(fresh(piece), actor=book.research).account_job == "job-1"
    assert len(account.drafts) == 1


def test_token_that_ran_out_is_fetched_anew(book, passed, account):
    account.faults += [lambda usual: usual(), lambda usual: account.refuse_token()]
    assert send_to_account(passed(), actor=book.research).account_job == "job-1"
    assert account.tokens == 2


def test_answer_without_a_number_is_no_draft(book, passed, account):
    account.faults += [lambda usual: usual(), saying({"errcode": 0})]
    with pytest.raises(Refused, match="bad_answer"):
        send_to_account(passed(), actor=book.research)


def test_nothing_goes_to_the_account_before_the_reviews(book, account):
    piece = start_publication(book.here, actor=book.committee, **TEXT)
    with pytest.raises(Refused, match="三审"):
        send_to_account(piece, actor=book.research)
    assert account.requests == []


def test_without_an_account_the_page_is_ready_to_paste(book, client, passed):
    piece = passed()
    with pytest.raises(Refused, match="还没有接通"):
        send_to_account(piece, actor=book.research)
    page = book.get(client, book.research, "account", piece.public_id).content.decode()
    assert all(words in page for words in ("委员走进社区", "第二段 &lt;b&gt;", "公众号没有接通"))
    for reader in (book.committee, book.secretary):
        assert book.get(client, reader, "account", piece.public_id).status_code == 404


def test_page_sends_to_the_connected_account(book, client, passed, account):
    piece = passed()
    assert (
        "送到公众号" in book.get(client, book.research, "account", piece.public_id).content.decode()
    )
    book.post(client, book.research, "account", piece.public_id)
    assert fresh(piece).account_job == "job-1"
    assert "job-1" in book.get(client, book.research, "account", piece.public_id).content.decode()


def test_markup_is_paragraphs_and_breaks_only(book):
    piece = Publication(body="甲\n乙\n\n\n\n丙 & 丁")
    assert markup_of(piece) == "<p>甲<br>乙</p><p>丙 &amp; 丁</p>"
