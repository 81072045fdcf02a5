"""The identity acted under: what a form carries, what the session remembers, what the frame shows."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongxin.accounts.models import RoleAssignment
from tongxin.core import pages
from tongxin.core.errors import Refused

SESSION_KEY = "identity"
FIELD = "identity"
SWITCH = "accounts:switch_identity"


def check(request: HttpRequest) -> None:
    """Refuse a form that was opened under another identity (a stale tab); the middleware asks this of every POST."""
    posted = request.POST.get(FIELD) if request.method == "POST" else None
    current = request.actor.assignment
    if posted and (current is None or current.public_id != posted):
        raise Refused(
            _("这个页面是以另一个身份打开的，没有办理。请换回原来的身份再办，或刷新页面。")
        )


def choose(request: HttpRequest, public_id: str) -> RoleAssignment:
    """Act under another of one's identities from now on."""
    for assignment in request.actor.identities:
        if assignment.public_id == public_id:
            request.session[SESSION_KEY] = public_id
            return assignment
    raise Refused(_("您没有这个身份，或它已经结束。"))


def of_frame(request: HttpRequest) -> list[pages.Identity]:
    """The identities as the top band shows them: 「市政协 · 提案委办公室」."""
    current = request.actor.assignment_id
    return [
        pages.Identity(
            key=assignment.public_id,
            label=label(assignment),
            detail=assignment.title and assignment.get_role_display(),
            current=assignment.pk == current,
        )
        for assignment in request.actor.identities
    ]


def label(assignment: RoleAssignment) -> str:
    """Where and as what."""
    place = " ".join(
        str(where) for where in (assignment.assembly, assignment.organisation) if where
    )
    return f"{place} · {assignment.title or assignment.get_role_display()}"
