"""Conversations: preparing, taking part, moderation, codes; and the citizens' door."""

from django.urls import path

from tongxin.deliberation.views import (
    citizens,
    conversations,
    members,
    moderation,
    preparing,
    statements,
)

HERE = "<slug:assembly>/conversations/<slug:public_id>/"
OPEN = "open/<slug:assembly>/conversations/<slug:public_id>/"

urlpatterns = [
    path("<slug:assembly>/conversations/", conversations.conversations, name="conversations"),
    path("<slug:assembly>/conversations/new/", preparing.new, name="new_conversation"),
    path(HERE, conversations.conversation, name="conversation"),
    path(f"{HERE}edit/", preparing.edit, name="edit_conversation"),
    path(f"{HERE}codes/", preparing.print_sheet, name="codes"),
    path(f"{HERE}take-part/", members.talk, name="take_part"),
    path(f"{HERE}take-part/stance/", members.stance, name="stance"),
    path(f"{HERE}take-part/undo/", members.undo, name="undo"),
    path(f"{HERE}take-part/offer/", members.offer, name="offer"),
    path(f"{HERE}queue/", moderation.queue, name="queue"),
    path(f"{HERE}queue/next/", moderation.next_one, name="next_statement"),
    path("<slug:assembly>/statements/<slug:public_id>/", statements.statement, name="statement"),
    path("<slug:assembly>/statements/<slug:public_id>/appeal/", statements.appeal, name="appeal"),
    path("<slug:assembly>/statements/<slug:public_id>/result/", statements.result, name="result"),
    path(OPEN, citizens.door, name="door"),
    path(f"{OPEN}code/", citizens.by_code, name="by_code"),
    path(f"{OPEN}phone/", citizens.by_phone, name="by_phone"),
    path(f"{OPEN}confirm/", citizens.confirm, name="confirm"),
    path(f"{OPEN}leave/", citizens.leave, name="leave"),
    path(f"{OPEN}take-part/", citizens.talk, name="open_take_part"),
    path(f"{OPEN}take-part/stance/", citizens.stance, name="open_stance"),
    path(f"{OPEN}take-part/undo/", citizens.undo, name="open_undo"),
    path(f"{OPEN}take-part/offer/", citizens.offer, name="open_offer"),
]
