"""The addresses of acts; included last, because they match any noun."""

from django.urls import path

from tongxin.lifecycle.views import acts

app_name = "lifecycle"
urlpatterns = [
    path("<slug:assembly>/<slug:noun>/<slug:public_id>/act/<slug:code>/", acts.act, name="act"),
]
