"""Addresses of the register, below the assembly's slug."""

from django.urls import path

from tongxin.members.views import (
    bodies,
    code_sheets,
    contacts,
    corrections,
    merging,
    next_term,
    papers,
    party_work,
    register,
    roll,
    sessions,
    submissions,
)

app_name = "members"

ROLL = "<slug:assembly>/members"
ONE = "<slug:assembly>/register/<slug:public_id>"
MANDATE = "<slug:assembly>/mandates/<slug:public_id>"
BODY = "<slug:assembly>/bodies/<slug:public_id>"
PAIR = "<slug:assembly>/contacts/<slug:public_id>"

urlpatterns = [
    path(f"{ROLL}/", roll.roll, name="roll"),
    path(f"{ROLL}/export/", roll.export, name="export"),
    path(f"{ROLL}/code-sheets/", code_sheets.code_sheets, name="code_sheets"),
    path(f"{ROLL}/seat/", register.seat, name="seat"),
    path(f"{ROLL}/mine/", register.mine, name="mine"),
    path(f"{ROLL}/next-term/", next_term.next_term, name="next_term"),
    path(f"{ROLL}/papers/<slug:code>/", papers.printed, name="paper"),
    path("<slug:assembly>/sessions/", sessions.sessions, name="sessions"),
    path(f"{ONE}/", register.record, name="record"),
    path(f"{ONE}/update/", register.update, name="update"),
    path(f"{ONE}/appoint/", register.appoint, name="appoint"),
    path(f"{ONE}/correct/", corrections.correct, name="correct"),
    path(f"{ONE}/identity/", register.identity, name="identity"),
    path(f"{ONE}/identity/read/", register.read_identity, name="read_identity"),
    path(f"{MANDATE}/end/", register.end, name="end"),
    path(f"{MANDATE}/amend/", register.amend, name="amend"),
    path(
        "<slug:assembly>/appointments/<slug:public_id>/relieve/",
        register.relieve_post,
        name="relieve",
    ),
    path("<slug:assembly>/corrections/", corrections.corrections, name="corrections"),
    path("<slug:assembly>/corrections/approve/", corrections.approve_many, name="approve_many"),
    path(
        "<slug:assembly>/corrections/<slug:public_id>/", corrections.correction, name="correction"
    ),
    path("<slug:assembly>/bodies/", bodies.bodies, name="bodies"),
    path("<slug:assembly>/bodies/new/", bodies.found, name="found_body"),
    path(f"{BODY}/", bodies.body, name="body"),
    path(f"{BODY}/dissolve/", bodies.dissolve, name="dissolve"),
    path("<slug:assembly>/rolls/", submissions.submissions, name="submissions"),
    path("<slug:assembly>/rolls/compile/", submissions.compile_one, name="compile"),
    path("<slug:assembly>/rolls/<slug:public_id>/", submissions.submission, name="submission"),
    path("<slug:assembly>/contacts/", contacts.pairs, name="pairs"),
    path("<slug:assembly>/contacts/new/<slug:kind>/", contacts.open_one, name="open_pair"),
    path(f"{PAIR}/", contacts.pair, name="pair"),
    path(f"{PAIR}/log/", contacts.log, name="log_contact"),
    path(f"{PAIR}/end/", contacts.end, name="end_pair"),
    path(
        "<slug:assembly>/help-asked/<slug:public_id>/settle/", contacts.settle, name="settle_help"
    ),
    path("<slug:assembly>/responsibilities/", party_work.matrix, name="matrix"),
    path("<slug:assembly>/conveners/", party_work.conveners, name="conveners"),
    path("<slug:assembly>/coverage/", party_work.coverage, name="coverage"),
    path("<slug:assembly>/roll-check/", party_work.board, name="board"),
    path("<slug:assembly>/merges/", merging.aliases, name="aliases"),
    path("<slug:assembly>/merges/<slug:public_id>/part/", merging.part, name="part"),
    path("<slug:assembly>/merges/<slug:public_id>/with/<slug:other>/", merging.merge, name="merge"),
    path(
        "<slug:assembly>/merges/<slug:public_id>/with/<slug:other>/ask/",
        merging.ask,
        name="ask_merge",
    ),
]
