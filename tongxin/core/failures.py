"""How errors are told in logs and rows: kind and place, never the message, which may quote personal data."""

from traceback import extract_tb


def describe(error: BaseException) -> str:
    """`ValueError at tell.py:42`."""
    frames = extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
