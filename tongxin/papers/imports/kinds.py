"""Declarations: a domain app says which columns a list has, how its rows are checked, written and taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.accounts.permissions import can
from tongxin.organisations.models import Assembly
from tongxin.papers.imports import cells, dates, names
from tongxin.papers.imports.rows import Applied, Finding, Prepared, StagedRow
from tongxin.papers.imports.terms import Decision
from tongxin.papers.spreadsheets.grids import Cell, Limits
from tongxin.papers.spreadsheets.headers import simplified
from tongxin.papers.spreadsheets.reading import DEFAULT_LIMITS

Text = str | Promise
Reader = Callable[[Cell], Any]
Choices = Mapping[str, Any]

DONE = gettext_lazy("已导入。下面是核对表，可以下载存档。")
AT_ONCE = 500
"""A row takes about a millisecond: up to half a second is no wait, and more is for the worker."""

READERS: dict[str, Reader] = {
    "text": cells.read_text,
    "name": names.read_name,
    "names": names.read_names,
    "list": names.read_list,
    "date": dates.read_date,
    "month": dates.read_month,
    "year": dates.read_year,
    "partial_date": dates.read_partial_date,
    "mobile": cells.read_mobile,
    "telephone": cells.read_telephone,
    "identity": cells.read_identity,
    "integer": cells.read_integer,
    "yes_no": cells.read_yes_no,
    "choice": cells.read_text,
}


def tell_nobody(rows: int) -> None:
    """What a context tells where nobody watches."""


@dataclass(frozen=True)
class Context:
    """For what a batch is checked and written: the assembly, the batch, the options chosen for it.

    `tell` hears how many rows are prepared, for those who watch a long list being written; `actor` writes it.
    """

    assembly: Assembly
    batch_id: int
    options: Mapping[str, str] = field(default_factory=dict)
    tell: Callable[[int], None] = tell_nobody
    actor: Actor = SYSTEM


@dataclass(frozen=True)
class ImportColumn:
    """A column that the kind understands.

    `kind` names a reader in READERS; `read` replaces it, and `written` says how what was read stands on the page. `choices` maps written forms to values, once per batch.
    `is_sensitive` values are wiped from the staging rows when the batch is over; what is not `is_shown` is for the
    program alone and stands on no page. `permission`: who may bring the column in; for anybody else it is passed over
    before a cell of it is staged.
    """

    code: str
    label: Text
    aliases: Sequence[str] = ()
    kind: str = "text"
    required: bool = False
    choices: Choices | Callable[[Context], Choices] | None = None
    max_length: int = 0
    help: Text = ""
    example: str = ""
    read: Reader | None = None
    written: Callable[[Any], str] | None = None
    from_sheet: bool = False
    is_sensitive: bool = False
    is_shown: bool = True
    permission: str = ""

    def __post_init__(self):
        if self.read is None and self.kind not in READERS:
            raise ValueError(f"column {self.code}: unknown kind {self.kind!r}")
        if (self.kind == "choice") != (self.choices is not None):
            raise ValueError(f"column {self.code}: choices belong to kind 'choice'")

    @property
    def reader(self) -> Reader:
        return self.read or READERS[self.kind]

    @property
    def names(self) -> list[str]:
        """All names under which the column may be found, the label first."""
        return [str(self.label), *self.aliases]


@dataclass(frozen=True)
class ImportOption:
    """A question asked once per batch, such as the session that the proposals belong to."""

    code: str
    label: Text
    choices: Callable[[Assembly], Sequence[tuple[str, str]]]
    required: bool = True
    help: Text = ""


Validate = Callable[[Context, Sequence[StagedRow]], Iterable[Finding]]
Basis = Callable[[Context, Sequence[StagedRow]], str]
Apply = Callable[[Context, Sequence[StagedRow], Actor], Iterable[Applied]]
Prepare = Callable[[Context, Sequence[StagedRow]], Prepared]
Parts = Callable[[Context, Sequence[StagedRow], Actor], Iterable[Callable[[], Sequence[Applied]]]]
Touched = Callable[[Context, Sequence[Applied]], Iterable[str]]
Undo = Callable[[Context, Sequence[Applied], Actor], None]
PrepareUndo = Callable[[Context, Sequence[Applied]], Callable[..., None]]


@dataclass(frozen=True)
class ImportKind:
    """A kind of list. `validate` only reads; `apply` and `undo` run inside the engine's transaction.

    Instead of `apply`, long lists have `prepare`: it runs before the transaction and leaves it nothing but writing;
    instead of `undo`, `prepare_undo`, which answers with the short `write(actor=…)`. Rows that are acts of their own
    have `parts`: it gives what is to be done one by one, each in a transaction of its own. What is done stays when a
    later one is refused, so `validate` has to recognise it.
    `basis` is a digest over everything that `validate` looked up, quick to make: while it stays the same, what was
    found is still true. `touched` names, one sentence each, what was changed since the import and so forbids taking
    it back; it is asked twice, the second time inside the transaction. Without a way to undo it a confirmed batch
    stays; `stays` tells people why. `is_about_known`: every row speaks of a record that is there already, so that its
    counterpart is no doubt to look at. More rows than `at_once` are left to the worker. Where a clerk would not speak
    of importing, `words` name the decisions, `done` says what happened, `preview` and `outcome` are pages of its own.
    """

    code: str
    label: Text
    columns: Sequence[ImportColumn]
    validate: Validate
    permission: str
    apply: Apply | None = None
    prepare: Prepare | None = None
    parts: Parts | None = None
    basis: Basis | None = None
    touched: Touched | None = None
    undo: Undo | None = None
    prepare_undo: PrepareUndo | None = None
    options: Sequence[ImportOption] = ()
    help: Text = ""
    stays: Text = ""
    is_about_known: bool = False
    at_once: int = AT_ONCE
    limits: Limits = DEFAULT_LIMITS
    words: Mapping[Decision, Text] = field(default_factory=dict)
    done: Text = DONE
    preview: str = "papers/imports/preview.html"
    outcome: str = "papers/imports/outcome.html"

    def column(self, code: str) -> ImportColumn:
        return next(column for column in self.columns if column.code == code)

    def word(self, decision: Decision) -> Text:
        """What the pages of this kind call a decision."""
        return self.words.get(decision, decision.label)

    @property
    def can_be_undone(self) -> bool:
        return bool(self.undo or self.prepare_undo)

    def columns_for(self, actor: Actor) -> list[ImportColumn]:
        """The columns that this actor may bring in."""
        return [one for one in self.columns if not one.permission or can(actor, one.permission)]

    @property
    def known_names(self) -> set[str]:
        """Simplified names of all columns: they help to find the header."""
        return {simplified(name) for column in self.columns for name in column.names}

    @property
    def sensitive_codes(self) -> list[str]:
        return [column.code for column in self.columns if column.is_sensitive]


@dataclass(frozen=True)
class Family:
    """Kinds that are data themselves, such as those of the record book; their codes begin with `prefix`.

    `find` makes the kind of a code, None for one that does not exist. `permission` says who imports anything of the
    family, `codes` what (a query set that is asked only when it must be, since rules are made of it); `labels` names
    several at once. They are not offered on the imports' own page: each is reached from where its records stand.
    """

    prefix: str
    find: Callable[[str], "ImportKind | None"]
    permission: str
    codes: Callable[[Actor], Iterable[str]]
    labels: Callable[[Sequence[str]], Mapping[str, Text]]


_kinds: dict[str, ImportKind] = {}
_families: list[Family] = []


def register(kind: ImportKind) -> ImportKind:
    """Make a kind known; called in the domain app's `ready`."""
    if kind.code in _kinds:
        raise ValueError(f"import kind {kind.code} is already registered")
    codes = [column.code for column in kind.columns]
    if len(set(codes)) != len(codes):
        raise ValueError(f"import kind {kind.code} has a column twice")
    if [kind.apply, kind.prepare, kind.parts].count(None) != 2:
        raise ValueError(f"import kind {kind.code}: either apply, prepare or parts writes its rows")
    if kind.undo and kind.prepare_undo:
        raise ValueError(f"import kind {kind.code}: either undo or prepare_undo takes it back")
    if bool(kind.touched) != kind.can_be_undone:
        raise ValueError(f"import kind {kind.code}: touched and undo come together")
    _kinds[kind.code] = kind
    return kind


def register_family(family: Family) -> None:
    """Make kinds known that are made when they are asked for; called in the domain app's `ready`."""
    _families.append(family)


def families() -> list[Family]:
    return list(_families)


def labels(codes: Iterable[str]) -> dict[str, Text]:
    """The names of kinds by their codes; a code that nobody knows any more names itself."""
    known: dict[str, Text] = {
        code: _kinds[code].label if code in _kinds else code for code in codes
    }
    for family in _families:
        known |= family.labels([code for code in known if code.startswith(family.prefix)])
    return known


def kinds() -> list[ImportKind]:
    """All kinds, in order of registration."""
    return list(_kinds.values())


def kind(code: str) -> ImportKind:
    """The declaration of a kind; KeyError for a name that neither a kind nor a family bears."""
    if code in _kinds:
        return _kinds[code]
    made = (family.find(code) for family in _families if code.startswith(family.prefix))
    found = next((one for one in made if one is not None), None)
    if found is None:
        raise KeyError(code)
    return found
