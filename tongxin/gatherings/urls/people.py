"""Addresses of the lists: who is invited, answers, leave, one's own calendar."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
