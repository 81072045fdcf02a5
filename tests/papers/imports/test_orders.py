"""Long lists are confirmed and taken back by the worker: ordered once, checked again, nothing half, nothing twice."""

import dataclasses
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from tests.factories.accounts import PersonFactory, UserFactory, actor
from tongxin import trail
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.terms import LockReason, Role
from tongxin.core import clock, jobs, leases
from tongxin.core.errors import Conflict, Refused
from tongxin.core.periodic import duties
from tongxin.notifications.models import Delivery, Notice
from tongxin.notifications.queries import inbox, lines
from tongxin.papers.actions.decide_rows import decide_rows
from tongxin.papers.actions.discard_import import discard_import
from tongxin.papers.actions.give_back_import import BROKEN, OVERDUE, give_back_overdue
from tongxin.papers.actions.order_import import confirm_or_order, undo_or_order
from tongxin.papers.actions.run_import import run_import
from tongxin.papers.actions.stop_import import stop_import
from tongxin.papers.actions.undo_import import TouchedSince
from tongxin.papers.imports import kinds
from tongxin.papers.imports.queries import rows_of
from tongxin.papers.imports.repeats import current
from tongxin.papers.imports.terms import Decision, Stage
from tongxin.papers.models import ImportBatch, ImportResult
from tongxin.trail.models import Event

pytestmark = pytest.mark.django_db

LIST = "姓名,手机,身份证号\n王敏,13800001234,110101197506010011\n李建国,13800001235,\n赵磊,1380,\n"
NAMES = {"王敏", "李建国"}
WORKER = "worker:a"


class Killed(BaseException):
    """As when the process dies: nothing of ours catches it."""


@pytest.fixture
def ordered(long, checked, liaison) -> ImportBatch:
    """A list whose confirmation is in the worker's hands."""
    return confirm_or_order(checked(LIST), actor=liaison, request_key="key-1")


@pytest.fixture
def imported(ordered) -> ImportBatch:
    run_import(ordered.pk)
    return current(ordered.pk)


@pytest.fixture
def worker(db):
    leases.acquire(WORKER, "a")


def change(monkeypatch, **how) -> None:
    """Let the kind do something else from now on."""
    kind = dataclasses.replace(kinds.kind("tests.people"), **how)
    monkeypatch.setitem(kinds._kinds, kind.code, kind)


def written() -> set[str]:
    return set(Person.objects.filter(name__in=NAMES).values_list("name", flat=True))


def told(reader) -> list[str]:
    return [line.words.title for line in lines(inbox(reader))]


def now_stands(batch: ImportBatch) -> tuple[str, str]:
    present = current(batch.pk)
    return present.stage, present.trouble


# Ordered


def test_short_lists_are_confirmed_and_taken_back_at_once(checked, liaison):
    batch = confirm_or_order(checked(LIST), actor=liaison)
    assert (batch.stage, written()) == (Stage.CONFIRMED, NAMES)
    assert undo_or_order(batch, actor=liaison).stage == Stage.UNDONE
    assert not DBTaskResult.objects.exists()


def test_order_keeps_who_wanted_it_and_writes_nothing(ordered, liaison):
    assert ordered.stage == Stage.CONFIRMING
    assert (ordered.ordered_by, ordered.ordered_as) == (liaison.person, liaison.assignment)
    assert (ordered.ordered_at, ordered.order_key) == (clock.now(), "key-1")
    assert (DBTaskResult.objects.count(), written()) == (1, set())


def test_second_press_of_the_button_gets_the_same_answer(ordered, liaison):
    again = confirm_or_order(ordered, actor=liaison, request_key="key-1")
    assert (again, again.stage) == (ordered, Stage.CONFIRMING)
    run_import(ordered.pk)
    late = confirm_or_order(ordered, actor=liaison, request_key="key-1")
    assert (late, late.stage) == (ordered, Stage.CONFIRMED)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("key", ["key-1", "key-2", None])
def test_second_person_is_told_that_it_is_under_way(ordered, liaison, key):
    colleague = actor(Role.MEMBER_LIAISON, assembly=liaison.assembly)
    with pytest.raises(Conflict) as refusal:
        confirm_or_order(ordered, actor=colleague, request_key=key)
    assert "已经确认，正在后台导入" in refusal.value.message
    assert DBTaskResult.objects.count() == 1


def test_order_is_refused_while_rows_wait_for_a_choice(long, checked, liaison):
    PersonFactory(name="王敏", phone="13900000000")
    text = LIST + "张伟,13800001236,\n"
    with pytest.raises(Refused) as refusal:
        confirm_or_order(checked(text), actor=liaison)
    assert "需要选择" in refusal.value.message
    assert not DBTaskResult.objects.exists()


def test_order_is_refused_for_what_its_person_did_not_see(long, checked, liaison):
    batch = checked(LIST)
    decide_rows(batch, [1], Decision.CREATE)
    with pytest.raises(Conflict) as refusal:
        confirm_or_order(batch, actor=liaison, seen=batch.version)
    assert "预览之后有人改过选择" in refusal.value.message


def test_order_is_refused_without_the_permission(long, checked, liaison):
    stranger = actor(Role.MEMBER, assembly=liaison.assembly)
    with pytest.raises(Refused):
        confirm_or_order(checked(LIST), actor=stranger)


def test_choices_stand_still_while_the_worker_writes(ordered):
    with pytest.raises(Conflict):
        decide_rows(ordered, [1], Decision.SKIP)


# Carried out


def test_worker_writes_for_the_person_who_ordered(ordered, liaison):
    run_import(ordered.pk)
    batch = current(ordered.pk)
    assert (batch.stage, batch.confirmed_by, written()) == (
        Stage.CONFIRMED,
        liaison.person,
        NAMES,
    )
    event = trail.events_of(batch).last()
    assert (event.act, event.person_id, event.assignment_id, event.request_key) == (
        "papers.confirm_import",
        liaison.person_id,
        liaison.assignment_id,
        "key-1",
    )
    assert (event.from_state, event.to_state) == ("confirming", "confirmed")


def test_person_is_told_in_the_inbox_and_nowhere_else(imported, liaison):
    (line,) = lines(inbox(liaison))
    assert (line.words.title, line.words.text) == ("表格已在后台导入", "人员名单，2 行")
    assert line.notice.url == imported.get_absolute_url()
    assert not Delivery.objects.exists()


def test_job_that_runs_twice_does_nothing_twice(imported, liaison):
    run_import(imported.pk)
    assert Person.objects.filter(name__in=NAMES).count() == 2
    assert Event.objects.filter(act="papers.confirm_import").count() == 1
    assert (ImportResult.objects.count(), Notice._base_manager.count()) == (2, 1)


def test_job_of_a_killed_worker_is_taken_again(ordered, worker, monkeypatch):
    whole = kinds.kind("tests.people").apply

    def killed_half_way(context, rows, actor):
        yield from list(whole(context, rows, actor))[:1]
        raise Killed

    change(monkeypatch, apply=killed_half_way)
    jobs._claim("worker:dead")
    with pytest.raises(Killed):
        run_import(ordered.pk)
    assert (now_stands(ordered), written()) == ((Stage.CONFIRMING, ""), set())
    change(monkeypatch, apply=whole)
    assert (jobs.turn(WORKER), jobs.turn(WORKER)) == (1, 1)
    assert (now_stands(ordered), written()) == ((Stage.CONFIRMED, ""), NAMES)
    assert DBTaskResult.objects.get().worker_ids == ["worker:dead", WORKER]


def test_worker_killed_before_the_wiping_is_made_up_for(ordered, monkeypatch):
    def killed(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr("tongxin.papers.actions.confirm_import.wipe_sensitive", killed)
        run_import(ordered.pk)
    assert "identity" in rows_of(ordered).get(position=1).values
    run_import(ordered.pk)
    assert "identity" not in rows_of(ordered).get(position=1).values
    assert current(ordered.pk).file.cleared_at


# Refused, failed, stopped


@pytest.mark.parametrize(
    "lose",
    [
        lambda liaison: RoleAssignment.objects.update(ends_on=clock.today()),
        lambda liaison: UserFactory(
            person=liaison.person, is_active=False, locked_for=LockReason.values[0]
        ),
    ],
)
def test_identity_lost_meanwhile_is_refused(ordered, liaison, lose):
    lose(liaison)
    run_import(ordered.pk)
    stage, trouble = now_stands(ordered)
    assert (stage, written()) == (Stage.CHECKED, set())
    assert trouble == f"{liaison.person}已没有当时的身份，什么都没有改动。请由现任的人再办。"


def test_identity_that_may_no_longer_import_is_refused_by_the_rule(ordered):
    RoleAssignment.objects.update(role=Role.MEMBER)
    run_import(ordered.pk)
    assert now_stands(ordered) == (Stage.CHECKED, "您当前的身份不能办理此事。")


def test_refusal_gives_the_preview_back_and_tells_the_person(ordered, liaison):
    person = PersonFactory(name="王敏", phone="13800001234")
    run_import(ordered.pk)
    batch = current(ordered.pk)
    assert batch.stage == Stage.CHECKED
    assert batch.trouble == "检查之后数据有变化，1 行的预览已更新，没有导入。请再看一遍。"
    assert batch.version > ordered.version
    row = rows_of(batch).get(position=1)
    assert (row.decision, row.duplicate["ref"]) == (Decision.UPDATE, str(person.pk))
    assert told(liaison) == ["表格没有导入，原因写在预览上"]
    again = confirm_or_order(batch, actor=liaison, request_key="key-2", seen=batch.version)
    assert (again.stage, again.trouble) == (Stage.CONFIRMING, "")


def test_fault_gives_the_preview_back_with_nothing_written(ordered, worker, monkeypatch):
    def broken(context, rows, actor):
        Person.objects.create(name="王敏")
        raise ZeroDivisionError

    change(monkeypatch, apply=broken)
    jobs.turn(WORKER)
    assert (now_stands(ordered), written()) == ((Stage.CHECKED, BROKEN), set())
    assert DBTaskResult.objects.get().status == "FAILED"


def test_anybody_who_may_import_may_stop_it(ordered, liaison):
    colleague = actor(Role.MEMBER_LIAISON, assembly=liaison.assembly)
    stop_import(ordered, actor=colleague)
    run_import(ordered.pk)
    trouble = f"{colleague.person}停止了后台处理，什么都没有改动。"
    assert (now_stands(ordered), written()) == ((Stage.CHECKED, trouble), set())
    assert told(liaison) == ["表格没有导入，原因写在预览上"]


def test_nobody_is_told_of_their_own_stopping(ordered, liaison):
    stop_import(ordered, actor=liaison)
    assert (now_stands(ordered)[0], told(liaison)) == (Stage.CHECKED, [])


def test_worker_that_is_late_writes_nothing_after_the_stop(ordered, liaison, monkeypatch):
    def overtaken(context, rows):
        stop_import(ordered, actor=liaison)
        return ""

    change(monkeypatch, basis=overtaken)
    run_import(ordered.pk)
    assert (now_stands(ordered)[0], written()) == (Stage.CHECKED, set())


def test_what_is_finished_cannot_be_stopped(imported, liaison):
    with pytest.raises(Conflict):
        stop_import(imported, actor=liaison)
    assert current(imported.pk).stage == Stage.CONFIRMED


def test_list_that_is_given_up_is_not_written(ordered, liaison):
    discard_import(ordered, actor=liaison)
    run_import(ordered.pk)
    assert (now_stands(ordered), written()) == ((Stage.DISCARDED, ""), set())


def test_clock_gives_back_what_no_worker_finished(ordered):
    assert "papers.give_back" in {duty.code for duty in duties()}
    assert give_back_overdue() == 0
    with clock.frozen(clock.now() + OVERDUE + timedelta(minutes=1)):
        assert give_back_overdue() == 1
    assert now_stands(ordered) == (Stage.CHECKED, BROKEN)


# Taken back


def test_undoing_is_ordered_once_and_carried_out(imported, liaison):
    batch = undo_or_order(imported, actor=liaison, request_key="key-2")
    assert (batch.stage, written()) == (Stage.UNDOING, NAMES)
    assert undo_or_order(batch, actor=liaison, request_key="key-2") == batch
    with pytest.raises(Conflict):
        undo_or_order(batch, actor=liaison, request_key="key-3")
    run_import(batch.pk)
    run_import(batch.pk)
    assert (now_stands(batch), written()) == ((Stage.UNDONE, ""), set())
    assert Event.objects.filter(act="papers.undo_import").count() == 1
    assert told(liaison)[0] == "导入已在后台撤销"


def test_what_was_touched_is_listed_at_once(imported, liaison):
    UserFactory(person=Person.objects.get(name="王敏"))
    with pytest.raises(TouchedSince) as refusal:
        undo_or_order(imported, actor=liaison)
    assert refusal.value.lines == ["王敏：已开户"]
    assert current(imported.pk).stage == Stage.CONFIRMED


def test_what_is_touched_after_the_order_stays(imported, liaison):
    batch = undo_or_order(imported, actor=liaison)
    UserFactory(person=Person.objects.get(name="王敏"))
    run_import(batch.pk)
    trouble = "不能撤销：导入之后有 1 处已被改动或引用。"
    assert (now_stands(batch), written()) == ((Stage.CONFIRMED, trouble), NAMES)
    assert told(liaison)[0] == "导入没有撤销，原因写在核对表上"


def test_what_is_touched_while_it_is_made_ready_stays(imported, liaison, monkeypatch):
    def overtaken(context, results):
        UserFactory(person=Person.objects.get(name="王敏"))
        return lambda *, actor: Person.objects.filter(name="李建国").delete()

    change(monkeypatch, undo=None, prepare_undo=overtaken)
    batch = undo_or_order(imported, actor=liaison)
    run_import(batch.pk)
    assert (now_stands(batch)[0], written()) == (Stage.CONFIRMED, NAMES)
