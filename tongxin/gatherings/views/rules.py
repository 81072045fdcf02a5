"""Whom a gathering invites: the rules, what they come to, and after the announcement the way to invite more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tongxin.accounts.access import requires
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.invite import invite_more
from tongxin.gatherings.actions.set_rules import add_rule, adopt_usual, drop_rule
from tongxin.gatherings.forms.rules import NamesForm, RuleForm
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.queries.invitees import not_yet_invited, preview_of
from tongxin.gatherings.views.places import gathering_at
from tongxin.gatherings.views.tabs import context_of

ADD, NAMES, ADOPT, SEND = "add", "names", "adopt", "send"
SHOWN = 60
"""So many names the page shows at first; the others stand on a page of their own list once invited."""


@requires("gatherings.organise")
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
    """The rules with their numbers; forms for one more rule or a list of names."""
    gathering = gathering_at(request, assembly, public_id, "gatherings.organise")
    step = request.POST.get("step", "")
    posted = request.POST if request.method == "POST" else None
    rule = RuleForm(posted if step == ADD else None, gathering=gathering)
    names = NamesForm(posted if step == NAMES else None, gathering=gathering)
    form = {ADD: rule, NAMES: names}.get(step)
    if form is not None and form.is_valid() and _added(request, gathering, form):
        return redirect("gatherings:invite", assembly, public_id)
    if step in (ADOPT, SEND):
        _do(request, gathering, step)
        return redirect("gatherings:invite", assembly, public_id)
    return _page(request, gathering, rule, names)


@requires("gatherings.organise")
@require_POST
def drop(request: HttpRequest, assembly: str, public_id: str, rule: int) -> HttpResponse:
    """One rule less."""
    gathering = gathering_at(request, assembly, public_id, "gatherings.organise")
    row = get_object_or_404(gathering.rules.select_related("gathering__kind"), pk=rule)
    try:
        drop_rule(row, actor=request.actor)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("gatherings:invite", assembly, public_id)


def _added(request: HttpRequest, gathering: Gathering, form: RuleForm | NamesForm) -> bool:
    try:
        rule = add_rule(gathering, actor=request.actor, **form.told)
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    messages.success(request, _("已加上：%(rule)s。") % {"rule": rule})
    return True


def _do(request: HttpRequest, gathering: Gathering, step: str) -> None:
    """Write down what is usual, or invite those who were added since the announcement."""
    try:
        if step == ADOPT:
            adopt_usual(gathering, actor=request.actor)
            return
        number = invite_more(gathering, actor=request.actor)
    except Refused as refused:
        messages.error(request, refused.message)
        return
    said = ngettext("已补发邀请 %(n)d 人。", "已补发邀请 %(n)d 人。", number)
    messages.success(request, said % {"n": number})


def _page(
    request: HttpRequest, gathering: Gathering, rule: RuleForm, names: NamesForm
) -> HttpResponse:
    preview = preview_of(gathering)
    context = context_of(
        request,
        gathering,
        "gatherings:invite",
        preview=preview,
        first=preview.invitees[:SHOWN],
        rest=preview.invitees[SHOWN:],
        rule_form=rule,
        names_form=names,
        may_change=gathering.is_draft or gathering.is_announced,
        waiting=len(not_yet_invited(gathering)) if gathering.is_announced else 0,
    )
    status = 422 if rule.errors or names.errors else 200
    return render(request, "gatherings/invite.html", context, status=status)
