"""The formulas that a course knows: its file ``formulas.toml`` -> forms that a report's formula can be compared with.

The file lies beside ``course.toml``. It holds no code: forms are read by the expression reader, and a file with a fault
is refused with its place, as any file of a bank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from quiz.bank.toml_text import read_toml
from quiz.errors import Fault, FileFaults
from quiz.language import Text
from quiz.report.formulas.canonical import GRADIENT, STATE, Equation, equation_of, members_of, read_tree
from solvers.expression import Node
from solvers.expression.calculus import names_in, walk
from solvers.expression.nodes import Call, Symbol
from solvers.expression.vocabulary import SPELLINGS
from solvers.grading.renaming import Fingerprint, fingerprint, renaming

FILE: Final = "formulas.toml"
FORMAT_VERSION: Final = 1
MOST_FORMULAS: Final = 200
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_]+[0-9]*")
_LEFT_WORDS: Final = {"slope": "slope", "std": "std", "var": "var", "y": "name"}
_BENT: Final = frozenset({"abs", "max", "min", "step", "sign", "relu"})

Verdict = Literal["wrong", "imprecise"]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a passage may speak of.

    ``words`` tell it wherever they stand, ``alone`` where nothing else stands with them; of ``beside`` one word must be
    near. Topics of one ``group`` are rivals.
    """

    id: str
    words: re.Pattern[str]
    alone: frozenset[str]
    beside: re.Pattern[str] | None
    group: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a formula; ``kind`` is that of its left-hand side (see :class:`Equation`)."""

    kind: str
    tree: Node
    print: Fingerprint
    left: Node | None
    leaves: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A named error: its forms, whether it is wrong or only imprecise, what is said of it; ``roles``: as of a formula."""

    forms: tuple[Form, ...]
    verdict: Verdict
    message: Text
    roles: bool = False


@dataclass(frozen=True, slots=True)
class KnownFormula:
    """A formula of the course, with its right forms and its errors.

    ``states`` are the letters of its state, ``fixed`` names stand for themselves; ``roles``: its errors are told only
    where all letters are the usual ones; ``alone``: also in an expression without a left-hand side. ``mismatch`` is what
    is said where its sign does not follow from the formula that it goes with.
    """

    id: str
    topics: frozenset[str]
    title: Text
    right: tuple[Form, ...]
    slips: tuple[Slip, ...] = ()
    states: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    roles: bool = False
    alone: bool = False
    mismatch: Text | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A form that an equation has, and which of its names stands for which of the form's."""

    formula: KnownFormula
    form: Form
    names: Mapping[str, str]
    crossed: bool
    """Whether letters that usually stand for one thing stand for another of the same formula."""
    usual: bool
    """Whether every letter is one that usually stands for what it stands for here."""


@dataclass(frozen=True, eq=False)
class Library:
    """All formulas and topics of one course."""

    topics: tuple[Topic, ...] = ()
    formulas: tuple[KnownFormula, ...] = ()
    letters: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def right_forms(self, equation: Equation) -> list[Match]:
        """Return the right forms that an equation has, at most one of each formula."""
        prints: dict[frozenset[str], Fingerprint] = {}
        return [
            found
            for formula in self.formulas
            if self._may_be(formula, equation)
            and (found := self._first(formula, formula.right, equation, prints)) is not None
        ]

    def slips(self, equation: Equation, topics: frozenset[str]) -> list[tuple[Match, Slip]]:
        """Return the errors of formulas on these topics that an equation has."""
        prints: dict[frozenset[str], Fingerprint] = {}
        found: list[tuple[Match, Slip]] = []
        for formula in self.formulas:
            if not formula.topics & topics or (equation.kinds == {"none"} and not formula.alone):
                continue
            if "state" not in equation.kinds and (equation.helper or equation.sampled):
                continue
            if formula.states and (STATE not in equation.shown or equation.shown[STATE] not in formula.states):
                continue
            for slip in formula.slips:
                match = self._first(formula, slip.forms, equation, prints)
                if match is not None and not match.crossed and (match.usual or not (formula.roles or slip.roles)):
                    found.append((match, slip))
                    break
        return found

    def _may_be(self, formula: KnownFormula, equation: Equation) -> bool:
        """Return whether the state's letter isn't that of a sister formula (``v`` for Adam's ``m``)."""
        letter = equation.shown.get(STATE)
        if not formula.states or letter is None or letter in formula.states:
            return True
        sisters = (other for other in self.formulas if other.topics & formula.topics and other is not formula)
        return not any(letter in other.states for other in sisters)

    def _first(
        self,
        formula: KnownFormula,
        forms: Sequence[Form],
        equation: Equation,
        prints: dict[frozenset[str], Fingerprint],
    ) -> Match | None:
        crossed: Match | None = None
        for form in forms:
            if not fits(form.kind, equation.kinds):
                continue
            fixed = formula.fixed | {GRADIENT, STATE}
            if fixed not in prints:
                prints[fixed] = fingerprint(equation.right, fixed)
            match = self._match(formula, form, equation, prints[fixed])
            if match is not None and not match.crossed:
                return match
            crossed = crossed or match
        return crossed

    def _match(self, formula: KnownFormula, form: Form, equation: Equation, ours: Fingerprint) -> Match | None:
        theirs = form.print
        if len(ours.names) != len(theirs.names) or ours.fixed != theirs.fixed:
            return None
        usual = {
            name: [role for role in theirs.names if equation.shown.get(name, name) in self.letters.get(role, ())]
            for name in ours.names
        }
        bent = any(isinstance(part, Call) and part.name in _BENT for part in walk(theirs.node))
        assume = {} if bent else dict.fromkeys(names_in(theirs.node), "positive")
        found = renaming(ours, theirs, assume, usual, thorough=False)
        if found is None:
            return None
        names = found[0]
        if form.left is not None and not _same_left(equation.left, form.left, names):
            return None
        crossed = any(usual[name] and role in self.letters and role not in usual[name] for name, role in names.items())
        if any(role in self.letters and equation.shown.get(name, name) in self._all_letters(theirs, role)
               for name, role in names.items() if role not in usual[name]):  # fmt: skip
            crossed = True
        known = all(usual[name] for name, role in names.items() if role in self.letters)
        return Match(formula, form, names, crossed, known)

    def _all_letters(self, theirs: Fingerprint, role: str) -> frozenset[str]:
        """The letters that usually stand for the form's other roles."""
        others = (self.letters.get(other, frozenset()) for other in theirs.names if other != role)
        return frozenset[str]().union(*others)


def fits(kind: str, kinds: frozenset[str]) -> bool:
    """Return whether a form's left-hand side may be an equation's."""
    if kind in ("name", "none"):
        return bool(kinds & {"name", "none"})
    return kind in kinds


def _same_left(ours: Node | None, theirs: Node, names: Mapping[str, str]) -> bool:
    """Return whether two norms are the same, but for the names."""
    if ours is None:
        return False

    def renamed(node: Node) -> Node:
        if isinstance(node, Symbol):
            base = node.name.partition("_")[0]
            return Symbol(names.get(node.name, names.get(base, node.name)))
        return node.with_args(tuple(map(renamed, node.args))) if node.args else node

    return renamed(ours) == theirs


# -- the file ----------------------------------------------------------------------------------------------------------


def load_library(folder: Path) -> Library:
    """Return the formulas of the course in a folder, none where it has no such file.

    Raises :class:`quiz.errors.FileFaults` with the faults of the file.
    """
    path = folder / FILE
    if not path.is_file():
        return Library()
    stat = path.stat()
    return _loaded(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _loaded(path: Path, changed: int, size: int) -> Library:
    try:
        data = read_toml(path)
    except (OSError, ValueError) as error:
        ja, en = f"公式の定義を読めません: {error}", f"can't read the formulas: {error}"
        raise FileFaults([Fault(str(path), 0, Text(ja, en))]) from None
    return _Reader(str(path)).library(data)


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
        return Topic(
            str(entry.get("id")), words_pattern(words), frozenset(alone), company, str(entry.get("group", ""))
        )

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
            slips.append(Slip(forms, verdict, message, error.get("roles") is True))
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
            mismatch,
        )

    def forms(self, place: str, found: Any, fixed: frozenset[str]) -> tuple[Form, ...]:
        if not isinstance(found, list) or not found:
            self.fault(place, "式が 1 つ以上要ります", "at least one form is needed")
            return ()
        forms = []
        for entry in found:
            table = entry if isinstance(entry, dict) else {"form": entry}
            form = form_of(str(table.get("form")), fixed, str(table.get("leaves", "")), str(table.get("follows", "")))
            if form is None:
                ja, en = f"式として読めません: {entry}", f"this is no formula that can be compared: {entry}"
                self.fault(place, ja, en)
            else:
                forms.append(form)
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


def form_of(text: str, fixed: frozenset[str] = frozenset(), leaves: str = "", follows: str = "") -> Form | None:
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
    return Form(kind, members[-1], fingerprint(equation.right, kept), equation.left, leaves, follows)


def words_pattern(words: Sequence[str], *, whole: bool = True) -> re.Pattern[str]:
    """Return a pattern for any of some words in lower case; Latin ones stand alone, or begin a word if not ``whole``."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        part = re.escape(word.lower()).replace(r"\ ", r"[\s_-]?")
        latin = word[:1].isascii()
        parts.append((r"(?<![a-z])" if latin else "") + part + (r"(?![a-z])" if word[-1:].isascii() and whole else ""))
    return re.compile("|".join(parts) or r"(?!)")
