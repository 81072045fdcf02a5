"""A name is held by one at a time, renewed by its holder, free once it lapsed."""

import time
from datetime import timedelta

import pytest

from tongxin.core import clock, leases
from tongxin.core.models import Lease

NAME = "clock"


def after(seconds):
    return clock.frozen(clock.now() + timedelta(seconds=seconds))


@pytest.mark.django_db
def test_lease_is_held_by_one():
    assert leases.acquire(NAME, "a")
    assert not leases.acquire(NAME, "b")
    assert leases.living("") == {NAME}


@pytest.mark.django_db
def test_lease_is_renewed_by_its_holder():
    leases.acquire(NAME, "a")
    with after(20):
        assert leases.acquire(NAME, "a")
    with after(40):
        assert not leases.acquire(NAME, "b")


@pytest.mark.django_db
def test_lease_that_lapsed_is_free():
    leases.acquire(NAME, "a")
    with after(31):
        assert leases.living("") == set()
        assert leases.acquire(NAME, "b")
        assert not leases.acquire(NAME, "a")


@pytest.mark.django_db
def test_lease_given_back_is_free_at_once():
    leases.acquire(NAME, "a")
    leases.release(NAME, "b")
    assert not leases.acquire(NAME, "b")
    leases.release(NAME, "a")
    assert leases.acquire(NAME, "b")


@pytest.mark.django_db
def test_sweep_forgets_only_old_leases():
    for name, age in (("old", timedelta(days=2)), ("new", timedelta())):
        with clock.frozen(clock.now() - age):
            leases.acquire(name, "a")
    leases.sweep()
    assert list(Lease.objects.values_list("name", flat=True)) == ["new"]


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_kept_lease_outlives_long_work():
    leases.acquire(NAME, "a", ttl=timedelta(seconds=0))
    with leases.kept(NAME, "a", every=0.05):
        time.sleep(0.5)
    assert Lease.objects.get(pk=NAME).expires_at > clock.now()


def test_holders_bear_different_names():
    assert len({leases.new_holder() for _number in range(100)}) == 100
