"""Declared lists over rows that any test can make, and the addresses that show them."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.http import HttpResponse
from django.urls import include, path

from tongxin.core.lists import Bulk, Column, EmptyPlace, Filter, Kind, ListPage, Tab
from tongxin.core.models import Link


def permission_choices(request):
    return [(each.codename, each.name) for each in Permission.objects.order_by("codename")[:20]]


GROUPS = ListPage(
    code="groups",
    label="小组",
    unit="个",
    page_size=10,
    columns=[
        Column("name", "名称", sort="name", headline=True),
        Column(
            "size",
            "权限数",
            export=lambda group: len(group.permissions.all()),
            numeric=True,
            hidden_by_default=True,
            prepare=lambda queryset: queryset.prefetch_related("permissions"),
        ),
        Column("shout", "喊话", render=lambda group: f"{group.name}!"),
    ],
    filters=[
        Filter("permission", "权限", choices=permission_choices, field="permissions__codename"),
        Filter("named", "名称含", Kind.TEXT, field="name"),
    ],
    tabs=[
        Tab("all", "全部"),
        Tab("early", "靠前", Q(name__lt="group-05")),
        Tab("armed", "有权限", lambda request: Q(permissions__isnull=False)),
    ],
    search=lambda queryset, text: queryset.filter(name__icontains=text),
    default_sort="name",
    key="name",
    bulk=[Bulk("rename", "批量改名", lambda request: "/rename/")],
    export_url=lambda request: "/groups.xlsx",
    empty=EmptyPlace(
        "这里还没有小组", "建好的小组会出现在这里。", "建小组", lambda request: "/new/"
    ),
)

LINKS = ListPage(
    code="links",
    label="关联",
    columns=[Column("role", "作用", sort="role"), Column("created_at", "时间", sort="created_at")],
    filters=[Filter("made", "时间", Kind.DATES, field="created_at__date")],
    default_sort="-created_at",
)


@login_not_required
def groups(request):
    return GROUPS.respond(request, Group.objects.all())


@login_not_required
def links(request):
    return LINKS.respond(request, Link.objects.all())


@login_not_required
def signed_out(request):
    return HttpResponse("out")


urlpatterns = [
    path("", include("tongxin.core.urls")),
    path("", include("tongxin.search.urls")),
    path("groups/", groups),
    path("links/", links),
    path("out/", signed_out, name="account_logout"),
]
