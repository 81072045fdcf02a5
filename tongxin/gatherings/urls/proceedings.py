"""Addresses of what is said and comes out: speeches, questions, minutes, materials, outcomes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
