"""Addresses of the lists: who is invited, answers, leave, one's own calendar."""

from django.urls import URLPattern, path

from tongxin.gatherings.views import bulk, calendars, leaves, mine, people, rules

urlpatterns: list[URLPattern] = [
    path("me/gatherings/", mine.mine, name="mine"),
    path("me/gatherings/calendar/", calendars.subscription, name="subscription"),
    path("calendar/<slug:secret>.ics", calendars.feed, name="feed"),
    path("<slug:assembly>/leaves/", leaves.leaves, name="leaves"),
    path("<slug:assembly>/leaves/grant/", leaves.grant_many, name="grant_many"),
    path("<slug:assembly>/leaves/<slug:public_id>/", leaves.leave, name="leave"),
    path("<slug:assembly>/invitations/<slug:public_id>/", mine.invitation, name="invitation"),
    path(
        "<slug:assembly>/sittings/<slug:public_id>/people/",
        people.sitting_people,
        name="sitting_people",
    ),
    path(
        "<slug:assembly>/sittings/<slug:public_id>/people/export/",
        people.export_sitting,
        name="export_sitting",
    ),
    path("<slug:assembly>/gatherings/<slug:public_id>/people/", people.people, name="people"),
    path(
        "<slug:assembly>/gatherings/<slug:public_id>/people/export/",
        people.export,
        name="export_people",
    ),
    path(
        "<slug:assembly>/gatherings/<slug:public_id>/people/remind/",
        bulk.remind_many,
        name="remind_many",
    ),
    path(
        "<slug:assembly>/gatherings/<slug:public_id>/people/withdraw/",
        bulk.withdraw_many,
        name="withdraw_many",
    ),
    path(
        "<slug:assembly>/gatherings/<slug:public_id>/people/print/<slug:code>/",
        bulk.printed,
        name="print_people",
    ),
    path("<slug:assembly>/gatherings/<slug:public_id>/invite/", rules.invite, name="invite"),
    path(
        "<slug:assembly>/gatherings/<slug:public_id>/invite/<int:rule>/drop/",
        rules.drop,
        name="drop_rule",
    ),
    path(
        "<slug:assembly>/gatherings/<slug:public_id>/calendar.ics",
        calendars.one_gathering,
        name="calendar_file",
    ),
]
