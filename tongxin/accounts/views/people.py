"""The security manager's pages: who there is, under which identities, with which account."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongxin.accounts import identity, lockout, phones, queries, rules
from tongxin.accounts.access import requires
from tongxin.accounts.actions.create_person import create_person
from tongxin.accounts.actions.end_role import end_role
from tongxin.accounts.actions.grant_role import grant_role
from tongxin.accounts.actions.issue_sheet_codes import SheetRow, issue_sheet_codes
from tongxin.accounts.actions.lock_account import lock_account, unlock_account
from tongxin.accounts.actions.open_accounts import open_accounts
from tongxin.accounts.actions.reset_second_factor import reset_second_factor
from tongxin.accounts.actions.update_person import update_person
from tongxin.accounts.forms.people import AddPersonForm, GrantForm, LockForm, PersonForm
from tongxin.accounts.forms.refusals import refusals
from tongxin.accounts.models import Person, RoleAssignment, User
from tongxin.accounts.permissions import visible
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.lists import Column, EmptyPlace, Filter, ListPage

form_page = require_http_methods(["GET", "POST"])


def _identities(person: Person) -> list[str]:
    return [identity.label(each) for each in person.held]


def _user(person: Person) -> User | None:
    return getattr(person, "user", None)


def _username(person: Person) -> str:
    return person.user.username if _user(person) else ""


def _last_login(person: Person) -> datetime | None:
    return person.user.last_login if _user(person) else None


def _account(person: Person) -> str:
    user = _user(person)
    if user is None:
        return _("未开户")
    if not user.is_active:
        return _("已锁定")
    return _("在用") if user.last_login else _("未登录过")


PEOPLE = ListPage(
    code="accounts.people",
    label=gettext_lazy("人员与身份"),
    unit=gettext_lazy("人"),
    columns=(
        Column("name", gettext_lazy("姓名"), sort=("pinyin", "name"), headline=True),
        Column("identities", gettext_lazy("身份"), render=_identities),
        Column("username", gettext_lazy("用户名"), render=_username, sort="user__username"),
        Column("account", gettext_lazy("账号"), render=_account),
        Column("last_login", gettext_lazy("最近登录"), render=_last_login, sort="user__last_login"),
    ),
    filters=(Filter("role", gettext_lazy("身份"), choices=Role.choices, q=queries.holding),),
    search=lambda people, text: queries.find_people(text, people),
    default_sort="name",
    template="accounts/people.html",
    row_url=lambda person: reverse("accounts:person", args=[person.public_id]),
    empty=EmptyPlace(
        gettext_lazy("没有找到人员"),
        gettext_lazy("可按姓名、拼音首字母或手机号末几位查找；名册导入后人员会出现在这里。"),
        gettext_lazy("登记人员"),
        lambda _request: reverse("accounts:add_person"),
    ),
)


@requires("accounts.people")
@form_page
def people(request: HttpRequest) -> HttpResponse:
    """Search by name, pinyin, initials or the end of a phone number."""
    return PEOPLE.respond(request, _with_roles(request))


@requires("accounts.grant")
@form_page
def add_person(request: HttpRequest) -> HttpResponse:
    """Enter somebody with a first identity and an account; the code for it is shown once."""
    form = AddPersonForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals(form), transaction.atomic():
            row = _enter(request, form)
            return _sheet(request, [row])
    context = {"form": form, "title": _("登记人员"), "label": _("登记并开户")}
    return render(request, "accounts/form.html", context)


@requires("accounts.people")
@never_cache
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything about somebody's way in: identities by date, account, what may be done."""
    shown = _person(request, public_id)
    held = rules.roles_within(request.actor).filter(person=shown)
    held = held.select_related("assembly", "organisation").order_by("-starts_on", "-id")
    user = _user(shown)
    context = {
        "shown": shown,
        "user_account": user,
        "phone": phones.shown(user.phone or "") if user else "",
        "roles": [_role_row(each) for each in held],
        "is_locked_out": bool(user) and lockout.failures_of(user) > 0,
        "factors": queries.second_factors(user) if user else 0,
        "is_self": shown.pk == request.actor.person_id,
        "grant_form": GrantForm(actor=request.actor),
        "lock_form": LockForm(),
    }
    return render(request, "accounts/person.html", context)


@requires("accounts.people")
@form_page
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct name or contacts."""
    shown = _person(request, public_id)
    known = {name: getattr(shown, name) for name in PersonForm.base_fields}
    form = PersonForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            update_person(shown, actor=request.actor, **form.cleaned_data)
            messages.success(request, _("已保存。"))
            return redirect("accounts:person", public_id)
    told = {"title": _("修改资料"), "label": _("保存资料")}
    return render(request, "accounts/form.html", {"form": form, "shown": shown, **told})


@requires("accounts.grant")
@form_page
def grant(request: HttpRequest, public_id: str) -> HttpResponse:
    """Grant a further identity."""
    shown = _person(request, public_id)
    form = GrantForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            grant_role(shown, actor=request.actor, **form.granted())
            messages.success(
                request, _("已授予，%(name)s下次打开页面即可使用。") % {"name": shown.name}
            )
            return redirect("accounts:person", public_id)
    told = {"title": _("授予身份"), "label": _("授予身份")}
    return render(request, "accounts/form.html", {"form": form, "shown": shown, **told})


@requires("accounts.grant")
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an identity back as of today."""
    held = get_object_or_404(rules.roles_within(request.actor), public_id=public_id)
    act = _("已收回“%(role)s”身份。") % {"role": held.get_role_display()}
    return _act(request, held.person, act, lambda: end_role(held, actor=request.actor))


@requires("accounts.lock")
@require_POST
def lock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lock the account and sign it out everywhere."""
    shown, form = _holder(request, public_id), LockForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择锁定原因。"))
        return redirect("accounts:person", public_id)
    reason = form.cleaned_data["reason"]
    said = _("账号已锁定，所有登录已退出。")
    return _act(
        request, shown, said, lambda: lock_account(shown.user, actor=request.actor, reason=reason)
    )


@requires("accounts.lock")
@require_POST
def unlock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Lift the lock."""
    shown = _holder(request, public_id)
    said = _("账号已解锁。")
    return _act(request, shown, said, lambda: unlock_account(shown.user, actor=request.actor))


@requires("accounts.lock")
@require_POST
def reset_factor(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a lost second factor off the account."""
    shown = _holder(request, public_id)
    said = _("第二因素已清除，下次登录时须重新启用。")
    return _act(request, shown, said, lambda: reset_second_factor(shown.user, actor=request.actor))


@requires("accounts.issue_codes")
@never_cache
@require_POST
def new_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """A fresh one-time code for somebody, opening the account if there is none; shown this once."""
    shown = _person(request, public_id)
    try:
        with transaction.atomic():
            open_accounts([shown], actor=request.actor)
            rows = issue_sheet_codes([shown], actor=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("accounts:person", public_id)
    return _sheet(request, rows)


def _enter(request: HttpRequest, form: AddPersonForm) -> SheetRow:
    """Somebody already known under this name and number gets the identity; nobody is entered twice."""
    data, actor = form.cleaned_data, request.actor
    known = queries.same_person(data["name"], data["phone"])
    entered = known or create_person(
        actor=actor, name=data["name"], phone=data["phone"], gender=data["gender"]
    )
    grant_role(entered, actor=actor, **form.granted())
    open_accounts([entered], actor=actor)
    return issue_sheet_codes([entered], actor=actor)[0]


def _person(request: HttpRequest, public_id: str) -> Person:
    seen = visible(request.actor, "accounts.people", Person.objects.select_related("user"))
    return get_object_or_404(seen, public_id=public_id)


def _holder(request: HttpRequest, public_id: str) -> Person:
    """Somebody who has an account."""
    shown = _person(request, public_id)
    if _user(shown) is None:
        raise Http404
    return shown


def _with_roles(request: HttpRequest) -> QuerySet[Person]:
    held = rules.roles_within(request.actor).in_force(clock.today())
    held = held.select_related("assembly", "organisation").order_by("starts_on", "id")
    return visible(
        request.actor, "accounts.people", Person.objects.select_related("user")
    ).prefetch_related(Prefetch("roles", queryset=held, to_attr="held"))


def _role_row(held: RoleAssignment) -> dict[str, Any]:
    today = clock.today()
    return {
        "role": held,
        "label": identity.label(held),
        "in_force": held.starts_on <= today and (held.ends_on is None or held.ends_on > today),
        "is_derived": held.role in Role.derived(),
        "is_over": held.ends_on is not None and held.ends_on <= today,
    }


def _act(request: HttpRequest, shown: Person, said: str, act) -> HttpResponse:
    """Carry out a manager's act and go back to the person's page with what happened."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return redirect("accounts:person", shown.public_id)


def _sheet(request: HttpRequest, rows: list[SheetRow]) -> HttpResponse:
    """The only time a code is seen: nothing of it is stored or cached."""
    response = render(request, "accounts/code_sheet.html", {"rows": rows})
    response["Cache-Control"] = "no-store"
    return response
