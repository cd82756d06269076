"""Reads a course's ``formulas.toml``, which lies beside ``course.toml``, and tells what is wrong with one.

The file holds no code: forms are read by the expression reader, and a file with a fault is refused with its place, as
any file of a bank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from quiz.bank.kept_readings import KeptReading, content_of
from quiz.bank.toml_text import read_toml
from quiz.errors import Fault, FileFaults
from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.formulas.equations import GRADIENT, STATE, equation_of, members_of, read_tree
from quiz.report.formulas.known import Form, KnownFormula, Library, Slip, Topic
from quiz.report.formulas.library_data import as_data, from_data
from solvers import budget
from solvers.expression.calculus import names_in
from solvers.expression.nodes import Symbol
from solvers.expression.vocabulary import SPELLINGS
from solvers.grading.renaming import fingerprint

FILE: Final = "formulas.toml"
FORMAT_VERSION: Final = 1
MOST_FORMULAS: Final = 200
_NAME: Final = late(r"[A-Za-z][A-Za-z_]+[0-9]*")
_LEFT_WORDS: Final = {"slope": "slope", "std": "std", "var": "var", "y": "name"}


def load_library(folder: Path) -> Library:
    """Return the formulas of the course in a folder, none where it has no such file.

    Raises :class:`quiz.errors.FileFaults` with the faults of the file.
    """
    path = folder / FILE
    if not path.is_file():
        return Library()
    stat = path.stat()
    return _loaded(path, stat.st_mtime_ns, stat.st_size)


def line_of(path: Path, name: str) -> int:
    """Return the line in which a file of formulas names one of them; 0 where it doesn't."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.strip() == f'id = "{name}"'), 0)


@lru_cache(maxsize=8)
def _loaded(path: Path, changed: int, size: int) -> Library:
    kept = KeptReading("formulas", path, [str(path), content_of(path, budget.TOML_FILE)])
    known = from_data(kept.recalled())
    if known is not None:
        return known
    try:
        data = read_toml(path)
    except (OSError, ValueError) as error:
        ja, en = f"公式の定義を読めません: {error}", f"can't read the formulas: {error}"
        raise FileFaults([Fault(str(path), 0, Text(ja, en))]) from None
    library = _Reader(str(path)).library(data)
    plain = as_data(library)
    if plain is not None:
        kept.keep(plain)
    return library


class _Reader:
    """Reads the tables of one file and collects what is wrong with them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []

    def fault(self, place: str, ja: str, en: str) -> None:
        self.faults.append(Fault(self.path, 0, Text(f"{place}: {ja}", f"{place}: {en}")))

    def library(self, data: Mapping[str, Any]) -> Library:
        if data.get("format_version") != FORMAT_VERSION:
            self.fault("format_version", f"{FORMAT_VERSION} のはずです", f"should be {FORMAT_VERSION}")
        letters = {
            role: frozenset(self.texts(f"letters.{role}", found)) for role, found in self.table(data, "letters").items()
        }
        topics = [self.topic(entry) for entry in self.tables("topic", data.get("topic", []))]
        known = {topic.id for topic in topics}
        formulas = [self.formula(entry, known) for entry in self.tables("formula", data.get("formula", []))]
        if self.faults:
            raise FileFaults(self.faults)
        return Library(tuple(topics), tuple(formulas), letters)

    def topic(self, entry: Mapping[str, Any]) -> Topic:
        place = f"topic {entry.get('id')}"
        words = self.texts(f"{place}.words", entry.get("words"))
        beside = self.texts(f"{place}.beside", entry.get("beside", []))
        alone = self.texts(f"{place}.alone", entry.get("alone", []))
        company = words_pattern(beside, whole=False) if beside else None
        return Topic(str(entry.get("id")), words_pattern(words), frozenset(alone), company, str(entry.get("group", "")))

    def formula(self, entry: Mapping[str, Any], topics: set[str]) -> KnownFormula:
        place = f"formula {entry.get('id')}"
        named = frozenset(self.texts(f"{place}.topics", entry.get("topics")))
        for topic in sorted(named - topics):
            self.fault(place, f"{topic} という topic はありません", f"there is no topic {topic}")
        fixed = frozenset(self.texts(f"{place}.fixed", entry.get("fixed", [])))
        slips = []
        for number, error in enumerate(self.tables(f"{place}.error", entry.get("error", [])), 1):
            here = f"{place}.error {number}"
            verdict = error.get("verdict", "wrong")
            if verdict not in ("wrong", "imprecise"):
                self.fault(here, "verdict は wrong か imprecise です", "verdict is wrong or imprecise")
            forms = self.forms(here, error.get("forms"), fixed)
            message = self.text(f"{here}.message", error.get("message"))
            alone = error.get("alone", entry.get("alone")) is True
            slips.append(Slip(forms, verdict, message, error.get("roles") is True, alone))
        mismatch = self.text(f"{place}.mismatch", entry["mismatch"]) if "mismatch" in entry else None
        return KnownFormula(
            str(entry.get("id")),
            named,
            self.text(f"{place}.title", entry.get("title")),
            self.forms(place, entry.get("right"), fixed),
            tuple(slips),
            frozenset(self.texts(f"{place}.state", entry.get("state", []))),
            fixed,
            entry.get("roles") is True,
            entry.get("alone") is True,
            entry.get("evident") is True,
            frozenset(self.texts(f"{place}.apart", entry.get("apart", []))),
            mismatch,
            str(entry["practise"]) if "practise" in entry else None,
            tuple(self.texts(f"{place}.test", entry.get("test", []))),
            tuple(self.texts(f"{place}.counter", entry.get("counter", []))),
        )

    def forms(self, place: str, found: Any, fixed: frozenset[str]) -> tuple[Form, ...]:
        if not isinstance(found, list) or not found:
            self.fault(place, "式が 1 つ以上要ります", "at least one form is needed")
            return ()
        forms = []
        for entry in found:
            table = entry if isinstance(entry, dict) else {"form": entry}
            form = form_of(str(table.get("form")), fixed)
            if form is None:
                ja, en = f"式として読めません: {entry}", f"this is no formula that can be compared: {entry}"
                self.fault(place, ja, en)
            else:
                leaves, follows = str(table.get("leaves", "")), str(table.get("follows", ""))
                forms.append(replace(form, leaves=leaves, follows=follows, roles=table.get("roles") is True))
        return tuple(forms)

    def tables(self, place: str, found: Any) -> list[Mapping[str, Any]]:
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            self.fault(place, "表の並びのはずです", "should be a list of tables")
            return []
        if len(found) > MOST_FORMULAS:
            self.fault(place, f"{MOST_FORMULAS} 個までです", f"at most {MOST_FORMULAS} are read")
            return []
        return found

    def table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found = data.get(key, {})
        if isinstance(found, dict):
            return found
        self.fault(key, "表のはずです", "should be a table")
        return {}

    def texts(self, place: str, found: Any) -> list[str]:
        if isinstance(found, list) and all(isinstance(entry, str) for entry in found):
            return found
        self.fault(place, "文字列の並びのはずです", "should be a list of texts")
        return []

    def text(self, place: str, found: Any) -> Text:
        match found:
            case {"ja": str(ja), "en": str(en)} if ja.strip() and en.strip():
                return Text(ja, en)
        self.fault(place, "ja と en が必要です", "needs ja and en")
        return Text.both("?")


def form_of(text: str, fixed: frozenset[str] = frozenset()) -> Form | None:
    """Return the form that a line of the file writes; None for one that can't be compared.

    >>> form_of("w = w - lr*grad").kind, form_of("slope = y*(1 - y)").kind, form_of("1 +")
    ('state', 'slope', None)
    """
    words = sorted(word for word in set(_NAME.findall(text)) if word not in SPELLINGS)
    tree = read_tree(text, words)
    members = None if tree is None else members_of(tree)
    if members is None or len(members) > 2:
        return None
    spoken = {word: word for word in words}
    equation = equation_of(members, spoken, gradient_letter=False)
    if equation is None:
        return None
    kind = next(iter(sorted(equation.kinds & {"state", "norm", "start", "slope", "none"})), "")
    if not kind:
        left = members[0]
        kind = _LEFT_WORDS.get(left.name, "") if isinstance(left, Symbol) else ""
    if not kind:
        return None
    kept = {GRADIENT, STATE, *(fixed & names_in(equation.right))}
    return Form(kind, members[-1], fingerprint(equation.right, kept), equation.left)


def words_pattern(words: Sequence[str], *, whole: bool = True) -> re.Pattern[str]:
    """Return a pattern for any of some words in lower case; Latin ones are whole words, or begin one."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        part = _literal(word.lower())
        if word[:1].isascii():  # the first sign before what is asked of the one before it: most places have another
            first = _literal(word[:1].lower())
            part = f"{first}(?<![a-z]{first}){part[len(first) :]}"
        parts.append(part + (r"(?![a-z])" if word[-1:].isascii() and whole else ""))
    return re.compile("|".join(parts) or r"(?!)")


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\ ", r"[\s_-]?")
