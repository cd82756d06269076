"""``compare``: a learner's answer against a reference, with a verdict, how it is known, and what was understood.

Expressions are decided by ``expression.identity``; here are the other kinds of answers (equations, tuples, sets,
intervals, matrices, labels, slices) and the verdict. A verdict is a pure function of its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from solvers.expression.calculus import carried_out, functions_in, has_instructions, names_in
from solvers.expression.evaluation import Undefined, value
from solvers.expression.faults import Unreadable
from solvers.expression.identity import DOMAINS, UNDECIDED, Decision, decide, rounds_to
from solvers.expression.names import FREE_FUNCTIONS
from solvers.expression.nodes import Node, Number, Relation
from solvers.expression.printing import to_text
from solvers.expression.reading import Reading, answer_of, read
from solvers.expression.vocabulary import DERIVATIVE, FUNCTIONS
from solvers.grading.chains import false_link, is_chain, result_of, results_of
from solvers.grading.comparison import VERDICTS, Comparison
from solvers.grading.readings import chosen, shown
from solvers.grading.slips import expression_slips
from solvers.grading.structures import decide_answers, kind_of, plus_minus, same_kind
from solvers.grading.subsets import is_solved, is_subset

_COMMA: Final = re.compile(r"[-+]?[0-9]+,[0-9]+")
_PLAIN: Final = re.compile(r"[\x00-\x7fα-ωΑ-Ω²³×·−√　]*")
"""Texts that say what ASCII ones say: no prime, slash or ``d`` of other alphabets is in them."""
_PROOF_SECONDS: Final = 5.0


def compare(
    student: str | Node,
    reference: str | Node,
    *,
    assume: Mapping[str, str] | None = None,
    form: str | None = None,
    tolerance: object = None,
    names: Collection[str] | None = None,
    functions: Collection[str] = (),
    variable: str | None = None,
    prove: bool = False,
    deadline: float = 0.0,
    hints: bool = True,
) -> Comparison:
    """Compare an answer with a reference.

    Args:
        student: the answer as typed, or a tree.
        reference: the reference as text or as a tree.
        assume: per name, a domain of ``expression.identity.DOMAINS``; real where nothing is said.
        form: a form of ``solvers.grading.form.FORMS`` that the answer must have, or ``None``.
        tolerance: ``None`` for an exact comparison, or what ``grading.tolerance.Tolerance.of`` takes: ``0.01`` or
            ``"relative:0.01"``, ``"absolute:0.5"``, ``"decimals:3"``, ``"figures:4"``.
        names: the only names that the answer may use. ``None``: those of the reference, and single letters.
        functions: names that are functions beside the known ones.
        variable: the name that a form is about (``factored`` in x), where the reference has several.
        prove: ask SymPy for a proof where the equality is only known numerically (5 seconds if no deadline is given).
        deadline: seconds that SymPy may take, in a process of its own, where nothing else decides; 0: it is not asked.
        hints: look for slips when the answer is wrong.

    Returns:
        The comparison.

    Raises:
        Unreadable: when the *reference* cannot be read (its ``side`` is then ``"reference"``).
        ValueError: for an unknown domain, form or tolerance.

    >>> compare("2x + 2y", "2*(x + y)").verdict
    'correct'
    >>> compare("2t", "2*(x + y)", names=["x", "y", "t"]).verdict
    'wrong'
    >>> compare("x^2 + 2x", "x(x+2)", form="factored").verdict
    'incomplete'
    >>> outcome = compare("2(x +", "2*(x + y)")
    >>> outcome.verdict, outcome.reason, outcome.column
    ('unreadable', 'missing-operand', 4)
    """
    _checked(assume)
    if student == reference and isinstance(student, Node):
        return _formed(
            Comparison("correct", "identical", "equal", None, to_text(student)), student, student, form, variable
        )
    fault = None
    try:
        target = reference if isinstance(reference, Node) else _read_reference(reference, names, functions)
    except Unreadable as problem:
        fault, target = problem, Number(0)
    try:
        reading = _read_student(student, target, names, functions)
    except Unreadable as problem:
        return Comparison("unreadable", "", problem.code, problem.column, "", problem)
    if fault is not None:
        raise fault
    options = _Options(assume or {}, form, tolerance, variable, prove, deadline, hints)
    if not reading.others and not reading.seconds:
        return _compared(reading, target, options)
    sure = replace(options, hints=False)
    try:
        tree = chosen(reading, lambda tree: _compared(replace(reading, tree=tree), target, sure).verdict == "correct")
    except Unreadable as problem:
        return Comparison("unreadable", "", problem.code, problem.column, "", problem)
    outcome = _compared(replace(reading, tree=tree), target, options)
    return replace(outcome, understood_as=shown(reading, tree)) if outcome.understood_as else outcome


@dataclass(frozen=True, slots=True)
class _Options:
    """The options of ``compare`` that concern the comparison, not the reading."""

    assume: Mapping[str, str]
    form: str | None
    tolerance: object
    variable: str | None
    prove: bool
    deadline: float
    hints: bool


def _compared(reading: Reading, target: Node, options: _Options) -> Comparison:
    """Compare an answer that was read with a reference: what it claims on the way first, then its value and form."""
    tree = reading.tree
    if isinstance(tree, Relation):
        chain = is_chain(tree) and kind_of(target) == "value"
        return _chain(reading, target, options) if chain else _valued(reading, target, options)
    if not _may_instruct(reading.text) or not has_instructions(tree) or has_instructions(target):
        return _valued(reading, target, options)
    outcome = _valued(replace(reading, tree=carried_out(tree)), target, options)
    outcome = replace(outcome, understood_as=to_text(tree) if outcome.understood_as else "")
    if outcome.verdict != "correct":
        return outcome
    return replace(outcome, verdict="incomplete", method="form", reason="not-carried-out", details=("not-carried-out",))


def _may_instruct(text: str) -> bool:
    """Return whether a text can hold a prime or ``d/dx``, without looking at its tree; of a tree alone it may."""
    if not text or "'" in text or ("d" in text and "/" in text) or "\\" in text:
        return True
    return not text.isascii() and not _PLAIN.fullmatch(text)


def _chain(reading: Reading, target: Node, options: _Options) -> Comparison:
    """Compare the last member of a chain; a link that does not hold is told, and the answer is not correct then."""
    chain = reading.tree
    found = false_link(chain, assume=options.assume, known=names_in(target))
    results = results_of(chain)
    outcomes = (_compared(replace(reading, tree=result), target, options) for result in results)
    outcome = next(outcomes)
    if outcome.verdict != "correct":  # "1/3 = 0.33": the exact value stands before its rounding
        outcome = next((other for other in outcomes if other.verdict == "correct"), outcome)
    outcome = replace(outcome, understood_as=to_text(chain) if outcome.understood_as else "")
    after = found is not None and found.left == result_of(chain)  # "x = 1/3 ≈ 0.34": the answer stands already
    if found is None or after or outcome.verdict not in ("correct", "incomplete", "wrong"):
        return outcome
    verdict = "wrong" if outcome.verdict == "wrong" else "incomplete"
    link = (to_text(found.left), found.sign, to_text(found.right))
    return replace(outcome, verdict=verdict, method="form", reason="false-link", details=("false-link", *link))


def _valued(reading: Reading, target: Node, options: _Options) -> Comparison:
    """Compare the value and the form of an answer."""
    assume, form, tolerance = options.assume, options.form, options.tolerance
    variable, prove, deadline, hints = options.variable, options.prove, options.deadline, options.hints
    answer, wanted = answer_of(reading.tree), answer_of(target)
    understood = to_text(reading.tree)
    if tolerance is not None:
        from solvers.grading.tolerance import judged

        return judged(reading, target, tolerance, understood)
    if form is not None:
        from solvers.grading.up_to import up_to

        loose = up_to(form, answer, wanted, variable)
        if loose is not None:
            return Comparison(*loose, None, understood)
    if not same_kind(answer, wanted) and not _both_say_which(reading.tree, target):
        comma = _decimal_comma(reading, target)
        if comma is None:
            return _wrong_kind(reading, answer, target, understood)
        reading = comma
        answer, understood = comma.answer, to_text(comma.tree)
    decision = _decided(reading.tree, target, assume)
    if decision.equal is None or (prove and decision.method == "numeric" and decision.equal):
        decision = _proved(decision, answer, wanted, assume, deadline or _PROOF_SECONDS * prove)
    if decision.equal is None:
        return _undecided(answer, wanted, understood)
    if not decision.equal:
        slips = expression_slips(answer, wanted) if hints else ()
        return Comparison("wrong", decision.method, "different", None, understood, slips=slips)
    if (
        not reading.tree.scalar
        and (is_subset(reading.tree) or is_subset(target))
        and is_solved(target)
        and not is_solved(reading.tree)
    ):
        return Comparison("incomplete", "form", "unsolved", None, understood, details=("unsolved",))
    outcome = Comparison("correct", decision.method, "equal", None, understood)
    return _formed(outcome, answer, wanted, form, variable)


def _checked(assume: Mapping[str, str] | None) -> None:
    for name, domain in (assume or {}).items():
        if domain not in DOMAINS:
            raise ValueError(f"{name}: unknown domain {domain!r}; known are {', '.join(sorted(DOMAINS))}")


def _read_reference(text: str, names: Collection[str] | None, functions: Collection[str]) -> Node:
    try:
        return read(text, known=names or (), functions=functions, trusted=True).tree
    except Unreadable as fault:
        fault.side = "reference"
        raise


def _read_student(
    student: str | Node, reference: Node, names: Collection[str] | None, functions: Collection[str]
) -> Reading:
    if isinstance(student, Node):
        return Reading(student, "")
    known_functions = {*functions, *(name for name in functions_in(reference) if name.rstrip("'") not in FUNCTIONS)}
    thousands = kind_of(answer_of(reference)) != "sequence"
    if names is not None:
        return read(student, names=names, functions=known_functions, thousands=thousands)
    known = sorted(name for name in names_in(reference) if "/" not in name)
    reading = read(student, known=known, functions=known_functions, thousands=thousands)
    if not any(letter in student for letter in FREE_FUNCTIONS):
        return reading
    strange = [
        name
        for name in functions_in(reading.answer)
        if name.rstrip("'") not in FUNCTIONS and name not in known_functions and name != DERIVATIVE
    ]
    if strange and not known_functions:
        first = min(strange, key=lambda name: (_column_of(name, student), name))
        raise Unreadable("unknown-function", _column_of(first, student), first, text=student)
    return reading


def _column_of(name: str, text: str) -> int:
    """Where a name stands in a text as a word of its own; else where its letters stand."""
    found = re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text)
    return text.find(name) if found is None else found.start()


def _both_say_which(answer: Node, reference: Node) -> bool:
    """Return whether a set stands against an equation that names a number: ``{1}`` and ``x = 1`` say the same."""
    return any(
        is_subset(one) and isinstance(other, Relation) for one, other in ((answer, reference), (reference, answer))
    )


def _wrong_kind(reading: Reading, answer: Node, target: Node, understood: str) -> Comparison:
    fault = Unreadable("wrong-kind", 0, kind_of(answer), kind_of(answer_of(target)), text=reading.text)
    return Comparison("unreadable", "", "wrong-kind", 0, understood, fault)


def _decimal_comma(reading: Reading, reference: Node) -> Reading | None:
    """Read ``1000,99`` as a decimal where one number is asked for, as it is written in much of the world."""
    if kind_of(answer_of(reference)) != "value" or not _COMMA.fullmatch(reading.text):
        return None
    return read(reading.text.replace(",", "."), names=())


def _undecided(answer: Node, reference: Node, understood: str) -> Comparison:
    """Say why nothing decided: an answer that has no value against a reference that has one is wrong."""
    if names_in(answer) or names_in(reference) or kind_of(answer) != "value":
        return Comparison("undecided", "", "undecided", None, understood)
    try:
        value(answer)
    except Undefined as problem:
        if problem.reason in ("zero-division", "domain"):
            try:
                value(reference)
                return Comparison("wrong", "exact", "undefined", None, understood)
            except Undefined:
                pass
        return Comparison("undecided", "", problem.reason, None, understood)
    return Comparison("undecided", "", "undecided", None, understood)


def _decided(student: Node, reference: Node, assume: Mapping[str, str]) -> Decision:
    decision = decide_answers(student, reference, assume)
    target = answer_of(reference)
    answer = answer_of(student)
    constant = decision.equal is False and isinstance(target, Number) and not names_in(answer) and answer.scalar
    if constant and isinstance(target, Number) and target.text is not None and rounds_to(answer, target):
        return Decision(True, "numeric")
    return decision


def _proved(decision: Decision, left: Node, right: Node, assume: Mapping[str, str], deadline: float) -> Decision:
    if kind_of(left) != "value" or kind_of(right) != "value" or plus_minus(left) or plus_minus(right) or not deadline:
        return decision
    if decision.equal is None and not (names_in(left) | names_in(right)):
        return decision  # what 80 digits cannot tell is a value that does not exist, or one that is too large
    from solvers.grading.proof import prove_equal

    proved = prove_equal(left, right, assume, deadline)
    if proved is None:
        return decision
    return Decision(proved, "proved") if proved or decision.equal is None else UNDECIDED


def _formed(outcome: Comparison, answer: Node, reference: Node, form: str | None, variable: str | None) -> Comparison:
    if form is None:
        return outcome
    from solvers.grading.form import shortcomings

    missing = shortcomings(answer, form, reference, variable)
    if not missing:
        return outcome
    return Comparison("incomplete", "form", missing[0], None, outcome.understood_as, details=missing)


__all__ = ["VERDICTS", "Comparison", "compare", "decide"]
