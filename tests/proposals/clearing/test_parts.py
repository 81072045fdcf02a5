"""One version, one reply, one file: that part alone; equal bytes stay only while another record needs them."""

import io

from tests.proposals.clearing.planting import PDF, stored_digests
from tests.proposals.exchange.paper import given, packed
from tests.proposals.thread import (
    acknowledged,
    assigned,
    docketed,
    fresh,
    handling_of,
    replied,
    submitted,
)
from tongxin.lifecycle.perform import perform
from tongxin.papers.actions.store_file import store_file
from tongxin.papers.models import StoredFile
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Attachment, Commitment, Reply
from tongxin.proposals.terms import CLEARED


def corrected(city):
    """Two versions: the first said too much."""
    proposal = submitted(city)
    text = {name: getattr(proposal, name) for name in ("matter", "situation", "analysis")}
    text |= {"situation": "改后的情况。", "suggestions": proposal.suggestions}
    perform(PROPOSAL.correct_text, proposal, city.office, **text, reason="更正")
    return fresh(proposal)


def test_old_version_goes_and_the_text_stays(city, clear):
    proposal = corrected(city)
    old, new = proposal.versions.all()
    clear(proposal, "version", old.pk)
    old, new = proposal.versions.all()
    assert (old.text["situation"], old.digest) == (CLEARED, "")
    assert new.text["situation"] == fresh(proposal).situation == "改后的情况。"
    assert fresh(proposal).state == "submitted"


def test_present_version_takes_the_text_with_it(city, clear):
    proposal = corrected(city)
    clear(proposal, "version", proposal.versions.last().pk)
    assert fresh(proposal).situation == CLEARED
    assert proposal.versions.first().text["situation"] != CLEARED


def test_reply_goes_with_its_items_seal_and_promises(city, clear):
    proposal = assigned(city)
    part = acknowledged(handling_of(proposal), city.clerks[0])
    replied(city, part, city.clerks[0])
    reply = Reply._base_manager.get(handling=part)
    promise = reply.items.first()
    type(promise)._base_manager.filter(pk=promise.pk).update(promise="六月底前建成。")
    for number, text in enumerate(("六月底前建成。", "另一项承诺。"), start=1):
        Commitment(
            assembly=city.assembly,
            proposal=proposal,
            handling=part,
            unit=part.unit,
            number=number,
            text=text,
            promised_for=city.session.opens_on,
        ).save()
    clear(fresh(proposal), "reply", reply.pk)
    reply = fresh(reply)
    assert (reply.signer, reply.sealed_file) == (CLEARED, None)
    assert {item.text for item in reply.items.all()} == {CLEARED}
    assert [one.text for one in proposal.commitments.order_by("number")] == [
        CLEARED,
        "另一项承诺。",
    ]
    assert fresh(proposal).matter == proposal.matter
    assert fresh(part).state == "replied"


def annex(city, proposal, content=b"x", kind="annex"):
    stored = store_file(
        "proposals.attachment",
        io.BytesIO(PDF + content),
        "附件.pdf",
        assembly=city.assembly,
        actor=city.office,
    )
    Attachment(assembly=city.assembly, proposal=proposal, file=stored, kind=kind).save()
    return stored


def test_one_file_goes_with_the_packages_that_hold_it(
    city, clear, django_capture_on_commit_callbacks
):
    part = given(city)
    stored, other = annex(city, part.proposal, b"1"), annex(city, part.proposal, b"2")
    package = packed(city)
    with django_capture_on_commit_callbacks(execute=True):
        clear(part.proposal, "file", stored.pk)
    assert fresh(stored).cleared_at and fresh(package.file).cleared_at
    assert not fresh(other).cleared_at
    assert stored_digests() & {stored.digest, package.file.digest, other.digest} == {other.digest}
    again = packed(city, again=True)
    assert not again.file.cleared_at


def test_reply_leaves_packages_alone(city, clear):
    part = given(city)
    package = packed(city)
    reply = Reply(assembly=city.assembly, handling=part, opening="秘密")
    reply.save()
    clear(part.proposal, "reply", reply.pk)
    assert not fresh(package.file).cleared_at


def test_bytes_stay_while_another_record_needs_them(
    city, clear, django_capture_on_commit_callbacks
):
    one, other = docketed(city), docketed(city)
    mine, theirs = annex(city, one), annex(city, other)
    upload = annex(city, one)
    Attachment._base_manager.filter(file=upload).delete()
    assert mine.digest == theirs.digest
    with django_capture_on_commit_callbacks(execute=True):
        clear(one)
    assert mine.digest in stored_digests()
    assert not fresh(theirs).cleared_at
    assert fresh(upload).cleared_at
    with django_capture_on_commit_callbacks(execute=True):
        clear(other)
    assert mine.digest not in stored_digests()
    assert StoredFile._base_manager.filter(digest=mine.digest, cleared_at=None).count() == 0
