"""A training loop with one planted fault: its lines, what it does when it is run, and which line a repair mends.

The loop trains softmax regression by gradient descent. Every line that may be at fault stands here twice, as the text
that is shown and as the operation that is run, in its right and its faulty form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random
from typing import Annotated, Any, Literal

from solvers.arithmetic.small_arrays import Array, arange, array, exp, identity, log, norm, normals, zeros
from solvers.registry import Between, solver

Fault = Literal["labels", "axis", "sign", "product", "bias", "overwrite"]
Seed = Annotated[int, Between(0, 2**32 - 1)]
State = dict[str, Any]
Operation = Callable[[State], Any]

STEPS, BATCH, RATE = 200, 20, 0.1

PROGRAM: tuple[str, ...] = (
    "lr, B = 0.1, 20",
    "for step in range(200):",
    "    i = rng.choice(len(x), B, replace=False)",
    "    xb, tb = x[i], t[i]",
    "    y = softmax(xb @ W + b, axis=1)",
    "    d = (y - tb) / B",
    "    dW = xb.T @ d",
    "    db = d.sum(axis=0)",
    "    W -= lr * dW",
    "    b -= lr * db",
)

FAULTY: Mapping[str, tuple[int, str]] = {
    "labels": (4, "    xb, tb = x[i], t[:B]"),
    "axis": (5, "    y = softmax(xb @ W + b, axis=0)"),
    "sign": (6, "    d = (tb - y) / B"),
    "product": (7, "    dW = xb.T @ y / B"),
    "bias": (8, "    db = d.mean(axis=0)"),
    "overwrite": (9, "    W = -lr * dW"),
}


def _softmax(u: Array, axis: int) -> Array:
    e = (u - u.max(axis=axis, keepdims=True)).each(exp)
    ratio: Array = e / e.sum(axis=axis, keepdims=True)
    return ratio


# Line -> (name it sets, operation); the last three rows of the program set dW, db and the parameters.
_RIGHT: Mapping[int, tuple[str, Operation]] = {
    4: ("batch", lambda s: (s["x"][s["i"]], s["t"][s["i"]])),
    5: ("y", lambda s: _softmax(s["batch"][0] @ s["W"] + s["b"], 1)),
    6: ("d", lambda s: (s["y"] - s["batch"][1]) / BATCH),
    7: ("dW", lambda s: s["batch"][0].T @ s["d"]),
    8: ("db", lambda s: s["d"].sum(axis=0)),
    9: ("W", lambda s: s["W"] - RATE * s["dW"]),
    10: ("b", lambda s: s["b"] - RATE * s["db"]),
}
_WRONG: Mapping[str, Operation] = {
    "labels": lambda s: (s["x"][s["i"]], s["t"][:BATCH]),
    "axis": lambda s: _softmax(s["batch"][0] @ s["W"] + s["b"], 0),
    "sign": lambda s: (s["batch"][1] - s["y"]) / BATCH,
    "product": lambda s: s["batch"][0].T @ s["y"] / BATCH,
    "bias": lambda s: s["d"].mean(axis=0),
    "overwrite": lambda s: -RATE * s["dW"],
}


@lru_cache(maxsize=512)
def _run(fault: str, repaired: int, seed: int) -> tuple[tuple[float, ...], float, float]:
    """Run the loop; return the loss before steps 0, 50 ... 200 and the largest relative errors of dW and of db.

    ``repaired`` is a line that is run in its right form whatever the fault. The loss is that of all data; the gradients
    of the first step are compared with central differences of the mean cross-entropy of its batch.
    """
    source = Random(seed)
    labels = arange(150) % 3
    x = (1.5 * normals(source, 3, 4))[labels] + normals(source, 150, 4)
    s: State = {"x": x, "t": identity(3)[labels], "W": 0.1 * normals(source, 4, 3), "b": zeros(3)}
    operations = dict(_RIGHT)
    line = FAULTY[fault][0]
    if repaired != line:
        operations[line] = (_RIGHT[line][0], _WRONG[fault])
    losses, errors = [], (0.0, 0.0)
    for step in range(STEPS + 1):
        if step % 50 == 0:
            losses.append(_loss(s["W"], s["b"], s["x"], s["t"]))
        s["i"] = source.sample(range(len(x)), BATCH)
        for number, (name, operation) in sorted(operations.items()):
            if step == 0 and number == 9:
                errors = _gradient_errors(s)
            s[name] = operation(s)
    return tuple(losses), errors[0], errors[1]


def _loss(w: Array, b: Array, x: Array, t: Array) -> float:
    return float(-(t * (_softmax(x @ w + b, 1) + 1e-300).each(log)).sum() / len(x))


def _gradient_errors(s: State) -> tuple[float, float]:
    """Return ‖analytic - numeric‖/‖numeric‖ of dW and db, for the batch that the loop took."""
    x, t = s["batch"]

    def numeric(name: str) -> Array:
        slopes = []
        for place in range(s[name].size):
            step = zeros(s[name].shape)
            step.data[place] = 1e-5
            upper = _loss(**{"w": s["W"], "b": s["b"], name.lower(): s[name] + step}, x=x, t=t)
            lower = _loss(**{"w": s["W"], "b": s["b"], name.lower(): s[name] - step}, x=x, t=t)
            slopes.append((upper - lower) / 2e-5)
        return array(slopes).reshape(s[name].shape)

    found = []
    for name, given in (("W", s["dW"]), ("b", s["db"])):
        wanted = numeric(name)
        found.append(norm(given - wanted) / norm(wanted))
    return found[0], found[1]


@solver
def loop_line(fault: Fault, line: Annotated[int, Between(1, 10)]) -> str:
    """Return a line of the loop as it is shown, with the fault planted.

    >>> loop_line("sign", 6), loop_line("sign", 9)
    ('    d = (tb - y) / B', '    W -= lr * dW')
    """
    place, text = FAULTY[fault]
    return text if line == place else PROGRAM[line - 1]


@solver
def loop_losses(fault: Fault, seed: Seed) -> tuple[float, ...]:
    """Return the loss before steps 0, 50, 100, 150 and 200 of the faulty loop, on all data, to three decimals.

    >>> losses = loop_losses("sign", 1)
    >>> losses[4] > losses[0]
    True
    """
    return tuple(round(loss, 3) for loss in _run(fault, 0, seed)[0])


@solver
def loop_gradient_errors(fault: Fault, seed: Seed) -> tuple[float, float]:
    """Return the relative errors of dW and db of the faulty loop against central differences, to four decimals.

    >>> loop_gradient_errors("overwrite", 1), loop_gradient_errors("sign", 1)
    ((0.0, 0.0), (2.0, 2.0))
    """
    _, weights, biases = _run(fault, 0, seed)
    return round(weights, 4), round(biases, 4)


@solver
def loop_faulty_line(fault: Fault, seed: Seed) -> int:
    """Return the line whose repair mends the loop, found by repairing each line and running it.

    A loop is whole if both gradients agree with central differences and the loss falls below 60 % of its beginning.

    >>> loop_faulty_line("bias", 1)
    8
    """
    # To repair a line that is right changes nothing: such a loop is run once.
    mending = [line for line in sorted(_RIGHT) if _is_whole(_run(fault, line if line == FAULTY[fault][0] else 0, seed))]
    return mending[0] if len(mending) == 1 else 0


def _is_whole(run: tuple[tuple[float, ...], float, float]) -> bool:
    losses, *errors = run
    return max(errors) < 1e-5 and losses[-1] < 0.6 * losses[0]


@solver
def loop_faulty_line_by_reading(fault: Fault) -> int:
    """Return the same by comparing the text that is shown with that of a right program.

    >>> loop_faulty_line_by_reading("bias")
    8
    """
    return next(line for line in range(1, 11) if loop_line(fault, line) != PROGRAM[line - 1])
