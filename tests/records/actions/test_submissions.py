"""Both levels (practice 10): a county compiles and signs, the city accepts; until then its numbers do not move."""

from datetime import date, datetime, timedelta

import pytest

from tests.records.book import GOOD, YEAR, another_book, fresh
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waiting_for
from tongxin.notifications.models import Notice
from tongxin.records.actions.send_submission import compile_submission
from tongxin.records.lifecycle import INTAKE, RECORD, SUBMISSION
from tongxin.records.models import Record, Submission
from tongxin.records.terms import IntakeState, SubmissionState
from tongxin.records.values import Entry

SIGNED = {"signer": "赵主席", "signed_on": date(2026, 1, 10)}


def both(book) -> int:
    return book.counted("records.donation.both")


def test_citys_numbers_move_only_when_the_signed_submission_is_accepted(book):
    book.record("donation")
    book.record("donation", book.county_office, amount_fen="100万", title="县里的捐赠")
    submission = book.compiled("donation")
    assert both(book) == 1_200_000
    perform(SUBMISSION.send, submission, book.county_office, **SIGNED)
    assert both(book) == 1_200_000
    perform(INTAKE.accept, submission.intake, book.general)
    assert both(book) == 101_200_000
    assert book.counted("records.donation") == 1_200_000
    assert fresh(submission).state == SubmissionState.ACCEPTED


def test_submission_freezes_ids_versions_and_totals(book):
    record = book.record("donation", book.county_office, people=["县委员"])
    book.record("donation", book.county_office, happened_on=f"{YEAR - 1}-06-01")
    book.record("award", book.county_office)
    submission = book.compiled("donation")
    (row,) = submission.content
    assert (row["id"], row["version"], row["people"]) == (record.pk, record.version, ["县委员"])
    assert submission.totals == {"donation": {"rows": 1, "amount_fen": 1_200_000}}


def test_what_was_corrected_after_compiling_must_be_compiled_again(book):
    record = book.record("donation", book.county_office)
    submission = book.compiled("donation")
    entry = Entry({**GOOD["donation"], "amount_fen": "3万"})
    perform(RECORD.correct, record, book.county_office, reason="写错", entry=entry)
    with pytest.raises(Refused, match="重新汇编"):
        perform(SUBMISSION.send, submission, book.county_office, **SIGNED)


def test_later_corrections_in_the_county_do_not_reach_the_city(book):
    record = book.record("donation", book.county_office)
    perform(INTAKE.accept, book.sent("donation"), book.general)
    perform(RECORD.withdraw, record, book.county_office, reason="重复")
    assert both(book) == 1_200_000


def test_same_days_and_kinds_are_submitted_once(book):
    book.record("donation", book.county_office)
    book.sent("donation")
    with pytest.raises(Refused, match="更正"):
        book.sent("donation", "award")
    assert book.sent("award").state == IntakeState.WAITING


def test_sent_back_with_its_reason_it_counts_nothing_and_may_come_again(book):
    book.record("donation", book.county_office)
    intake = book.sent("donation")
    perform(INTAKE.send_back, intake, book.general, reason="缺票据")
    submission = fresh(intake.submission)
    assert (submission.state, submission.return_reason) == (SubmissionState.RETURNED, "缺票据")
    assert both(book) == 0
    perform(INTAKE.accept, book.sent("donation"), book.general)
    assert both(book) == 1_200_000


def test_correction_supersedes_what_was_accepted(book):
    record = book.record("donation", book.county_office)
    first = book.sent("donation")
    perform(INTAKE.accept, first, book.general)
    entry = Entry({**GOOD["donation"], "amount_fen": "3万"})
    perform(RECORD.correct, record, book.county_office, reason="写错", entry=entry)
    second = book.sent("donation", supersedes=fresh(first.submission))
    assert both(book) == 1_200_000
    perform(INTAKE.accept, second, book.general)
    assert both(book) == 3_000_000
    states = [fresh(one).state for one in (first, second, first.submission, second.submission)]
    assert states == ["superseded", "accepted", "superseded", "accepted"]


def test_answers_of_before_the_correction_can_be_given_again(book):
    record = book.record("donation", book.county_office)
    first = book.sent("donation")
    perform(INTAKE.accept, first, book.general)
    moment = datetime(2026, 1, 14, 12, tzinfo=clock.SHANGHAI)
    with clock.frozen(moment + timedelta(days=1)):
        entry = Entry({**GOOD["donation"], "amount_fen": "3万"})
        perform(RECORD.correct, record, book.county_office, reason="写错", entry=entry)
        second = book.sent("donation", supersedes=fresh(first.submission))
        perform(INTAKE.accept, second, book.general)
        assert book.counted("records.donation.both", as_of=moment) == 1_200_000
        assert both(book) == 3_000_000


def test_changed_content_is_not_accepted(book):
    book.record("donation", book.county_office)
    intake = book.sent("donation")
    type(intake)._base_manager.filter(pk=intake.pk).update(content=[])
    with pytest.raises(Refused, match="摘要不符"):
        perform(INTAKE.accept, fresh(intake), book.general)


def test_desk_waits_and_the_county_is_told(book):
    book.record("donation", book.county_office)
    intake = book.sent("donation")
    assert [row.act for row in waiting_for(book.general)] == ["intakes.accept"]
    perform(INTAKE.accept, intake, book.general)
    told = Notice.objects.filter(assembly=book.county, role=Role.COUNTY_OFFICE)
    assert [notice.act for notice in told] == ["submissions.be_accepted"]
    assert not waiting_for(book.general).exists()


def test_rows_from_a_county_are_never_changed_in_the_city(book):
    book.record("donation", book.county_office, people=["县委员"])
    perform(INTAKE.accept, book.sent("donation"), book.general)
    taken = Record.objects.get(assembly=book.here)
    assert (taken.county, [one.name for one in taken.people.all()]) == (book.county, ["县委员"])
    for act, data in ((RECORD.withdraw, {"reason": "x"}), (RECORD.correct, {})):
        with pytest.raises(Refused):
            perform(act, taken, book.general, **data)


def test_only_the_desk_decides_and_only_a_county_submits(book):
    book.record("donation", book.county_office)
    intake = book.sent("donation")
    for who in (book.research, book.secretary, book.county_office):
        with pytest.raises(Refused):
            perform(INTAKE.accept, intake, who)
    with pytest.raises(Refused):
        compile_submission(
            book.here,
            actor=book.general,
            starts_on=date(YEAR, 1, 1),
            ends_on=date(YEAR + 1, 1, 1),
            kinds=["donation"],
        )


@pytest.mark.parametrize("kinds", [[], ["upward_proposal"], ["unknown"]])
def test_kinds_that_are_not_submitted_are_refused(book, kinds):
    with pytest.raises(Refused) as refused:
        book.compiled(*kinds)
    assert refused.value.field == "kinds"


def test_nothing_to_submit_is_said_by_an_empty_submission(book):
    intake = book.sent("donation")
    perform(INTAKE.accept, intake, book.general)
    assert (intake.content, both(book)) == ([], 0)


def test_city_sees_nothing_live(book, client):
    book.record("donation", book.county_office, title="县里的捐赠")
    book.compiled("donation")
    pages = [
        book.get(client, book.general, "list", "donation", tab="counties"),
        book.get(client, book.general, "intakes"),
        book.get(client, book.general, "submissions"),
    ]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any("县里的捐赠" in page.content.decode() for page in pages)
    submission = Submission._base_manager.get()
    url = f"/{book.county.slug}/submissions/{submission.public_id}/"
    assert client.get(url).status_code == 404


def test_county_and_desk_work_through_their_pages(book, client):
    book.record("donation", book.county_office, title="县里的捐赠")
    typed = {"first": f"{YEAR}-01-01", "last": f"{YEAR}-12-31", "kinds": ["donation"]}
    response = book.post(client, book.county_office, "compile", **typed)
    assert "县里的捐赠" in client.get(response.url).content.decode()
    submission = Submission._base_manager.get()
    act = f"/{book.county.slug}/submissions/{submission.public_id}/act/send/"
    assert client.post(act, {"signer": "赵主席", "signed_on": "2026-01-10"}).status_code == 302
    page = book.get(client, book.general, "intake", submission.intake.public_id)
    assert all(word in page.content.decode() for word in ("县里的捐赠", "赵主席", "接收", "退回"))
    act = f"/{book.here.slug}/intakes/{submission.intake.public_id}/act/accept/"
    assert client.post(act).status_code == 302
    listed = book.get(client, book.general, "list", "donation", tab="counties").content.decode()
    assert "县里的捐赠" in listed
    corrects = book.get(client, book.county_office, "compile", corrects=submission.public_id)
    assert corrects.context["form"].initial["kinds"] == ["donation"]


def test_other_cities_read_none_of_it(book, client):
    book.record("donation", book.county_office)
    intake = book.sent("donation")
    stranger = another_book().general
    for name, row in (("submission", intake.submission), ("intake", intake)):
        assert book.get(client, stranger, name, row.public_id).status_code == 404
