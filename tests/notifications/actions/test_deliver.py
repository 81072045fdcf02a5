"""The worker's part: claims, leases, retries, limits, switch, and what it writes down."""

from datetime import timedelta

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.notifications import DeliveryFactory, NoticeFactory
from tests.factories.organisations import AssemblyFactory
from tests.notifications.standins import cut_off, failing, saying
from tongxin.core import clock
from tongxin.notifications.actions import deliver
from tongxin.notifications.actions.deliver import deliver_due
from tongxin.notifications.actions.send_code import send_code
from tongxin.notifications.models import Delivery, SendingSwitch
from tongxin.notifications.terms import DeliveryStatus

pytestmark = pytest.mark.django_db


def stop(assembly=None):
    reach = SendingSwitch.ALL if assembly is None else str(assembly.pk)
    return SendingSwitch.objects.create(reach=reach, assembly=assembly, is_stopped=True, reason="r")


def after(minutes):
    return clock.frozen(clock.now() + timedelta(minutes=minutes))


def test_delivery_goes_out_once(sms):
    delivery = DeliveryFactory()
    assert (deliver_due(), deliver_due()) == (1, 0)
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.SENT
    assert (delivery.attempts, delivery.error) == (1, "")
    assert delivery.provider_reference == f"sms-{delivery.idempotency_key}"
    assert delivery.sent_at == clock.now()
    (body,) = sms.sent.values()
    assert body["phone"] == delivery.person.phone


def test_message_holds_a_title_but_neither_name_nor_matter(sms):
    delivery = DeliveryFactory()
    deliver_due()
    (body,) = sms.sent.values()
    assert body["params"] == {"title": "tests.act"}
    assert delivery.assembly.short_name not in str(body)


def test_link_leads_through_the_inbox(wecom):
    from tests.factories.notifications import ChannelPreferenceFactory

    delivery = DeliveryFactory(channel="wecom")
    ChannelPreferenceFactory(person=delivery.person)
    deliver_due()
    link = f"https://tongxin.example/me/messages/{delivery.notice.public_id}/"
    assert wecom.sent[0]["text"]["content"].endswith(link)


def test_delivery_waits_for_its_time(sms):
    DeliveryFactory(not_before=clock.now() + timedelta(minutes=5))
    assert deliver_due() == 0
    with after(5):
        assert deliver_due() == 1


def test_failure_is_tried_again_ever_later(sms):
    delivery = DeliveryFactory()
    sms.faults.extend([failing(500), failing(500)])
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error) == (DeliveryStatus.QUEUED, "http_500")
    assert delivery.not_before == clock.now() + timedelta(seconds=30)
    with after(1):
        deliver_due()
        delivery.refresh_from_db()
        assert delivery.not_before == clock.now() + timedelta(seconds=60)
    with after(3):
        deliver_due()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts, delivery.error) == (DeliveryStatus.SENT, 3, "")


def test_delivery_fails_for_good_after_eight_attempts(sms):
    delivery = DeliveryFactory(attempts=7)
    sms.faults.append(failing(500))
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error) == (DeliveryStatus.FAILED, "http_500")


def test_wrong_address_is_not_tried_again(sms):
    delivery = DeliveryFactory()
    sms.faults.append(saying({"code": "INVALID_NUMBER"}))
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error) == (DeliveryStatus.FAILED, "address")


def test_person_whose_number_was_removed_is_not_sent_to(sms):
    delivery = DeliveryFactory(notice=NoticeFactory(person=PersonFactory(phone="")))
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error) == (DeliveryStatus.SUPPRESSED, "no_address")


def test_channel_that_is_not_configured_says_so(gateways):
    delivery = DeliveryFactory()
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error) == (DeliveryStatus.FAILED, "not_configured")


def test_faulty_setting_stops_no_other_channel(sms, wecom, gateways):
    from tests.factories.notifications import ChannelPreferenceFactory

    gateways["wecom"] = {**wecom.settings, "agent": "not a number"}
    broken, sound = DeliveryFactory(channel="wecom"), DeliveryFactory()
    ChannelPreferenceFactory(person=broken.person)
    deliver_due()
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.status, broken.error) == (DeliveryStatus.QUEUED, "ValueError")
    assert sound.status == DeliveryStatus.SENT


def test_rate_limit_rests_the_whole_channel_and_counts_no_attempt(sms):
    deliveries = DeliveryFactory.create_batch(5)
    sms.faults.extend([lambda usual: usual(), failing(429, Retry_After="120")])
    assert deliver_due(limit=4) == 4
    rows = Delivery.objects.order_by("id")
    assert [row.status for row in rows] == ["sent", "queued", "queued", "queued", "queued"]
    assert [row.attempts for row in rows] == [1, 0, 0, 0, 0]
    assert {row.not_before for row in rows[1:]} == {clock.now() + timedelta(seconds=120)}
    assert len(sms.requests) == 2
    with after(2):
        deliver_due()
    assert len(sms.sent) == len(deliveries)


def test_lease_of_a_dead_worker_lapses(sms):
    held = DeliveryFactory(
        status=DeliveryStatus.LEASED,
        leased_by="dead",
        lease_until=clock.now() + timedelta(seconds=60),
        attempts=1,
    )
    assert deliver_due() == 0
    with after(2):
        assert deliver_due() == 1
    held.refresh_from_db()
    assert (held.status, held.attempts) == (DeliveryStatus.SENT, 2)


def test_worker_that_lost_its_lease_writes_nothing(sms):
    delivery = DeliveryFactory()
    (claimed,) = deliver._claim(1)
    Delivery.objects.update(leased_by="another")
    deliver._note(claimed, status=DeliveryStatus.SENT)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.leased_by) == (DeliveryStatus.LEASED, "another")


def test_line_that_broke_after_acceptance_does_not_double(sms):
    delivery = DeliveryFactory()
    sms.faults.append(cut_off)
    deliver_due()
    with after(1):
        deliver_due()
    assert sms.asked == {delivery.idempotency_key: 2}
    assert list(sms.sent) == [delivery.idempotency_key]


def test_two_workers_share_the_queue(sms):
    DeliveryFactory.create_batch(6)
    first, second = deliver._claim(4), deliver._claim(4)
    assert (len(first), len(second)) == (4, 2)
    assert {one.pk for one in first} & {one.pk for one in second} == set()


def test_claims_near_the_end_of_the_lease_are_given_back(sms, monkeypatch):
    DeliveryFactory()
    monkeypatch.setattr(deliver, "LEASE", deliver.MARGIN)
    deliver_due()
    row = Delivery.objects.get()
    assert (row.status, row.attempts, sms.requests) == (DeliveryStatus.QUEUED, 0, [])


def test_global_switch_stops_everything_but_codes(sms):
    stop()
    DeliveryFactory()
    send_code("13800138000", "271828")
    assert deliver_due() == 1
    assert [body["template"] for body in sms.sent.values()] == ["C1"]


def test_switch_of_one_assembly_stops_only_its_own(sms):
    ours, theirs = AssemblyFactory(), AssemblyFactory()
    stop(ours)
    stopped = DeliveryFactory(notice=NoticeFactory(assembly=ours))
    DeliveryFactory(notice=NoticeFactory(assembly=theirs))
    assert deliver_due() == 1
    stopped.refresh_from_db()
    assert stopped.status == DeliveryStatus.QUEUED


def test_switch_stops_what_was_claimed_already(sms, monkeypatch):
    DeliveryFactory.create_batch(3)
    answers = iter([set(), set(), {None}, {None}])
    monkeypatch.setattr(deliver, "stopped_assemblies", lambda: next(answers))
    deliver_due()
    assert sorted(Delivery.objects.values_list("status", flat=True)) == ["queued", "queued", "sent"]


def test_stopped_messages_go_out_when_sending_resumes(sms):
    switch = stop()
    DeliveryFactory()
    assert deliver_due() == 0
    switch.delete()
    assert deliver_due() == 1


def test_code_overtakes_everything(sms):
    DeliveryFactory.create_batch(3)
    send_code("13800138000", "271828")
    deliver_due(limit=1)
    assert [body["template"] for body in sms.sent.values()] == ["C1"]


def test_code_is_sealed_while_it_waits_and_forgotten_when_sent(sms):
    delivery = send_code("13800138000", "271828")
    row = str(Delivery.objects.values().get(pk=delivery.pk))
    assert "13800138000" not in row
    assert "271828" not in row
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.sealed) == (DeliveryStatus.SENT, "")
    (body,) = sms.sent.values()
    assert (body["phone"], body["params"]) == ("13800138000", {"code": "271828"})


def test_code_is_not_sent_after_its_time(sms):
    delivery = send_code("13800138000", "271828")
    with after(6):
        deliver_due()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.error, delivery.sealed) == ("suppressed", "expired", "")
    assert sms.requests == []


def test_demonstration_sends_nothing_and_shows_everything(sms, settings):
    settings.DEMO = True
    notice, code = DeliveryFactory(), send_code("13800138000", "271828")
    deliver_due()
    notice.refresh_from_db()
    code.refresh_from_db()
    assert (notice.status, code.status) == (DeliveryStatus.SENT, DeliveryStatus.SENT)
    assert code.sealed
    assert sms.requests == []


def test_logs_hold_neither_number_nor_words(sms, caplog):
    delivery = DeliveryFactory()
    sms.faults.append(failing(500))
    with caplog.at_level("DEBUG", logger="tongxin"):
        deliver_due()
    assert delivery.person.phone not in caplog.text
    assert delivery.person.name not in caplog.text
