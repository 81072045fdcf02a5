"""A member's page: it shows proposals, so it stands here and not with the roll."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import visible
from tongxin.members.models import Member
from tongxin.proposals.queries.member_record import MemberRecord


@requires("members.view")
@require_GET
def member_page(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Seats, posts, and the proposals that this reader may see."""
    rows = Member.objects.filter(assembly__slug=assembly).select_related(
        "person", "sector", "term", "assembly"
    )
    member = get_object_or_404(visible(request.actor, "members.view", rows), public_id=public_id)
    record = MemberRecord(member, request.actor)
    return render(request, "proposals/member.html", {"member": member, "record": record})
