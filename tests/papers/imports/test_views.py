"""The pages of an import, walked through in a browser without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import PersonFactory, UserFactory, actor, sign_in
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.order_import import confirm_or_order
from tongxin.papers.actions.run_import import run_import
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.imports.queries import rows_of
from tongxin.papers.imports.terms import Decision, Stage
from tongxin.papers.models import ImportBatch
from tongxin.papers.spreadsheets.reading import read_tables

pytestmark = pytest.mark.django_db

LIST = "姓名,手机\n王敏,13800001234\n李建国,13800001235\n赵磊,1380000123\n"


@pytest.fixture
def browser(client, liaison):
    return sign_in(client, liaison)


PROGRESS_QUERIES = 5
"""Session, account, identities, batch, rows: it is asked every two seconds."""


def upload(browser, content: str = LIST, name: str = "名单.csv"):
    file = SimpleUploadedFile(name, content.encode())
    return browser.post(reverse("papers:import_new", args=["tests.people"]), {"file": file})


def match_data(batch: ImportBatch, **changes: str) -> dict[str, str]:
    """What the match page posts when nothing is changed on it."""
    (layout,) = read_layouts(batch.layouts)
    data = {f"column-0-{position}": code for position, code in layout.matches.items()}
    return data | {"sheet-0": "on"} | changes


def body(response) -> str:
    return response.content.decode()


def page(batch: ImportBatch, name: str = "import") -> str:
    return reverse(f"papers:{name}", args=[batch.public_id])


def test_walk_from_upload_to_reconciliation(browser):
    response = upload(browser)
    batch = ImportBatch.objects.get()
    assert response.url == page(batch)
    assert "核对列名" in body(browser.get(page(batch)))
    browser.post(page(batch, "import_match"), match_data(batch))
    preview = body(browser.get(page(batch)))
    assert "将新增 2 行，更新 0 行，跳过 0 行。" in preview
    assert "手机号少一位（1380000123）" in preview
    batch.refresh_from_db()
    browser.post(
        page(batch, "import_confirm"), {"version": str(batch.version), "request_key": "key-1"}
    )
    done = body(browser.get(page(batch)))
    assert "每个工作表的源数据行都等于新增、更新、跳过与有错之和。" in done
    assert Person.objects.filter(name__in=["王敏", "李建国", "赵磊"]).count() == 2


def test_unreadable_file_is_refused_on_the_page(browser):
    response = upload(browser, "%PDF-1.7", "a.csv")
    assert response.status_code == 422
    assert "不是表格" in body(response)
    assert not ImportBatch.objects.exists()


def test_same_column_chosen_twice_is_refused_on_the_page(browser):
    upload(browser)
    batch = ImportBatch.objects.get()
    data = match_data(batch, **{"column-0-1": "name"})
    response = browser.post(page(batch, "import_match"), data)
    assert response.status_code == 422
    assert "已经选过了" in body(response)


def test_missing_column_is_refused_on_the_page(browser):
    upload(browser)
    batch = ImportBatch.objects.get()
    response = browser.post(page(batch, "import_match"), match_data(batch, **{"column-0-0": ""}))
    assert response.status_code == 422
    assert "缺少必需的列：姓名" in body(response)


def test_large_list_shows_progress_and_moves_on(browser, monkeypatch):
    monkeypatch.setattr("tongxin.papers.actions.match_import.BACKGROUND_ROWS", 1)
    upload(browser)
    batch = ImportBatch.objects.get()
    browser.post(page(batch, "import_match"), match_data(batch))
    assert 'http-equiv="refresh"' in body(browser.get(page(batch)))
    progress = body(browser.get(page(batch, "import_progress")))
    assert "已检查 0 行，共 3 行。" in progress
    assert """hx-headers='{"X-Background": "1"}'""" in progress
    ImportBatch.objects.update(stage=Stage.CHECKED)
    assert browser.get(page(batch, "import_progress"))["HX-Redirect"] == page(batch)


def confirmed(browser, batch: ImportBatch, key: str = "key-1"):
    data = {"version": str(batch.version), "request_key": key}
    return browser.post(page(batch, "import_confirm"), data, follow=True)


def test_long_list_is_handed_to_the_worker_and_ends_on_the_same_page(browser, long, checked):
    batch = checked(LIST)
    response = confirmed(browser, batch)
    for text in ("已交给后台处理", "共 2 行，正在准备。", 'http-equiv="refresh"', "停止导入"):
        assert text in body(response)
    assert "已经确认，正在后台导入" in body(confirmed(browser, batch, "key-2"))
    ImportBatch.objects.update(rows_prepared=1)
    progress = body(browser.get(page(batch, "import_progress")))
    assert "已准备 1 行，共 2 行。" in progress
    assert 'max="2" value="1"' in progress
    ImportBatch.objects.update(rows_prepared=2)
    assert "正在一次写入" in body(browser.get(page(batch, "import_progress")))
    run_import(batch.pk)
    assert browser.get(page(batch, "import_progress"))["HX-Redirect"] == page(batch)
    assert "每个工作表的源数据行都等于" in body(browser.get(page(batch)))


def test_what_stopped_the_worker_stands_on_the_preview(browser, long, checked):
    batch = checked(LIST)
    confirmed(browser, batch)
    RoleAssignment.objects.filter(role=Role.MEMBER_LIAISON).update(ends_on=clock.today())
    run_import(batch.pk)
    RoleAssignment.objects.update(ends_on=None)
    preview = body(browser.get(page(batch)))
    assert "已没有当时的身份，什么都没有改动。" in preview
    assert "确认导入" in preview


def test_worker_is_stopped_by_a_button(browser, long, checked):
    batch = checked(LIST)
    confirmed(browser, batch)
    response = browser.post(page(batch, "import_stop"), follow=True)
    assert "已停止，什么都没有改动。" in body(response)
    assert "确认导入" in body(response)
    assert "不能再停止" in body(browser.post(page(batch, "import_stop"), follow=True))


def test_long_list_is_taken_back_by_the_worker(browser, long, checked, liaison):
    batch = confirm_import(checked(LIST), actor=liaison)
    response = browser.post(page(batch, "import_undo"), {"request_key": "key-2"}, follow=True)
    assert "正在核对导入之后有没有改动，随后一次撤销。" in body(response)
    UserFactory(person=Person.objects.get(name="王敏"))
    run_import(batch.pk)
    outcome = body(browser.get(page(batch)))
    assert "不能撤销：导入之后有 1 处已被改动或引用。" in outcome
    assert "撤销这次导入" in outcome


def test_progress_asks_the_same_queries_for_one_row_and_many(browser, long, checked, liaison):
    counts = set()
    for text in ("姓名,手机\n张伟,13800001236\n张强,13800001237\n", LIST):
        batch = confirm_or_order(checked(text), actor=liaison)
        browser.get(page(batch, "import_progress"))
        counts.add(_count(browser, page(batch, "import_progress")))
    assert len(counts) == 1
    assert counts.pop() <= PROGRESS_QUERIES


def test_namesakes_stand_side_by_side_and_are_decided(browser, checked):
    PersonFactory(name="王敏", phone="13900000000")
    batch = checked(LIST)
    preview = body(browser.get(page(batch), {"show": "undecided"}))
    assert "13900000000" in preview
    assert "<mark>13800001234</mark>" in preview
    browser.post(page(batch, "import_decide"), {"row-1": "create", "show": "undecided"})
    assert rows_of(batch).get(position=1).decision == Decision.CREATE


def test_all_rows_of_a_tab_are_decided_at_once(browser, checked):
    batch = checked(LIST)
    browser.post(page(batch, "import_decide"), {"all": "skip", "show": "create"})
    assert rows_of(batch).filter(decision=Decision.SKIP).count() == 2


def test_faulty_rows_come_back_as_a_list_that_can_be_uploaded(browser, checked):
    batch = checked(LIST)
    response = browser.get(page(batch, "import_faulty"))
    data = b"".join(response.streaming_content)
    (table,) = read_tables(data, "a.xlsx", known=["姓名", "手机"])
    assert table.header == ("姓名", "手机", "原行号", "需要改正")
    assert table.rows[0].cells == ("赵磊", "1380000123", 4, "手机号少一位（1380000123）")
    file = SimpleUploadedFile("改好.xlsx", data)
    browser.post(reverse("papers:import_new", args=["tests.people"]), {"file": file})
    again = ImportBatch.objects.order_by("pk").last()
    assert read_layouts(again.layouts)[0].matches == {"0": "name", "1": "mobile"}


def test_reconciliation_sheet_downloads(browser, checked, liaison):
    batch = confirm_import(checked(LIST), actor=liaison)
    response = browser.get(page(batch, "import_reconciliation"))
    (table,) = read_tables(b"".join(response.streaming_content), "a.xlsx", known=["工作表", "新增"])
    assert table.rows[0].cells[:7] == ("名单", 3, 2, 0, 0, 1, "相符")
    assert response["Content-Disposition"].startswith("attachment")


def test_template_downloads_and_reads_back(browser):
    response = browser.get(reverse("papers:import_template", args=["tests.people"]))
    (table,) = read_tables(b"".join(response.streaming_content), "a.xlsx", known=["姓名", "手机"])
    assert table.header[:2] == ("姓名", "手机")
    assert table.rows[0].cells[0] == "王敏"


def test_undo_lists_what_was_touched(browser, checked, liaison):
    batch = confirm_import(checked(LIST), actor=liaison)
    UserFactory(person=Person.objects.get(name="王敏"))
    response = browser.post(page(batch, "import_undo"))
    assert response.status_code == 409
    assert "王敏：已开户" in body(response)


def test_undo_and_discard_go_through(browser, checked, liaison):
    confirmed = confirm_import(checked(LIST), actor=liaison)
    browser.post(page(confirmed, "import_undo"))
    waiting = checked(LIST)
    browser.post(page(waiting, "import_discard"))
    stages = ImportBatch.objects.order_by("pk").values_list("stage", flat=True)
    assert list(stages) == [Stage.UNDONE, Stage.DISCARDED]


def test_refused_acts_say_why(browser, checked, liaison):
    batch = confirm_import(checked(LIST), actor=liaison)
    response = browser.post(page(batch, "import_confirm"), follow=True)
    assert "不在待确认状态" in body(response)


@pytest.mark.parametrize("show", ["", "nonsense", "faulty", "all"])
@pytest.mark.parametrize("number", ["1", "99", "x", "-1"])
def test_any_address_of_the_preview_answers(browser, checked, show, number):
    batch = checked(LIST)
    assert browser.get(page(batch), {"show": show, "page": number}).status_code == 200


def test_preview_asks_the_same_queries_for_one_row_and_many(
    browser, checked, django_assert_num_queries
):
    one, many = checked("姓名,手机\n王敏,13800001234\n"), checked(LIST)
    browser.get(page(one))
    with django_assert_num_queries(_count(browser, page(one))):
        browser.get(page(many))


def _count(browser, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        browser.get(url)
    return len(queries)


PAGES = [
    "import",
    "import_stop",
    "import_match",
    "import_progress",
    "import_decide",
    "import_confirm",
    "import_undo",
    "import_discard",
    "import_faulty",
    "import_reconciliation",
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", [Role.MEMBER_LIAISON, Role.MEMBER])
def test_batches_of_another_assembly_do_not_exist(client, checked, name, role):
    batch = checked(LIST)
    stranger = sign_in(client, actor(role))
    answers = {
        stranger.get(page(batch, name)).status_code,
        stranger.post(page(batch, name)).status_code,
    }
    assert answers <= {404, 405}


@pytest.mark.parametrize("name", ["papers:import_new", "papers:import_template"])
def test_kinds_one_may_not_import_do_not_exist(client, liaison, name):
    stranger = sign_in(client, actor(Role.MEMBER, assembly=liaison.assembly))
    assert stranger.get(reverse(name, args=["tests.people"])).status_code == 404


def test_source_file_is_for_those_who_may_see_the_batch(browser, client, checked, liaison):
    url = reverse("papers:file", args=[checked(LIST).file.public_id])
    response = browser.get(url)
    assert b"".join(response.streaming_content) == LIST.encode()
    sign_in(client, actor(Role.MEMBER, assembly=liaison.assembly))
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 404
