"""A notice outlives what it speaks of: the unit that was replaced reads why it leads nowhere."""

from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.proposals.thread import assigned, fresh, handling_of
from tongxin.lifecycle.perform import perform
from tongxin.notifications.models import Notice
from tongxin.proposals.lifecycle import HANDLING


def test_replaced_unit_reads_that_it_is_no_longer_theirs(city, client):
    handling = handling_of(assigned(city))
    notice = Notice.objects.filter(
        record_type=HANDLING.record_type, record_id=handling.pk, organisation=city.units[0]
    ).latest("pk")
    sign_in(client, city.clerks[0])
    address = reverse("notifications:open", args=[notice.public_id])
    assert client.get(address).url == handling.get_absolute_url()
    asked = {"reason": "不属本单位职责", "suggested_unit": city.units[1]}
    perform(HANDLING.object, handling, city.clerks[0], **asked)
    perform(HANDLING.comment_objection, fresh(handling), city.office, office_opinion="同意")
    perform(HANDLING.reassign, fresh(handling), city.assigner, unit=city.units[1])
    page = client.get(address, follow=True)
    assert page.status_code == 200
    assert "这件已不由您办理" in page.content.decode()
