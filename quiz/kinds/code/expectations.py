"""What a right answer in code gives: from a reference of the program's, or from one that the question file brings."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from quiz.errors import QuizError
from quiz.kinds.code.cases import Values, broken_part, task_of
from quiz.kinds.code.own_reference import NOT_RUN, SEE_DOCTOR, ReferenceFails, own_values
from quiz.language import Text
from quiz.model import Item, Variant


def may_run(item: Item) -> bool:
    """True if code that the item's author wrote may be run here."""
    if item.trusted:
        return True
    from quiz.sandbox import level

    return level() != "limits"


def expected(variant: Variant, case: Values, *, check: bool = False) -> Values:
    """Return what a right answer gives for a further case of a variant; see :func:`expected_of`."""
    return _expected(variant, [case], check=check, anew=False)[0]


def expected_of(variant: Variant, cases: Sequence[Values], *, check: bool = False) -> list[Values]:
    """Return what a right answer gives for each case, from the reference (or from its independent second).

    Raises :class:`quiz.errors.Unanswerable` where the reference gives nothing for the question's inputs, and another
    :class:`QuizError` where a reference of the author's can't be run here.
    """
    return _expected(variant, cases, check=check, anew=True)


def _expected(variant: Variant, cases: Sequence[Values], *, check: bool, anew: bool) -> list[Values]:
    task = task_of(variant)
    if not task.gives:
        return [{} for _ in cases]
    if not task.brings_reference:
        return [_built_in(variant, case, check=check) for case in cases]
    if not may_run(variant.item):
        raise QuizError(NOT_RUN, remedy=SEE_DOCTOR)
    from quiz.sandbox import Job

    source = task.right[1 if check else 0].fill(variant.values)
    job = Job(source, task.steps, task.gives, expression=not task.name)
    try:
        return own_values(job, [task.seen(case) for case in cases], anew=anew)
    except ReferenceFails as error:
        lead = Text("2 つ目の right（check）", "the second of right, the check")
        if not check:
            lead = Text("1 つ目の right（reference）", "the first of right, the reference")
        message = Text(f"{lead.ja}: {error.message.ja}", f"{lead.en}: {error.message.en}")
        raise broken_part(variant, "code.right", message) from None


def _built_in(variant: Variant, case: Values, *, check: bool) -> Values:
    from solvers.practicals import find_reference

    task = task_of(variant)
    name = task.check if check else task.reference
    try:
        given = find_reference(name)(copy.deepcopy(case))
        values = given if len(task.gives) > 1 else {task.gives[0]: given}
        return {wanted: values[wanted] for wanted in task.gives}
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        message = f"{name}: {type(error).__name__}: {error}"[:200]
        raise broken_part(
            variant,
            "code.check" if check else "code.reference",
            Text(f"この入力では計算できません: {message}", f"it can't be computed for these inputs: {message}"),
        ) from None
