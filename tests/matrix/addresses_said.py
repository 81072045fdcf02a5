"""Addresses of what is said at gatherings: about which record each is asked, and what is posted."""

OF_PLENARY = (
    "ask",
    "attach",
    "call_speeches",
    "choose_speeches",
    "decisions",
    "deliver_speeches",
    "detach",
    "discussion",
    "draft_minutes",
    "edit_minutes",
    "enter_speech",
    "materials",
    "new_speech",
    "order_speeches",
    "outcomes",
    "printed",
    "questions",
    "readers",
    "speeches",
)
ON_OUTCOME = (
    "correct_outcome",
    "link_outcome",
    "settle_outcome",
    "unlink_outcome",
    "withdraw_outcome",
)
ONE = {
    **{f"gatherings:{name}": "plenary" for name in OF_PLENARY},
    **{f"gatherings:{name}": "outcome" for name in ON_OUTCOME},
    "gatherings:write_speech": "speech_draft",
    "gatherings:question": "question",
    "gatherings:notes": "room",
    "gatherings:correct_note": "note",
}
FIXED: dict[str, dict] = {"gatherings:printed": {"code": "speeches", "form": "docx"}}
ONLY_READ = {"discussion", "materials", "printed", "questions", "readers", "speeches"}
WRITING = ("write_speech", "notes", "correct_note", *ON_OUTCOME, *OF_PLENARY)
POSTS: dict[str, dict] = {f"gatherings:{name}": {} for name in WRITING if name not in ONLY_READ}
ONLY_POSTS = frozenset(
    f"gatherings:{name}"
    for name in (
        "choose_speeches",
        "deliver_speeches",
        "detach",
        "draft_minutes",
        "order_speeches",
        "unlink_outcome",
    )
)
FILES = {"gatherings:detach": "material", "gatherings:readers": "material"}
