"""Writes the documents that follow from declarations: lifecycles, rulebook, roles, what other engines add."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.utils import translation

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.config.environment import REPOSITORY
from tongxin.lifecycle.table import Act, Condition, Due, Lifecycle, Tell, lifecycles
from tongxin.organisations import rulebook
from tongxin.organisations.models import Assembly, Organisation
from tongxin.organisations.rulebook import Parameter
from tongxin.organisations.terms import Tier

NOTE = "> 由 `bin/docs` 从代码中的声明生成，请勿手改；`bin/test` 会核对。\n"
KINDS = {
    "int": "整数",
    "flag": "是否",
    "text": "文字",
    "choice": "单选",
    "codes": "多选",
    "length": "时长",
}


def folder() -> Path:
    """Where the documents stand in the repository."""
    return REPOSITORY / "docs"


_more: list[Callable[[], dict[str, str]]] = []


def add_documents(written: Callable[[], dict[str, str]]) -> None:
    """Let an engine above this one add documents: a function that gives paths under docs/ with their texts."""
    _more.append(written)


def documents() -> dict[str, str]:
    """Every generated document: its path under docs/ and its text."""
    with translation.override("zh-hans"):
        return {
            **{name: text for written in _more for name, text in written().items()},
            **{f"lifecycles/{one.noun}.md": lifecycle_page(one) for one in lifecycles()},
            "lifecycles/README.md": overview_page(),
            "rulebook.md": rulebook_page(),
            "roles.md": roles_page(),
        }


def write(into: Path) -> None:
    """Write every document; pages of lifecycles that no longer exist are removed."""
    wanted = documents()
    for path in (into / "lifecycles").glob("*.md"):
        if f"lifecycles/{path.name}" not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        (into / name).write_text(text, encoding="utf-8")


def differing(within: Path) -> list[str]:
    """The documents under `within` that do not say what the declarations say."""
    wanted = documents()
    stale = {f"lifecycles/{path.name}" for path in (within / "lifecycles").glob("*.md")} - set(
        wanted
    )
    return sorted(stale) + [name for name, text in wanted.items() if _stored(within / name) != text]


def lifecycle_page(lifecycle: Lifecycle) -> str:
    """One noun: its states, its diagram, its acts."""
    return "\n".join(
        [
            f"# {lifecycle.label} `{lifecycle.noun}`\n",
            NOTE,
            f"模型 `{lifecycle.model.__name__}`,查看权限 `{lifecycle.view}`。\n",
            "## 状态\n",
            *table(["状态", "标识", ""], _states(lifecycle)),
            "\n## 状态图\n",
            "```mermaid",
            *_diagram(lifecycle),
            "```\n",
            "## 动作\n",
            *table(
                ["动作", "从", "到", "由谁", "条件", "表单", "期限", "告知"],
                (_act_row(act) for act in lifecycle.acts.values()),
            ),
            "",
        ]
    )


def overview_page() -> str:
    """All nouns with the number of their states and acts."""
    rows = (
        [
            f"[{one.label}]({one.noun}.md)",
            f"`{one.noun}`",
            str(len(one.states)),
            str(len(one.acts)),
        ]
        for one in lifecycles()
    )
    return "\n".join(
        ["# 流程\n", NOTE, *table(["名称", "标识", "状态数", "动作数"], rows), ""],
    )


def rulebook_page() -> str:
    """Every parameter with its default and clause; staff change them per assembly, from a date on."""
    chapters: dict[str, list[Parameter]] = {}
    for parameter in rulebook.parameters():
        chapters.setdefault(parameter.chapter, []).append(parameter)
    lines = ["# 规则簿\n", NOTE, "各级政协可自某日起修改任一项；已在计时的期限不受影响。\n"]
    for chapter, parameters in chapters.items():
        rows = (
            [
                str(one.label),
                f"`{one.code}`",
                KINDS[one.kind],
                rulebook.in_words(one, one.default),
                str(one.clause),
            ]
            for one in parameters
        )
        lines += [
            f"## `{chapter}`\n",
            *table(["规则", "标识", "类型", "默认值", "依据"], rows),
            "",
        ]
    return "\n".join(lines)


def roles_page() -> str:
    """Every role with what it may ever do; on which records decides the rule."""
    lines = ["# 角色\n", NOTE, "“可以”指对合乎规则的那些件；对哪些件，由规则逐件判断。\n"]
    for role in Role:
        may = [f"{_label(name)} `{name}`" for name in _ever_allowed(role)]
        lines += [f"## {role.label} `{role.value}`\n"]
        if traits := _traits(role):
            lines += [f"{'、'.join(traits)}。\n"]
        lines += [*(f"- {one}" for one in may)] if may else ["目前没有专属权限。"]
        lines += [""]
    return "\n".join(lines)


def _states(lifecycle: Lifecycle) -> Iterator[list[str]]:
    left = {source for act in lifecycle.acts.values() if act.target for source in act.sources}
    for state in lifecycle.states:
        marks = ["起点"] if state == lifecycle.initial else []
        marks += [] if state in left else ["终点"]
        yield [str(state.label), f"`{state.value}`", "、".join(marks)]


def _diagram(lifecycle: Lifecycle) -> Iterator[str]:
    yield "stateDiagram-v2"
    for state in lifecycle.states:
        yield f'    state "{state.label}" as {state.value}'
    yield f"    [*] --> {lifecycle.initial}"
    for act in lifecycle.acts.values():
        for source in act.sources if act.target else ():
            yield f"    {source} --> {act.target}: {act.label}"


def _act_row(act: Act) -> list[str]:
    states = {state.value: str(state.label) for state in act.lifecycle.states}
    return [
        f"{act.label}<br>`{act.code}`",
        "、".join(states[source] for source in act.sources),
        states[act.target] if act.target else "不变",
        "、".join(dict.fromkeys(str(audience.label) for audience in act.by)),
        "<br>".join(_condition(condition) for condition in (*act.given, *act.when)),
        f"`{act.form.rpartition('.')[2]}`" if act.form else "",
        "<br>".join(_due(act.lifecycle, due) for due in act.due),
        "、".join(dict.fromkeys(_told(tell) for tell in act.tell)),
    ]


def _condition(condition: Condition) -> str:
    said = (inspect.getdoc(condition) or "").split("\n")[0].split(". ")[0].rstrip(".")
    return f"`{condition.__name__}` {said}".strip()


def _due(lifecycle: Lifecycle, due: Due) -> str:
    owed = lifecycle.acts[due.act].label
    if due.on:
        return f"{owed}:件上写明的日期"
    if not isinstance(due.parameter, str):
        return f"{owed}:按 `{due.parameter.__name__}` 选用规则"
    parameter = rulebook.parameter(due.parameter)
    return f"{owed}:{rulebook.in_words(parameter, parameter.default)} `{parameter.code}`({parameter.clause})"


def _told(tell: Tell) -> str:
    return f"{tell.audience.label}{'(下发时)' if tell.held else ''}"


def _ever_allowed(role: Role) -> list[str]:
    """The permissions whose rule admits this role for some record; asks no database."""
    actor = Actor(
        person=Person(pk=1),
        assignment=RoleAssignment(
            pk=1,
            person_id=1,
            role=role,
            assembly=Assembly(pk=1, tier=Tier.CITY),
            organisation=Organisation(pk=1),
        ),
    )
    return [
        name
        for name in permissions.names()
        if permissions.permission(name).rule(actor) != permissions.NOTHING
    ]


def _label(name: str) -> str:
    return str(permissions.permission(name).label)


def _traits(role: Role) -> list[str]:
    groups = {
        "在承办单位或交办部门任职": Role.of_units(),
        "大会期间临时身份,会后失效,不能导出": Role.temporary(),
        "随任职产生,不能手工授予": Role.derived(),
        "三员之一,互不兼任": Role.managers(),
    }
    return [words for words, roles in groups.items() if role in roles]


def table(heads: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _stored(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
