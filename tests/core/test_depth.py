"""Calls in a roomy frame give and take like any other, and however deep they go, no loop of them fetches memory."""

import resource

import pytest

from tongxin.core.depth import with_room

TIMES = 500


def leaf(number: int) -> int:
    return number + 1


def faults_at(depth: int) -> int:
    """The most pages of memory that a loop of calls had fetched, at any depth down to this one."""
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for number in range(TIMES):
        leaf(number)
    fetched = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before
    return max(fetched, faults_at(depth - 1)) if depth else fetched


def test_arguments_and_result_pass_through():
    assert with_room(dict, [("one", 1)], two=2) == {"one": 1, "two": 2}


def test_exception_passes_through():
    with pytest.raises(ZeroDivisionError):
        with_room(lambda: 1 / 0)


def test_no_loop_lies_across_a_border():
    assert with_room(faults_at, 400) < TIMES / 2
