"""The front matter of a question file: TOML with typed access, in which every fault is noted with its line.

Reading goes on after a fault, so that an author sees all of them at once. Formulas and templates are parsed and held
against the names that are known where they stand.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeVar

from quiz.bank.formula import Formula, FormulaError, near_names
from quiz.bank.front_lines import LineIndex
from quiz.bank.template import BilingualTemplate, Template, TemplateError
from quiz.bank.toml_faults import toml_fault
from quiz.bank.toml_text import parse_toml
from quiz.errors import Fault, FileFaults, too_much
from quiz.language import LANGUAGES, Language, Text
from solvers import budget
from solvers.budget import OverBudget

BASE_NAMES = frozenset({"pi", "e"})

_QUOTED = 60
_BEFORE_CARET, _AFTER_CARET = 60, 20
"""How much of a long formula is shown around the place of a fault."""

Wanted = TypeVar("Wanted")


def quoted(value: object) -> str:
    """Return a value as a fault quotes it, shortened.

    >>> quoted("a" * 99)
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…"
    """
    written = repr(value)
    return written if len(written) <= _QUOTED else written[: _QUOTED - 1] + "…"


def frozen(value: Any) -> Any:
    """Lists become tuples, so that every value can be compared and hashed."""
    return tuple(frozen(part) for part in value) if isinstance(value, list) else value


def _caret(source: str, column: int) -> str:
    """Return the formula with a caret below its fault, or what stands around it; nothing for one of several lines."""
    if "\n" in source:
        return ""
    start = max(0, column - _BEFORE_CARET)
    return f"\n    {source[start : column + _AFTER_CARET]}\n    {' ' * (column - start)}^"


_EXAMPLES: Mapping[type, str] = {str: '"…"', list: '["…", "…"]', int: "1", bool: "true"}
"""How a value of each type is written."""


class FrontMatter:
    """A file's faults so far, the lines of its keys, and its outermost table."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self._told: dict[str, int] = {}
        self.lines = LineIndex("", 1)
        self.top = Table(self, {}, ())
        self.languages: tuple[Language, ...] = LANGUAGES

    def in_all(self, found: Mapping[Language, Template]) -> BilingualTemplate:
        """Return a text that was written in the file's languages: one language alone stands for both."""
        if len(self.languages) == len(LANGUAGES):
            return BilingualTemplate(found["ja"], found["en"])
        (only,) = self.languages
        return BilingualTemplate(found[only], found[only], only)

    def load(self, front: str, first_line: int) -> None:
        """Parse the TOML text, whose first line is ``first_line`` of the file; raise the faults if it isn't TOML."""
        try:
            data = parse_toml(front)
        except OverBudget as over:
            told = too_much(over)
            self.fault(over.line + first_line - 1, told.ja, told.en)
            raise FileFaults(self.faults) from None
        except ValueError as error:
            line, message, remedy = toml_fault(front, error)
            self.fault(line + first_line - 1, message.ja, message.en, remedy)
            raise FileFaults(self.faults) from None
        self.lines = LineIndex(front, first_line)
        self.top = Table(self, data, ())
        self._count_entries(data, ())

    def _count_entries(self, data: Mapping[str, Any], path: tuple[str | int, ...]) -> None:
        """Note the first table or list of tables that has too many entries, and read no further."""
        tables: list[tuple[Mapping[str, Any], tuple[str | int, ...]]] = [(data, path)]
        while tables:
            table, path = tables.pop()
            self._bound_entries(len(table), path)
            for name, value in table.items():
                if isinstance(value, dict):
                    tables.append((value, (*path, name)))
                elif isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
                    self._bound_entries(len(value), (*path, name))
                    tables += [(entry, (*path, name, at)) for at, entry in enumerate(value) if isinstance(entry, dict)]

    def _bound_entries(self, count: int, path: tuple[str | int, ...]) -> None:
        if count > budget.TABLE_KEYS:
            name = ".".join(map(str, path)) or "+++"
            message = too_much(OverBudget(budget.TABLE_KEYS))
            self.fault(self.lines.at(*path), f"{name} の項目が{message.ja}", f"the entries of {name} are {message.en}")
            raise FileFaults(self.faults)

    def fault(self, line: int, ja: str, en: str, remedy: Text | None = None) -> None:
        """Note a fault at a line; raise them all once there are as many as anybody would mend at a time."""
        self.faults.append(Fault(self.path, line, Text(ja, en), remedy))
        if len(self.faults) >= budget.FAULTS:
            raise FileFaults(sorted(self.faults, key=lambda fault: fault.line))

    def formula_fault(self, line: int, called: str, source: str, error: FormulaError) -> None:
        """Note what is wrong with a formula, with a caret below the place."""
        caret = _caret(source, error.column)
        message = Text(f"{called}: {error.message.ja}{caret}", f"{called}: {error.message.en}{caret}")
        self._fault_once(line, message, error.remedy, error.once)

    def _fault_once(self, line: int, message: Text, remedy: Text | None, habit: str) -> None:
        """Note a fault; one of a habit, such as ``^``, is told once, with the lines of the others."""
        place = self._told.get(habit) if habit else None
        if place is None:
            self.fault(line, message.ja, message.en, remedy)
            if habit:
                self._told[habit] = len(self.faults) - 1
            return
        first = self.faults[place]
        also = Text(f"ほかにも: {line} 行目", f"also on line {line}")
        if first.remedy is not None:
            also = Text(f"{first.remedy.ja}、{line} 行目", f"{first.remedy.en}, {line}")
        self.faults[place] = replace(first, remedy=also)

    def template(self, source: str, line: int, known: Collection[str]) -> Template:
        """Return the parsed template that begins at ``line``; note its fault if it has one."""
        try:
            template = Template(source)
            template.require(set(known) | BASE_NAMES)
        except TemplateError as error:
            self._fault_once(line + error.line, error.message, error.remedy, error.once)
            return Template("?")
        return template


_IN_BOTH_LANGUAGES = ("title", "message")
"""Keys of texts that are given in each language."""


class Table:
    """One table of the front matter: typed access to its keys, each fault noted with the key's line."""

    def __init__(self, sheet: FrontMatter, data: Mapping[str, Any], path: tuple[str | int, ...]) -> None:
        self.sheet = sheet
        self.data = data
        self.path = path

    def __contains__(self, name: str) -> bool:
        return name in self.data

    def line(self, name: str | None = None) -> int:
        """The line of a key, or of the table itself."""
        return self.sheet.lines.at(*self.path, *(() if name is None else (name,)))

    def called(self, name: str) -> str:
        """A key's full dotted name, as faults give it; entries of lists are counted from 1."""
        return ".".join(str(part + 1) if isinstance(part, int) else part[:_QUOTED] for part in (*self.path, name))

    def fault(self, name: str | None, ja: str, en: str, remedy: Text | None = None) -> None:
        """Note a fault at the line of a key (or of the table)."""
        self.sheet.fault(self.line(name), ja, en, remedy)

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Note every key that isn't among ``known``, with the nearest name."""
        for key in self.data:
            if key not in known:
                self.refuse(key, known)

    def refuse(self, key: str, known: Collection[str]) -> None:
        """Note that there is no such key, with the nearest of those that there are."""
        near = near_names(key, known)[:1]
        listed = ", ".join(sorted(known))
        remedy = Text(f"{near[0]} のことですか", f"did you mean {near[0]}?") if near else None
        remedy = remedy or Text(f"使える項目: {listed}", f"the keys are: {listed}")
        self.fault(key, f"{self.called(key)} という項目はありません", f"there is no key {self.called(key)}", remedy)

    def typed(self, name: str, kind: type[Wanted], expected: Text, *, required: bool = False) -> Wanted | None:
        """Return the value of a key if it is of that kind, else None, with a fault."""
        if name not in self.data:
            if required:
                self._refuse_absence(name)
            return None
        value = self.data[name]
        if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
            found = quoted(value)
            self.fault(
                name,
                f"{self.called(name)} は{expected.ja}のはずですが、{found} でした",
                f"{self.called(name)} should be {expected.en}, found {found}",
                Text(
                    f"{name} = {_EXAMPLES[kind]} のように書いてください", f"write it as in {name} = {_EXAMPLES[kind]}"
                ),
            )
            return None
        return value

    def _refuse_absence(self, name: str) -> None:
        called = self.called(name)
        remedy = Text(f"{name} = … を書いてください", f"write {name} = ...")
        self.fault(None, f"{called} がありません", f"{called} is missing", remedy)

    def string(self, name: str, *, required: bool = True) -> str | None:
        """Return a text that isn't empty; None, with a fault, for one that is."""
        value = self.typed(name, str, Text("文字列", "a text"), required=required)
        if value is not None and not value.strip():
            remedy = Text("文を書くか、項目を消してください", "write a text, or leave the key out")
            self.fault(name, f"{self.called(name)} が空です", f"{self.called(name)} is empty", remedy)
            return None
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; none where the key is absent."""
        expected = Text("文字列のリスト", "a list of texts")
        values = self.typed(name, list, expected)
        if values is None:
            return ()
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.fault(
                name, f"{self.called(name)} は{expected.ja}のはずです", f"{self.called(name)} should be {expected.en}"
            )
            return ()
        return tuple(values)

    def choice(self, name: str, choices: Collection[str]) -> str | None:
        """Return a text that is one of ``choices``."""
        value = self.string(name)
        if value is None or value in choices:
            return value
        listed = ", ".join(choices)
        remedy = Text(f"次のどれかです: {listed}", f"one of: {listed}")
        self.fault(
            name,
            f"{self.called(name)} に {value[:_QUOTED]} はありません",
            f"{self.called(name)} can't be {value[:_QUOTED]}",
            remedy,
        )
        return None

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int | None:
        """Return a whole number from ``low`` to ``high``; ``default`` where the key is absent."""
        expected = Text(f" {low} から {high} の整数", f"a whole number from {low} to {high}")
        value = self.typed(name, int, expected)
        if value is not None and not low <= value <= high:
            self.fault(
                name,
                f"{self.called(name)} は{expected.ja}のはずですが、{quoted(value)} でした",
                f"{self.called(name)} should be {expected.en}, found {quoted(value)}",
            )
            return default
        return default if value is None else value

    def positive(self, name: str, high: float, default: float | None = None) -> float:
        """Return a number above 0 and up to ``high``; the key is required unless there is a ``default``."""
        if name not in self.data and default is None:
            self._refuse_absence(name)
            return 1.0
        value = self.data.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | Fraction | float) or not 0 < value <= high:
            self.fault(
                name,
                f"{self.called(name)} は 0 より大きく {high:g} 以下の数のはずですが、{quoted(value)} でした",
                f"{self.called(name)} should be a number above 0 and up to {high:g}, found {quoted(value)}",
            )
            return 1.0
        return float(value)

    def table(self, name: str) -> Table:
        """Return the table below a key; an empty one where the key is absent."""
        found = self.data.get(name, {})
        if not isinstance(found, dict):
            called, shown = self.called(name), quoted(found)
            remedy = Text(f"[{called}] の表を書いてください", f"write a table [{called}]")
            if isinstance(found, str) and name in _IN_BOTH_LANGUAGES:
                both = f'{name} = {{ ja = "{found}", en = "…" }}'
                remedy = Text(f"{both} と書いてください", f"write {both}")
            ja, en = f"{called} は表のはずですが、{shown} でした", f"{called} should be a table, found {shown}"
            self.fault(name, ja, en, remedy)
            found = {}
        return Table(self.sheet, found, (*self.path, name))

    def tables(self, name: str) -> list[Table]:
        """Return the entries of ``[[name]]``; none where the key is absent."""
        found = self.data.get(name, [])
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            ja, en = f"{self.called(name)} は [[…]] の並びのはずです", f"{self.called(name)} should be entries [[...]]"
            remedy = Text(f"[[{self.called(name)}]] と書いてください", f"write [[{self.called(name)}]] before each")
            self.fault(name, ja, en, remedy)
            found = []
        return [Table(self.sheet, entry, (*self.path, name, place)) for place, entry in enumerate(found)]

    def formula(self, name: str, known: Collection[str]) -> Formula | None:
        """Return the formula of a key, held against the known names; None where absent, or faulty (then noted)."""
        return self.formula_of(self.data[name], name, known) if name in self.data else None

    def formulas(self, name: str, known: Collection[str]) -> tuple[Formula, ...]:
        """Return the formulas of a key that holds one or a list of them."""
        value = self.data.get(name, [])
        found = [self.formula_of(source, name, known) for source in (value if isinstance(value, list) else [value])]
        return tuple(formula for formula in found if formula is not None)

    def formula_of(self, source: object, name: str, known: Collection[str]) -> Formula | None:
        """Parse one formula of the key ``name``; numbers may be written without quotation marks."""
        if isinstance(source, bool | int | Fraction):
            source = str(source)
        called = self.called(name)
        if not isinstance(source, str):
            self.fault(name, f"{called} は式（文字列）のはずです", f"{called} should be a formula (a text)")
            return None
        try:
            formula = Formula(source)
            formula.require(set(known) | BASE_NAMES)
        except FormulaError as error:
            self._tell_later_name(error, known)
            self.sheet.formula_fault(self.line(name), called, source, error)
            return None
        return formula

    def _tell_later_name(self, error: FormulaError, known: Collection[str]) -> None:
        """Add what to do about a name that the file declares further below."""
        declared = [name for part in ("draw", "let") for name in self._declared(part)]
        if error.unknown in declared and error.unknown not in known:
            error.remedy = Text(
                f"{error.unknown} はこの後で決まります。順序を入れ替えてください",
                f"{error.unknown} is declared later on: move it up",
            )

    def _declared(self, part: str) -> Collection[str]:
        found = self.sheet.top.data.get(part)
        return found if isinstance(found, dict) else ()

    def condition(self, name: str, known: Collection[str]) -> Formula | None:
        """Return the formula of a key that is a condition: one that nothing drawn decides is none."""
        formula = self.formula(name, known)
        return formula if formula is None or self.is_open(formula, name) else None

    def conditions(self, name: str, known: Collection[str]) -> tuple[Formula, ...]:
        """Return the conditions of a key that holds one or a list of them."""
        return tuple(formula for formula in self.formulas(name, known) if self.is_open(formula, name))

    def is_open(self, formula: Formula, name: str) -> bool:
        """Whether drawn values decide a condition; else that is noted, with what it always is."""
        if formula.names - BASE_NAMES or formula.calls:
            return True
        called = self.called(name)
        try:
            value = formula.value({"pi": math.pi, "e": math.e})
        except FormulaError as error:
            self.sheet.formula_fault(self.line(name), called, formula.source, error)
            return False
        remedy = Text(
            "引いた値についての条件を書くか、消してください", "write a condition on the drawn values, or leave it out"
        )
        self.fault(
            name,
            f"{called}: {formula.source} はどの値でも {value} です",
            f"{called}: {formula.source} is {value} whatever is drawn",
            remedy,
        )
        return False

    def bilingual(self, known: Collection[str]) -> BilingualTemplate:
        """Return the table's ``ja`` and ``en``; both are required, unless the file has one language."""
        return self.sheet.in_all(
            {
                language: self.sheet.template(self.string(language) or "?", self.line(language), known)
                for language in self.sheet.languages
            }
        )

    def label(self) -> Text:
        """Return the table's ``ja`` and ``en`` as fixed texts."""
        found = {language: self.string(language) or "?" for language in self.sheet.languages}
        return Text(*(found.get(language) or next(iter(found.values())) for language in LANGUAGES))


def read_languages(table: Table) -> tuple[Language, ...]:
    """Return the languages that ``languages = ["ja"]`` names; both, with a fault, where it names none of ours."""
    named = table.data.get("languages")
    if (found := languages_in(named)) is None:
        remedy = Text('languages = ["ja"] のように書きます', 'write languages = ["ja"]')
        ja, en = f"languages を読めません: {quoted(named)}", f"can't read languages: {quoted(named)}"
        table.fault("languages", ja, en, remedy)
    return found or LANGUAGES


def languages_in(named: object) -> tuple[Language, ...] | None:
    """Return the languages of a list, in our order; None if it is no list of different ones.

    >>> languages_in(["en", "ja"]), languages_in(["ja"]), languages_in(["fr"]), languages_in("ja")
    (('ja', 'en'), ('ja',), None, None)
    """
    if not isinstance(named, list) or not named:
        return None
    found = tuple(language for language in LANGUAGES if language in named)
    return found if len(found) == len(named) else None
