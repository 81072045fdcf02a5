"""Group discussions: the rooms with what was noted, the recorder's page on the phone, one note put right."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import posted, refuse, status_of
from tongxin.gatherings.actions.notes import correct_note, take_notes
from tongxin.gatherings.forms.notes import CorrectNoteForm, NotesForm
from tongxin.gatherings.models import DiscussionNote, Sitting
from tongxin.gatherings.queries import notes as reads
from tongxin.gatherings.views.places import gathering_at, sitting_at
from tongxin.gatherings.views.tabs import context_of

HERE = "gatherings:discussion"


@requires("notes.view")
@require_GET
def discussion(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The sittings whose notes one may read."""
    gathering = gathering_at(request, assembly, public_id)
    sittings = list(reads.sittings_noted(request.actor, gathering))
    if not sittings or not reads.has_notes(gathering):
        raise Http404
    context = context_of(
        request,
        gathering,
        HERE,
        sittings=sittings,
        may_print=not request.actor.is_any(Role.temporary()),
        prints_all=can(request.actor, "gatherings.organise", gathering),
    )
    return render(request, "gatherings/discussion.html", context)


@requires("notes.view")
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """What was said in one room; who records opens a name, types, and goes on to the next."""
    sitting = _sitting(request, assembly, public_id)
    may_take = reads.may_take(request.actor, sitting)
    if request.method == "POST" and not may_take:
        raise Http404
    form = NotesForm(posted(request), voices=reads.voices_of(sitting))
    if form.is_valid():
        try:
            written = take_notes(sitting, actor=request.actor, said=form.said)
            said = ngettext("已记 %(n)d 条。", "已记 %(n)d 条。", len(written))
            messages.success(request, said % {"n": len(written)})
            here = redirect("gatherings:notes", assembly, public_id)
            return draft_done(here, f"notes.{sitting.public_id}")
        except Refused as refused:
            refuse(form, refused)
    context = context_of(request, sitting.gathering, HERE, sitting=sitting, form=form)
    context |= {"may_take": may_take, "unnamed": _unnamed(sitting)}
    return render(request, "gatherings/notes.html", context, status=status_of(form))


@requires("notes.take")
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A new wording of one note; the old one stays behind it."""
    rows = DiscussionNote.objects.filter(DiscussionNote.in_force()).select_related("invitation")
    note = get_object_or_404(rows, public_id=public_id, assembly__slug=assembly)
    sitting = _sitting(request, assembly, note.sitting.public_id)
    if not reads.may_take(request.actor, sitting):
        raise Http404
    form = CorrectNoteForm(posted(request), initial={"words": note.words})
    if form.is_valid():
        try:
            correct_note(note, actor=request.actor, words=form.cleaned_data["words"])
            messages.success(request, _("已改好，原来的文字保留。"))
            return redirect("gatherings:notes", assembly, sitting.public_id)
        except Refused as refused:
            refuse(form, refused)
    context = context_of(request, sitting.gathering, HERE, sitting=sitting, note=note, form=form)
    return render(request, "gatherings/correct_note.html", context, status=status_of(form))


def _sitting(request: HttpRequest, assembly: str, public_id: str) -> Sitting:
    """A sitting of a gathering that one reads, whose notes one may read."""
    sitting = sitting_at(request, assembly, public_id)
    seen = reads.sittings_noted(request.actor, sitting.gathering)
    if not reads.has_notes(sitting.gathering) or not seen.filter(pk=sitting.pk).exists():
        raise Http404
    return sitting


def _unnamed(sitting: Sitting) -> list[DiscussionNote]:
    return [note for note in reads.notes_of(sitting) if note.invitation_id is None]
