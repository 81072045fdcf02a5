"""What this app declares to the engines: its file kind, permission, menu entry, check, duties and sentences."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.core import checks, pages, periodic
from tongxin.core.checks import Check
from tongxin.core.pages import MenuEntry
from tongxin.core.periodic import Duty
from tongxin.papers import files
from tongxin.papers.actions.collect_files import collect_files
from tongxin.papers.actions.wipe_old_imports import wipe_old_imports
from tongxin.papers.files import FileKind
from tongxin.papers.imports.queries import importable, kinds_for
from tongxin.papers.imports.terms import PERMISSION, SOURCE_FILE
from tongxin.papers.models import ImportBatch, StoredFile
from tongxin.papers.scanning import unscanned
from tongxin.trail import sentences
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
    permissions.declare(PERMISSION, ImportBatch, importable, gettext_lazy("导入表格"))
    pages.declare_menu(MENU)
    periodic.declare(Duty("papers.wipe_imports", timedelta(days=1), wipe_old_imports))
    periodic.declare(Duty("papers.collect_files", timedelta(days=1), collect_files))
    checks.declare(Check("papers.scanner", gettext_lazy("病毒扫描"), unscanned))
    sentences.declare("papers.start_import", lambda event: _("上传了一份待导入的表格"))
    sentences.declare("papers.confirm_import", _confirmed)
    sentences.declare("papers.undo_import", _undone)
    sentences.declare("papers.discard_import", lambda event: _("放弃了一份待导入的表格"))
    sentences.declare("papers.clear_file", lambda event: _("清除了一个文件的内容"))


def _confirmed(event: Event) -> str:
    rows = event.facts["rows"]
    return _("导入了一份表格：新增 %(created)d 行，更新 %(updated)d 行") % {
        "created": rows.get("create", 0),
        "updated": rows.get("update", 0),
    }


def _undone(event: Event) -> str:
    return _("撤销了一次导入，涉及 %(records)d 条记录") % {"records": event.facts["records"]}
