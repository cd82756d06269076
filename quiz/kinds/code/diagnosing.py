"""What a wrong answer in code has done wrong, read from what it gives: facts that hold on every input it was tried on.

None of it looks at how the answer is written. Each diagnosis is a statement about results (an input was written into,
an argument makes no difference, the second call is wrong, the result is the transpose, it fails where n is odd) and
is told only if all cases agree with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.kinds.code.cases import Trial, Values
from quiz.kinds.code.differences import unlike
from quiz.kinds.code.failing_cases import condition, special_condition
from quiz.kinds.code.fields import CONSTANTS
from quiz.kinds.code.inputs_used import changed, ignored, unmoved
from quiz.kinds.code.observed import Given, Seen, listed, told
from quiz.kinds.code.task import CodeTask
from quiz.model import Diagnosis

if TYPE_CHECKING:
    from quiz.sandbox import Step


def diagnoses_of(
    task: CodeTask, trial: Trial, wanted: Sequence[Values], given: Sequence[Given]
) -> tuple[Diagnosis, ...]:
    """Return what is wrong, the most telling statement first; none if nothing can be said of all cases."""
    import numpy as np

    seen = Seen(task, trial, wanted, given)
    with np.errstate(all="ignore"):  # results may hold infinities, of which there is no quotient and no difference
        for look in (
            changed,
            _shared,
            unmoved,
            ignored,
            special_condition,
            unlike,
            _later,
            condition,
            _some_right,
            _how_many,
        ):
            found = look(seen)
            if found is not None:
                return (found,)
    return ()


def _wrong_results(seen: Seen) -> list[str]:
    """The results that are wrong in any case, in the order of the steps; none where a case has no values."""
    if any(one.values is None for one in seen.given):
        return []
    return sorted({name for names in seen.wrong for name in names}, key=seen.position)


def _shared(seen: Seen) -> Diagnosis | None:
    """All is right until there is a second object; from then on what it gives is wrong, or what the first one gives."""
    steps = seen.task.steps
    wrong = sorted({name for one, names in zip(seen.given, seen.wrong, strict=False) if one.values is not None
                    for name in names}, key=seen.position)  # fmt: skip
    made = [place for place, step in enumerate(steps) if step.do == "new"]
    if not wrong or len(made) < 2 or seen.position(wrong[0]) < made[1]:
        return None
    if not any(seen.position(name) < made[1] for name in seen.task.gives):
        return None
    if steps[seen.position(wrong[0])].of == steps[made[0]].of != "":
        return told(
            "shared-between-objects",
            "1 つ目のオブジェクトは、2 つ目を使い始めると結果が変わってしまいます。"
            "値は（クラスや引数の既定値、大域変数でなく）self に持たせます。",
            "The first object works until a second one is used: what it keeps belongs to `self`, not to the class, to "
            "a default argument or a global.",
        )
    return told(
        "shared-between-objects",
        "1 つ目のオブジェクトは正しく動きますが、2 つ目から違います。"
        "値は（クラスや引数の既定値、大域変数でなく）self に持たせます。",
        "The first object works, the second doesn't: what it keeps belongs to `self`, not to the class, to a default "
        "argument or a global.",
    )


def _later(seen: Seen) -> Diagnosis | None:
    """The first call of a method is right everywhere, and a later one is not."""
    wrong = _wrong_results(seen)
    if not wrong:
        return None
    name = wrong[0]
    before = [one for one in seen.task.gives if seen.position(one) < seen.position(name)]
    steps = seen.task.steps
    same = [one for one in before if _call(steps[seen.position(one)]) == _call(steps[seen.position(name)])]
    same += [one for one in before if seen.origin(one) and seen.origin(one) == seen.origin(name)]
    if not same:
        return None
    return told(
        "later-call",
        f"`{same[-1]}` は合っていますが、後の呼び出しの `{name}` から違います。"
        "呼び出しのあいだに残す値と、毎回新しくする値を確かめます。",
        f"`{same[-1]}` is right, and `{name}`, of a later call, is not: see which values must stay between calls and "
        "which must be new each time.",
    )


def _call(step: Step) -> tuple[object, ...]:
    """What a step calls, and in which mode: ``forward(x, True)`` is another call than ``forward(x, False)``."""
    return (step.do, step.name, *(name for _, name, _ in step.arguments if name in CONSTANTS))


def _some_right(seen: Seen) -> Diagnosis | None:
    """Which results are right everywhere and which are not, where the question compares several."""
    wrong = {name for names in seen.wrong for name in names}
    right = [name for name in seen.task.gives if name not in wrong]
    if not right or not wrong or not seen.all_end:
        return None
    first = next(name for name in seen.task.gives if name in wrong)
    return told(
        f"wrong-{first}",
        f"{listed(right)} は合っていますが、{listed(name for name in seen.task.gives if name in wrong)} が違います。",
        f"Right: {listed(right)}. Wrong: {listed(name for name in seen.task.gives if name in wrong)}.",
    )


def _how_many(seen: Seen) -> Diagnosis | None:
    """How many of the inputs it fails on, where there is nothing better to say."""
    if not seen.all_end:
        return None  # what happened says it
    failing, count = len(seen.failing()), len(seen.given)
    return told(
        "differs",
        f"試した {count} 個の入力のうち {failing} 個で、結果が違います。",
        f"The result is wrong on {failing} of the {count} inputs that were tried.",
    )
