"""Equality that is looser than equality of values: up to a constant of integration, up to the choice of names."""

from __future__ import annotations

from typing import Final

from solvers.expression.approximate import Approximator, FloatArithmetic, Unreliable
from solvers.expression.calculus import derivative, names_in, walk
from solvers.expression.identity import Decision, decide
from solvers.expression.nodes import Call, Negative, Node, Number, Power, Sum, Symbol
from solvers.grading.renaming import MOST_NAMES, fingerprint, renaming

_POINTS: Final = (-2.3984375, -0.8515625, 0.2890625, 1.3046875, 2.7265625, 6.4453125, -4.1640625, -7.6640625)

Verdict = tuple[str, str, str]


def up_to(form: str, answer: Node, reference: Node, variable: str | None) -> Verdict | None:
    """Return verdict, method and reason for a looser equality, or ``None`` where ``form`` is not one.

    Args:
        form: ``antiderivative`` (a symbolic constant is required), ``antiderivative-without-constant``, ``renamed``.
        answer: an expression.
        reference: an expression.
        variable: the variable of integration; the reference's only name where it is ``None``.

    >>> from solvers.expression import read
    >>> up_to("antiderivative", read("x^3/3").tree, read("x^3/3 + c").tree, "x")
    ('incomplete', 'form', 'no-constant')
    >>> up_to("renamed", read("x^2 + y").tree, read("a^2 + b").tree, None)
    ('correct', 'identical', 'equal')
    """
    plain = form.strip().lower().replace(" ", "-").replace("_", "-")
    if plain in ("antiderivative", "antiderivative-without-constant"):
        name = variable or next(iter(sorted(names_in(reference))), "x")
        return _antiderivative(answer, reference, name, plain == "antiderivative")
    if plain == "renamed":
        return _renamed(answer, reference)
    return None


def _verdict(decision: Decision) -> Verdict:
    if decision.equal is None:
        return "undecided", "", "undecided"
    return ("correct" if decision.equal else "wrong"), decision.method, "equal" if decision.equal else "different"


def _antiderivative(answer: Node, reference: Node, name: str, with_constant: bool) -> Verdict:
    """Two antiderivatives of one function: their derivatives agree; the answer is defined where the reference is."""
    try:
        decision = decide(derivative(answer, name), derivative(reference, name))
    except ValueError:
        return "undecided", "", "undecided"
    if decision.equal is not True:
        return _verdict(decision)
    if _undefined_where_defined(answer, reference, name):
        return "wrong", "numeric", "different"
    if with_constant and not _has_constant(answer, name):
        return "incomplete", "form", "no-constant"
    return _verdict(decision)


def _has_constant(answer: Node, name: str) -> bool:
    """Return whether another name shifts the answer as a whole, whatever the variable is; ``c^3`` does not count."""
    for other in sorted(names_in(answer) - {name}):
        shift = derivative(answer, other)
        if name in names_in(shift) and decide(derivative(shift, name), Number(0)).equal is not True:
            continue
        terms = answer.args if isinstance(answer, Sum) else (answer,)
        plain = [term.args[0] if isinstance(term, Negative) else term for term in terms]
        if shift != Number(0) and not any(isinstance(term, Power) and term.args[0] == Symbol(other) for term in plain):
            return True
    return False


def _undefined_where_defined(answer: Node, reference: Node, name: str) -> bool:
    """Return whether the reference is real at a point where the answer is not: the bars of ``log|x|`` were left out."""
    if not any(isinstance(part, Call) and part.name == "log" for part in walk(answer)):
        return False
    others = {other: 1.5 + at for at, other in enumerate(sorted(names_in(answer) | names_in(reference)))}
    for point in _POINTS:
        at = Approximator(FloatArithmetic(), {**others, name: point})
        try:
            needed, found = at.of(reference)[0], at.of(answer)[0]
        except Unreliable:
            continue
        if not isinstance(needed, complex) and isinstance(found, complex):
            return True
    return False


def _renamed(answer: Node, reference: Node) -> Verdict:
    """Some exchange of names turns the answer into the reference."""
    if len(names_in(answer)) == len(names_in(reference)) > MOST_NAMES:
        return "undecided", "", "undecided"
    found = renaming(fingerprint(answer), fingerprint(reference))
    return ("wrong", "exact", "different") if found is None else _verdict(found[1])
