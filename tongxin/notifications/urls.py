"""Addresses of inbox, channels, outbox and switch."""

from django.urls import path

from tongxin.notifications.views import channels, inbox, outbox, sending

app_name = "notifications"
urlpatterns = [
    path("me/messages/", inbox.index, name="inbox"),
    path("me/messages/read/", inbox.read_all, name="read_all"),
    path("me/messages/channels/", channels.edit, name="channels"),
    path("me/messages/<str:public_id>/", inbox.open_one, name="open"),
    path("system/outbox/", outbox.index, name="outbox"),
    path("system/sending/", sending.show, name="sending"),
    path("system/sending/<str:reach>/stop/", sending.stop, name="stop"),
    path("system/sending/<str:reach>/resume/", sending.resume, name="resume"),
]
