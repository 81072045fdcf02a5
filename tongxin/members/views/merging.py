"""Two entries that are one person: what would move, the merge, and its undoing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.actions.merge_people import merge_people, part_people
from tongxin.accounts.models import Person, PersonAlias
from tongxin.accounts.permissions import visible
from tongxin.core.errors import Refused
from tongxin.members.queries.aliases import MergePreview, aliases_of
from tongxin.members.views.asking import assembly_of


@requires("accounts.merge")
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, assembly: str, public_id: str, other: str) -> HttpResponse:
    """First what would move; confirmed, it moves. The one named first stays."""
    here = assembly_of(request, assembly)
    people = visible(request.actor, "accounts.merge", Person.objects.all())
    main = get_object_or_404(people, public_id=public_id)
    alias = get_object_or_404(people, public_id=other)
    if request.method == "POST":
        try:
            merge_people(main, alias, actor=request.actor)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("已合并。发现弄错了，可以在这里撤销。"))
            return redirect("members:aliases", here.slug)
    context = {"assembly": here, "preview": MergePreview(main, alias, here)}
    return render(request, "members/merge.html", context)


@requires("accounts.merge")
@require_http_methods(["GET"])
def aliases(request: HttpRequest, assembly: str) -> HttpResponse:
    """The merges of this assembly's people."""
    here = assembly_of(request, assembly)
    context = {"assembly": here, "aliases": aliases_of(request.actor)}
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
