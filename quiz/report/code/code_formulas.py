"""The formulas that code computes, held against those of the course: right, a known error, or another method's.

The forms are those of ``formulas.toml``: a line of code is one more way of writing them. Every right form is tried
first; an error counts only for the method that the code is said to be.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.code.code_flow import RESULT, Step
from quiz.report.code.code_topics import BlockTopics, Said
from quiz.report.code.code_trees import TINY_NAME, symbol_of
from quiz.report.formulas.equations import Equation, equation_of
from quiz.report.formulas.known import KnownFormula, Library, Match, Slip
from solvers.expression import Call, Node, Number, Sum, Symbol
from solvers.expression.calculus import names_in, substitute

MOST_STEPS: Final = 800

_SLOPE_NAME: Final = late(
    r"deriv|diff|prime|grad|slope|backward|delta|_d\Z|\Ad_|\Ad(?=sigmoid|tanh|relu)|微分|導関数", re.IGNORECASE
)
_FLOWS_IN: Final = ("dout", "delta", "dy", "grad", "gradoutput", "dz")
"""What a backward pass multiplies the derivative with."""
_SIZE_NAME: Final = late(
    r"(?:out(?:put)?_?(?:h|w|size|height|width|dim)|o[hw]|conv_(?:out|output)_size|(?:h|w)_out|(?:height|width)_out)\Z",
    re.IGNORECASE,
)
_SIZE_FUNCTION: Final = late(r"(?:calc_|get_|compute_)?(?:conv_?)?(?:out|output)_?(?:size|shape|dim)?\Z", re.IGNORECASE)
_SIZE_ROLES: Final = (
    ("kernel", late(r"(?:filter|kernel|pool|f|k)_?(?:h|w|size|height|width)?\Z|[FK][HW]\Z", re.IGNORECASE)),
    ("n", late(r"(?:in|input|image|img|x)_?(?:h|w|size|height|width|dim)?\Z|I?[HW]\Z", re.IGNORECASE)),
    ("pad", late(r"\w*pad(?:ding)?\Z", re.IGNORECASE)),
    ("stride", late(r"\w*strides?\Z", re.IGNORECASE)),
)
_STRONG: Final = frozenset({"comment", "name"})
_SHARED: Final = frozenset({"sgd-step", "scaled-step", "scaled-rate", "momentum-step", "adam-step", "batch-scaled"})
"""Formulas that more than one method has, so that they tell no method from another."""
_PARTS_OF_ADAM: Final = frozenset({"momentum-velocity", "rmsprop-average"})
_METHODS: Final = frozenset({"optimizer", "activation"})
_RESULT_ONLY: Final = frozenset({"sigmoid", "tanh", "relu", "softmax", "cross-entropy", "squared-error"})
"""Topics whose formulas are what a function returns, or what a layer gives."""
_OF_UPDATES: Final = frozenset({"sgd", "momentum", "adagrad", "rmsprop", "adam", "penalty"})
_OF_RESULTS: Final = _RESULT_ONLY | {"batch-normalization", "adam"}
_SHORT: Final = 30
"""The characters of a heading that says what its code is, and little else."""


@dataclass(frozen=True, slots=True)
class StepFinding:
    """A step that has the right form of a formula (no ``slip``), one of its errors, or the form of another method."""

    step: Step
    formula: KnownFormula
    said: Said
    slip: Slip | None = None
    other: KnownFormula | None = None
    mismatch: Text | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """A step with what is said of it and the right forms that it has."""

    step: Step
    said: Said
    equations: tuple[Equation, ...]
    rights: tuple[Match, ...]

    @property
    def spoken(self) -> list[Match]:
        return [match for match in self.rights if match.formula.topics & self.said.topics and not match.crossed]


class Forms:
    """Which forms of a course's formulas steps have; the same step, in another cell, is compared once.

    After ``MOST_STEPS`` different ones no new step is compared: no report has as many.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._known: dict[tuple[Hashable, ...], tuple[tuple[Equation, ...], tuple[Match, ...]]] = {}

    def of(self, step: Step, *, slope: bool) -> tuple[tuple[Equation, ...], tuple[Match, ...]]:
        """Return the equations that a step may be, and the right forms that they have."""
        key = (step.left, step.right, step.whole, slope, tuple(step.words.items()))
        if key not in self._known:
            if len(self._known) >= MOST_STEPS:
                return (), ()
            equations = tuple(_equations(step, slope))
            rights = tuple(match for equation in equations for match in self.library.right_forms(equation))
            self._known[key] = equations, rights
        return self._known[key]


def formulas_in(steps: Sequence[Step], topics: BlockTopics, forms: Forms) -> list[StepFinding]:
    """Return what is to be said of the formulas of a block, in order."""
    library = forms.library
    held = [entry for step in steps if (entry := _held(step, topics, forms)) is not None]
    found: list[StepFinding] = []
    for entry in held:
        spoken = entry.spoken
        close = entry.said.nearness in _STRONG or (entry.step.updates and not entry.rights)
        slips = _slips(entry, library) if close and not spoken and not entry.step.open else []
        if spoken:
            found.append(_paired(entry, spoken[0], held))
        elif slips:
            found.append(StepFinding(entry.step, slips[0][0].formula, entry.said, slips[0][1]))
        else:
            found += _of_another(entry, held, library)
    return found


def _held(step: Step, topics: BlockTopics, forms: Forms) -> _Held | None:
    said = topics.of(step.line, step.scope, _OF_UPDATES if step.updates else _OF_RESULTS)
    sized = step.left if step.left not in (None, "out", "size") else next(iter(step.scope[-1:]), "")
    if sized and (_SIZE_NAME.match(sized) or (step.left != sized and _SIZE_FUNCTION.match(sized))):
        said = Said(frozenset({"size"}), sized, "name")
        step = replace(step, words={name: _role(word) for name, word in step.words.items()})
    if said is None:
        return None
    slope = any(_SLOPE_NAME.search(name) for name in step.scope[-1:]) and not step.updates
    if said.topics <= _RESULT_ONLY and not _is_result(step, said):
        return None
    equations, rights = forms.of(step, slope=slope)
    return _Held(step, said, equations, rights) if equations else None


def _role(word: str) -> str:
    """Return the usual letter of what a size is computed from, by the name that code gives it."""
    return next((letter for letter, names in _SIZE_ROLES if names.match(word)), word)


def _is_result(step: Step, said: Said) -> bool:
    """Return whether a step is the formula itself, and not one of the steps towards it."""
    if isinstance(step.right, Call) and step.right.name in said.topics:
        return False  # the function is called, and not written out
    if step.left is None or step.left in ("out", "y", "z", "dx", "output", "loss"):
        return True
    value = getattr(step.node, "value", None)
    return said.nearness == "comment" and not isinstance(value, ast.Name | ast.Subscript | ast.Attribute)


def _equations(step: Step, slope: bool) -> Iterator[Equation]:
    """Yield the equations that a step may be: as it is written, and with the names before it put in."""
    seen: set[Node] = set()
    for right in (step.whole, step.right):
        for tree in (_without_flow(right), right) if slope else (right, _without_tiny(right)):
            if tree in seen:
                continue
            seen.add(tree)
            left = symbol_of(step.left) if step.updates and step.left is not None else Symbol(RESULT)
            equation = equation_of((left, tree), step.words)
            if equation is not None:
                kinds = frozenset({"slope"}) if slope else equation.kinds
                yield replace(equation, kinds=kinds, helper=False)


def _without_tiny(tree: Node) -> Node:
    """Return a tree without the small constants that keep a logarithm's argument from 0."""
    args = tuple(map(_without_tiny, tree.args))
    if isinstance(tree, Call) and tree.name == "log" and isinstance(args[0], Sum) and len(args[0].args) == 2:
        first, second = args[0].args
        if isinstance(second, Symbol) and second.name.lstrip("Q") in ("delta", TINY_NAME, "epsilon"):
            return Call("log", first)
    return tree.with_args(args) if tree.args else tree


def _without_flow(tree: Node) -> Node:
    """Return a derivative without the gradient that a backward pass multiplies it with."""
    flows = [name for name in _FLOWS_IN if name in names_in(tree)]
    return substitute(tree, {flows[0]: Number(1)}) if flows else tree


def _slips(entry: _Held, library: Library) -> list[tuple[Match, Slip]]:
    return [slip for equation in entry.equations for slip in library.slips(equation, entry.said.topics)]


def _paired(entry: _Held, match: Match, held: Sequence[_Held]) -> StepFinding:
    """Hold the sign of a step against that of the velocity that it follows, in the same function."""
    if match.form.follows and match.formula.mismatch is not None:
        shown = {name: word for equation in entry.equations for name, word in equation.shown.items()}
        letter = next((shown.get(ours, ours) for ours, role in match.names.items() if role == "V"), "")
        for other in held:
            if other.step.scope != entry.step.scope or abs(other.step.line - entry.step.line) > 12:
                continue
            for found in other.spoken[:1]:
                if found.form.leaves and other.step.left == letter and found.form.leaves != match.form.follows:
                    return StepFinding(entry.step, match.formula, entry.said, mismatch=match.formula.mismatch)
    return StepFinding(entry.step, match.formula, entry.said)


def _of_another(entry: _Held, held: Sequence[_Held], library: Library) -> Iterator[StepFinding]:
    """Yield a finding where the code has the form of a rival of the method that it is said to be.

    Only for a form that no other method shares, where nothing in the same function is right for what is said.
    """
    if entry.said.nearness not in _STRONG and len(entry.said.words) > _SHORT:
        return
    groups = {topic.id: topic.group for topic in library.topics}
    named = [topic for topic in entry.said.topics if groups[topic] in _METHODS]
    if len(named) != 1 or named[0] == "softmax":  # the derivative of one softmax output is that of a sigmoid
        return
    own = [other for other in held if other.step.scope == entry.step.scope and other.said.topics & {named[0]}]
    if any(match.formula.id not in _SHARED for other in own for match in other.spoken):
        return
    for match in entry.rights:
        rival = match.formula
        related = any(groups[topic] == groups[named[0]] for topic in rival.topics)
        if match.crossed or rival.id in _SHARED or not related or (named[0] == "adam" and rival.id in _PARTS_OF_ADAM):
            continue
        if "state" not in {kind for equation in entry.equations for kind in equation.kinds} and not (
            rival.topics <= _RESULT_ONLY
        ):
            continue
        title = next(formula for formula in library.formulas if named[0] in formula.topics)
        yield StepFinding(entry.step, title, entry.said, other=rival)
        return
