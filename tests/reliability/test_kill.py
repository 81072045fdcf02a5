"""kill -9 in the middle of a burst: what was acknowledged is there, nothing is half, nothing twice, nobody left waiting."""

import threading
from collections import Counter

import pytest
from django.db import close_old_connections

from tests.factories.cities import make_city
from tests.notifications.standins import SmsStandIn
from tests.notifications.test_processes import all_sent, let_leases_lapse
from tests.proposals.test_threads import assert_whole, times
from tests.proposals.thread import draft
from tests.reliability.processes import Browser, Installation, Tap, until
from tongxin.core.models import Sequence
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.notifications.models import Delivery
from tongxin.organisations.scope import scope
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal, ProposalVersion
from tongxin.proposals.terms import ProposalState
from tongxin.trail.models import Event

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]

MEMBERS = 4
DRAFTS_EACH = 5
SENT_BEFORE_THE_WORKER_DIES = 4


@pytest.fixture
def city(transactional_db):
    made = make_city(members=MEMBERS, units=1)
    with scope([made.assembly.pk]):
        yield made


@pytest.fixture
def installation(city, tmp_path):
    with SmsStandIn() as sms:
        sms.delay = 0.02
        started = Installation(sms, tmp_path / "log")
        yield started
        started.stop()
    close_old_connections()


def taps_of(proposal: Proposal, number: int) -> list[Tap]:
    """Handed in; every second one is taken back at once."""
    handed_in = Tap(act_url(PROPOSAL.hand_in, proposal), f"hand-in-{proposal.pk}")
    withdrawn = Tap(
        act_url(PROPOSAL.withdraw, proposal), f"withdraw-{proposal.pk}", (("reason", "另提"),)
    )
    return [handed_in, withdrawn] if number % 2 else [handed_in]


class Burst:
    """Members at work at the same time, each pressing one button after the other until nobody answers."""

    def __init__(self, installation: Installation, work: list[tuple[Browser, list[Tap]]]):
        self.installation = installation
        self.work = work
        self.answered: dict[str, int] = {}

    def run(self, *, kill_after: int | None = None) -> None:
        """Press what is still unanswered; with `kill_after`, kill the site once so many were answered."""
        threads = [threading.Thread(target=self._press_all, args=one) for one in self.work]
        for thread in threads:
            thread.start()
        if kill_after is not None:
            until(lambda: len(self.answered) >= kill_after)
            self.installation.kill("web")
        for thread in threads:
            thread.join()

    def _press_all(self, browser: Browser, taps: list[Tap]) -> None:
        for tap in taps:
            if tap.key in self.answered:
                continue
            status = browser.press(tap)
            if status is None:
                return
            self.answered[tap.key] = status

    @property
    def keys(self) -> set[str]:
        return {tap.key for _browser, taps in self.work for tap in taps}


def test_site_and_worker_killed_in_a_burst_lose_halve_and_double_nothing(city, installation):
    actors = [city.member_actor(number) for number in range(MEMBERS)]
    drafts = [[draft(city, number) for _one in range(DRAFTS_EACH)] for number in range(MEMBERS)]
    work = [
        (
            Browser(actor, installation.port),
            [tap for number, one in enumerate(mine) for tap in taps_of(one, number)],
        )
        for actor, mine in zip(actors, drafts, strict=True)
    ]
    burst = Burst(installation, work)
    installation.start("worker")
    installation.open()
    burst.run(kill_after=len(burst.keys) // 3)
    acknowledged = set(burst.answered)
    assert acknowledged < burst.keys
    assert keys_stored() >= acknowledged
    assert_whole()
    installation.open()
    burst.run()
    until(lambda: len(installation.sms.sent) >= SENT_BEFORE_THE_WORKER_DIES)
    installation.kill("worker")
    let_leases_lapse()
    installation.start("worker")
    until(all_sent)
    assert Counter(burst.answered.values()) == {302: len(burst.keys)}
    assert keys_stored() == burst.keys
    assert_everything_once([one for mine in drafts for one in mine])
    assert_delivered_once(installation.sms)
    assert_whole()


def keys_stored() -> set[str]:
    return set(Event.objects.filter(request_key__gt="").values_list("request_key", flat=True))


def assert_everything_once(drafts: list[Proposal]) -> None:
    """Each handed in once, with one version, under numbers without a gap; state, clocks and waiting rows fit."""
    stored = Proposal.objects.in_bulk([one.pk for one in drafts])
    numbers = sorted(one.serial_number for one in stored.values())
    assert numbers == list(range(1, len(drafts) + 1))
    assert Sequence.objects.get(key__startswith="proposals.serial:").last == len(drafts)
    assert ProposalVersion.objects.count() == len(drafts)
    for one in drafts:
        events = times(one, PROPOSAL.hand_in), times(one, PROPOSAL.withdraw)
        withdrawn = stored[one.pk].state == ProposalState.WITHDRAWN
        assert events == (1, int(withdrawn))
        assert withdrawn is not Waiting.objects.filter(record_id=one.pk).exists()
    withdrawn = [key for key, one in stored.items() if one.state == ProposalState.WITHDRAWN]
    assert len(withdrawn) == MEMBERS * (DRAFTS_EACH // 2)
    assert not Deadline.objects.filter(record_id__in=withdrawn, status="open").exists()


def assert_delivered_once(sms: SmsStandIn) -> None:
    """Every delivery reached the provider under its own key; asked again only what was in hand at the kill."""
    keys = set(Delivery.objects.values_list("idempotency_key", flat=True))
    assert len(keys) == Delivery.objects.count() >= SENT_BEFORE_THE_WORKER_DIES
    assert set(sms.sent) == keys
    assert sum(sms.asked.values()) <= len(keys) + 1
