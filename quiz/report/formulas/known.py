"""The formulas that a course knows, and which of their forms a report's formula has, whatever its letters are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, Literal

from quiz.language import Text
from quiz.report.formulas.equations import GRADIENT, STATE, Equation
from solvers.expression import Node
from solvers.expression.calculus import names_in, walk
from solvers.expression.nodes import Call, Symbol
from solvers.grading.renaming import Fingerprint, fingerprint, may_be_renamed, renaming

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
    """One way of writing a formula; ``kind`` is that of its left-hand side (see :class:`Equation`).

    ``leaves`` names the sign with which another formula ``follows``; ``roles``: it counts with the usual letters only.
    """

    kind: str
    tree: Node
    print: Fingerprint
    left: Node | None
    leaves: str = ""
    follows: str = ""
    roles: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A named error: its forms, whether it is wrong or imprecise, what is said of it.

    ``roles`` and ``alone``: as of a formula.
    """

    forms: tuple[Form, ...]
    verdict: Verdict
    message: Text
    roles: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class KnownFormula:
    """A formula of the course, with its right forms and its errors.

    ``states`` are the letters of its state, ``fixed`` names stand for themselves; ``roles``: its errors are told only
    where all letters are the usual ones; ``alone``: also in an expression without a left-hand side; ``evident``: in its
    usual letters it is known though nothing around it speaks of it, but not where a topic of ``apart``, or of the
    groups there, is spoken of. ``mismatch`` is said where its sign does not follow from the formula that it goes with;
    ``practise`` is the item that trains it. ``tests`` are passages in which it is found to be right, ``counters`` such
    in which it is found not to be.
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
    evident: bool = False
    apart: frozenset[str] = frozenset()
    mismatch: Text | None = None
    practise: str | None = None
    tests: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()


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
        names = names_in(equation.right)
        return [
            found
            for place, forms in self._right_by_names.get(len(names), ())
            if self._may_be(place, equation)
            and (found := self._first(self.formulas[place], forms, equation, names, prints)) is not None
        ]

    @cached_property
    def _right_by_names(self) -> Mapping[int, Sequence[tuple[int, Sequence[Form]]]]:
        """The places of the formulas with right forms of so many names, with these: no other form can be meant."""
        found: dict[int, list[tuple[int, Sequence[Form]]]] = {}
        for place, formula in enumerate(self.formulas):
            for count, forms in _by_names(formula.right).items():
                found.setdefault(count, []).append((place, forms))
        return found

    @cached_property
    def _slips_by_names(self) -> Mapping[int, Mapping[int, Sequence[tuple[Slip, Sequence[Form]]]]]:
        """By the number of names and the place of the formula: its errors with forms of so many names, with these."""
        found: dict[int, dict[int, list[tuple[Slip, Sequence[Form]]]]] = {}
        for place, formula in enumerate(self.formulas):
            for slip in formula.slips:
                for count, forms in _by_names(slip.forms).items():
                    found.setdefault(count, {}).setdefault(place, []).append((slip, forms))
        return found

    def slips(self, equation: Equation, topics: frozenset[str]) -> list[tuple[Match, Slip]]:
        """Return the errors of formulas on these topics that an equation has."""
        prints: dict[frozenset[str], Fingerprint] = {}
        names = names_in(equation.right)
        found: list[tuple[Match, Slip]] = []
        for place, slips in self._slips_by_names.get(len(names), {}).items():
            formula = self.formulas[place]
            if not formula.topics & topics:
                continue
            if "state" not in equation.kinds and (equation.helper or equation.sampled):
                continue
            if formula.states and (STATE not in equation.shown or equation.shown[STATE] not in formula.states):
                continue
            for slip, forms in slips:
                if equation.kinds == {"none"} and not slip.alone:
                    continue
                match = self._first(formula, forms, equation, names, prints)
                if match is not None and not match.crossed and (match.usual or not (formula.roles or slip.roles)):
                    found.append((match, slip))
                    break
        return found

    def _may_be(self, place: int, equation: Equation) -> bool:
        """Return whether the state's letter isn't that of a sister formula (``v`` for Adam's ``m``)."""
        formula = self.formulas[place]
        letter = equation.shown.get(STATE)
        if not formula.states or letter is None or letter in formula.states:
            return True
        return letter not in self._letters_of_sisters[place]

    @cached_property
    def _letters_of_sisters(self) -> Sequence[frozenset[str]]:
        """For each formula the letters of the states of the other ones on its topics, and on those of their group."""
        group = {topic.id: topic.group for topic in self.topics if topic.group}
        fields = [
            formula.topics | {group[topic] for topic in formula.topics if topic in group} for formula in self.formulas
        ]
        return [
            frozenset[str]().union(
                *(other.states for at, other in enumerate(self.formulas) if at != place and fields[at] & own)
            )
            for place, own in enumerate(fields)
        ]

    def _first(
        self,
        formula: KnownFormula,
        forms: Sequence[Form],
        equation: Equation,
        names: frozenset[str],
        prints: dict[frozenset[str], Fingerprint],
    ) -> Match | None:
        """Return the first of some forms, which have as many names, that an equation has."""
        crossed: Match | None = None
        fixed = (formula.fixed | {GRADIENT, STATE}) & names
        for form in forms:
            if not fits(form.kind, equation.kinds):
                continue
            if fixed != form.print.fixed:
                continue
            if fixed not in prints:
                prints[fixed] = fingerprint(equation.right, fixed)
            match = self._match(formula, form, equation, prints[fixed])
            if match is not None and not match.crossed:
                return match
            crossed = crossed or match
        return crossed

    def _match(self, formula: KnownFormula, form: Form, equation: Equation, ours: Fingerprint) -> Match | None:
        theirs = form.print
        if not may_be_renamed(ours, theirs):
            return None
        usual = {
            name: [role for role in theirs.free if equation.shown.get(name, name) in self.letters.get(role, ())]
            for name in ours.free
        }
        found = renaming(ours, theirs, _assumed(theirs.node), usual, thorough=False)
        if found is None:
            return None
        names = found[0]
        if form.left is not None and not _same_left(equation.left, form.left, names):
            return None
        crossed = any(
            role in self.letters
            and role not in usual[name]
            and equation.shown.get(name, name) in self._letters_of_others(formula, role)
            for name, role in names.items()
        )
        known = all(usual[name] for name, role in names.items() if role in self.letters)
        return Match(formula, form, names, crossed or (form.roles and not known), known)

    def _letters_of_others(self, formula: KnownFormula, role: str) -> frozenset[str]:
        """The letters that usually stand for the other quantities of a formula, in whichever form."""
        roles = {name for form in formula.right for name in form.print.free} - {role}
        return frozenset[str]().union(*(self.letters.get(other, frozenset()) for other in roles))


def _by_names(forms: Sequence[Form]) -> Mapping[int, Sequence[Form]]:
    """Divide forms by how many names they have."""
    found: dict[int, list[Form]] = {}
    for form in forms:
        found.setdefault(len(form.print.fixed) + len(form.print.free), []).append(form)
    return found


@lru_cache(maxsize=4096)
def _assumed(node: Node) -> Mapping[str, str]:
    """What is assumed of the names of a form: that they are positive, unless it tells their sign apart."""
    bent = any(isinstance(part, Call) and part.name in _BENT for part in walk(node))
    return {} if bent else dict.fromkeys(names_in(node), "positive")


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
