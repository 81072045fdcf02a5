"""Where staff keep a host's kinds: their own, drafted and opened without a programmer, and words for shipped ones."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tongxin.accounts.access import View, assembly_at, requires
from tongxin.core.errors import Refused
from tongxin.core.posting import posted, refuse, request_key, status_of
from tongxin.kinds.actions.keep_kinds import add_kind
from tongxin.kinds.forms import KindForm, OverlayForm
from tongxin.kinds.shelf import Shelf
from tongxin.lifecycle.offers import available_acts
from tongxin.lifecycle.table import Text, lifecycle_of
from tongxin.organisations.models import Assembly


@dataclass(frozen=True)
class KindPages:
    """The pages of a host's kinds, behind the permission `<noun>.keep`; its addresses bear the names `kinds`,
    `add_kind`, `kind_page` and what `settings` says.

    home: the label and the address of the page from which one comes. none_yet: what one reads before there is a kind
    of one's own. asked: how the fields of a kind are headed. lay_over: the host's action for its overlay form. page,
    form_page, settings_page: the templates of one kind, of writing one down, of words for a shipped one.
    """

    shelf: Shelf
    home: tuple[Text, str]
    none_yet: Text
    asked: Text
    add_form: type[KindForm]
    overlay_form: type[OverlayForm]
    lay_over: Callable[..., Any]
    page: str
    form_page: str
    settings_page: str = "kinds/settings.html"
    settings: str = "kind_settings"

    @property
    def views(self) -> tuple[View, View, View, View]:
        """All kinds, a new one, one of one's own, words for a shipped one."""
        keep, both = requires(f"{self.shelf.noun}.keep"), require_http_methods(["GET", "POST"])
        return (
            keep(require_GET(self._all_kinds)),
            keep(both(self._add)),
            keep(require_GET(self._one_kind)),
            keep(both(self._lay_over)),
        )

    def _all_kinds(self, request: HttpRequest, assembly: str) -> HttpResponse:
        """All kinds of the assembly: its own ones first, then those that came with the program."""
        here = assembly_at(request, assembly)
        label, address = self.home
        context = {
            "assembly": here,
            "title": self._title,
            "own": self.shelf.all_own(here),
            "parts": self.shelf.parts_of(self.shelf.all_shipped(here)),
            "none_yet": self.none_yet,
            "add": self._address("add_kind", here),
            "settings": self._name(self.settings),
            "crumbs": [(label, reverse(address, args=[here.slug]))],
        }
        return render(request, "kinds/kinds.html", context)

    def _add(self, request: HttpRequest, assembly: str) -> HttpResponse:
        """A new kind, as a draft; `like` names one to begin from."""
        here = assembly_at(request, assembly)
        like = self.shelf.kind_for(request.actor, here, request.GET.get("like", ""))
        form = self.add_form(posted(request), like=like.declared if like else None)
        if form.is_valid():
            try:
                key = request_key(request)
                row = add_kind(
                    self.shelf, here, actor=request.actor, declared=form.declared, request_key=key
                )
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("已拟好。看过没有问题，就可以启用。"))
                return redirect(row)
        context = {"form": form, "home": self._address("kinds", here)}
        return render(request, self.form_page, context, status=status_of(form))

    def _one_kind(self, request: HttpRequest, assembly: str, public_id: str) -> HttpResponse:
        """One kind of the assembly's own: what it says, its buttons."""
        here = assembly_at(request, assembly)
        row = get_object_or_404(self.shelf.rows, public_id=public_id, assembly=here)
        context = {
            "row": row,
            "kind": self.shelf.kind_of(row, here),
            "asked": self.asked,
            "offers": available_acts(lifecycle_of(self.shelf.noun), row, request.actor),
            "crumbs": [(self._title, self._address("kinds", here))],
        }
        return render(request, self.page, context)

    def _lay_over(self, request: HttpRequest, assembly: str, code: str) -> HttpResponse:
        """The assembly's own words and fields for a shipped kind."""
        here = assembly_at(request, assembly)
        kind = self.shelf.kind_for(request.actor, here, code)
        if kind is None or not kind.row.is_shipped:
            raise Http404
        form = self.overlay_form(posted(request), kind=kind)
        if form.is_valid():
            try:
                self.lay_over(kind.row, here, actor=request.actor, **form.words)
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("已保存，只对本级有效；程序升级不会改动。"))
                return redirect(self._address("kinds", here))
        context = {"form": form, "kind": kind, "home": self._address("kinds", here)}
        return render(request, self.settings_page, context, status=status_of(form))

    @property
    def _title(self) -> Text:
        return self.shelf.rows._meta.verbose_name

    def _name(self, page: str) -> str:
        return f"{self.shelf.rows._meta.app_label}:{page}"

    def _address(self, page: str, here: Assembly) -> str:
        return reverse(self._name(page), args=[here.slug])
