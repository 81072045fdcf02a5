"""The pages of a request: entered on one, decided and downloaded on another; who takes the files is named on it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.proposals.extract.conftest import NUMBER, PDF
from tests.proposals.thread import docketed, submitted
from tongxin.lifecycle.addresses import act_url
from tongxin.proposals.actions.extract import produce_granted
from tongxin.proposals.lifecycle import EXTRACT
from tongxin.proposals.models import Extract

pytestmark = [pytest.mark.django_db, pytest.mark.once]

YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


@pytest.fixture
def office(city) -> Client:
    return sign_in(Client(), city.office)


@pytest.fixture
def enter(city, office):
    """Post the form with a scan."""

    def posted(**data):
        letter = {
            "body": "派驻纪检监察组",
            "contact": "周明",
            "paper_number": NUMBER,
            "paper_on": "2026-01-12",
            "reason": "了解办理情况",
            "scan": SimpleUploadedFile("来函.pdf", PDF, "application/pdf"),
        }
        address = reverse("proposals:enter_extract", args=[city.assembly.slug])
        return office.post(address, letter | data)

    return posted


def errors(response) -> dict:
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_from_the_form_to_the_download(city, enter, secretary, office, client):
    response = enter(question="member", member=city.members[0].pk)
    extract = Extract._base_manager.get()
    assert response.url == extract.get_absolute_url()
    assert (extract.body, extract.member) == ("派驻纪检监察组", city.members[0])
    deciding = sign_in(client, secretary)
    assert act_url(EXTRACT.grant, extract) in deciding.get(response.url).content.decode()
    assert deciding.post(act_url(EXTRACT.grant, extract)).status_code == 302
    assert "正在制作摘录" in office.get(response.url).content.decode()
    produce_granted()
    page = office.get(response.url)
    assert page.context["extract"].workbook.digest in page.content.decode()
    assert "还没有人下载过" in page.content.decode()
    for stored in page.context["extract"].files:
        assert office.get(reverse("papers:file", args=[stored.public_id])).getvalue()
    told = deciding.get(response.url).context["takings"]
    assert [(event.doer, event.facts["form"]) for event in told] == [
        (city.office.person.name, "pdf"),
        (city.office.person.name, "xlsx"),
    ]


def test_proposal_is_found_by_case_number_else_by_serial_number(city, enter):
    waiting, decided = submitted(city), docketed(city)
    assert waiting.serial_number == decided.case_number == 1
    about = {"question": "proposal", "session": city.session.pk}
    assert enter(**about, number=decided.case_number).status_code == 302
    assert Extract._base_manager.get().proposal == decided
    assert enter(**about, number=decided.serial_number).status_code == 422
    assert errors(enter(**about, number=99)) == {
        "number": ["这次会议没有这个案号或流水号的提案，请核对。"]
    }


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"question": "member"}, "member"),
        ({"question": "unit"}, "unit"),
        ({"question": "proposal"}, "number"),
        ({"question": "period", "ends_on": "2026-01-01"}, "starts_on"),
        ({"question": "period", "starts_on": "2026-01-02", "ends_on": "2026-01-01"}, "ends_on"),
        ({"question": "period", **YEAR, "paper_number": "三号"}, "paper_number"),
        ({"question": "period", **YEAR, "paper_on": "2026-02-01"}, "paper_on"),
        ({"question": "period", **YEAR, "scan": ""}, "scan"),
        ({"question": "period", **YEAR, "reason": "机密★10年"}, "__all__"),
    ],
)
def test_what_is_missing_is_said_at_its_field(enter, data, field):
    response = enter(**data)
    assert response.status_code == 422
    assert set(errors(response)) == {field}
    assert not Extract._base_manager.exists()


def test_what_the_question_does_not_ask_is_left_aside(city, enter):
    enter(question="period", **YEAR, member=city.members[0].pk, unit=city.units[0].pk)
    extract = Extract._base_manager.get()
    assert (extract.member, extract.unit) == (None, None)


@pytest.mark.both
def test_entered_twice_with_one_key_is_one_request(enter):
    for _time in range(2):
        enter(question="period", **YEAR, request_key="once")
    assert Extract._base_manager.count() == 1


def test_security_manager_reads_the_request_and_no_extract(given, security, client):
    extract = given("period", **YEAR)
    reading = sign_in(client, security)
    page = reading.get(extract.get_absolute_url())
    assert extract.reason in page.content.decode()
    assert reading.get(reverse("papers:file", args=[extract.scan.public_id])).getvalue() == PDF
    for stored in extract.files:
        address = reverse("papers:file", args=[stored.public_id])
        assert address not in page.content.decode()
        assert reading.get(address).status_code == 404


def test_list_costs_the_same_for_one_and_three(ask, office, city):
    address, counts = reverse("proposals:extracts", args=[city.assembly.slug]), []
    for more in (1, 2):
        for _one in range(more):
            ask("member", member=city.members[0])
        office.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert office.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
