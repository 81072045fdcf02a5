"""Citizens: codes are printed once and kept as digests, telephone numbers are kept by nobody, tries are counted."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command

from tests.deliberation.conferring import days_later, fresh
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.deliberation.actions import join
from tongxin.deliberation.actions.join import (
    enter_by_code,
    enter_by_phone,
    forget_checks,
    print_codes,
    send_contact_code,
)
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.models import ContactCheck, Ticket, Voice
from tongxin.lifecycle.perform import perform
from tongxin.notifications.models import Delivery
from tongxin.notifications.sealing import unseal

PHONE = "13800001234"


@pytest.fixture
def by_code(conferring):
    return conferring.voting(admission="code")


@pytest.fixture
def by_phone(conferring, settings):
    settings.DEMO = True  # every channel is there, none leads outside
    return conferring.voting(admission="open")


def sent_code() -> str:
    return unseal(Delivery._base_manager.order_by("-pk").first().sealed)["code"]


def later(**stretch):
    return clock.frozen(clock.now() + timedelta(**stretch))


def test_codes_are_kept_as_digests_only(conferring, by_code):
    drawn = print_codes(by_code, actor=conferring.general, batch="城南街道", count=5)
    assert (len(set(drawn)), fresh(by_code).invited) == (5, 5)
    kept = json.dumps(list(Ticket._base_manager.values("digest", "batch", "public_id")))
    assert not any(code in kept or code.replace("-", "") in kept for code in drawn)


def test_only_offices_print_and_not_so_few_that_each_is_a_name(conferring, by_code):
    with pytest.raises(Refused):
        print_codes(by_code, actor=conferring.member(), batch="甲", count=5)
    for count in (4, 1001):
        with pytest.raises(Refused):
            print_codes(by_code, actor=conferring.general, batch="甲", count=count)
    for other in (conferring.draft(admission="code"), conferring.voting()):
        with pytest.raises(Refused):
            print_codes(other, actor=conferring.general, batch="甲", count=5)


def test_no_codes_are_printed_when_nobody_can_answer_any_more(conferring, by_code):
    perform(CONVERSATION.discuss, fresh(by_code), conferring.general)
    with pytest.raises(Refused):
        print_codes(fresh(by_code), actor=conferring.general, batch="甲", count=5)
    assert fresh(by_code).invited == 0


def test_a_code_is_one_voice_from_any_device_however_it_is_typed(conferring, by_code):
    first, second = print_codes(by_code, actor=conferring.general, batch="甲", count=5)[:2]
    voice = enter_by_code(by_code, first)
    assert enter_by_code(by_code, f" {first.upper().replace('-', '')} ") == voice
    assert enter_by_code(by_code, second) != voice
    assert Ticket._base_manager.filter(is_used=True).count() == 2


def test_batches_are_cohorts(conferring, by_code):
    cohorts = [
        enter_by_code(by_code, code).cohort
        for batch in ("甲", "乙")
        for code in print_codes(by_code, actor=conferring.general, batch=batch, count=5)
    ]
    assert len(set(cohorts[:5])) == len(set(cohorts[5:])) == 1
    assert cohorts[0] != cohorts[5]


def test_other_codes_open_nothing(conferring, by_code):
    elsewhere = conferring.voting(admission="code")
    code = print_codes(elsewhere, actor=conferring.general, batch="甲", count=5)[0]
    for wrong in (code, "aaaa-bbbb-cccc", ""):
        with pytest.raises(Refused):
            enter_by_code(by_code, wrong)
    assert not Voice.objects.exists()


def test_a_number_is_one_voice(by_phone):
    voices = []
    for wait in (0, 5):
        with later(minutes=wait):
            sent = send_contact_code(by_phone, "+86 138-0000-1234")
            voices.append(enter_by_phone(by_phone, sent.check, PHONE, sent_code()))
    assert voices[0] == voices[1]
    assert voices[0].cohort == clock.today().toordinal()


def test_a_code_opens_once_for_its_number_and_in_time(by_phone):
    sent, code = send_contact_code(by_phone, PHONE), sent_code()
    with pytest.raises(Refused):
        enter_by_phone(by_phone, sent.check, "13900001234", code)
    with later(minutes=11), pytest.raises(Refused):
        enter_by_phone(by_phone, sent.check, PHONE, code)
    enter_by_phone(by_phone, sent.check, PHONE, code)
    with pytest.raises(Refused):
        enter_by_phone(by_phone, sent.check, PHONE, code)


def test_the_sixth_guess_is_not_even_looked_at(by_phone):
    sent, code = send_contact_code(by_phone, PHONE), sent_code()
    wrong = "000000" if code != "000000" else "111111"
    for _try in range(join.TRIES):
        with pytest.raises(Refused):
            enter_by_phone(by_phone, sent.check, PHONE, wrong)
    with pytest.raises(Refused):
        enter_by_phone(by_phone, sent.check, PHONE, code)


def test_messages_are_paced(by_phone):
    for number in range(join.PER_NUMBER_AND_HOUR):
        with later(minutes=2 * number):
            send_contact_code(by_phone, PHONE)
            with pytest.raises(Refused, match="一分钟"):
                send_contact_code(by_phone, PHONE)
    with later(minutes=12), pytest.raises(Refused, match="已满"):
        send_contact_code(by_phone, PHONE)
    send_contact_code(by_phone, "13900001234")


@pytest.mark.parametrize("phone", ["12345", "23800001234", "", "010-12345678"])
def test_only_mobile_numbers(by_phone, phone):
    with pytest.raises(Refused):
        send_contact_code(by_phone, phone)


def test_the_number_is_stored_nowhere(by_phone, tmp_path):
    sent = send_contact_code(by_phone, PHONE)
    enter_by_phone(by_phone, sent.check, PHONE, sent_code())
    dumped = tmp_path / "all.json"
    call_command("dumpdata", use_base_manager=True, output=str(dumped), verbosity=0)
    assert PHONE not in dumped.read_text(encoding="utf-8")


def test_lapsed_checks_are_forgotten(by_phone):
    send_contact_code(by_phone, PHONE)
    assert forget_checks() == 0
    with days_later(1):
        assert forget_checks() == 1
    assert not ContactCheck._base_manager.exists()


def test_no_door_leads_into_another_kind_of_conversation(conferring, by_code, by_phone):
    members_only = conferring.voting()
    for conversation in (members_only, by_phone):
        with pytest.raises(Refused):
            enter_by_code(conversation, "aaaa-bbbb-cccc")
    for conversation in (members_only, by_code):
        with pytest.raises(Refused):
            send_contact_code(conversation, PHONE)
