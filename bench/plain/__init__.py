"""Four pages as somebody would write them by hand in plain Django, for one role, without an engine underneath."""
