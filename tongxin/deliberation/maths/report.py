"""The report of an analysis as one HTML page that needs nothing beside itself: pictures, words, and tables."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from . import pictures
from .words import Words

LISTED = 10


class _Telling:
    """A result with the words to tell it."""

    def __init__(
        self,
        result: Mapping[str, Any],
        words: Words,
        texts: Mapping[int, str],
        things: Mapping[int, str],
    ) -> None:
        self.result, self.words = result, words
        self.texts, self.things = texts, things
        self.names = [
            words("group", g=label + 1) if isinstance(label, int) else str(label)
            for label in result["group_labels"]
        ]

    def statement(self, statement: int) -> str:
        """A statement in its own words, safe for HTML."""
        text = self.texts.get(statement) or self.things.get(statement)
        return escape(text or self.words("statement_n", id=statement))

    def of_column(self, column: int) -> str:
        return self.statement(int(self.result["statements"][column]))


def report(
    result: Mapping[str, Any],
    words: Words,
    texts: Mapping[int, str] | None = None,
    things: Mapping[int, str] | None = None,
) -> str:
    """The page. result: of `analyse` in the profile native; texts: {statement: what it says}; things: its name."""
    telling = _Telling(result, words, texts or {}, things or {})
    title = words("title")
    sections = [
        f"<h1>{title}</h1>",
        f'<p class="soft">{_people(telling)}</p>',
        _section(words("list"), _list(telling)),
        _section(words("circle"), _circle(telling)),
        _section(words("views"), _views(telling)),
        _section(words("map"), _map(telling)),
        _section(words("groups"), _groups(telling)) if len(telling.names) > 1 else "",
        _section(words("slate"), _slate(telling)),
        _section(words("alarms"), _alarms(telling)),
        _section(words("digest"), _digest(telling)),
    ]
    style = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
    language = "zh-CN" if words.language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n{''.join(sections)}</main>\n</body>\n</html>\n"
    )


def _section(title: str, content: str) -> str:
    return f"<section>\n<h2>{title}</h2>\n{content}</section>\n"


def _people(telling: _Telling) -> str:
    result = telling.result
    n, m = len(result["participants"]), len(result["statements"])
    return telling.words("people", n=n, m=m, votes=result["votes"])


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _down(share: float) -> str:
    """A share as "at least" may say it: never rounded up."""
    return f"{int(np.floor(100 * share + 1e-9))}%"


def _list(telling: _Telling) -> str:
    """What all share: in words first, as a table for those who cannot see pictures."""
    columns = pictures.ranks(telling.result)
    if not len(columns):
        return f"<p>{telling.words('no_list')}</p>\n"
    score = telling.result["circle"]["score"]
    sentence = "sentence" if len(telling.names) > 1 else "sentence_one"
    items = [
        f"<li>{telling.of_column(column)}<br>"
        f'<span class="soft">{telling.words(sentence, share=_down(score[column]))}</span></li>'
        for column in columns[:LISTED]
    ]
    return f'<ol class="say">\n{"".join(items)}</ol>\n{_table(telling)}'


def _table(telling: _Telling) -> str:
    words, result = telling.words, telling.result
    overall, circle = result["overall"], result["circle"]
    heads = ["rank", "statement", "at_least", "weakest", "agree_share", "agree_interval", "seen"]
    rows = [_row([words(head) for head in heads], "th")]
    for rank, column in enumerate(pictures.ranks(result), start=1):
        low, high = overall["interval"][column]
        seen = int(overall["seen"][column])
        cells = [
            str(rank),
            telling.of_column(column),
            _down(circle["score"][column]),
            escape(telling.names[int(circle["weakest"][column])]),
            _percent(overall["agree"][column] / max(seen, 1)),
            f"{_percent(low)} – {_percent(high)}",
            str(seen),
        ]
        rows.append(_row(cells, "td"))
    return f'<div class="wide"><table>\n{"".join(rows)}</table></div>\n'


def _row(cells: list[str], tag: str) -> str:
    numbers = {0, 2, 4, 5, 6}
    made = [
        f'<{tag} class="n">{cell}</{tag}>' if place in numbers else f"<{tag}>{cell}</{tag}>"
        for place, cell in enumerate(cells)
    ]
    return f"<tr>{''.join(made)}</tr>\n"


def _circle(telling: _Telling) -> str:
    if not len(pictures.ranks(telling.result)):
        return f"<p>{telling.words('no_list')}</p>\n"
    picture = pictures.circles(telling.result, telling.names, telling.words("circle"))
    return f"<p>{telling.words('circle_help')}</p>\n{_legend(telling)}{picture}\n"


def _legend(telling: _Telling) -> str:
    sizes = np.bincount(telling.result["group"] + 1, minlength=len(telling.names) + 1)
    named = list(enumerate(telling.names))
    if sizes[0]:
        named.append((-1, telling.words("not_grouped")))
    parts = [_sign(place) + " " + _sized(telling, name, sizes[place + 1]) for place, name in named]
    return f"<p>{' &emsp; '.join(parts)}</p>\n"


def _sign(group: int) -> str:
    colour = f"g{group % 5}" if group >= 0 else "none"
    return f'<span class="{colour}">{pictures.mark(group)}</span>'


def _sized(telling: _Telling, name: str, size: int) -> str:
    return telling.words("group_in_legend", name=escape(name), size=int(size))


def _views(telling: _Telling) -> str:
    """Whether there are different views, and whether the groups would be found again, in plain words."""
    words, result, k = telling.words, telling.result, len(telling.names)
    test = result["structure"]
    if result["groups_given"]:
        said = words("given", k=k)
    elif result["structure_p"] is None:
        said = words("untested")
    elif k < 2 or test is None:
        said = words("one_view")
    else:
        p = f"{result['structure_p']:.2f}"
        said = words("clear_views", k=k, tried=test["tried"], reached=test["reached"], p=p)
    content = f'<p class="say">{said}</p>\n'
    again = result["stability"]
    if k > 1 and again is not None:
        said = words(again["label"], share=f"{again['total']:.2f}")
        content += f"<h3>{words('stability')}</h3>\n<p>{said}</p>\n"
    return content


def _map(telling: _Telling) -> str:
    count = len(telling.result["participants"])
    shown = pictures.people_shown(count)
    picture = pictures.people(telling.result, telling.words("map"))
    part = f"<p>{telling.words('map_part', shown=shown)}</p>\n" if shown < count else ""
    return f"<p>{telling.words('map_help')}</p>\n{part}{_legend(telling)}{picture}\n"


def _groups(telling: _Telling) -> str:
    parts = []
    for place, name in enumerate(telling.names):
        size = int((telling.result["group"] == place).sum())
        items = [_special(telling, place, *one) for one in telling.result["representative"][place]]
        listed = (
            f"<ul>\n{''.join(items)}</ul>\n" if items else f"<p>{telling.words('no_special')}</p>\n"
        )
        sized = telling.words("group_size", size=size)
        parts.append(
            f'<h3>{_sign(place)} {escape(name)} <span class="soft">{sized}</span></h3>\n{listed}'
        )
    return "".join(parts)


def _special(telling: _Telling, group: int, statement: int, way: str) -> str:
    column = int(np.searchsorted(telling.result["statements"], statement))
    votes, seen = (telling.result["group_votes"][key][:, column] for key in (way, "seen"))
    others, others_seen = votes.sum() - votes[group], seen.sum() - seen[group]
    shares = telling.words(
        "shares",
        own=_percent(votes[group] / max(seen[group], 1)),
        rest=_percent(others / max(others_seen, 1)),
    )
    said = telling.words(f"special_{way}", text=telling.statement(statement))
    return f'<li>{said} <span class="soft">{shares}</span></li>\n'


def _slate(telling: _Telling) -> str:
    found, people = telling.result["slate"], len(telling.result["participants"])
    if not len(found["ids"]):
        return f"<p>{telling.words('no_list')}</p>\n"
    items = [f"<li>{telling.statement(int(one))}</li>\n" for one in found["ids"]]
    said = telling.words(
        "slate_help" if found["certificate"] < 1 else "slate_fails",
        covered=_percent(found["covered"]),
        largest=max(found["unrepresented"].values(), default=0),
        quota=f"{people / LISTED:.1f}",
    )
    return f"<ol>\n{''.join(items)}</ol>\n<p>{said}</p>\n"


def _alarms(telling: _Telling) -> str:
    words, found = telling.words, telling.result["alarms"]
    items = [
        words(
            "copies",
            n=len(one["participants"]),
            alike=one["alike"],
            expected=f"{one['expected']:.1f}",
            together=words("together" if one["together"] else "apart"),
        )
        for one in found["copies"]
    ]
    items += [_push(telling, one) for one in found["pushes"]]
    listed = "".join(f"<li>{item}</li>\n" for item in items)
    content = f"<ul>\n{listed}</ul>\n" if items else f"<p>{words('no_alarms')}</p>\n"
    reach = [
        f"<tr><td>{telling.statement(statement)}</td>"
        f'<td class="n">{words("radius_none") if q is None else q}</td></tr>\n'
        for statement, q in found["radius"].items()
    ]
    head = f'<tr><th>{words("statement")}</th><th class="n">{words("radius")}</th></tr>\n'
    return f'{content}<div class="wide"><table>\n{head}{"".join(reach)}</table></div>\n'


def _push(telling: _Telling, one: Mapping[str, Any]) -> str:
    cohort = one["cohort"]
    return telling.words(
        "pushes",
        cohort=escape(" – ".join(map(str, cohort)) if isinstance(cohort, tuple) else str(cohort)),
        text=telling.statement(one["statement"]),
        agree=one["agree"],
        seen=one["seen"],
        others=_percent(one["others"]),
        rank=one["rank"][0],
        without=one["rank_without"][0],
    )


def _digest(telling: _Telling) -> str:
    return (
        f"<p>{telling.words('digest_help')}</p>\n<p><code>{telling.result['digest']}</code></p>\n"
    )
