"""A return is entered part by part, each in a short transaction: what is done stays, what is not is shown again."""

from dataclasses import replace

import pytest
from django.db import connection

from tests.factories.lists import findings
from tests.proposals.exchange.paper import blank, filled, on_paper, returned
from tests.proposals.thread import assigned, fresh, handling_of
from tongxin.core.errors import Conflict, Refused
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.give_back_import import BROKEN_HALFWAY
from tongxin.papers.actions.order_import import confirm_or_order
from tongxin.papers.actions.run_import import run_import
from tongxin.papers.actions.stop_import import stop_import
from tongxin.papers.imports import kinds
from tongxin.papers.imports.queries import progress_of, reconciliation
from tongxin.papers.imports.repeats import current
from tongxin.papers.imports.terms import Stage
from tongxin.papers.models import ImportBatch
from tongxin.proposals.actions.enter_for_unit import enter_for_unit
from tongxin.proposals.imports.returns import RETURNS
from tongxin.proposals.models import PaperEntry


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def two(city):
    """A return that signs for two parts, and the parts."""
    on_paper(city)
    parts = [handling_of(assigned(city, matter=f"关于{name}的建议")) for name in "甲乙"]
    signed = {"签收日期": "2026-01-14", "经办人": "赵一鸣"}
    return returned(city, filled(blank(city, *parts), [signed, signed]), files={}), parts


@pytest.fixture
def stopping(monkeypatch):
    """Something happens instead of the second act that is entered."""

    def patched(happens):
        calls = []

        def enter(act, record, **data):
            calls.append(record)
            return happens() if len(calls) == 2 else enter_for_unit(act, record, **data)

        monkeypatch.setattr("tongxin.proposals.imports.returns.enter_for_unit", enter)

    return patched


def refuse():
    raise Refused("停在这里。")


def states(parts):
    return [fresh(part).state for part in parts]


def test_each_part_is_entered_in_a_transaction_of_its_own(city, two, monkeypatch):
    batch, parts = two
    depth, seen = len(connection.savepoint_ids), []
    monkeypatch.setattr(
        "tongxin.papers.actions.confirm_import.give_way",
        lambda: seen.append((len(connection.savepoint_ids) - depth, states(parts))),
    )
    confirm_import(batch, actor=city.office)
    assert seen == [(0, ["acknowledged", "assigned"]), (0, ["acknowledged", "acknowledged"])]


def test_refusal_leaves_what_was_entered_and_shows_the_rest_again(city, two, stopping):
    batch, parts = two
    stopping(refuse)
    with pytest.raises(Refused, match="第 3 行：停在这里。前面的已经办好"):
        confirm_import(batch, actor=city.office)
    assert states(parts) == ["acknowledged", "assigned"]
    assert current(batch.pk).stage == Stage.CHECKED
    assert [decision for decision, _found in findings(batch)[:2]] == ["skip", "update"]
    confirm_import(current(batch.pk), actor=city.office)
    assert states(parts) == ["acknowledged", "acknowledged"]
    assert PaperEntry.objects.count() == 2
    assert [account.adds_up for account in reconciliation(current(batch.pk))] == [True, True]


def test_first_refusal_leaves_everything_as_it_was(city, two, monkeypatch):
    batch, parts = two
    monkeypatch.setattr(
        "tongxin.proposals.imports.returns.enter_for_unit", lambda *args, **how: refuse()
    )
    with pytest.raises(Refused, match=r"第 2 行：停在这里。$"):
        confirm_import(batch, actor=city.office)
    assert states(parts) == ["assigned", "assigned"]


def test_second_clerk_cannot_begin_meanwhile(city, two, stopping):
    batch, _parts = two

    def second():
        with pytest.raises(Conflict, match="预览之后有人改过选择"):
            confirm_import(current(batch.pk), actor=city.office, seen=batch.version)
        refuse()

    stopping(second)
    with pytest.raises(Refused, match="停在这里"):
        confirm_import(batch, actor=city.office, seen=batch.version)


@pytest.fixture
def ordered(city, two, monkeypatch):
    """The same in the worker's hands."""
    batch, parts = two
    monkeypatch.setitem(kinds._kinds, RETURNS.code, replace(RETURNS, at_once=0))
    return confirm_or_order(batch, actor=city.office), parts


def test_worker_stops_between_two_parts(city, ordered, monkeypatch):
    batch, parts = ordered
    monkeypatch.setattr(
        "tongxin.papers.actions.confirm_import.give_way",
        lambda: stop_import(batch, actor=city.assigner),
    )
    run_import(batch.pk)
    assert states(parts) == ["acknowledged", "assigned"]
    said = f"{city.assigner.person}停止了后台处理，前面的已经办好，不会重复。"
    assert current(batch.pk).trouble == said


def test_fault_between_two_parts_is_told_as_it_is(city, ordered, stopping):
    batch, _parts = ordered

    def fails():
        raise ZeroDivisionError

    stopping(fails)
    with pytest.raises(ZeroDivisionError):
        run_import(batch.pk)
    assert current(batch.pk).trouble == BROKEN_HALFWAY


def test_progress_counts_what_is_entered(ordered):
    batch, _parts = ordered
    ImportBatch._base_manager.filter(pk=batch.pk).update(rows_prepared=1)
    assert progress_of(current(batch.pk)).sentence == "已办 1 行，共 6 行。"
