"""One opinion for many on the plenary night: previewed, refused with the rule, noted one by one."""

from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.proposals.thread import submitted
from tongxin.accounts.terms import Role
from tongxin.proposals.actions.claim import claim
from tongxin.proposals.models import ExaminerOpinion


def test_many_get_the_same_opinion_after_a_preview(city, client):
    free, taken = submitted(city), submitted(city, 1)
    colleague = staff(Role.REVIEWER, city.assembly)
    claim(taken, actor=colleague)
    sign_in(client, city.reviewer)
    address = reverse("proposals:bulk_opinions", args=[city.assembly.slug])
    chosen = {"ids": [free.public_id, taken.public_id]}
    preview = client.post(address, chosen).content.decode()
    assert "选了 2 件，1 件可以办理" in preview
    assert f"{colleague.person.name} 正在审这一件" in preview
    assert not ExaminerOpinion.objects.exists()
    done = client.post(address, {**chosen, "confirmed": "1", "outcome": "docket"})
    assert done.status_code == 302
    opinion = ExaminerOpinion.objects.get()
    assert (opinion.proposal_id, opinion.outcome) == (free.pk, "docket")


def test_declining_many_needs_reason_and_route(city, client):
    proposal = submitted(city)
    sign_in(client, city.reviewer)
    address = reverse("proposals:bulk_opinions", args=[city.assembly.slug])
    asked = {"ids": [proposal.public_id], "confirmed": "1", "outcome": "decline", "note": "重复"}
    refused = client.post(address, asked)
    assert refused.status_code == 422
    assert "拟不立案须选理由和去向" in refused.content.decode()
    assert "重复" in refused.content.decode()
    assert client.post(address, {**asked, "outcome": "merge"}).status_code == 422
    assert not ExaminerOpinion.objects.exists()


def test_members_find_no_such_page(city, client):
    sign_in(client, city.member_actor())
    address = reverse("proposals:bulk_opinions", args=[city.assembly.slug])
    assert client.post(address, {"ids": []}).status_code in (403, 404)
