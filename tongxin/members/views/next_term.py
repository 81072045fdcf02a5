"""The next term's roll out of this one: choose who stays and where they sit, look, confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tongxin.accounts.access import requires
from tongxin.core.errors import Refused
from tongxin.members.actions.start_term import start_term
from tongxin.members.forms.next_term import NextTermForm
from tongxin.members.views.asking import assembly_of


@requires("members.keep")
@require_http_methods(["GET", "POST"])
def next_term(request: HttpRequest, assembly: str) -> HttpResponse:
    """GET lists everybody as staying; the first POST says what would change, the confirmed one does it."""
    here = assembly_of(request, assembly)
    form = NextTermForm(here, request.POST if request.method == "POST" else None)
    if "confirmed" in request.POST and form.is_valid() and _started(request, form):
        return redirect("members:roll", here.slug)
    context = {"assembly": here, "form": form, "is_preview": form.is_bound and form.is_valid()}
    return render(request, "members/next_term.html", context, status=422 if form.errors else 200)


def _started(request: HttpRequest, form: NextTermForm) -> bool:
    try:
        seated = start_term(
            form.cleaned_data["term"],
            actor=request.actor,
            before=form.before,
            stays=form.stays,
        )
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    words = ngettext("新一届名册已建立：%(n)d 人。", "新一届名册已建立：%(n)d 人。", len(seated))
    messages.success(request, words % {"n": len(seated)})
    messages.info(request, _("新任委员请在“增补委员”里登记，或导入名册。"))
    return True
