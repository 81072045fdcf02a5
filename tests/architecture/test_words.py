"""What the program says: every Chinese sentence is marked for translation; nothing names a place it must not."""

import ast
import re
import subprocess

import pytest

from tests.architecture.source import ROOT, Module, modules, templates, text_of
from tongxin.core import catalogue

HANZI = re.compile(r"[\u4e00-\u9fff]")

CHINESE_BY_NATURE = {
    "tongxin/portal/demo/": "the invented city: its people, units and texts are data",
    "tongxin/papers/documents/": "official documents are Chinese whatever the reader's language",
    "tongxin/papers/spreadsheets/": "column names and habits of Chinese spreadsheets",
    "tongxin/papers/imports/": "the words that spreadsheets use",
    "tongxin/members/imports/": "the same",
    "tongxin/records/imports/": "the same",
    "tongxin/gatherings/imports/": "the same",
    "tongxin/records/declaration.py": "names of standard fields are data, in both languages",
    "tongxin/core/fields/reading.py": "the units in which people write money",
    "tongxin/proposals/imports/": "the same",
    "tongxin/members/parties.py": "the words that rolls use",
    "tongxin/members/papers.py": "printed sheets",
    "tongxin/proposals/papers/": "official documents",
    "tongxin/gatherings/papers/": "the same",
    "tongxin/deliberation/papers/": "the same",
    "tongxin/proposals/queries/listing.py": "the frame of every matter and number, taken off before comparing",
    "tongxin/lifecycle/docs.py": "writes the Chinese documents",
    "tongxin/figures/docs.py": "the same",
    "tongxin/portal/management/commands/demo.py": "speaks of the invented city",
    "tongxin/accounts/management/commands/found.py": "the names of assemblies are Chinese",
    "tongxin/accounts/names.py": "surnames that are read in another way",
    "tongxin/core/text.py": "the words it looks for",
    "tongxin/members/models/terms.py": "Chinese numerals",
    "tongxin/proposals/parameters.py": "the default pattern of case numbers is data",
    "tongxin/portal/queries/public.py": "characters taken off numbers before comparing",
    "tongxin/proposals/queries.py": "characters taken off titles and numbers before comparing",
    "tongxin/core/formats.py": "dates and numbers as officials write them",
}
"""Where Chinese text is data rather than speech."""

FORBIDDEN = [
    "/wo" + "rk/",
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.",
    "deb.debian" + ".org",
    "TODO" + ":",
    "FIX" + "ME",
]
NOT_OURS = ("LICENSE", "static/vendor/", "requirements")


def unmarked(module: Module) -> list[str]:
    """Chinese literals of a module that no gettext function takes, docstrings aside."""
    marking = catalogue.marking_functions(module.tree)
    taken = set()
    for call in module.nodes(ast.Call):
        if getattr(call.func, "id", "") in marking:
            taken |= {id(part) for arg in call.args for part in ast.walk(arg)}
    for node in module.nodes(ast.Expr):
        taken.add(id(node.value))
    return [
        f"{module.at(node)} {node.value[:30]!r}"
        for node in module.nodes(ast.Constant)
        if id(node) not in taken and HANZI.search(text_of(node) or "")
    ]


def unmarked_in_template(path: str, source: str) -> list[str]:
    """Chinese in a template outside translate and blocktranslate."""
    plain = re.sub(r"(?s){#.*?#}|{% comment.*?endcomment %}", "", source)
    marked = {sentence.text for sentence in catalogue.in_template(source)}
    texts = re.findall(r"[^<>{}%\"'=\s]*[\u4e00-\u9fff][^<>{}%\"']*", _outside_blocks(plain))
    return [f"{path}: {text.strip()[:30]}" for text in texts if text.strip() not in marked]


def _outside_blocks(source: str) -> str:
    """The source without what its translation tags hold."""
    without_blocks = re.sub(r"(?s){%-?\s*blocktrans.*?endblocktrans\w*\s*%}", "", source)
    return re.sub(r"{%.*?%}|{{.*?}}", "", without_blocks)


def by_nature(path: str) -> bool:
    return any(path.startswith(prefix) for prefix in CHINESE_BY_NATURE)


def committed() -> list[str]:
    """Text files that are, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(set(listed.stdout.split("\n")) - {""})


def forbidden_in(text: str) -> list[str]:
    return [word for word in FORBIDDEN if word in text]


def test_chinese_in_code_is_marked():
    spoken = (module for module in modules() if not by_nature(module.path))
    assert [place for module in spoken for place in unmarked(module)] == []


def test_unmarked_chinese_in_code_would_be_found():
    source = 'from django.utils.translation import gettext as _\ndef f():\n    """说明"""\n    return _("好"), "不好", f"第{n}号"'
    assert len(unmarked(Module("tongxin/members/planted.py", source))) == 3


def test_chinese_in_templates_is_marked():
    spoken = ((path, source) for path, source in templates() if not by_nature(path))
    assert [one for path, source in spoken for one in unmarked_in_template(path, source)] == []


@pytest.mark.parametrize(
    "source",
    ["<p>你好</p>", '<a title="你好">{% translate "好" %}</a>', "{{ x }}件"],
)
def test_unmarked_chinese_in_a_template_would_be_found(source):
    assert unmarked_in_template("x.html", source)


def test_nothing_committed_names_what_it_must_not():
    found = []
    for name in committed():
        path = ROOT / name
        if any(part in name for part in NOT_OURS) or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {word}" for word in forbidden_in(text)]
    assert found == []


def test_forbidden_word_would_be_found():
    assert forbidden_in("see " + FORBIDDEN[0] + "shared") == [FORBIDDEN[0]]


def test_catalogue_reads_every_way_of_marking():
    source = (
        "from django.utils.translation import gettext as _, ngettext, pgettext_lazy as p\n"
        "_('一' '二'); ngettext('%(n)d 件', '%(n)d 件', n); p('月份', '五'); other('不')"
    )
    assert list(catalogue.in_python(source)) == [
        catalogue.Sentence("一二"),
        catalogue.Sentence("%(n)d 件", plural="%(n)d 件"),
        catalogue.Sentence("五", context="月份"),
    ]
    template = (
        "{% translate '一' %}{% blocktranslate trimmed with n=m %}\n 共 {{ n }} 件\n{% endblocktranslate %}"
        "{% card title=_('三') %}{% translate '五' context '月份' %}"
    )
    assert list(catalogue.in_template(template)) == [
        catalogue.Sentence("一"),
        catalogue.Sentence("共 %(n)s 件"),
        catalogue.Sentence("三"),
        catalogue.Sentence("五", context="月份"),
    ]


def test_catalogue_finds_what_is_missing(tmp_path):
    path = tmp_path / "django.po"
    added, dropped = catalogue.update(path)
    assert (added > 0, dropped) == (True, 0)
    assert len(catalogue.faults(path)) == added
    entries = catalogue._read(path)
    for entry in entries:
        entry.msgstr = entry.msgid
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid} if entry.msgid_plural else {}
    entries.save(str(path))
    assert catalogue.faults(path) == []
    assert catalogue.compile_catalogue(path).stat().st_size > 1000
