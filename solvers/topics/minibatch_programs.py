"""Whole lines and programs of the training loop: what an update line really does, and what a shuffling loop makes.

A line or a piece of it is parsed and walked over exact numbers or small arrays; nothing of it is run as Python.
"""

from __future__ import annotations

import ast
import operator
from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random
from typing import Annotated, Any, Literal

from solvers.arithmetic.small_arrays import Array, arange, array
from solvers.fragment import FragmentError, run_fragment
from solvers.registry import Between, Length, Real, SolverError, solver

Line = Annotated[str, Length(3, 80)]
Name = Annotated[str, Length(1, 20)]
Rate = Annotated[Real, Between(1e-6, 100)]
Code = Annotated[str, Length(1, 300)]
Few = Annotated[int, Between(2, 200)]
Effect = Literal["sgd", "ascent", "divides", "overwrites", "rate-forgotten", "gradient-forgotten", "other"]
Order = Literal["every epoch", "once", "with replacement"]
Outcome = Literal["right", "same order", "same shuffled order", "repeats", "apart", "error"]

_ARITHMETIC: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


# -- one line of an update ---------------------------------------------------------------------------------------------


def _after(line: str, weight: str, values: Mapping[str, Fraction]) -> Fraction:
    """Return the weight after ``line``, an assignment to it in the four operations; SolverError where it is none."""
    try:
        (statement,) = ast.parse(line).body
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name == weight:
                return _number(value, values)
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value) if name == weight:
                return _ARITHMETIC[type(op)](values[name], _number(value, values))
    except (SyntaxError, ValueError, KeyError, ZeroDivisionError, RecursionError, MemoryError):
        pass
    raise SolverError("impossible", "update_line_effect", "line", line, f"{weight} -= lr * g")


def _number(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=int() as number) if not isinstance(number, bool):
            return Fraction(number)
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand, values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _ARITHMETIC[type(op)](_number(left, values), _number(right, values))
        case _:
            raise ValueError


@solver
def update_line_value(
    line: Line, weight: Name, gradient: Name, rate: Name, numbers: Annotated[tuple[Real, Real, Real], Length(3, 3)]
) -> Fraction:
    """Return the weight after a line of code, for the numbers (weight, gradient, rate), exactly.

    >>> update_line_value("w -= lr * g", "w", "g", "lr", (3, 4, Fraction(1, 10)))
    Fraction(13, 5)
    """
    return _after(
        line, weight, dict(zip((weight, gradient, rate), (Fraction(number) for number in numbers), strict=True))
    )


@solver
def update_line_effect(line: Line, weight: Name, gradient: Name, rate: Name) -> Effect:
    """Return what a line does to a weight w with the gradient g and the learning rate η, by its values at two places.

    "sgd" w - ηg; "ascent" w + ηg; "divides" w - g/η; "overwrites" -ηg, without the old w; "rate-forgotten" w - g;
    "gradient-forgotten" w - ηw; "other" whatever is none of these.

    >>> update_line_effect("w += -lr * g", "w", "g", "lr"), update_line_effect("w *= 1 - lr", "w", "g", "lr")
    ('sgd', 'gradient-forgotten')
    """
    places = ((Fraction(7), Fraction(3), Fraction(1, 10)), (Fraction(-2), Fraction(5), Fraction(3, 8)))
    effects: dict[Effect, Callable[[Fraction, Fraction, Fraction], Fraction]] = {
        "sgd": lambda w, g, r: w - r * g,
        "ascent": lambda w, g, r: w + r * g,
        "divides": lambda w, g, r: w - g / r,
        "overwrites": lambda w, g, r: -r * g,
        "rate-forgotten": lambda w, g, r: w - g,
        "gradient-forgotten": lambda w, g, r: w - r * w,
    }
    found = [update_line_value(line, weight, gradient, rate, place) for place in places]
    for name, formula in effects.items():
        if all(value == formula(*place) for value, place in zip(found, places, strict=True)):
            return name
    return "other"


@solver
def update_line_effect_by_slopes(line: Line, weight: Name, gradient: Name, rate: Name) -> Effect:
    """Decide the same from how much of the old weight and how much of the gradient the new weight holds.

    Every line here is a·w + b·g; at η = 1/5, a and b are read off at (w, g) = (1, 0) and (0, 1).

    >>> update_line_effect_by_slopes("w = w - g / lr", "w", "g", "lr")
    'divides'
    """
    by, one, none = Fraction(1, 5), Fraction(1), Fraction(0)
    kept = update_line_value(line, weight, gradient, rate, (one, none, by))
    moved = update_line_value(line, weight, gradient, rate, (none, one, by))
    table: dict[tuple[Fraction, Fraction], Effect] = {
        (one, -by): "sgd",
        (one, by): "ascent",
        (one, -1 / by): "divides",
        (none, -by): "overwrites",
        (one, -one): "rate-forgotten",
        (1 - by, none): "gradient-forgotten",
    }
    return table.get((kept, moved), "other")


# -- a loop that shuffles ----------------------------------------------------------------------------------------------


def _indices(order: Order, samples: int, epochs: int) -> list[Array]:
    source = Random(23)
    if order == "once":
        return [array(source.sample(range(samples), samples))] * epochs
    if order == "every epoch":
        return [array(source.sample(range(samples), samples)) for _ in range(epochs)]
    return [array([source.randrange(samples) for _ in range(samples)]) for _ in range(epochs)]


def _epochs(code: str, order: Order, samples: int, batch: int) -> list[tuple[list[int], list[int]]] | None:
    """Return (features, labels) as sample numbers for each of two epochs; None where the code stops with an error."""
    found = []
    for idx in _indices(order, samples, 2):
        features: list[int] = []
        labels: list[int] = []
        for start in range(0, samples, batch):
            names: dict[str, Any] = {"x": arange(samples), "t": arange(samples), "idx": idx, "i": start, "B": batch}
            try:
                value = run_fragment(code, names)
            except FragmentError:
                return None
            if not isinstance(value, tuple) or len(value) != 2:
                return None
            features += value[0].tolist()
            labels += value[1].tolist()
        found.append((features, labels))
    return found


@solver
def shuffled_loop_outcome(code: Code, order: Order, samples: Few, batch: Few) -> Outcome:
    """Return what two epochs of a loop do that takes ``code`` from x, t with the numbers ``idx`` and ``i``, ``B``.

    ``order`` says how idx is drawn: a new permutation "every epoch", one "once" before the epochs, or N numbers "with
    replacement" in every epoch. The outcome: "error" (it stops), "apart" (features and labels don't belong together),
    "repeats" (a sample comes twice in an epoch), "same order" (0, 1, 2 ... in both epochs), "same shuffled order", or
    "right".

    >>> shuffled_loop_outcome("x[i:i+B], t[i:i+B]", "every epoch", 20, 3)
    'same order'
    """
    epochs = _epochs(code, order, samples, batch)
    if epochs is None:
        return "error"
    if any(features != labels for features, labels in epochs):
        return "apart"
    (first, _), (second, _) = epochs
    if sorted(first) != list(range(samples)) or sorted(second) != list(range(samples)):
        return "repeats"
    if first == second:
        return "same order" if first == list(range(samples)) else "same shuffled order"
    return "right"


@solver
def shuffled_loop_outcome_by_counting(code: Code, order: Order, samples: Few, batch: Few) -> Outcome:
    """Decide the same from counts: how often each pair comes, and how many places agree between the two epochs.

    >>> shuffled_loop_outcome_by_counting("x[idx[i:i+B]], t[idx[i:i+B]]", "once", 20, 3)
    'same shuffled order'
    """
    epochs = _epochs(code, order, samples, batch)
    if epochs is None:
        return "error"
    counts = [Counter(zip(features, labels, strict=False)) for features, labels in epochs]
    if any(x != t for count in counts for x, t in count):
        return "apart"
    if any(len(count) < samples for count in counts):
        return "repeats"
    first, second = epochs[0][0], epochs[1][0]
    agree = sum(a == b for a, b in zip(first, second, strict=True))
    if agree < samples:
        return "right"
    falls = sum(a > b for a, b in zip(first, first[1:], strict=False))
    return "same shuffled order" if falls else "same order"


# -- the slice of a loop -----------------------------------------------------------------------------------------------

Loop = Literal["start", "from 0", "from 1"]


def _turns(loop: Loop, samples: int, batch: int) -> list[dict[str, int]]:
    """Return the names that each turn of the loop knows."""
    if loop == "start":
        return [{"i": start, "i_end": start + batch} for start in range(0, samples, batch)]
    count = -(-samples // batch)
    return [{"b": turn} for turn in (range(count) if loop == "from 0" else range(1, count + 1))]


def _taken(code: str, loop: Loop, samples: int, batch: int) -> list[tuple[Array, Array]] | None:
    data_x, data_t = arange(samples) * 10 + 5, arange(samples)
    found = []
    for names in _turns(loop, samples, batch):
        known = {"data_x": data_x, "data_t": data_t, "B": batch, "batch_size": batch, "N": samples, **names}
        if "i" in names:
            known |= {"start": names["i"], "stop": names["i_end"]}
        try:
            value = run_fragment(code, known)
        except FragmentError:
            return None
        if not isinstance(value, tuple) or len(value) != 2 or not all(isinstance(part, Array) for part in value):
            return None
        found.append(value)
    return found


@solver
def slices_cover(code: Code, loop: Loop, samples: Few, batch: Few) -> bool:
    """True if ``code``, run in every turn of the loop, takes each sample once, in order, with its own label.

    The loops: "start" for i in range(0, N, B) with i_end = i + B (also called start and stop); "from 0" and "from 1"
    count the ⌈N/B⌉ mini-batches with b.

    >>> slices_cover("data_x[b*B:(b+1)*B], data_t[b*B:(b+1)*B]", "from 0", 10, 4)
    True
    """
    taken = _taken(code, loop, samples, batch)
    if taken is None or any(len(labels) > batch for _, labels in taken):
        return False
    features = [number for x, _ in taken for number in x.tolist()]
    labels = [number for _, t in taken for number in t.tolist()]
    return labels == list(range(samples)) and features == [10 * label + 5 for label in labels]


@solver
def slices_cover_by_lengths(code: Code, loop: Loop, samples: Few, batch: Few) -> bool:
    """Decide the same from the lengths and end points of the slices alone: full ones side by side, the last shorter.

    >>> slices_cover_by_lengths("data_x[b*B:(b+1)*B], data_t[b*B:(b+1)*B]", "from 1", 10, 4)
    False
    """
    expected = 0
    for features, labels in _taken(code, loop, samples, batch) or ():
        size = min(batch, samples - expected)
        if size < 1 or len(features) != size or len(labels) != size:
            return False
        if labels[0] != expected or features[-1] != 10 * (expected + size - 1) + 5:
            return False
        expected += size
    return expected == samples


@solver
def slice_sizes(code: Code, loop: Loop, samples: Few, batch: Few) -> tuple[int, ...]:
    """Return how many labels each turn takes: what a worked solution shows of a slice.

    >>> slice_sizes("data_x[i:], data_t[i:]", "start", 10, 4)
    (10, 6, 2)
    """
    taken = _taken(code, loop, samples, batch)
    if taken is None:
        raise SolverError("impossible", "slice_sizes", "code", code, "data_x[i:i_end], data_t[i:i_end]")
    return tuple(len(labels) for _, labels in taken)
