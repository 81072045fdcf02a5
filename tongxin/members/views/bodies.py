"""Bodies beside committees and sectors: which there are, who holds posts in them, how they begin and end."""

from functools import partial

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.members.actions.found_bodies import dissolve_body, found_body
from tongxin.members.forms.roll import BodyForm, DissolveForm
from tongxin.members.models import Body
from tongxin.members.queries import posts_on
from tongxin.members.views.asking import Asked, ask, assembly_of, posted
from tongxin.organisations.models import Assembly


@requires("members.view")
@require_GET
def bodies(request: HttpRequest, assembly: str) -> HttpResponse:
    """All bodies by kind, with how many hold a post in each."""
    here = assembly_of(request, assembly)
    context = {
        "assembly": here,
        "bodies": _counted(here),
        "keeps": can(request.actor, "members.keep"),
    }
    return render(request, "members/bodies.html", context)


@requires("members.keep")
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest, assembly: str) -> HttpResponse:
    """A new body."""
    here = assembly_of(request, assembly)
    home = reverse("members:bodies", args=[here.slug])
    asked = Asked(_("登记机构和组织"), _("登记"), home, _("已登记。"))
    form = BodyForm(*posted(request), assembly=here)
    return ask(request, form, partial(found_body, here, actor=request.actor), asked)


@requires("members.view")
@require_GET
def body(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Who holds a post in one body today."""
    here = assembly_of(request, assembly)
    row = _one(here, public_id)
    posts = posts_on(clock.today(), body=row).select_related("member__person", "member__assembly")
    context = {
        "assembly": here,
        "body": row,
        "posts": posts.order_by("id"),
        "keeps": can(request.actor, "members.keep"),
    }
    return render(request, "members/body.html", context)


@requires("members.keep")
@require_http_methods(["GET", "POST"])
def dissolve(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A body ends, and the posts in it."""
    row = _one(assembly_of(request, assembly), public_id)
    note = _("其中的职务同时免去。")
    asked = Asked(_("撤销机构"), _("撤销机构"), row.get_absolute_url(), _("已撤销。"), row, note)
    form = DissolveForm(*posted(request))
    return ask(request, form, partial(dissolve_body, row, actor=request.actor), asked)


def _one(here: Assembly, public_id: str) -> Body:
    rows = Body.objects.filter(assembly=here).select_related("assembly", "host", "organisation")
    return get_object_or_404(rows, public_id=public_id)


def _counted(here: Assembly) -> QuerySet[Body]:
    today = clock.today()
    held = Q(appointments__starts_on__lte=today) & (
        Q(appointments__ends_on__isnull=True) | Q(appointments__ends_on__gt=today)
    )
    rows = Body.objects.filter(assembly=here).select_related("assembly", "host", "organisation")
    people = Count("appointments__member", filter=held, distinct=True)
    return rows.annotate(people=people).order_by("kind", "ends_on", "id")
