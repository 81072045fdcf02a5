"""Where what slipped in is cleared."""

from django.urls import path

from tongxin.proposals.views import clearing

urlpatterns = [
    path("<slug:assembly>/proposals/<slug:public_id>/clear/", clearing.ask, name="ask_clearing"),
    path("<slug:assembly>/clearings/", clearing.clearings, name="clearings"),
    path("<slug:assembly>/clearings/<slug:public_id>/", clearing.clearing, name="clearing"),
]
