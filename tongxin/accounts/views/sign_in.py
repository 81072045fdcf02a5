"""The pages in front of the house: code by message, password, confirming a new device."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login, stash_login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tongxin.accounts import devices, entering, lockout, phones
from tongxin.accounts.access import public
from tongxin.accounts.actions.issue_message_code import issue_message_code
from tongxin.accounts.actions.use_message_code import use_message_code
from tongxin.accounts.forms.refusals import refusals
from tongxin.accounts.forms.sign_in import CodeForm, PasswordForm, PhoneForm
from tongxin.accounts.models import MessageCode
from tongxin.accounts.stages import DeviceStage
from tongxin.accounts.terms import CodePurpose
from tongxin.core.errors import Refused
from tongxin.core.pages import TabLink

PENDING = "sign_in_code"
WAY_COOKIE = "tongxin_way"
WRONG_CODE = "wrong_code"

page = require_http_methods(["GET", "POST"])


@public
@never_cache
@page
def by_phone(request: HttpRequest) -> HttpResponse:
    """First step for members: the number to which a code goes. An unknown number gets the same answer."""
    if request.user.is_authenticated:
        return redirect(entering.next_of(request) or settings.LOGIN_REDIRECT_URL)
    if _prefers_password(request):
        return redirect(_with_next("accounts:sign_in_password", request))
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            row = issue_message_code(
                form.cleaned_data["phone"], address=lockout.address_of(request)
            )
            request.session[PENDING] = _pending(row, entering.next_of(request))
            return redirect("accounts:sign_in_code")
    return render(request, "accounts/sign_in.html", _ways(request, "phone") | {"form": form})


@public
@never_cache
@page
def with_code(request: HttpRequest) -> HttpResponse:
    """Second step: the code, and whether to bind this browser."""
    pending = request.session.get(PENDING)
    if pending is None:
        return redirect("account_login")
    if "again" in request.POST:
        request.session[PENDING] = _sent_again(request, pending, CodePurpose.SIGN_IN)
        return redirect("accounts:sign_in_code")
    form = _code_form(request)
    if request.method == "POST" and form.is_valid():
        user = use_message_code(pending["id"], form.cleaned_data["code"])
        if user is not None:
            del request.session[PENDING]
            bind = form.cleaned_data["bind"]
            return entering.enter(
                request, user, way=entering.CODE, next_url=pending["next"], bind=bind
            )
        _say_wrong(form)
    return _code_page(request, form, pending)


@public
@never_cache
@page
@sensitive_post_parameters("password")
def by_password(request: HttpRequest) -> HttpResponse:
    """User name or phone number with a password, or with the one-time code of a printed sheet."""
    if request.user.is_authenticated:
        return redirect(entering.next_of(request) or settings.LOGIN_REDIRECT_URL)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = get_adapter().authenticate(request, **form.cleaned_data)
        if user is not None:
            response = entering.enter(request, user, way=entering.PASSWORD)
            response.set_cookie(WAY_COOKIE, entering.PASSWORD, devices.YEAR, samesite="Lax")
            return response
        form.add_error(None, _("用户名、密码或口令不对，请核对后再试。"))
    return render(request, "accounts/sign_in.html", _ways(request, "password") | {"form": form})


@login_stage_required(stage=DeviceStage.key, redirect_urlname="account_login")
@page
def confirm_device(request: HttpRequest) -> HttpResponse:
    """A member came with a password on a browser that is not bound: a code confirms it."""
    stage = request._login_stage
    if "again" in request.POST:
        stage.state["sent"] = _sent_again(request, stage.state["sent"], CodePurpose.DEVICE)
        stash_login(request, stage.login)
        return redirect("accounts:confirm_device")
    form = _code_form(request)
    if request.method == "POST" and form.is_valid():
        user = use_message_code(stage.state["sent"]["id"], form.cleaned_data["code"])
        if user is not None and user.pk == stage.login.user.pk:
            return _leave_stage(request, bind=form.cleaned_data["bind"])
        _say_wrong(form)
    return _code_page(request, form, stage.state["sent"])


confirm_device.permission = "public"


@public
@never_cache
@require_http_methods(["GET"])
def restart(request: HttpRequest) -> HttpResponse:
    """Leave a sign-in half done and begin again."""
    clear_login(request)
    request.session.pop(PENDING, None)
    return redirect("account_login")


def _leave_stage(request: HttpRequest, *, bind: bool) -> HttpResponse:
    stage, token = request._login_stage, devices.token_of(request) if bind else ""
    if token:
        request.device_bound = entering.bind_it(request, stage.login.user, token)
    response = stage.exit()
    if token:
        devices.keep(response, request, token)
    return response


def _ways(request: HttpRequest, chosen: str) -> dict[str, Any]:
    phone = _with_next("account_login", request, way="phone")
    password = _with_next("accounts:sign_in_password", request)
    return {
        "tabs": [
            TabLink(_("验证码登录"), phone, active=chosen == "phone"),
            TabLink(_("密码登录"), password, active=chosen == "password"),
        ],
        "chosen": chosen,
        "next": entering.next_of(request) or "",
    }


def _prefers_password(request: HttpRequest) -> bool:
    """An office's browser opens where it last came in."""
    chosen = request.method == "POST" or "way" in request.GET
    return not chosen and request.COOKIES.get(WAY_COOKIE) == entering.PASSWORD


def _with_next(name: str, request: HttpRequest, **query: str) -> str:
    if wanted := entering.next_of(request):
        query["next"] = wanted
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def _pending(row: MessageCode, next_url: str | None = None) -> dict[str, Any]:
    return {"id": row.public_id, "phone": row.phone, "next": next_url}


def _sent_again(request: HttpRequest, pending: dict, purpose: CodePurpose) -> dict[str, Any]:
    try:
        address = lockout.address_of(request)
        row = issue_message_code(pending["phone"], purpose=purpose, address=address)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return pending
    messages.success(request, _("验证码已重新发送。"))
    return _pending(row, pending["next"])


def _code_form(request: HttpRequest) -> CodeForm:
    return CodeForm(request.POST or None, initial={"bind": devices.is_phone(request)})


def _say_wrong(form: CodeForm) -> None:
    form.add_error("code", _("验证码不对，或已过期、试得太多。请核对短信，或重新发送。"))


def _code_page(request: HttpRequest, form: CodeForm, pending: dict) -> HttpResponse:
    context = {"form": form, "phone": phones.shown(pending["phone"])}
    return render(request, "accounts/code.html", context)
