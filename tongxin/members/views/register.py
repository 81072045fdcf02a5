"""A member in the register: the page, and the acts on seat, posts and data."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import visible
from tongxin.members.actions.appoint import appoint_member, relieve
from tongxin.members.actions.identity_numbers import enter_identity_number, read_identity_number
from tongxin.members.actions.seat_members import end_mandate, seat_member
from tongxin.members.actions.update_member import amend_mandate, update_member
from tongxin.members.forms.roll import (
    AmendForm,
    AppointForm,
    EndForm,
    IdentityForm,
    RelieveForm,
    SeatForm,
    UpdateForm,
)
from tongxin.members.models import Appointment, Mandate, Member
from tongxin.members.queries.record import Record
from tongxin.members.views.asking import Asked, ask, assembly_of, member_of, posted

KEEPING = "members.keep_row"
asking = require_http_methods(["GET", "POST"])


@requires("members.view")
@require_GET
def record(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """Fields, mandates and posts over time, with the acts for whoever keeps the roll."""
    member = member_of(request, assembly, public_id, "members.view")
    context = {"member": member, "record": Record(member, request.actor)}
    return render(request, "members/record.html", context)


@requires("members.view")
@require_GET
def mine(request: HttpRequest, assembly: str) -> HttpResponse:
    """The way to one's own page: the seat held last."""
    here = assembly_of(request, assembly)
    seats = Member.objects.filter(assembly=here, person=request.actor.person)
    latest = seats.select_related("assembly").order_by("-term__number").first()
    if latest is None:
        raise Http404
    return redirect(record_url(latest))


@requires("members.keep")
@asking
def seat(request: HttpRequest, assembly: str) -> HttpResponse:
    """A new member takes a seat."""
    here = assembly_of(request, assembly)
    asked = Asked(
        _("增补委员"), _("登记任职"), reverse("members:roll", args=[here.slug]), _("已登记任职。")
    )
    form = SeatForm(*posted(request), assembly=here)
    return ask(request, form, partial(seat_member, here, actor=request.actor), asked)


@requires("members.keep")
@asking
def end(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A mandate ends."""
    mandate = _mandate(request, assembly, public_id)
    note = _("随任期终止的还有其在各机构的职务；提案中的权利不变。")
    asked = _about(mandate.member, _("终止任期"), _("已终止任期。"), note)
    form = EndForm(*posted(request))
    return ask(request, form, partial(end_mandate, mandate, actor=request.actor), asked)


@requires("members.keep")
@asking
def amend(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The days of a mandate are put right."""
    mandate = _mandate(request, assembly, public_id)
    asked = _about(mandate.member, _("更正任期日期"), _("已更正。"))
    form = AmendForm(*posted(request), mandate=mandate)
    return ask(request, form, partial(amend_mandate, mandate, actor=request.actor), asked)


@requires("members.keep")
@asking
def appoint(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A post is given."""
    member = member_of(request, assembly, public_id, KEEPING)
    asked = _about(member, _("任命职务"), _("已任命。"))
    form = AppointForm(*posted(request), assembly=member.assembly)
    return ask(request, form, partial(appoint_member, member, actor=request.actor), asked)


@requires("members.keep")
@asking
def relieve_post(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """A post is taken back."""
    rows = Appointment.objects.filter(assembly__slug=assembly).select_related(
        "member__person", "member__assembly", "committee", "sector", "body"
    )
    post = get_object_or_404(rows, public_id=public_id, assembly_id__in=request.actor.assembly_ids)
    asked = _about(post.member, _("免去职务"), _("已免去职务。"), f"{post.place} · {post.words}")
    form = RelieveForm(*posted(request))
    return ask(request, form, partial(relieve, post, actor=request.actor), asked)


@requires("members.keep")
@asking
def update(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The office puts data right itself."""
    member = member_of(request, assembly, public_id, KEEPING)
    asked = _about(member, _("修改资料"), _("已修改。"))
    form = UpdateForm(*posted(request), member=member)
    return ask(request, form, partial(update_member, member, actor=request.actor), asked)


@requires("members.read_identity")
@asking
@never_cache
def identity(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The identity number is entered; it is never shown in the form."""
    member = member_of(request, assembly, public_id, "members.read_identity")
    note = _("号码加密保存。只有指定人员可以查看，每次查看都留痕。")
    asked = _about(member, _("登记身份证号"), _("已登记。"), note)
    form = IdentityForm(*posted(request))
    act = partial(enter_identity_number, member, actor=request.actor)
    return ask(request, form, act, asked)


@requires("members.read_identity")
@require_POST
@never_cache
def read_identity(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The identity number in clear, once; that it was read is in the trail."""
    member = member_of(request, assembly, public_id, "members.read_identity")
    number = read_identity_number(member, actor=request.actor)
    return render(request, "members/identity.html", {"member": member, "number": number})


def record_url(member: Member) -> str:
    return reverse("members:record", args=[member.assembly.slug, member.public_id])


def _about(member: Member, title: str, done: str, note: str = "") -> Asked:
    """A form about one member, who is named above it."""
    return Asked(title, title, record_url(member), done, lead=str(member), note=note)


def _mandate(request: HttpRequest, assembly: str, public_id: str) -> Mandate:
    people = visible(request.actor, KEEPING, Member.objects.filter(assembly__slug=assembly))
    rows = Mandate.objects.filter(member__in=people)
    rows = rows.select_related("member__person", "member__assembly")
    return get_object_or_404(rows, public_id=public_id)
