"""Where the hand-written pages stand."""

from django.urls import path

from bench.plain import figures, views

urlpatterns = [
    path("home/", views.home),
    path("<slug:slug>/proposals/", views.proposals),
    path("<slug:slug>/proposals/<public_id>/", views.thread),
    path("<slug:slug>/figures/", figures.figures),
]
