"""Terms and plenary sessions: what there were, and the forms that open the next one."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tongxin.accounts.access import requires
from tongxin.accounts.permissions import can
from tongxin.core.errors import Refused
from tongxin.members.actions.open_term import open_session, open_term
from tongxin.members.forms.terms import SessionForm, TermForm
from tongxin.members.models import PlenarySession, Term
from tongxin.members.views.asking import assembly_of
from tongxin.organisations.models import Assembly


@requires("members.view")
def sessions(request: HttpRequest, assembly: str) -> HttpResponse:
    """The terms with their sessions; the office finds the two forms below."""
    here = assembly_of(request, assembly)
    keeps = can(request.actor, "members.keep") and here == request.actor.home
    if request.method == "POST" and not keeps:
        raise PermissionDenied
    posted = request.POST.get("form", "") if request.method == "POST" else ""
    terms = Term.objects.filter(assembly=here)
    term_form = TermForm(request.POST if posted == "term" else None)
    session_form = SessionForm(request.POST if posted == "session" else None, terms=terms)
    if posted == "term" and term_form.is_valid() and _term_opened(request, here, term_form):
        return redirect("members:sessions", here.slug)
    if posted == "session" and session_form.is_valid() and _session_opened(request, session_form):
        return redirect("members:sessions", here.slug)
    context = {
        "assembly": here,
        "terms": terms.prefetch_related(Prefetch("sessions", _sessions())),
        "term_form": term_form if keeps else None,
        "session_form": session_form if keeps and terms.exists() else None,
    }
    status = 422 if term_form.errors or session_form.errors else 200
    return render(request, "members/sessions.html", context, status=status)


def _term_opened(request: HttpRequest, here: Assembly, form: TermForm) -> bool:
    return _told(request, form, lambda: open_term(here, actor=request.actor, **form.cleaned_data))


def _session_opened(request: HttpRequest, form: SessionForm) -> bool:
    return _told(request, form, lambda: open_session(actor=request.actor, **form.cleaned_data))


def _told(request: HttpRequest, form: Form, act: Callable[[], Model]) -> bool:
    """Whether it was done; a refusal stands at the field it concerns."""
    try:
        made = act()
    except Refused as refused:
        form.add_error(refused.field or None, refused.message)
        return False
    messages.success(request, _("已登记%(what)s。") % {"what": made})
    return True


def _sessions():
    return PlenarySession.objects.select_related("term").order_by("-opens_on")
