"""Writing into the book: what fits its kind is recorded and counted, all else is refused in words."""

from datetime import date

import pytest

from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.organisations import AssemblyFactory, OrganisationFactory
from tests.records.book import GOOD, another_book, fresh
from tongxin import trail
from tongxin.core.errors import Conflict, Refused
from tongxin.lifecycle.perform import perform
from tongxin.records.actions.enter_record import enter_record, save_draft, start_record
from tongxin.records.lifecycle import RECORD
from tongxin.records.models import Record
from tongxin.records.terms import RecordState
from tongxin.records.values import Entry


def test_record_keeps_columns_details_and_its_first_version(book):
    record = book.record("donation", people=["王敏", " 王敏 ", "李强"], organisations=["红会"])
    assert (record.amount_fen, record.variety) == (1_200_000, "goods")
    assert record.details == {"receiver": "市中心医院", "receipt": "0042"}
    version = record.versions.get()
    assert version.values["people"] == ["王敏", "李强"]
    assert version.values["fields"]["happened_on"] == "2025-02-03"
    assert [event.act for event in trail.recording.events_of(record)] == [
        "records.begin",
        "records.enter",
    ]


def test_trail_tells_no_words(book):
    record = book.record("donation", people=["王敏"])
    for event in trail.recording.events_of(record):
        assert "王敏" not in str(event.facts)
        assert "捐赠" not in str(event.facts)


def test_names_mean_somebody_only_where_one_bears_them(book):
    known, unit = book.city.members[0].person, OrganisationFactory(name="市第一医院")
    for _twice in range(2):
        RoleAssignmentFactory(assembly=book.here, person__name="张伟")
    elsewhere = another_book().city.members[0].person
    names = [known.name, "张伟", elsewhere.name, "外人"]
    record = book.record("donation", people=names, organisations=["市第一医院", "某厂"])
    assert [one.person for one in record.people.all()] == [known, None, None, None]
    assert [one.organisation for one in record.organisations.all()] == [unit, None]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"receiver": ""}, "receiver"),
        ({"amount_fen": "很多"}, "amount_fen"),
        ({"variety": "gold"}, "variety"),
        ({"happened_on": "2025-13-01"}, "happened_on"),
        ({"title": "长" * 201}, "title"),
        ({"happened_on": None}, "happened_on"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(book, changes, field):
    with pytest.raises(Refused) as refused:
        book.record("donation", **changes)
    assert refused.value.field == field
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    "changes", [{"title": "机密★10年"}, {"people": ["机密★10年"]}, {"goods": "绝密★启用前"}]
)
def test_mark_of_secrecy_stops_before_anything_is_saved(book, changes):
    with pytest.raises(Refused, match="国家秘密标志"):
        book.record("donation", **changes)
    assert Record.objects.count() == 0


def test_offices_record_only_what_their_kind_says(book):
    assert book.record("donation", book.liaison).recorded_by == book.liaison.person
    with pytest.raises(Refused):
        book.record("donation", book.research)
    with pytest.raises(Refused):
        book.record("award", book.secretary)


def test_nobody_records_for_another_assembly(book):
    kind = book.kind("award", AssemblyFactory())
    with pytest.raises(Refused, match="本级"):
        enter_record(kind, actor=book.general, entry=Entry(GOOD["award"]))


def test_county_must_be_the_citys_own(book):
    assert book.record("award", county=book.county).county == book.county
    with pytest.raises(Refused) as refused:
        book.record("award", county=AssemblyFactory(county=True))
    assert refused.value.field == "county"


def test_draft_may_lack_fields_but_not_be_recorded(book):
    kind = book.kind("donation")
    draft = start_record(kind, actor=book.general, entry=Entry({"title": "待补"}))
    with pytest.raises(Refused, match="请填写"):
        perform(RECORD.enter, draft, book.general)
    saved = save_draft(draft, actor=book.general, seen=0, entry=Entry(GOOD["donation"]))
    entered = perform(RECORD.enter, saved, book.general)
    assert (entered.state, entered.recorded_on) == (RecordState.RECORDED, date(2026, 1, 14))


def test_draft_changed_elsewhere_is_a_conflict_and_stores_nothing(book):
    kind = book.kind("donation")
    draft = start_record(kind, actor=book.general, entry=Entry({"title": "一"}))
    save_draft(draft, actor=book.general, seen=0, entry=Entry({"title": "二"}))
    with pytest.raises(Conflict):
        save_draft(draft, actor=book.general, seen=0, entry=Entry({"title": "三"}))
    assert fresh(draft).title == "二"


def test_recorded_line_is_no_draft_any_more(book):
    with pytest.raises(Refused):
        save_draft(
            book.record("donation"), actor=book.general, seen=1, entry=Entry({"title": "改"})
        )


def test_repeat_of_a_request_records_once(book):
    entry = Entry(GOOD["award"])
    first, again = (
        enter_record(book.kind("award"), actor=book.general, entry=entry, request_key="key-1")
        for _twice in range(2)
    )
    assert (first.pk, Record.objects.count()) == (again.pk, 1)


def test_correction_keeps_the_old_words_and_the_reason(book):
    record = book.record("donation", people=["王敏"])
    entry = Entry({**GOOD["donation"], "amount_fen": "2万"}, people=["李强"])
    corrected = perform(RECORD.correct, record, book.general, reason="票据写错", entry=entry)
    before, after = corrected.versions.all()
    assert (before.values["fields"]["amount_fen"], before.reason) == (1_200_000, "")
    assert (after.values["fields"]["amount_fen"], after.reason) == (2_000_000, "票据写错")
    assert [one.name for one in corrected.people.all()] == ["李强"]


def test_correction_that_does_not_fit_changes_nothing(book):
    record = book.record("donation")
    entry = Entry({**GOOD["donation"], "receiver": ""})
    with pytest.raises(Refused):
        perform(RECORD.correct, record, book.general, reason="改", entry=entry)
    assert fresh(record).details["receiver"] == "市中心医院"


def test_withdrawn_record_stays_with_its_reason(book):
    record = perform(RECORD.withdraw, book.record("donation"), book.general, reason="登记重复")
    assert (record.state, record.withdraw_reason) == (RecordState.WITHDRAWN, "登记重复")
    assert record.versions.count() == 1
