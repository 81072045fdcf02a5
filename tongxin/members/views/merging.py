"""Two entries that are one person: what would move, the merge, whom to ask for it, and its undoing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.actions.merge_people import merge_people, part_people
from tongxin.accounts.models import Person, PersonAlias
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.members.actions.ask_merge import ask_merge
from tongxin.members.queries.aliases import MergePreview, aliases_of, people_to_merge
from tongxin.members.views.asking import assembly_of
from tongxin.organisations.models import Assembly


@requires("accounts.merge")
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, assembly: str, public_id: str, other: str) -> HttpResponse:
    """First what would move; confirmed, it moves. The one named first stays."""
    here = assembly_of(request, assembly)
    main, alias = _both(request, here, public_id, other)
    if request.method == "POST":
        try:
            merge_people(main, alias, actor=request.actor)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("已合并。发现弄错了，可以在这里撤销。"))
            return redirect("members:aliases", here.slug)
    preview = MergePreview(main, alias, here, request.actor)
    return render(request, "members/merge.html", {"assembly": here, "preview": preview})


@requires("accounts.merge")
@require_POST
def ask(request: HttpRequest, assembly: str, public_id: str, other: str) -> HttpResponse:
    """Hand a merge that is not one's own to do to the security managers."""
    here = assembly_of(request, assembly)
    main, alias = _both(request, here, public_id, other)
    try:
        ask_merge(main, alias, assembly=here, actor=request.actor)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("已请安全管理员办理，他们在消息里能直接打开这一页。"))
    return redirect("members:merge", here.slug, public_id, other)


@requires("accounts.merge")
@require_http_methods(["GET"])
def aliases(request: HttpRequest, assembly: str) -> HttpResponse:
    """The merges of this assembly's people."""
    here = assembly_of(request, assembly)
    keeps = can(request.actor, "members.keep")
    context = {"assembly": here, "aliases": aliases_of(request.actor), "keeps_roll": keeps}
    return render(request, "members/aliases.html", context)


@requires("accounts.merge")
@require_POST
def part(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Undo a merge."""
    here = assembly_of(request, assembly)
    merged: PersonAlias = get_object_or_404(aliases_of(request.actor), public_id=public_id)
    try:
        part_people(merged, actor=request.actor)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("已撤销合并，两人各自恢复。"))
    return redirect("members:aliases", here.slug)


def _both(
    request: HttpRequest, here: Assembly, public_id: str, other: str
) -> tuple[Person, Person]:
    people = people_to_merge(request.actor, here)
    main = get_object_or_404(people, public_id=public_id)
    return main, get_object_or_404(people, public_id=other)
