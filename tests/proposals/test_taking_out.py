"""Whoever takes out a paper, a roll or a package is named in the trail; reading a page leaves no trace."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.proposals.exchange.paper import on_paper, packed
from tests.proposals.thread import assigned, docketed
from tongxin.accounts.terms import Role
from tongxin.core.digests import digest
from tongxin.lifecycle.perform import perform
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.trail import sentences
from tongxin.trail.models import Event
from tongxin.trail.taking import ACT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def fetched(client: Client, address: str) -> bytes:
    """The file behind an address, read to its end."""
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue()


def taken() -> list[Event]:
    return list(Event.objects.filter(act=ACT).order_by("id"))


def paper(proposal, code, form):
    return reverse(
        "proposals:proposals_paper",
        args=[proposal.assembly.slug, proposal.public_id, code, form],
    )


def test_case_file_names_who_took_it_and_which_bytes(city):
    proposal = assigned(city)
    content = fetched(sign_in(Client(), city.office), paper(proposal, "case_file", "docx"))
    (event,) = taken()
    assert event.person_id == city.office.person_id
    assert event.record_id == proposal.pk
    assert event.facts["digest"] == digest(content)
    assert sentences.sentence(event) == "下载“一案一卷”（DOCX）"


def test_refused_paper_leaves_no_record(city):
    proposal = docketed(city)
    client = sign_in(Client(), city.clerks[3])
    assert client.get(paper(proposal, "case_file", "docx")).status_code == 404
    assert taken() == []


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("members:export", "委员名册"),
        ("proposals:export", "提案列表"),
        ("proposals:unit_export", "承办单位名单"),
        ("figures:export", "数字"),
    ],
)
def test_exported_list_is_recorded(city, name, word):
    fetched(sign_in(Client(), city.office), reverse(name, args=[city.assembly.slug]))
    (event,) = taken()
    assert event.record_id == city.assembly.pk
    assert sentences.sentence(event) == f"下载“{word}”（XLSX）"


def test_package_is_recorded_at_each_download(city):
    on_paper(city)
    assigned(city)
    package = packed(city)
    client = sign_in(Client(), city.office)
    address = reverse("papers:file", args=[package.file.public_id])
    for _time in range(2):
        fetched(client, address)
    assert [event.record_id for event in taken()] == [package.file_id] * 2
    assert taken()[0].facts["digest"] == package.file.digest


def test_pages_leave_no_record(city):
    proposal = docketed(city)
    published = perform(PROPOSAL.publish, docketed(city), city.office)
    for client in (Client(), sign_in(Client(), city.office)):
        client.get(f"/open/{city.assembly.slug}/{published.public_id}/")
        client.get(proposal.get_absolute_url())
    assert taken() == []


def test_trail_is_taken_out_by_the_audit_manager_and_says_so(city):
    docketed(city)
    auditor = staff(Role.AUDIT_MANAGER, city.assembly)
    client = sign_in(Client(), auditor)
    assert fetched(client, reverse("accounts:trail_export"))[:2] == b"PK"
    (event,) = taken()
    assert (event.person_id, event.facts["what"]) == (auditor.person_id, "trail.events")
