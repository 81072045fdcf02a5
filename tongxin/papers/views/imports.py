"""The pages of an import: upload, match, preview, confirm, done; all of them work without JavaScript."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.lists import Column, EmptyPlace, ListPage, Pager
from tongxin.core.pages import TabLink
from tongxin.papers.actions.decide_rows import decide_all, decide_rows
from tongxin.papers.actions.discard_import import discard_import
from tongxin.papers.actions.give_back_import import what_stands
from tongxin.papers.actions.match_import import match_import
from tongxin.papers.actions.order_import import confirm_or_order, undo_or_order
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.actions.stop_import import stop_import
from tongxin.papers.actions.undo_import import TouchedSince
from tongxin.papers.content import CONTENTS
from tongxin.papers.files import attachment, hand_out
from tongxin.papers.imports import kinds, workbooks
from tongxin.papers.imports.forms import MatchForm, UploadForm, missing_columns
from tongxin.papers.imports.kinds import ImportKind
from tongxin.papers.imports.queries import (
    counts_of,
    kind_for,
    kinds_for,
    lines,
    progress_of,
    reconciliation,
    view_of,
)
from tongxin.papers.imports.staging import kind_of
from tongxin.papers.imports.terms import PERMISSION, Decision, Stage
from tongxin.papers.models import ImportBatch

PAGE_SIZE = 50
TOUCHED_SHOWN = 50

VIEW_LABELS = (
    ("attention", gettext_lazy("有错或存疑")),
    ("undecided", gettext_lazy("待选择")),
    ("duplicates", gettext_lazy("重复或重名")),
    ("create", gettext_lazy("将新增")),
    ("update", gettext_lazy("将更新")),
    ("skip", gettext_lazy("将跳过")),
    ("all", gettext_lazy("全部")),
)

CHOSEN = (Decision.CREATE, Decision.UPDATE, Decision.SKIP)
"""What a person may choose for all rows of a tab."""

BATCHES = ListPage(
    code="papers.imports",
    label=gettext_lazy("导入记录"),
    columns=[
        Column("kind", gettext_lazy("表格种类")),
        Column("file", gettext_lazy("文件"), attr="file.name", headline=True),
        Column("stage", gettext_lazy("状态"), attr="get_stage_display", sort="stage"),
        Column("rows_total", gettext_lazy("行数"), numeric=True, sort="rows_total"),
        Column("started_by", gettext_lazy("经办人")),
        Column("created_at", gettext_lazy("上传时间"), sort="created_at"),
    ],
    default_sort="-created_at",
    row_url=lambda batch: batch_url(batch),
    empty=EmptyPlace(
        gettext_lazy("还没有导入过表格"),
        gettext_lazy("名册、单位和历年提案可以从现有的电子表格导入，先预览，确认后才写入。"),
    ),
    template="papers/imports/list.html",
)


def batch_url(batch: ImportBatch) -> str:
    return reverse("papers:import", args=[batch.public_id])


def _batch(request: HttpRequest, public_id: str) -> ImportBatch:
    """The batch, if this actor may import lists of its kind into its assembly."""
    batches = ImportBatch.objects.select_related(
        "assembly", "file", "started_by", "confirmed_by"
    ).filter(public_id=public_id)
    batch = visible(request.actor, PERMISSION, batches).first()
    if batch is None:
        raise Http404
    return batch


def _kind(request: HttpRequest, code: str) -> ImportKind:
    found = kind_for(request.actor, code)
    if found is None:
        raise Http404
    return found


def _is_post(request: HttpRequest) -> bool:
    return request.method == "POST"


def _dated(name: str) -> str:
    return f"{name} {clock.today().isoformat()}.xlsx"


@requires(PERMISSION)
@require_http_methods(["GET", "POST"])
def batch_list(request: HttpRequest) -> HttpResponse:
    """What may be imported, and what was."""
    batches = visible(request.actor, PERMISSION, ImportBatch.objects.all())
    queryset = batches.select_related("file", "started_by")
    page = _named(kinds.labels(batches.order_by().values_list("kind", flat=True).distinct()))
    return page.respond(request, queryset, kinds=kinds_for(request.actor))


def _named(labels: Mapping[str, str]) -> ListPage:
    """The list of batches; the names of their kinds are asked for all at once."""
    kind, *others = BATCHES.columns
    return replace(BATCHES, columns=[replace(kind, render=lambda b: labels[b.kind]), *others])


@requires(PERMISSION)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Upload a list of one kind."""
    declared = _kind(request, kind)
    form = UploadForm(request.POST, request.FILES) if _is_post(request) else UploadForm()
    if form.is_valid():
        try:
            batch = _start(request, declared, form)
        except Refused as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect(batch_url(batch))
    context = {"kind": declared, "form": form}
    return render(request, "papers/imports/new.html", context, status=422 if form.errors else 200)


def _start(request: HttpRequest, kind: ImportKind, form: UploadForm) -> ImportBatch:
    upload = form.cleaned_data["file"]
    return start_import(
        kind,
        upload.file,
        upload.name,
        assembly=request.actor.assembly,
        actor=request.actor,
        request_key=_request_key(request),
    )


@requires(PERMISSION)
@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty list of a kind, to fill in."""
    declared = _kind(request, kind)
    stream = workbooks.template_workbook(declared)
    return attachment(stream, _dated(str(declared.label)), CONTENTS["xlsx"].media_type)


@requires(PERMISSION)
@require_GET
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of the stage at which the batch is."""
    batch = _batch(request, public_id)
    return PAGES.get(Stage(batch.stage), _outcome_page)(request, batch)


@requires(PERMISSION)
@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, public_id: str) -> HttpResponse:
    """Settle which column is which; may be done again until the batch is confirmed."""
    batch = _batch(request, public_id)
    if batch.stage not in Stage.changeable():
        return redirect(batch_url(batch))
    form = MatchForm(request.POST if _is_post(request) else None, batch=batch)
    if form.is_valid():
        try:
            match_import(batch, form.chosen_layouts(), form.chosen_options(), actor=request.actor)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect(batch_url(batch))
    return _match_page(request, batch, form)


def _match_page(
    request: HttpRequest, batch: ImportBatch, form: MatchForm | None = None
) -> HttpResponse:
    form = form or MatchForm(None, batch=batch)
    context = {
        "batch": batch,
        "kind": form.kind,
        "form": form,
        "missing": missing_columns(form.kind, form.layouts),
        "trouble": _trouble(batch),
    }
    status = 422 if form.errors else 200
    return render(request, "papers/imports/match.html", context, status=status)


def _trouble(batch: ImportBatch) -> str:
    """Why the last check or order came to nothing."""
    return _(batch.trouble) if batch.trouble else ""


def _progress_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    context = {"batch": batch, "kind": kind_of(batch), "progress": progress_of(batch)}
    return render(request, "papers/imports/progress.html", context)


@requires(PERMISSION)
@require_GET
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far the worker is; sends the page on when it is done."""
    batch = _batch(request, public_id)
    if batch.stage not in Stage.at_work():
        return HttpResponseClientRedirect(batch_url(batch))
    context = {"batch": batch, "progress": progress_of(batch)}
    return render(request, "papers/imports/_progress.html", context)


def _preview_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    counts = counts_of(batch)
    kind = kind_of(batch)
    if kind.is_about_known:
        counts["duplicates"] = 0
    shown = request.GET.get("show") or _first_view(counts)
    page = Pager(
        _number(request.GET.get("page")),
        counts.get(shown, counts["all"]),
        PAGE_SIZE,
        lambda number: f"?show={shown}&page={number}",
    )
    rows = view_of(batch, shown)[page.offset : page.offset + PAGE_SIZE]
    context = {
        "batch": batch,
        "kind": kind,
        "counts": counts,
        "shown": shown,
        "tabs": _tabs(counts, shown, kind),
        "page": page,
        "lines": lines(batch, rows),
        "decisions": [(one, kind.word(one)) for one in kind.words or CHOSEN],
        "trouble": _trouble(batch),
    }
    return render(request, kind.preview, context)


def _first_view(counts: dict[str, int]) -> str:
    """The first tab that asks something of the reader."""
    return next((name for name, _label in VIEW_LABELS[:3] if counts[name]), "all")


def _tabs(counts: dict[str, int], shown: str, kind: ImportKind) -> list[TabLink]:
    return [
        TabLink(kind.words.get(name, label), f"?show={name}", counts[name], name == shown)
        for name, label in VIEW_LABELS
        if counts[name] or name == "all"
    ]


def _number(text: str | None) -> int:
    return int(text) if text and _is_number(text) else 1


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 10


def _request_key(request: HttpRequest) -> str | None:
    """The key that the form carries; anything that no form of ours could carry counts as none."""
    key = request.POST.get("request_key", "")
    return key if re.fullmatch(r"[\w-]{1,40}", key, re.ASCII) else None


def _outcome_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    accounts = reconciliation(batch)
    context = {
        "batch": batch,
        "kind": kind_of(batch),
        "accounts": accounts,
        "totals": [sum(column) for column in zip(*(one.numbers for one in accounts), strict=True)],
        "adds_up": all(account.adds_up for account in accounts),
        "is_confirmed": batch.stage == Stage.CONFIRMED,
        "can_undo": batch.stage == Stage.CONFIRMED and kind_of(batch).can_be_undone,
        "trouble": _trouble(batch),
    }
    return render(request, context["kind"].outcome, context)


@requires(PERMISSION)
@require_POST
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep the choices made on the page, or one choice for all rows of the tab."""
    batch = _batch(request, public_id)
    shown = request.POST.get("show", "all")
    back = f"{batch_url(batch)}?show={shown}&page={_number(request.POST.get('page'))}"
    return _answered(request, back, lambda: _decide(request, batch, shown))


def _decide(request: HttpRequest, batch: ImportBatch, shown: str) -> str:
    wanted = request.POST.get("all", "")
    if wanted in Decision.values:
        changed = decide_all(batch, view_of(batch, shown), Decision(wanted))
    else:
        changed = sum(
            decide_rows(batch, positions, decision)
            for decision, positions in _chosen(request).items()
        )
    return _("已保存 %(count)d 行的选择。") % {"count": changed}


def _chosen(request: HttpRequest) -> dict[Decision, list[int]]:
    """Row positions by the decision that the page's fields `row-<position>` carry."""
    chosen: dict[Decision, list[int]] = {}
    for name, value in request.POST.items():
        position = name.removeprefix("row-")
        if position != name and _is_number(position) and value in Decision.values:
            chosen.setdefault(Decision(value), []).append(int(position))
    return chosen


@requires(PERMISSION)
@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write the list into the records, or have the worker do it."""
    batch = _batch(request, public_id)
    seen = request.POST.get("version", "")

    def act() -> str:
        done = confirm_or_order(
            batch,
            actor=request.actor,
            request_key=_request_key(request),
            seen=int(seen) if _is_number(seen) else None,
        )
        return _said_of(done, str(kind_of(batch).done))

    return _answered(request, batch_url(batch), act)


@requires(PERMISSION)
@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the list back, or have the worker do it; what was touched since is listed instead."""
    batch = _batch(request, public_id)

    def act() -> str:
        done = undo_or_order(batch, actor=request.actor, request_key=_request_key(request))
        return _said_of(done, _("已撤销，记录恢复到导入之前。"))

    try:
        return _answered(request, batch_url(batch), act, passing=TouchedSince)
    except TouchedSince as refusal:
        context = {
            "batch": batch,
            "refusal": refusal,
            "lines": refusal.lines[:TOUCHED_SHOWN],
            "more": max(0, len(refusal.lines) - TOUCHED_SHOWN),
        }
        return render(request, "papers/imports/touched.html", context, status=409)


def _said_of(batch: ImportBatch, done: str) -> str:
    if batch.stage in Stage.at_work():
        return _("已交给后台处理，可以离开这一页。办完后“消息”里会告诉您。")
    return done


@requires(PERMISSION)
@require_POST
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Have the worker leave off."""
    batch = _batch(request, public_id)

    def act() -> str:
        stopped = stop_import(batch, actor=request.actor)
        return _("已停止，%(stands)s。") % {"stands": what_stands(stopped)}

    return _answered(request, batch_url(batch), act)


@requires(PERMISSION)
@require_POST
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the list up."""
    batch = _batch(request, public_id)

    def act() -> str:
        discard_import(batch, actor=request.actor, request_key=_request_key(request))
        return _("已放弃这份表格，上传的内容已清除。")

    return _answered(request, reverse("papers:imports"), act)


@requires(PERMISSION)
@require_GET
def faulty(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rows to correct, as a spreadsheet."""
    batch = _batch(request, public_id)
    stream = workbooks.faulty_workbook(batch)
    name = _dated(_("待改正的行"))
    return hand_out("papers.faulty", batch, request.actor, stream, name, "xlsx")


@requires(PERMISSION)
@require_GET
def reconciliation_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """What became of every row, as a spreadsheet."""
    batch = _batch(request, public_id)
    stream = workbooks.reconciliation_workbook(batch)
    name = _dated(_("导入核对表"))
    return hand_out("papers.reconciliation", batch, request.actor, stream, name, "xlsx")


def _answered(
    request: HttpRequest,
    url: str,
    act: Callable[[], str],
    passing: type[Refused] | tuple[()] = (),
) -> HttpResponseRedirect:
    """Do it, then go on with a sentence: what happened, or why it was refused."""
    try:
        messages.success(request, act())
    except passing:
        raise
    except Refused as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(url)


PAGES = {
    Stage.UPLOADED: _match_page,
    Stage.CHECKING: _progress_page,
    Stage.CHECKED: _preview_page,
    Stage.CONFIRMING: _progress_page,
    Stage.UNDOING: _progress_page,
}
