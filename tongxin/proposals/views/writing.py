"""Writing a proposal: one screen, four boxes, saved while typing, handed in with one tap."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.accounts.access import assembly_at, requires
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.accounts.terms import Role
from tongxin.core import clock, text
from tongxin.core.errors import Conflict, Refused
from tongxin.core.pages import draft_done
from tongxin.core.posting import refuse, request_key, seen_version
from tongxin.lifecycle.forms import sentences_of
from tongxin.lifecycle.offers import available_acts
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.sentences import after
from tongxin.members.models import Collective, Member
from tongxin.organisations.models import Assembly
from tongxin.proposals.actions.co_sign import ask_again_after_change, invite
from tongxin.proposals.actions.save_draft import may_write, save_draft, start_draft
from tongxin.proposals.forms.member import AttachForm, InviteForm, WriteForm
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal
from tongxin.proposals.queries.thread import Thread


@requires("proposals.view")
def start(request: HttpRequest, assembly: str) -> HttpResponse:
    """In whose name: one's own, a body one acts for, or (staff) a member's paper proposal."""
    here = assembly_at(request, assembly)
    members, collectives = _writers(request, here)
    if not members and not collectives:
        raise Http404
    if request.method == "POST":
        member = members.filter(public_id=request.POST.get("member", "")).first()
        collective = collectives.filter(public_id=request.POST.get("collective", "")).first()
        try:
            proposal = start_draft(
                here,
                actor=request.actor,
                member=member,
                collective=collective,
                request_key=request_key(request),
            )
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            return redirect("proposals:write", here.slug, proposal.public_id)
    context = {"assembly": here, "members": members, "collectives": collectives}
    return render(request, "proposals/start.html", context)


def _writers(request: HttpRequest, here: Assembly):
    """The members and bodies in whose name this actor may write."""
    actor = request.actor
    members = Member.objects.filter(assembly=here).select_related("person", "sector")
    collectives = Collective.objects.filter(assembly=here)
    if actor.role == Role.MEMBER:
        latest = members.filter(person=actor.person).order_by("-term__number")[:1]
        return members.filter(pk__in=list(latest.values_list("pk", flat=True))), collectives.none()
    if actor.role == Role.COLLECTIVE:
        return members.none(), collectives.filter(representatives__person=actor.person).distinct()
    if actor.is_any(Role.proposals_staff() | {Role.PLENARY_GROUP, Role.GROUP_LIAISON}):
        return members.order_by("person__pinyin"), collectives
    return members.none(), collectives.none()


@requires("proposals.view")
def write(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The four boxes. POST saves; with `hand_in` it is handed in when nothing is missing."""
    proposal = writable(request, assembly, public_id)
    form = WriteForm(request.POST or None, proposal=proposal)
    if request.method == "POST" and form.is_valid():
        try:
            return _store(request, proposal, form)
        except Refused as refused:
            refuse(form, refused)
    status = 422 if form.errors else 200
    return render(request, "proposals/write.html", _context(request, proposal, form), status=status)


def _store(request: HttpRequest, proposal: Proposal, form: WriteForm) -> HttpResponse:
    saved = save_draft(
        proposal, actor=request.actor, seen=seen_version(request), **form.cleaned_data
    )
    asked = ask_again_after_change(saved, actor=request.actor)
    if asked:
        messages.info(request, _("文字有改动，已重新征求 %(n)s 名联名人。") % {"n": asked})
    if "hand_in" not in request.POST:
        messages.success(request, _("已保存。"))
        response = redirect("proposals:write", proposal.assembly.slug, proposal.public_id)
        return draft_done(response, draft_key(proposal))
    act = hand_in_act(saved)
    handed_in = perform(act, saved, request.actor, request_key=request_key(request))
    messages.success(request, after(act, handed_in))
    response = redirect("proposals:receipt", proposal.assembly.slug, proposal.public_id)
    return draft_done(response, draft_key(proposal))


def hand_in_act(proposal: Proposal):
    return PROPOSAL.hand_in if proposal.state == PROPOSAL.initial else PROPOSAL.hand_in_again


@requires("proposals.view")
@require_POST
def autosave(request: HttpRequest, assembly: str, public_id: str) -> JsonResponse:
    """Keeps what is being typed; 409 with the stored words when they changed elsewhere, 422 keeps nothing: the device does."""
    proposal = writable(request, assembly, public_id)
    form = WriteForm(request.POST, proposal=proposal)
    if not form.is_valid():
        return JsonResponse({"error": sentences_of(form)}, status=422)
    try:
        saved = save_draft(
            proposal, actor=request.actor, seen=seen_version(request), **form.cleaned_data
        )
    except Conflict:
        stored = {name: getattr(proposal, name) for name in ("matter", "situation", "analysis")}
        values = {name: [value] for name, value in stored.items()}
        values["suggestions"] = list(proposal.suggestions)
        return JsonResponse({"version": proposal.version, "values": values}, status=409)
    except Refused as refused:
        return JsonResponse({"error": refused.message}, status=422)
    at = clock.now().astimezone(clock.SHANGHAI)
    return JsonResponse({"saved_at": f"{at:%H:%M}", "version": saved.version})


@requires("proposals.view")
@require_POST
def hints(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Gentle hints on what has been typed, which never block, and what handing it in would still miss."""
    proposal = writable(request, assembly, public_id)
    form = WriteForm(request.POST, proposal=proposal)
    form.is_valid()
    words = {
        name: form.cleaned_data.get(name) or "" for name in ("matter", "situation", "analysis")
    }
    suggestions = form.cleaned_data.get("suggestions") or []
    found = text.writing_hints(**words, suggestions=suggestions)
    numbers = text.personal_numbers("\n".join([*words.values(), *suggestions]))
    missing = _missing(proposal, request.actor, suggestions=suggestions, **words)
    context = {"hints": [*found, *numbers], "missing": missing}
    return render(request, "proposals/_hints.html", context)


def _missing(proposal: Proposal, actor: Actor, **words: Any) -> str:
    """The sentence that would refuse handing in these words; nothing is stored."""
    for name, value in words.items():
        setattr(proposal, name, value)
    return hand_in_act(proposal).is_blocked(proposal, actor) or ""


@requires("proposals.view")
@require_POST
def invite_members(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Ask colleagues to co-sign; each reads and confirms on their own phone."""
    proposal = writable(request, assembly, public_id)
    form = InviteForm(request.POST, proposal=proposal)
    if not form.is_valid():
        messages.error(request, _("请选择要邀请的委员。"))
    else:
        try:
            asked = invite(proposal, actor=request.actor, members=form.cleaned_data["members"])
            messages.success(request, _("已邀请 %(n)s 名委员联名。") % {"n": len(asked)})
        except Refused as refused:
            messages.error(request, refused.message)
    return redirect(f"{reverse('proposals:write', args=[assembly, public_id])}#co-sign")


@requires("co_signatures.view_all")
def receipt(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """What was handed in, when, under which serial number, with the digest that proves it."""
    proposal = get_object_or_404(
        visible(request.actor, "co_signatures.view_all", Proposal.objects.all()),
        public_id=public_id,
        assembly__slug=assembly,
        handed_in_on__isnull=False,
    )
    address = request.build_absolute_uri(proposal.get_absolute_url())
    context = {"proposal": proposal, "thread": Thread(proposal, request.actor), "address": address}
    return render(request, "proposals/receipt.html", context)


def draft_key(proposal: Proposal) -> str:
    """What the device keeps its copy of the text under."""
    return f"proposals.write.{proposal.public_id}"


def _context(request: HttpRequest, proposal: Proposal, form: WriteForm) -> dict:
    offers = available_acts(PROPOSAL, proposal, request.actor)
    handing_in = next((one for one in offers if one.act is hand_in_act(proposal)), None)
    return {
        "proposal": proposal,
        "form": form,
        "invite_form": InviteForm(proposal=proposal),
        "attach_form": AttachForm(proposal=proposal),
        "thread": Thread(proposal, request.actor),
        "draft_key": draft_key(proposal),
        "handing_in": handing_in,
        "others": [one for one in offers if one is not handing_in],
    }


def writable(request: HttpRequest, assembly: str, public_id: str) -> Proposal:
    """The proposal whose text this actor may change now; 404 for everybody else."""
    proposal = get_object_or_404(
        visible(request.actor, "proposals.view", Proposal.objects.all()).select_related(
            "assembly", "lead_proposer__person", "collective"
        ),
        public_id=public_id,
        assembly__slug=assembly,
    )
    if not may_write(proposal, request.actor):
        raise Http404
    return proposal
