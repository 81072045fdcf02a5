"""Out to citizens go what the proposer, the unit and the office all let go; it can be taken back (practice 12)."""

import pytest
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.proposals.thread import acknowledged, assigned, docketed, fresh, handling_of, replied
from tongxin.core.errors import Refused
from tongxin.lifecycle.offers import available_acts
from tongxin.lifecycle.perform import perform
from tongxin.portal.queries import public
from tongxin.proposals.actions.publish import publish_with_replies
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Proposal, Reply


@pytest.fixture
def answered(city):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    return replied(city, handling, city.clerks[0])


def test_proposal_goes_out_with_its_reply(city, answered):
    assert publish_with_replies(answered.proposal, actor=city.office) == 1
    assert public.published().count() == public.published_replies().count() == 1
    assert publish_with_replies(fresh(answered.proposal), actor=city.office) == 0


def test_reply_needs_its_proposal_and_its_unit(city, answered):
    with pytest.raises(Refused, match="请先公开提案"):
        perform(HANDLING.publish_reply, answered, city.office)
    Reply.objects.update(may_publish=False, no_publish_reason="涉及商业秘密")
    assert publish_with_replies(answered.proposal, actor=city.office) == 0
    with pytest.raises(Refused, match="涉及商业秘密"):
        perform(HANDLING.publish_reply, fresh(answered), city.office)


def test_proposer_may_keep_it_back(city):
    proposal = docketed(city)
    Proposal.objects.update(may_publish=False)
    with pytest.raises(Refused, match="不同意公开"):
        publish_with_replies(fresh(proposal), actor=city.office)


def test_taken_back_reply_is_gone_and_its_buttons_change(city, answered):
    def codes():
        return {offer.code for offer in available_acts(HANDLING, fresh(answered), city.office)}

    publish_with_replies(answered.proposal, actor=city.office)
    assert codes() & {"publish_reply", "unpublish_reply"} == {"unpublish_reply"}
    perform(HANDLING.unpublish_reply, fresh(answered), city.office, reason="有误")
    assert not public.published_replies().exists()
    assert codes() & {"publish_reply", "unpublish_reply"} == {"publish_reply"}


def test_review_page_shows_publishes_and_says_what_stays(city, answered, client):
    kept = docketed(city, number=1)
    Proposal.objects.filter(pk=kept.pk).update(may_publish=False, no_publish_reason="尚在调研")
    sign_in(client, city.office)
    page = reverse("proposals:publishing", args=[city.assembly.slug])
    assert answered.proposal.matter in client.get(page).content.decode()
    assert "尚在调研" in client.get(f"{page}?tab=kept_back").content.decode()
    release = reverse("proposals:publish_many", args=[city.assembly.slug])
    chosen = {"ids": [answered.proposal.public_id, kept.public_id]}
    preview = client.post(release, chosen).content.decode()
    assert "选了 2 件，1 件可以公开" in preview
    assert not public.published().exists()
    assert client.post(release, {**chosen, "confirmed": "1"}).status_code == 302
    assert list(public.published()) == [answered.proposal]
