"""Where the discipline team's requests are entered and looked at."""

from django.urls import path

from tongxin.proposals.views import extract

urlpatterns = [
    path("<slug:assembly>/extracts/", extract.extracts, name="extracts"),
    path("<slug:assembly>/extracts/new/", extract.enter, name="enter_extract"),
    path("<slug:assembly>/extracts/<slug:public_id>/", extract.extract, name="extract"),
]
