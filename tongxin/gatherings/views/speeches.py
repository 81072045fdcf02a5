"""Speeches of a gathering: the call, writing on the phone, entering from paper, choosing, the order."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can, visible
from tongxin.core.errors import Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import posted, refuse, request_key, seen_version, status_of
from tongxin.gatherings.actions import speeches as acts
from tongxin.gatherings.forms.speeches import CallForm, EnterForm, SpeechWritingForm
from tongxin.gatherings.lifecycle import SPEECH
from tongxin.gatherings.models import Gathering, Speech
from tongxin.gatherings.queries import speeches as reads
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import context_of
from tongxin.lifecycle.offers import available_acts
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.sentences import after

HERE = "gatherings:speeches"
ORGANISE = "gatherings.organise"
SPEAK = "gatherings.speak"


@requires("gatherings.view")
@require_GET
def speeches(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The call, one's own speeches, those to choose from, and the order of those taken."""
    gathering = gathering_at(request, assembly, public_id)
    if not reads.has_speeches(gathering):
        raise Http404
    page = reads.Page(gathering, request.actor)
    return render(
        request, "gatherings/speeches.html", context_of(request, gathering, HERE, page=page)
    )


@requires("gatherings.organise")
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Ask everybody invited for speeches, or give them longer."""
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    form = CallForm(posted(request), gathering=gathering)
    if form.is_valid():
        try:
            acts.call_for_speeches(gathering, actor=request.actor, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("已通知被邀请的人提交发言。"))
            return redirect(HERE, assembly, public_id)
    context = context_of(request, gathering, HERE, form=form)
    return render(request, "gatherings/call_speeches.html", context, status=status_of(form))


@requires("gatherings.speak")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Begin a speech in one's own name: kept as a draft, or handed in at once."""
    gathering = gathering_at(request, assembly, public_id, SPEAK)
    choices = reads.collectives_of(request.actor.person, gathering)
    form = SpeechWritingForm(posted(request), collectives=choices)
    if form.is_valid():
        try:
            key = request_key(request)
            speech = acts.start_speech(
                gathering, actor=request.actor, request_key=key, **form.cleaned_data
            )
            return _written(request, speech, f"speech.{gathering.public_id}")
        except Refused as refused:
            refuse(form, refused)
    return _writing(request, gathering, form, f"speech.{gathering.public_id}")


@requires("speeches.view")
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One's own draft: saved again, or handed in."""
    speech = _speech(request, assembly, public_id)
    if not speech.is_draft or not can(request.actor, SPEECH.submit.name, speech):
        raise Http404
    choices = reads.collectives_of(request.actor.person, speech.gathering)
    form = SpeechWritingForm(posted(request), collectives=choices, speech=speech)
    if form.is_valid():
        try:
            seen = seen_version(request)
            saved = acts.save_speech(speech, actor=request.actor, seen=seen, **form.cleaned_data)
            return _written(request, saved, f"speech.{speech.public_id}")
        except Refused as refused:
            refuse(form, refused)
    return _writing(request, speech.gathering, form, f"speech.{speech.public_id}", speech)


@requires("gatherings.organise")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A speech that came on paper, entered for its speaker."""
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    form = EnterForm(posted(request), gathering=gathering)
    if form.is_valid():
        try:
            key = request_key(request)
            speech = acts.enter_speech(
                gathering, actor=request.actor, request_key=key, **form.cleaned_data
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, after(SPEECH.enter, speech))
            return draft_done(
                redirect(HERE, assembly, public_id), f"paper_speech.{gathering.public_id}"
            )
    return _writing(request, gathering, form, f"paper_speech.{gathering.public_id}")


@requires("speeches.view")
@require_GET
def speech(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """One speech with its buttons."""
    row = _speech(request, assembly, public_id)
    context = context_of(
        request,
        row.gathering,
        HERE,
        speech=row,
        offers=available_acts(SPEECH, row, request.actor),
        may_write=row.is_draft and row.speaker_id == request.actor.person_id,
    )
    return render(request, "gatherings/speech.html", context)


@requires("gatherings.organise")
@require_POST
def choose(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Take those ticked as oral or written ones, or pass them over."""
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    ticked = request.POST.getlist("speech")
    chosen = gathering.speeches.filter(Speech.to_choose(), public_id__in=ticked).order_by("pk")
    try:
        form = request.POST.get("form", "")
        done = acts.choose_many(gathering, actor=request.actor, speeches=list(chosen), form=form)
        said = ngettext("已办 %(n)d 篇发言。", "已办 %(n)d 篇发言。", done) % {"n": done}
        messages.success(request, said if done else _("请先勾选发言。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(HERE, assembly, public_id)


@requires("gatherings.organise")
@require_POST
def order(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Put the speeches of one form in order: by the numbers typed, or one up or down."""
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    form = request.POST.get("form", "")
    taken = list(gathering.speeches.filter(Speech.taken(), form=form))
    keys = [one.pk for one in reads.reordered(taken, request.POST)]
    try:
        acts.order_speeches(gathering, actor=request.actor, form=form, order=keys)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(HERE, assembly, public_id)


@requires("gatherings.organise")
@require_POST
def deliver(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Note all chosen speeches as delivered."""
    gathering = gathering_at(request, assembly, public_id, ORGANISE)
    try:
        done = acts.deliver_all(gathering, actor=request.actor)
        said = ngettext("已记 %(n)d 篇发言。", "已记 %(n)d 篇发言。", done) % {"n": done}
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(HERE, assembly, public_id)


def _speech(request: HttpRequest, assembly: str, public_id: str) -> Speech:
    rows = Speech.objects.select_related(
        "assembly", "speaker", "collective", "sitting", "entered_by"
    ).select_related("gathering__assembly", "gathering__kind")
    seen = visible(request.actor, "speeches.view", rows)
    return get_object_or_404(seen, public_id=public_id, assembly__slug=assembly)


def _written(request: HttpRequest, speech: Speech, key: str) -> HttpResponse:
    """Kept as a draft, unless it was to be handed in: then that, too. A form sent twice hands in once."""
    if not speech.is_draft:
        return draft_done(redirect(speech), key)
    if "draft" in request.POST:
        messages.success(request, _("已存为草稿，还没有提交。"))
        return draft_done(redirect(speech), key)
    try:
        speech = perform(SPEECH.submit, speech, request.actor)
        messages.success(request, after(SPEECH.submit, speech))
    except Refused as refused:
        messages.error(request, _("已存为草稿，没有提交：%(why)s") % {"why": refused.message})
    return draft_done(redirect(speech), key)


def _writing(
    request: HttpRequest,
    gathering: Gathering,
    form: SpeechWritingForm,
    key: str,
    speech: Speech | None = None,
) -> HttpResponse:
    home = reverse(HERE, args=[gathering.assembly.slug, gathering.public_id])
    context = {
        "gathering": gathering,
        "form": form,
        "speech": speech,
        "is_paper": isinstance(form, EnterForm),
        "draft_key": key,
        "back": speech.get_absolute_url() if speech else home,
    }
    return render(request, "gatherings/write_speech.html", context, status=status_of(form))
