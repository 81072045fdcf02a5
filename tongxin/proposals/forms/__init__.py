"""Forms of proposals, one module per side; the lifecycle tables name them by class."""

from importlib import import_module
from importlib.util import find_spec

SIDES = ("member", "office", "unit", "exchange", "clearing")

for _side in SIDES:
    if find_spec(f"{__name__}.{_side}"):
        _module = import_module(f"{__name__}.{_side}")
        globals().update({name: getattr(_module, name) for name in _module.__all__})
