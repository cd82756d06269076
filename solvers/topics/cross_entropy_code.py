"""Code for the mean cross-entropy: whether a fragment fits the form in which labels come, numbers or one-hot rows."""

from __future__ import annotations

import math
from random import Random
from typing import Annotated, Literal

from solvers.arithmetic.small_arrays import Array, arange, array
from solvers.fragment import FragmentError, run_fragment
from solvers.registry import Between, Length, solver

Code = Annotated[str, Length(1, 300)]
Form = Literal["number", "one-hot"]
Samples = Annotated[int, Between(2, 50)]
Classes = Annotated[int, Between(2, 20)]

_DATA_SETS = 3
_CLOSE = 1e-9


@solver
def is_cross_entropy_code(code: Code, form: Form, samples: Samples, classes: Classes) -> bool:
    """True if ``code`` over ``y``, ``t``, ``rows`` (0 to N - 1) and ``N`` gives -(1/N) Σ log y[n, t_n] on random data.

    ``y`` holds a row of probabilities for each of N samples; ``t`` the class numbers, or one-hot rows.

    >>> is_cross_entropy_code("-np.sum(t * np.log(y)) / N", "one-hot", 4, 3)
    True
    >>> is_cross_entropy_code("-np.sum(np.log(y[:, t])) / N", "number", 4, 3)
    False
    """
    source = Random(samples * 100 + classes)
    for _ in range(_DATA_SETS):
        rows = [[source.uniform(0.1, 1) for _ in range(classes)] for _ in range(samples)]
        probabilities = [[entry / sum(row) for entry in row] for row in rows]
        labels = [source.randrange(classes) for _ in range(samples)]
        wanted = -sum(math.log(row[label]) for row, label in zip(probabilities, labels, strict=True)) / samples
        if not _gives(code, form, probabilities, labels, wanted):
            return False
    return True


@solver
def is_cross_entropy_code_by_known_loss(code: Code, form: Form, samples: Samples, classes: Classes) -> bool:
    """Decide the same on rows made so that sample n loses exactly n + 1: y[n, t_n] = e^-(n + 1), mean (N + 1)/2.

    What the rest of a row holds must make no difference: it is halved, and the loss has to stay the same.

    >>> is_cross_entropy_code_by_known_loss("-np.mean(np.log(y[rows, t]))", "number", 4, 3)
    True
    """
    labels = [(2 * place + 1) % classes for place in range(samples)]
    for rest in (0.5, 0.25):
        rows = [
            [math.exp(-(place + 1)) if label == column else rest / (column + 1) for column in range(classes)]
            for place, label in enumerate(labels)
        ]
        if not _gives(code, form, rows, labels, (samples + 1) / 2):
            return False
    return True


def _gives(code: str, form: Form, rows: list[list[float]], labels: list[int], wanted: float) -> bool:
    classes = len(rows[0])
    one_hot = [[int(label == column) for column in range(classes)] for label in labels]
    variables = {
        "y": array(rows),
        "t": array(labels if form == "number" else one_hot),
        "rows": arange(len(labels)),
        "N": len(labels),
    }
    try:
        value = run_fragment(code, variables)
    except FragmentError:
        return False
    return not isinstance(value, Array | tuple) and abs(value - wanted) <= _CLOSE * max(1, abs(wanted))
