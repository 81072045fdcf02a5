"""What an extract tells: of the proposals asked about, nothing else; results that were not released are not in it."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.factories.cities import make_city
from tests.papers.documents.reading import text_of
from tests.proposals.thread import (
    WORDS,
    acknowledged,
    assigned,
    decided,
    draft,
    fresh,
    handling_of,
    replied,
    submitted,
)
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.papers.files import open_stored
from tongxin.proposals.actions.co_sign import invite
from tongxin.proposals.lifecycle import CO_SIGNATURE, PROPOSAL
from tongxin.proposals.models import Extract
from tongxin.proposals.queries.extract import Contents

pytestmark = pytest.mark.django_db


def content(stored) -> bytes:
    with open_stored(stored) as stream:
        return stream.read()


def sheets(extract: Extract) -> dict[str, list[list]]:
    """The worksheets of its workbook, by name."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content(extract.workbook)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def told(extract: Extract) -> str:
    return str(sheets(extract))


def about(city, **words) -> Contents:
    question = {"question": "period", "starts_on": date(2000, 1, 1), "ends_on": date(2099, 1, 1)}
    return Contents(Extract(assembly=city.assembly, **question | words))


def test_member_led_and_co_signed_ones(city, ask):
    led = submitted(city, 0)
    signed = draft(city, 1)
    for number in (0, 2):
        (one,) = invite(signed, actor=city.member_actor(1), members=[city.members[number]])
        perform(
            CO_SIGNATURE.confirm if number == 0 else CO_SIGNATURE.refuse,
            one,
            city.member_actor(number),
        )
    perform(PROPOSAL.hand_in, fresh(signed), city.member_actor(1))
    submitted(city, 3)
    found = about(city, question="member", member=city.members[0]).proposals
    assert {row.pk for row in found} == {led.pk, signed.pk}
    refused = about(city, question="member", member=city.members[2]).proposals
    assert refused == []


def test_unit_tells_of_its_own_part_only(city):
    proposal = assigned(city, "lead", "assist")
    contents = about(city, question="unit", unit=city.units[1])
    assert [row.pk for row in contents.proposals] == [proposal.pk]
    assert [row.unit for row in contents.handlings] == [city.units[1]]


def test_days_are_those_of_handing_in_both_included(city):
    first = submitted(city)
    with clock.frozen(clock.now() + timedelta(days=3)):
        second = submitted(city)
    days = [one.handed_in_on for one in (first, second)]
    assert len(about(city, starts_on=days[0], ends_on=days[1]).proposals) == 2
    assert about(city, starts_on=days[0], ends_on=days[0]).proposals == [first]
    assert about(city, starts_on=days[1], ends_on=days[1]).proposals == [second]


def test_another_assembly_is_not_asked(city):
    assigned(make_city())
    assert about(city).proposals == []


def test_held_result_is_not_told(city, given):
    proposal = submitted(city)
    decided(city, proposal)
    extract = given("proposal", proposal=proposal)
    (case,) = sheets(extract)["提案"][-1:]
    assert case[:2] == [f"流水号 {proposal.serial_number}", WORDS["matter"]]
    assert case[4:6] == ["", "待审查"]
    assert "审定" not in told(extract)


def test_workbook_and_pdf_tell_the_whole_thread(city, given):
    proposal = assigned(city)
    part = handling_of(proposal)
    replied(city, acknowledged(part, city.clerks[0]), city.clerks[0])
    extract = given("proposal", proposal=proposal)
    said = told(extract)
    for word in (
        WORDS["situation"],
        city.units[0].name,
        "走访面谈",
        "澜教提复〔2026〕3号",
        "已经安排。",
        "签收",
        str(city.clerks[0].person),
    ):
        assert word in said
    printed = text_of(content(extract.document)).replace("\u200b", "")
    assert "提案资料摘录" in printed
    assert "澜纪函〔2026〕3号" in printed
    assert extract.workbook.digest in printed


def test_nobodys_contacts_are_in_it(city, given):
    assigned(city)
    extract = given("member", member=city.members[0])
    phone = city.members[0].person.phone
    assert phone
    assert (phone in told(extract), phone in text_of(content(extract.document))) == (False, False)


def test_reading_costs_the_same_for_one_and_three(city):
    counts = []
    for _more in range(2):
        for _one in range(1 if not counts else 2):
            assigned(city)
        contents = about(city)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for name in (
                "proposals",
                "handlings",
                "contacts",
                "replies",
                "evaluations",
                "commitments",
                "urgings",
                "events",
                "places",
            ):
                getattr(contents, name)
        counts.append(len(queries))
    assert counts[0] == counts[1]
