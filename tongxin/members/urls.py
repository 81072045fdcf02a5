"""Addresses of the roll, below the assembly's slug."""

from django.urls import path

from tongxin.members.views import code_sheets, roll, sessions

app_name = "members"

urlpatterns = [
    path("<slug:assembly>/members/", roll.roll, name="roll"),
    path("<slug:assembly>/sessions/", sessions.sessions, name="sessions"),
    path("<slug:assembly>/members/export/", roll.export, name="export"),
    path("<slug:assembly>/members/code-sheets/", code_sheets.code_sheets, name="code_sheets"),
]
