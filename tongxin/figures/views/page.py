"""The figures page: sentence first, then small charts, then tables; every number leads to its rows."""

from dataclasses import replace

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import can
from tongxin.core import clock, formats
from tongxin.core.digests import digest
from tongxin.core.pages import TabLink
from tongxin.figures import exports
from tongxin.figures.book import FilledChapter
from tongxin.figures.declare import chapters
from tongxin.figures.forms import QuestionForm
from tongxin.figures.question import Question
from tongxin.figures.sheet import Sheet
from tongxin.organisations.models import Assembly
from tongxin.trail import taking

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@requires("figures.view")
def page(request: HttpRequest, assembly: str) -> HttpResponse:
    """One chapter of an assembly's figures for the days asked."""
    here = assembly_at(request, assembly)
    form = QuestionForm(here, request.GET)
    filled, tabs = _chapter(request, form)
    context = {
        "assembly": here,
        "form": form,
        "question": filled.question,
        "chapter": filled,
        "figures": Sheet(filled.question),
        "periods": _period_tabs(request, form),
        "chapters": tabs,
        "export_url": _export_url(request, here),
    }
    return render(request, "figures/page.html", context)


@require_GET
@requires("figures.export")
def export(request: HttpRequest, assembly: str) -> FileResponse:
    """The same as a workbook."""
    here = assembly_at(request, assembly)
    filled, _tabs = _chapter(request, QuestionForm(here, request.GET))
    notes = [
        f"{here.name} · {filled.question.period}",
        _("导出时间：%(moment)s") % {"moment": formats.moment(clock.now())},
    ]
    name = f"{here.short_name}{filled.chapter.label}{_('数字')} {clock.today().isoformat()}.xlsx"
    stream = exports.workbook(filled, notes)
    taking.take_out("figures", here, request.actor, form="xlsx", digest=digest(stream.read()))
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)


def as_told(request: HttpRequest, question: Question) -> Question:
    """Results held until their release count for those only who know them (practice 2)."""
    return replace(question, told=not can(request.actor, "figures.held"))


def _chapter(request: HttpRequest, form: QuestionForm) -> tuple[FilledChapter, list[TabLink]]:
    """The chapter asked for, and the ways to all of them."""
    known = chapters(form.assembly)
    wanted = request.GET.get("chapter")
    chapter = next((one for one in known if one.code == wanted), known[0])
    tabs = [
        TabLink(one.label, _changed(request, chapter=one.code), active=one is chapter)
        for one in known
    ]
    return FilledChapter(chapter, as_told(request, form.question())), tabs


def _period_tabs(request: HttpRequest, form: QuestionForm) -> list[TabLink]:
    return [
        TabLink(offer.label, _changed(request, period=offer.code), active=offer == form.named)
        for offer in form.offers
    ]


def _changed(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    if "period" in changes:
        query.pop("first", None)
        query.pop("last", None)
    for name, value in changes.items():
        query[name] = value
    return f"{request.path}?{query.urlencode()}"


def _export_url(request: HttpRequest, here: Assembly) -> str:
    if not can(request.actor, "figures.export"):
        return ""
    return f"{reverse('figures:export', args=[here.slug])}?{request.GET.urlencode()}"
