"""Addresses of the door: codes, desks, roll calls, gates."""

from django.urls import URLPattern, path

from tongxin.gatherings.views import desks, doors, presences, rolls, signing_in

HOME = "<slug:assembly>/gatherings/"
SITTING = f"{HOME}sittings/<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{HOME}rolls/", rolls.mine, name="my_rolls"),
    path(f"{HOME}desk/", desks.shell, name="desk"),
    path(f"{HOME}desk/worker.js", desks.worker, name="desk_worker"),
    path(f"{HOME}desk/roll/", desks.roll, name="desk_roll"),
    path(f"{HOME}desk/entries/", desks.entries, name="desk_entries"),
    path(f"{HOME}desks/<slug:public_id>/close/", doors.close_one, name="close_desk"),
    path(f"{SITTING}screen/", doors.screen, name="screen"),
    path(f"{SITTING}counter/", doors.counter, name="counter"),
    path(f"{SITTING}roll/", rolls.roll, name="call_roll"),
    path(f"{SITTING}roll/back/", rolls.back, name="take_back"),
    path(f"{SITTING}roll/admit/", rolls.admit, name="admit"),
    path(f"{SITTING}sign-in/", signing_in.sign_in, name="sign_in"),
    path(f"{SITTING}sign-in/<slug:code>/", signing_in.scan, name="scan"),
    path(f"{HOME}<slug:public_id>/door/", doors.door, name="door"),
    path(f"{HOME}<slug:public_id>/desks/", doors.open_one, name="open_desk"),
    path(f"{HOME}<slug:public_id>/my-sign-in/", signing_in.mine, name="my_sign_in"),
    path(f"{HOME}<slug:public_id>/presence/", presences.results, name="presence"),
    path(
        f"{HOME}<slug:public_id>/presence/<slug:sitting>/<slug:person>/",
        presences.correct,
        name="correct_presence",
    ),
]
