"""Addresses of the doors of gatherings: about which record each is asked, and what is posted."""

from tests.matrix.world_door import DOOR_SITTING, SETTLED_PERSON, SETTLED_SITTING

OF_SITTING = (
    "screen",
    "counter",
    "call_roll",
    "take_back",
    "admit",
    "sign_in",
    "scan",
)
ONE = {
    **{f"gatherings:{name}": "door_sitting" for name in OF_SITTING},
    **{f"gatherings:{name}": "door_meeting" for name in ("door", "open_desk", "my_sign_in")},
    **{f"gatherings:{name}": "settled_meeting" for name in ("presence", "correct_presence")},
    "gatherings:close_desk": "desk",
}
FIXED: dict[str, dict] = {
    "gatherings:scan": {"code": "000000"},
    "gatherings:correct_presence": {"sitting": SETTLED_SITTING, "person": SETTLED_PERSON},
}
POSTED = (
    "call_roll",
    "take_back",
    "admit",
    "sign_in",
    "close_desk",
    "open_desk",
    "correct_presence",
    "desk_roll",
    "desk_entries",
)
POSTS: dict[str, dict] = {
    **{f"gatherings:{name}": {} for name in POSTED},
    "gatherings:my_sign_in": {"sitting": DOOR_SITTING},
}
ONLY_POSTS = frozenset(
    f"gatherings:{name}"
    for name in ("close_desk", "take_back", "admit", "open_desk", "desk_roll", "desk_entries")
)
