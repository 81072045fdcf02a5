"""The browser finds exactly what the server finds: same rules, same passages, in node or else in chromium."""

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import tongxin.core
from tests.core.test_text import INNOCENT, STOPPED, WARNED
from tongxin.core import text

SCRIPT = Path(tongxin.core.__file__).parent / "static" / "core" / "text_checks.js"
HARNESS = """
const checks = require(process.argv[1]);
const { rules, passages } = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(passages.map((passage) => [
  checks.secrecyMarks(passage, rules), checks.personalNumbers(passage, rules)])));
"""
IN_PAGE = """([rules, passages]) => passages.map((passage) => [
  TongxinText.secrecyMarks(passage, rules), TongxinText.personalNumbers(passage, rules)])"""

ALLOWED = re.compile(
    r"""
    \\[n+*()\[\].^$?{}|/]             # escapes that mean the same in both
  | \[\^?(?:\\[\[\]\-n+*()]|[^\\\[\]])+\]  # plain classes
  | \(\?:|\(\?=|\(\?!|\((?!\?)|\)      # groups and lookahead, no lookbehind, no names, no flags
  | \{[0-9]+(?:,[0-9]*)?\}|[?*+|^$]    # greedy quantifiers
  | [^\\\[\](){}?*+|^$.]               # literals
    """,
    re.VERBOSE,
)
NUMBERS = [
    "手机138-0013-8000",
    "(010)65881234",
    "11010519491231002X",
    "4111 1111 1111 1111",
    "电话：88886666",
]


def all_rules():
    return [rule for kind in text.browser_rules().values() for rule in kind]


def passages():
    """Samples, and random mixtures of the characters that the rules look at."""
    source = random.Random(20261122)  # noqa: S311 — sample texts
    fragments = [
        "绝",
        "机",
        "秘",
        "密",
        "绝密",
        "机密",
        "秘",
        "密",
        "★",
        "*",
        "级",
        "密级",
        ":",
        "：",
        "1年",
        "长期",
        "内部",
        "资料",
        "商业",
        "国家",
        "保守",
        "工作",
        "切",
        "码",
        "电话",
        "元",
        "(",
        ")",
        "【",
        "】",
        "0",
        "１",
        "X",
        "-",
    ]
    fragments += [" ", "　", "\n", "\t", "\r\n", "\u200b", "13800138000", "010", "𬱖"]
    mixed = ["".join(source.choices(fragments, k=source.randint(1, 12))) for _number in range(3000)]
    digits = ["".join(source.choices("0123456789 -Xx", k=30)) for _number in range(500)]
    return STOPPED + WARNED + INNOCENT + NUMBERS + mixed + digits


def browser_hits(samples):
    rules = text.browser_rules()
    if node := shutil.which("node"):
        given = json.dumps({"rules": rules, "passages": samples})
        command = [node, "-e", HARNESS, str(SCRIPT)]
        return json.loads(
            subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout
        )
    return hits_in_chromium(rules, samples)


def hits_in_chromium(rules, samples):
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            page = browser.new_page()
            page.add_script_tag(path=str(SCRIPT))
            return page.evaluate(IN_PAGE, [rules, samples])
        finally:
            browser.close()


def comparable(hits):
    return [
        [(hit["code"], hit["level"], hit["found"], hit["sentence"]) for hit in kind]
        for kind in hits
    ]


def server_hits(passage):
    found = (text.secrecy_marks(passage), text.personal_numbers(passage))
    return [[(hit.code, hit.level, hit.found, hit.sentence) for hit in kind] for kind in found]


def assert_same(samples, in_browser):
    differing = [
        (sample, ours, theirs)
        for sample, ours, theirs in zip(
            samples, map(server_hits, samples), map(comparable, in_browser), strict=True
        )
        if ours != theirs
    ]
    assert differing == []


def test_browser_and_server_find_the_same():
    samples = passages()
    assert sum(bool(server_hits(sample)[0]) for sample in samples) > 300
    assert_same(samples, browser_hits(samples))


def test_chromium_agrees_too():
    if not shutil.which("chromium"):
        pytest.skip("no chromium on this machine; node has run the same rules")
    samples = STOPPED + WARNED + INNOCENT + NUMBERS
    assert_same(samples, hits_in_chromium(text.browser_rules(), samples))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule["code"])
def test_pattern_keeps_to_the_common_subset(rule):
    assert foreign(rule["pattern"]) == ""
    assert re.compile(rule["pattern"]).groups == 1


@pytest.mark.parametrize(
    "pattern", [r"\d", r"\bx", r"(?<=x)y", r"(?P<n>x)", r"a.b", r"(?i)x", r"\s+", r"\-", "x+?y*+"]
)
def test_subset_checker_refuses_what_differs(pattern):
    assert foreign(pattern) != ""


def foreign(pattern):
    """What of the pattern lies outside the subset that Python and JavaScript read alike."""
    rest = re.sub(r"\(\?=\\n\|\$\)", "", pattern)
    doubled = re.search(r"[?*+}][?*+]", re.sub(r"\[(?:\\.|[^\]])+\]|\\.", "x", rest))
    return ALLOWED.sub("", rest).strip() or (doubled.group() if doubled else "")
