"""Files hang on a proposal while its writer writes; a body's seal page lets it hand in; the receipt covers them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.accounts import actor, sign_in
from tests.factories.members import CollectiveFactory, RepresentativeFactory
from tests.proposals.thread import WORDS, draft, fresh, submitted
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import perform
from tongxin.organisations.actions.change_rule import change_rule
from tongxin.proposals.actions.attach import attach, detach
from tongxin.proposals.actions.save_draft import start_draft
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.terms import AttachmentKind
from tongxin.trail.models import Event

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
OTHER_PDF = PDF + b"%second\n"


@pytest.fixture
def hang(city):
    def hung(proposal, content=PDF, name="数据.pdf", kind=AttachmentKind.ANNEX, by=None):
        who = by or city.member_actor()
        return attach(proposal, actor=who, kind=kind, source=io.BytesIO(content), name=name)

    return hung


def test_writer_hangs_a_file_and_takes_it_off(city, hang):
    proposal = draft(city)
    attachment = hang(proposal)
    assert attachment.file.name == "数据.pdf"
    detach(attachment, actor=city.member_actor())
    detach(attachment, actor=city.member_actor())
    assert not proposal.attachments.filter(removed_at__isnull=True).exists()
    acts = Event.objects.filter(act__in=["proposals.attach", "proposals.detach"])
    assert list(acts.order_by("pk").values_list("act", flat=True)) == [
        "proposals.attach",
        "proposals.detach",
    ]


def test_same_file_twice_hangs_once(city, hang):
    proposal = draft(city)
    assert hang(proposal).pk == hang(proposal).pk
    assert hang(proposal, OTHER_PDF).pk != hang(proposal).pk


def test_nobody_else_and_not_after_handing_in(city, hang):
    proposal = draft(city)
    with pytest.raises(Refused, match="现在不能修改这件提案"):
        hang(proposal, by=city.member_actor(1))
    with pytest.raises(Refused, match="现在不能修改这件提案"):
        hang(submitted(city, 1), by=city.member_actor(1))


def test_rulebook_limits_the_number(city, hang):
    change_rule(
        city.assembly,
        actor=city.office,
        code="proposals.most_attachments",
        value=1,
        valid_from=clock.today(),
        reason="试行",
    )
    proposal = draft(city)
    hang(proposal)
    with pytest.raises(Refused, match="最多附 1 个文件"):
        hang(proposal, OTHER_PDF)


def test_receipt_covers_the_files(city, hang):
    plain, with_file = draft(city), draft(city)
    hang(with_file)
    handed_in = [perform(PROPOSAL.hand_in, one, city.member_actor()) for one in (plain, with_file)]
    assert len({one.receipt_digest for one in handed_in}) == 2


def test_body_hands_in_with_its_seal_page(city, hang):
    body = CollectiveFactory(assembly=city.assembly, kind="party")
    clerk = actor(Role.COLLECTIVE, city.assembly)
    RepresentativeFactory(collective=body, person=clerk.person)
    proposal = start_draft(city.assembly, actor=clerk, collective=body, **WORDS)
    with pytest.raises(Refused, match="请附盖章页"):
        perform(PROPOSAL.hand_in, proposal, clerk)
    hang(proposal, name="盖章页.pdf", kind=AttachmentKind.SEAL_PAGE, by=clerk)
    assert perform(PROPOSAL.hand_in, fresh(proposal), clerk).serial_number == 1


def test_page_takes_a_file_and_keeps_a_refused_one_explained(city, client):
    proposal = draft(city)
    sign_in(client, city.member_actor())
    address = reverse("proposals:attach", args=[city.assembly.slug, proposal.public_id])
    for content, name, status in ((PDF, "数据.pdf", 302), (b"MZ\x90\x00", "程序.exe", 422)):
        upload = SimpleUploadedFile(name, content)
        assert client.post(address, {"kind": "annex", "file": upload}).status_code == status
    page = client.get(reverse("proposals:write", args=[city.assembly.slug, proposal.public_id]))
    assert "数据.pdf" in page.content.decode()
    stored = proposal.attachments.get().file
    remove = reverse(
        "proposals:detach", args=[city.assembly.slug, proposal.public_id, stored.public_id]
    )
    assert client.post(remove).status_code == 302
    assert proposal.attachments.get().removed_at is not None
