"""The register of figures as a document: every code with its unit, its definition and the rule behind it."""

from tongxin.figures.declare import Declared, Ratio, all_figures
from tongxin.lifecycle.docs import NOTE, table

HEADS = ["名称", "代码", "单位", "口径", "依据"]


def documents() -> dict[str, str]:
    """Paths under docs/ with their texts."""
    return {"figures/README.md": figures_page()}


def figures_page() -> str:
    """All figures by the record they count; shares name their two figures."""
    chapters: dict[str, list[Declared]] = {}
    for one in all_figures():
        chapters.setdefault(one.code.partition(".")[0], []).append(one)
    lines = ["# 数字\n", NOTE, "代码永久有效；口径改变时另立新代码，旧代码保留。\n"]
    for chapter, figures in chapters.items():
        lines += [f"## `{chapter}`\n", *table(HEADS, (_row(one) for one in figures)), ""]
    return "\n".join(lines)


def _row(one: Declared) -> list[str]:
    unit = f"`{one.over.code}` ÷ `{one.under.code}`" if isinstance(one, Ratio) else str(one.unit)
    return [str(one.label), f"`{one.code}`", unit, str(one.definition), str(one.clause)]
