"""The vendored checker is the one that is named."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parent / "vendor"


def test_checker_is_the_one_named():
    named = {
        name: digest
        for package in json.loads((VENDOR / "VENDOR.json").read_text())
        for name, digest in package["files"].items()
    }
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")
    }
    assert found == named
