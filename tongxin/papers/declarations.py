"""What this app declares to the engines: its file kind, permission, menu entry, check, duties and sentences."""

from datetime import timedelta

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts import exports, permissions
from tongxin.accounts.actor import Actor
from tongxin.core import checks, pages, periodic
from tongxin.core.checks import Check
from tongxin.core.pages import MenuEntry
from tongxin.core.periodic import Duty
from tongxin.notifications import words
from tongxin.notifications.models import Notice
from tongxin.notifications.words import Words
from tongxin.papers import files
from tongxin.papers.actions.collect_files import collect_files
from tongxin.papers.actions.give_back_import import give_back_overdue
from tongxin.papers.actions.wipe_old_imports import wipe_old_imports
from tongxin.papers.files import FileKind
from tongxin.papers.imports import kinds
from tongxin.papers.imports.queries import importable, kinds_for
from tongxin.papers.imports.terms import CONFIRM, PERMISSION, SOURCE_FILE, UNDO
from tongxin.papers.models import ImportBatch, StoredFile
from tongxin.papers.scanning import unscanned
from tongxin.papers.spreadsheets.exports import export_list
from tongxin.trail import sentences, taking
from tongxin.trail.models import Event


def _is_readable(actor: Actor, stored: StoredFile) -> bool:
    """Whoever may see the batch may see the list that it came from."""
    return ImportBatch._base_manager.filter(importable(actor), file=stored).exists()


SOURCE_KIND = FileKind(
    code=SOURCE_FILE,
    label=gettext_lazy("导入用的表格"),
    contents=frozenset({"xlsx", "xls", "text", "macro"}),
    readable=_is_readable,
    is_looked_through=False,
    is_recorded=True,
)
"""`start_import` has read every cell by then."""

MENU = MenuEntry(
    code="papers.imports",
    label=gettext_lazy("导入表格"),
    url="papers:imports",
    icon="upload",
    order=60,
    shown=lambda request: bool(kinds_for(request.actor)),
)


def declare() -> None:
    """Called once, when the app is ready."""
    files.register(SOURCE_KIND)
    exports.use_exporter(export_list)
    taking.declare("papers.faulty", gettext_lazy("待改正的行"))
    taking.declare("papers.reconciliation", gettext_lazy("导入核对表"))
    permissions.declare(PERMISSION, ImportBatch, importable, gettext_lazy("导入表格"))
    pages.declare_menu(MENU)
    periodic.declare(Duty("papers.wipe_imports", timedelta(days=1), wipe_old_imports))
    periodic.declare(Duty("papers.give_back", timedelta(minutes=10), give_back_overdue))
    periodic.declare(Duty("papers.collect_files", timedelta(days=1), collect_files))
    checks.declare(Check("papers.scanner", gettext_lazy("病毒扫描"), unscanned))
    sentences.declare("papers.start_import", lambda event: _("上传了一份待导入的表格"))
    sentences.declare(CONFIRM, _confirmed)
    sentences.declare(UNDO, _undone)
    sentences.declare("papers.discard_import", lambda event: _("放弃了一份待导入的表格"))
    sentences.declare("papers.clear_file", lambda event: _("清除了一个文件的内容"))
    words.declare(CONFIRM, _import_ended)
    words.declare(UNDO, _undoing_ended)


def _confirmed(event: Event) -> str:
    rows = event.facts["rows"]
    return _("导入了一份表格：新增 %(created)d 行，更新 %(updated)d 行") % {
        "created": rows.get("create", 0),
        "updated": rows.get("update", 0),
    }


def _undone(event: Event) -> str:
    return _("撤销了一次导入，涉及 %(records)d 条记录") % {"records": event.facts["records"]}


def _import_ended(notice: Notice, batch: Model | None) -> Words:
    """For whoever ordered it; the list's own name stays on its page."""
    if notice.facts["is_done"]:
        told = {"kind": _kind_told(notice), "rows": notice.facts["rows"]}
        return Words(_("表格已在后台导入"), _("%(kind)s，%(rows)d 行") % told)
    return Words(_("表格没有导入，原因写在预览上"), _kind_told(notice))


def _undoing_ended(notice: Notice, batch: Model | None) -> Words:
    if notice.facts["is_done"]:
        told = {"kind": _kind_told(notice), "records": notice.facts["records"]}
        return Words(_("导入已在后台撤销"), _("%(kind)s，%(records)d 条记录") % told)
    return Words(_("导入没有撤销，原因写在核对表上"), _kind_told(notice))


def _kind_told(notice: Notice) -> str:
    return str(kinds.kind(notice.facts["kind"]).label)
