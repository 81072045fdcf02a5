"""What a number counts: its rows, as far as the reader may see them, with definition and rules."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.permissions import visible
from tongxin.core.pages import Number
from tongxin.figures import addresses
from tongxin.figures.answers import Part, answer, part_named, parted
from tongxin.figures.declare import Declared, Figure, Ratio, Sum, breakdown, figure
from tongxin.figures.periods import on_offer
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.figures.views.page import as_told
from tongxin.organisations import rulebook
from tongxin.organisations.models import Assembly


@require_GET
@requires("figures.view")
def usual(request: HttpRequest, assembly: str, code: str) -> HttpResponse:
    """A figure without days: for the usual ones."""
    here = assembly_at(request, assembly)
    declared = _known(code, here)
    question = Question(Scope(here), on_offer(here)[0].period)
    return redirect(addresses.rows_url(question, declared.code))


@require_GET
@requires("figures.view")
def rows(request: HttpRequest, assembly: str, code: str, when: str) -> HttpResponse:
    """The rows behind a figure."""
    question = _question(request, assembly, when)
    return _respond(request, _known(code, question.scope.assembly), question, None)


@require_GET
@requires("figures.view")
def part(
    request: HttpRequest, assembly: str, code: str, when: str, by: str, key: str
) -> HttpResponse:
    """The rows behind one bar or one cell."""
    question = _question(request, assembly, when)
    return _respond(request, _known(code, question.scope.assembly), question, _part(by, key))


def _respond(
    request: HttpRequest, declared: Declared, question: Question, part: Part | None
) -> HttpResponse:
    counted = declared.over if isinstance(declared, Ratio) else declared
    if part and part.by.base != counted.base:
        raise Http404
    found = counted.rows_of(question, part.condition if part else None)
    seen = visible(request.actor, counted.base.permission, found)
    context = {
        "declared": declared,
        "counted": counted,
        "question": question,
        "part": part,
        "total": found.count(),
        "seen": seen.count(),
        "sum": _sum(counted, question, part),
        "rules": _rules(declared, question),
        "crumbs": [(_("数字"), reverse("figures:page", args=[question.scope.assembly.slug]))],
    }
    return counted.base.listing(request, question).respond(request, seen, **context)


def _question(request: HttpRequest, assembly: str, when: str) -> Question:
    return as_told(request, addresses.read(when, assembly_at(request, assembly)))


def _known(code: str, assembly: Assembly) -> Declared:
    """A figure that exists in this assembly."""
    try:
        declared = figure(code)
    except KeyError:
        raise Http404 from None
    if declared.assembly_id not in (None, assembly.pk):
        raise Http404
    return declared


def _part(by: str, key: str) -> Part:
    try:
        return part_named(breakdown(by), key)
    except (KeyError, ValueError):
        raise Http404 from None


def _sum(counted: Figure | Sum, question: Question, part: Part | None) -> Number | None:
    """What the rows add up to, for a figure that is a sum."""
    if not counted.sum_field:
        return None
    if part is None:
        return replace(answer(question, [counted])[counted.code].as_number(), url="")
    answers = (found for one, found in parted(question, [counted], part.by) if one.key == part.key)
    found = next(answers, None)
    return replace(found[counted.code].as_number(), url="") if found else None


def _rules(declared: Declared, question: Question) -> list[tuple[str, object]]:
    """The rulebook's words that went into the number."""
    mine = question.scope.assembly.pk
    return [
        (str(rulebook.parameter(code).label), question.rule(code)[mine])
        for code in declared.parameters
    ]
