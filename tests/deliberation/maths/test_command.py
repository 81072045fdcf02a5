"""The command line and its report: one page without anything beside it, in two languages."""

import csv
import json
import re
import subprocess
import sys

import html5lib
import pytest

from tests.architecture.source import ROOT
from tests.deliberation.maths.conversations import camps, noise
from tests.deliberation.maths.test_alarms import brigade, joined
from tongxin.deliberation.maths import __main__ as command
from tongxin.deliberation.maths import analyse
from tongxin.deliberation.maths.report import report
from tongxin.deliberation.maths.words import LANGUAGES, Words, table

pytestmark = pytest.mark.once


@pytest.fixture
def votes(tmp_path):
    path = tmp_path / "votes.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["participant", "statement", "vote"])
        writer.writerows(zip(*(row.tolist() for row in camps(seed=1).rows), strict=True))
    return path


def words_of(page):
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for style in tree.iter("style"):
        style.text = ""
    return " ".join("".join(tree.itertext()).split())


def test_report_and_json_are_written(votes, tmp_path, capsys):
    page, data = tmp_path / "out.html", tmp_path / "out.json"
    assert command.main([str(votes), "--report", str(page), "--json", str(data)]) == 0
    said = capsys.readouterr()
    content = json.loads(data.read_text(encoding="utf-8"))
    assert said.out.splitlines() == [
        "60 人参与，30 条观点，1800 次表态",
        f"结果指纹 {content['digest']}",
    ]
    assert content["digest"] in page.read_text(encoding="utf-8")
    assert len(content["circle"]["score"]) == 30


def test_other_profile_and_quick_run(votes, capsys):
    assert command.main([str(votes), "--profile", "polis", "--language", "en"]) == 0
    assert capsys.readouterr().out.startswith("60 participants, 30 statements, 1800 votes")
    assert command.main([str(votes), "--quick", "--seed", "3", "--language=en"]) == 0
    assert command.main([str(votes), "--profile", "polis", "--report", "x.html"]) == 2


def test_progress_is_told_when_it_takes_long(votes, monkeypatch, capsys):
    monkeypatch.setattr(command, "QUIET_SECONDS", 0.0)
    command.main([str(votes), "--quick"])
    steps = [line.split("s  ")[1] for line in capsys.readouterr().err.splitlines()]
    assert steps[0] == "整理表态"
    assert {"分组", "查找异常迹象"} < set(steps)


def test_bad_file_is_told_line_by_line(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("参与者,观点,表态\n" + "1,2,也许\n" * 12, encoding="utf-8")
    assert command.main([str(path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == f"{path} 中有 12 处不能用："
    assert lines[1] == "  第 2 行：“也许”不是表态，应为 1、0、-1，或 同意、略过、反对"
    assert (len(lines), lines[-1]) == (12, "  ……另有 2 处")
    assert command.main([str(tmp_path / "none.csv")]) == 2
    assert command.main([str(path.parent)]) == 2


def test_population_that_cannot_be_is_told(votes, capsys):
    assert command.main([str(votes), "--population", "10"]) == 2
    assert "smaller than the 60" in capsys.readouterr().err


def test_runs_without_django(votes):
    code = f"import sys; from tongxin.deliberation.maths.__main__ import main; main([{str(votes)!r}, '--quick']); sys.exit('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_needs_nothing_beside_itself(language):
    result = analyse(*camps(people=50, groups=3, each=20, seed=2).rows)
    page = report(result, Words(language), {0: "<b>Parks</b> & trees"})
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search(r"https?:|src=|url\(|<script|<link", page)
    assert page.count('<svg class="picture"') == 2
    assert "&lt;b&gt;Parks&lt;/b&gt; &amp; trees" in page


def test_report_says_what_was_found():
    page = words_of(report(analyse(*camps(seed=3).rows), Words("zh"), {0: "多建停车位"}))
    assert "有 2 种明显不同的看法" in page
    assert "每个组里，至少有" in page
    assert "稳定：随机去掉五分之一的人" in page
    assert "多建停车位" in page
    assert "没有发现异常。" in page


def test_report_says_when_there_are_no_different_views():
    page = words_of(report(analyse(*noise(seed=2).rows), Words("zh")))
    assert "没有发现明显不同的几派看法" in page
    assert "各组的特点" not in page


def test_report_of_given_groups_of_untested_ones_and_of_pushing():
    given = {person: ["东区", "西区"][person % 2] for person in range(60)}
    page = words_of(report(analyse(*camps(seed=4).rows, groups=given, resample=False), Words("zh")))
    assert "按事先给定的 2 个组计算" in page
    assert "东区" in page
    made = joined(camps(people=120, each=20, seed=5), brigade(7, 13, range(7), seed=5))
    page = words_of(report(analyse(*made.rows, resample=False), Words("zh")))
    assert "未检验分组是否出于偶然" in page
    assert "没有发现异常" not in words_of(
        report(analyse(*copied().rows, resample=False), Words("zh"))
    )


def copied():
    one = brigade(1, 13, range(8))
    parts = [type(one)(one.participants + extra, *one.rows[1:]) for extra in range(8)]
    return joined(camps(people=120, each=20, seed=5), *parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_of_nothing_can_be_written(language):
    assert "<svg" in report(analyse([], [], []), Words(language))


def test_both_languages_have_every_sentence_with_the_same_places():
    one, other = (table()[language] for language in LANGUAGES)
    places = {name: sorted(re.findall(r"{(\w+)}", text)) for name, text in one.items()}
    assert places == {name: sorted(re.findall(r"{(\w+)}", text)) for name, text in other.items()}


def test_chinese_sentences_use_full_width_marks():
    assert [text for text in table()["zh"].values() if re.search(r"[一-鿿][,;:?()]", text)] == []
