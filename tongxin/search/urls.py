"""The address that answers the search box."""

from django.urls import path

from tongxin.search.views import page

app_name = "search"

urlpatterns = [path("search/", page.page, name="page")]
