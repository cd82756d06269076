"""The loop around the network: epochs, updates, plots, accuracy, and the shapes of the parameters it trains."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Annotated, Any, Literal

from solvers.arithmetic.small_arrays import Array, array
from solvers.budget import COUNTED
from solvers.fragment import FragmentError, run_fragment
from solvers.registry import Between, Length, Real, SolverError, solver

Count = Annotated[int, Between(1, 10_000_000)]
Few = Annotated[int, Between(1, 20_000)]
Share = Annotated[Real, Between(0, 1)]
Rate = Annotated[Real, Between(1e-6, 100)]
Sizes = Annotated[tuple[int, ...], Length(2, 12), Between(1, 5000)]
Rows = Annotated[tuple[tuple[Real, ...], ...], Length(1, 100)]
Labels = Annotated[tuple[int, ...], Length(1, 100), Between(0, 50)]
Vector = Annotated[tuple[Real, ...], Length(1, 20), Between(-1000, 1000)]
Code = Annotated[str, Length(1, 300)]


# -- iterations and epochs ---------------------------------------------------------------------------------------------


@solver
def epochs_of(iterations: Count, batch: Count, samples: Count) -> Fraction:
    """Return how many epochs the iterations make: samples seen divided by samples there are, iB / N.

    >>> epochs_of(2000, 100, 60000)
    Fraction(10, 3)
    """
    return Fraction(iterations * batch, samples)


@solver
def epochs_of_by_passes(iterations: Few, batch: Few, samples: Count) -> Fraction:
    """Return the same by running the iterations: every time N samples were seen an epoch is over, the rest is a part.

    >>> epochs_of_by_passes(2000, 100, 60000)
    Fraction(10, 3)
    """
    passes, seen = 0, 0
    for _ in range(iterations):
        seen += batch
        while seen >= samples:
            passes, seen = passes + 1, seen - samples
    return passes + Fraction(seen, samples)


@solver
def unseen_share(samples: Count, draws: Count) -> float:
    """Return the expected share of samples never drawn in that many draws with replacement: (1 - 1/N)^draws.

    >>> round(unseen_share(60000, 200000), 3)
    0.036
    """
    if samples == 1:
        return 0.0
    return math.exp(draws * math.log1p(-1 / samples))


@solver
def unseen_share_by_counts(samples: Count, draws: Count) -> float:
    """Return the same as 1 minus the probabilities of being drawn once, twice, and so on (binomial).

    >>> round(unseen_share_by_counts(60000, 200000), 3)
    0.036
    """
    mean = draws / samples
    if samples == 1 or mean > 500:
        return 0.0
    hit, miss = math.log(1 / samples), math.log1p(-1 / samples)
    seen = 0.0
    for times in range(1, min(draws, int(mean + 15 * math.sqrt(mean) + 60)) + 1):
        ways = math.lgamma(draws + 1) - math.lgamma(times + 1) - math.lgamma(draws - times + 1)
        seen += math.exp(ways + times * hit + (draws - times) * miss)
    return 1 - seen


@solver
def plot_points(iterations: Few, interval: Few) -> tuple[int, int, int]:
    """Return (recorded points, update after which the first one is recorded, its x on the axis) by running the loop.

    A point is recorded where (i + 1) % interval == 0; the axis is range(0, iterations, interval).

    >>> plot_points(2000, 10)
    (200, 10, 0)
    """
    recorded = [i + 1 for i in range(iterations) if (i + 1) % interval == 0]
    if not recorded:
        raise SolverError("impossible", "plot_points", "interval", interval, f"<= {iterations}")
    return len(recorded), recorded[0], range(0, iterations, interval)[0]


@solver
def plot_points_in_closed_form(iterations: Few, interval: Few) -> tuple[int, int, int]:
    """Return the same in closed form: (iterations // interval, interval, 0).

    >>> plot_points_in_closed_form(2000, 10)
    (200, 10, 0)
    """
    return iterations // interval, interval, 0


# -- the update --------------------------------------------------------------------------------------------------------


def _update(code: str, weights: Vector, gradient: Vector, rate: Real) -> Any:
    """Return the array that ``code`` gives for param, grad and lr; None where it fails or has another shape."""
    param, grad = array(list(map(float, weights))), array(list(map(float, gradient)))
    try:
        value = run_fragment(code, {"param": param, "grad": grad, "lr": float(rate)})
    except FragmentError:
        return None
    return value if isinstance(value, Array) and value.shape == param.shape else None


@solver
def is_descent_update(code: Code, weights: Vector, gradient: Vector, rate: Rate) -> bool:
    """True if ``code`` gives w - lr g for param w, grad g and lr.

    >>> is_descent_update("param - lr * grad", (1, 2), (3, -1), 0.1)
    True
    """
    value = _update(code, weights, gradient, rate)
    if value is None:
        return False
    wanted = [float(w) - float(rate) * float(g) for w, g in zip(weights, gradient, strict=True)]
    return all(
        abs(found - right) < 1e-9 * max(1, abs(right)) for found, right in zip(value.tolist(), wanted, strict=True)
    )


@solver
def is_descent_update_by_minimum(code: Code, weights: Vector, gradient: Vector, rate: Rate) -> bool:
    """Decide the same from what the step is for: it minimizes g·v + |v - w|² / (2 lr), steep but near.

    A point is the minimum of this bowl if every small move away from it makes the value larger.

    >>> is_descent_update_by_minimum("param - lr * grad", (1, 2), (3, -1), 0.1)
    True
    """
    import numpy as np

    point = _update(code, weights, gradient, rate)
    if point is None:
        return False
    point = np.array(point.tolist())
    w, g = np.array(weights, float), np.array(gradient, float)

    def value(v: Any) -> float:
        return float(g @ (v - w) + ((v - w) ** 2).sum() / (2 * float(rate)))

    moves = 1e-3 * float(rate) * np.vstack([np.eye(len(w)), -np.eye(len(w))])
    return all(value(point + move) > value(point) for move in moves)


@solver
def update_code_value(code: Code, weights: Vector, gradient: Vector, rate: Rate) -> tuple[float, ...]:
    """Return what ``code`` gives for param, grad and lr, to 6 decimals.

    >>> update_code_value("param - lr * grad", (1, 2), (3, -1), 0.1)
    (0.7, 2.1)
    """
    value = _update(code, weights, gradient, rate)
    if value is None:
        raise SolverError("impossible", "update_code_value", "code", code, "param, grad, lr")
    return tuple(round(entry, 6) + 0.0 for entry in value.tolist())


@solver
def rate_for_sum(rate: Rate, batch: Count) -> Real:
    """Return the learning rate that does with the summed loss what ``rate`` does with the mean loss: lr / B.

    >>> rate_for_sum(Fraction(1, 10), 50)
    Fraction(1, 500)
    """
    return rate / Fraction(batch) if isinstance(rate, Fraction) else Fraction(rate) / batch


@solver
def rate_for_sum_by_steps(rate: Rate, batch: Annotated[int, Between(1, 10_000)]) -> Real:
    """Return the same by taking the step of the mean squared error and dividing it by the sum's gradient.

    The model is y = w x with w = 0, x = 1..B and targets 2x + 1.

    >>> rate_for_sum_by_steps(Fraction(1, 10), 50)
    Fraction(1, 500)
    """
    gradients = [-x * (2 * x + 1) for x in range(1, batch + 1)]
    step = Fraction(rate) * Fraction(sum(gradients), batch)
    return step / sum(gradients)


@solver
def batch_accuracy_noise(batch: Count, share: Share) -> tuple[Fraction, float]:
    """Return (step, standard deviation) of the accuracy measured on B samples: 1/B and sqrt(p (1 - p) / B).

    >>> batch_accuracy_noise(100, Fraction(9, 10))
    (Fraction(1, 100), 0.03)
    """
    return Fraction(1, batch), math.sqrt(share * (1 - share) / batch)


@solver
def batch_accuracy_noise_by_counting(batch: Annotated[int, Between(1, 1000)], share: Share) -> tuple[Fraction, float]:
    """Return the same from all possible numbers of right answers, 0 to B, each with its probability.

    >>> step, noise = batch_accuracy_noise_by_counting(100, Fraction(9, 10))
    >>> step, round(noise, 9)
    (Fraction(1, 100), 0.03)
    """
    p = float(share)
    accuracies = [Fraction(right, batch) for right in range(batch + 1)]
    chances = [math.comb(batch, right) * p**right * (1 - p) ** (batch - right) for right in range(batch + 1)]
    mean = sum(chance * float(accuracy) for chance, accuracy in zip(chances, accuracies, strict=True))
    spread = sum(chance * (float(accuracy) - mean) ** 2 for chance, accuracy in zip(chances, accuracies, strict=True))
    return accuracies[1] - accuracies[0], math.sqrt(spread)


# -- accuracy ----------------------------------------------------------------------------------------------------------


def _largest(row: tuple[Real, ...]) -> int:
    return row.index(max(row))


def _matching(function: str, outputs: Rows, labels: Labels) -> None:
    if len(outputs) != len(labels) or any(len(row) <= max(labels) for row in outputs):
        raise SolverError("impossible", function, "labels", labels, "one label per row")


@solver
def labels_beside(outputs: Rows, offsets: Labels) -> tuple[int, ...]:
    """Return labels that are each row's largest entry, moved on by an offset: 0 makes the row a right answer.

    >>> labels_beside(((0.7, 0.2, 0.1), (0.1, 0.2, 0.7)), (0, 1))
    (0, 0)
    """
    return tuple((_largest(row) + offset) % len(row) for row, offset in zip(outputs, offsets, strict=True))


@solver
def accuracy_of(outputs: Rows, labels: Labels) -> Fraction:
    """Return the share of rows whose largest entry stands at the label.

    >>> accuracy_of(((0.7, 0.2, 0.1), (0.1, 0.2, 0.7)), (0, 0))
    Fraction(1, 2)
    """
    _matching("accuracy_of", outputs, labels)
    return Fraction(sum(_largest(row) == label for row, label in zip(outputs, labels, strict=True)), len(labels))


@solver
def accuracy_of_by_ranks(outputs: Rows, labels: Labels) -> Fraction:
    """Return the same by counting, for every row, the entries that beat the one at the label: right if there are none.

    >>> accuracy_of_by_ranks(((0.7, 0.2, 0.1), (0.1, 0.2, 0.7)), (0, 0))
    Fraction(1, 2)
    """
    import numpy as np

    _matching("accuracy_of_by_ranks", outputs, labels)
    table = np.array([[float(entry) for entry in row] for row in outputs])
    own = table[np.arange(len(labels)), list(labels)]
    right = (table > own[:, None]).sum(axis=1) == 0
    return Fraction(int(right.sum()), len(labels))


@solver
def columnwise_accuracy(outputs: Rows, labels: Labels) -> Fraction:
    """Return what argmax over axis 0 of outputs and one-hot labels gives: the share of classes with equal row numbers.

    >>> columnwise_accuracy(((0.7, 0.2, 0.1), (0.1, 0.3, 0.6), (0.2, 0.5, 0.3)), (0, 2, 1))
    Fraction(1, 1)
    """
    _matching("columnwise_accuracy", outputs, labels)
    first = [_largest(column) for column in zip(*outputs, strict=True)]
    second = [labels.index(label) if label in labels else 0 for label in range(len(first))]
    return Fraction(sum(one == other for one, other in zip(first, second, strict=True)), len(first))


@solver
def rounded_accuracy(outputs: Rows, labels: Labels) -> Fraction:
    """Return the share of rows that equal their one-hot label once every entry is rounded.

    A row's sum stands for 1, so what is more than half of it becomes 1, the rest 0.

    >>> rounded_accuracy(((70, 20, 10), (40, 30, 30)), (0, 0))
    Fraction(1, 2)
    """
    _matching("rounded_accuracy", outputs, labels)
    right = 0
    for row, label in zip(outputs, labels, strict=True):
        whole = sum(row)
        right += [2 * entry > whole for entry in row] == [place == label for place in range(len(row))]
    return Fraction(right, len(labels))


@solver
def code_rows(rows: Rows, indent: Annotated[int, Between(0, 40)], whole: Annotated[int, Between(1, 1000)] = 1) -> str:
    """Write a matrix as code, a row on every line, the later ones indented by that many spaces.

    The entries are divided by ``whole`` and written with at most 3 decimals.

    >>> print("Y = [" + code_rows(((70, 30), (25, 75)), 5, 100) + "]")
    Y = [[0.7, 0.3],
         [0.25, 0.75]]
    """
    from solvers.topics.formatting import fixed

    def entry(value: Real) -> str:
        return fixed(Fraction(value) / whole, 3).rstrip("0").rstrip(".")

    return (",\n" + " " * indent).join(f"[{', '.join(map(entry, row))}]" for row in rows)


@solver
def one_hot(labels: Labels, classes: Annotated[int, Between(1, 51)]) -> tuple[tuple[int, ...], ...]:
    """Return the labels as rows with a single 1.

    >>> one_hot((1, 0), 2)
    ((0, 1), (1, 0))
    """
    return tuple(tuple(int(place == label) for place in range(classes)) for label in labels)


@solver
def largest_places(outputs: Rows) -> tuple[int, ...]:
    """Return the place (from 0) of each row's largest entry: argmax over axis 1.

    >>> largest_places(((0.7, 0.2, 0.1), (0.1, 0.2, 0.7)))
    (0, 2)
    """
    return tuple(_largest(row) for row in outputs)


# -- the network's parameters ------------------------------------------------------------------------------------------


@solver
def layer_weights(sizes: Sizes) -> tuple[int, ...]:
    """Return the number of weights of every fully connected layer: n_in n_out.

    >>> layer_weights((784, 40, 20, 10))
    (31360, 800, 200)
    """
    return tuple(before * after for before, after in zip(sizes, sizes[1:], strict=False))


@solver
def mlp_parameters(sizes: Sizes) -> int:
    """Return the number of weights and biases of a fully connected network: the sum of n_in n_out + n_out.

    >>> mlp_parameters((784, 40, 20, 10))
    32430
    """
    return sum(layer_weights(sizes)) + sum(sizes[1:])


@solver
def mlp_parameters_by_arrays(sizes: Sizes) -> int:
    """Return the same by counting the entries of the arrays that a forward pass through the network needs.

    >>> mlp_parameters_by_arrays((784, 40, 20, 10))
    32430
    """
    import numpy as np

    counted = 0
    for before, after in zip(sizes, sizes[1:], strict=False):
        weight, bias = np.broadcast_to(0.0, (before, after)), np.broadcast_to(0.0, after)
        counted += weight.size + bias.size
    return counted


Widths = Annotated[int, Between(1, 2000)]


@solver
def layer_shapes(batch: Widths, before: Widths, after: Widths) -> tuple[int, ...]:
    """Return the shapes of W, XW + b, dW and db of a layer, one after another: W is (n_in, n_out) and X is (B, n_in).

    >>> layer_shapes(100, 784, 40)
    (784, 40, 100, 40, 784, 40, 40)
    """
    return before, after, batch, after, before, after, after


@solver
def layer_shapes_by_running(batch: Widths, before: Widths, after: Widths) -> tuple[int, ...]:
    """Return the same from NumPy arrays that went forward and backward through the layer.

    >>> layer_shapes_by_running(100, 784, 40)
    (784, 40, 100, 40, 784, 40, 40)
    """
    import numpy as np

    COUNTED.check(batch * before * after // 100)  # a product of matrices takes a hundredth of a step for each
    inputs, weight, bias = np.zeros((batch, before)), np.zeros((before, after)), np.zeros(after)
    output = inputs @ weight + bias
    back = np.zeros_like(output)
    return (*weight.shape, *output.shape, *(inputs.T @ back).shape, *back.sum(axis=0).shape)


Outcome = Literal["error", "frozen", "complete"]
Depth = Annotated[int, Between(1, 10)]


@solver
def parameter_keys(layers: Depth) -> str:
    """Write the keys of the parameters of that many layers as code: 'W1', 'W2', 'b1', 'b2'.

    >>> parameter_keys(2)
    "'W1', 'W2', 'b1', 'b2'"
    """
    return ", ".join(f"'{letter}{number}'" for letter in "Wb" for number in range(1, layers + 1))


@solver
def key_list_outcome(layers: Depth, listed: Depth) -> str:
    """Return what an update loop over the keys of ``listed`` layers does to a network with ``layers`` layers.

    "error": a key is missing (KeyError); "frozen": some parameters are never updated; "complete": all are, once.

    >>> key_list_outcome(2, 3), key_list_outcome(3, 2)
    ('error', 'frozen')
    """
    params = {f"{letter}{number}": 1.0 for letter in "Wb" for number in range(1, layers + 1)}
    grad = dict.fromkeys(params, 1.0)
    try:
        for key in [f"{letter}{number}" for letter in "Wb" for number in range(1, listed + 1)]:
            params[key] -= 0.1 * grad[key]
    except KeyError:
        return "error"
    return "frozen" if 1.0 in params.values() else "complete"


@solver
def key_list_outcome_by_counting(layers: Depth, listed: Depth) -> str:
    """Return the same from the two numbers alone.

    >>> key_list_outcome_by_counting(2, 3), key_list_outcome_by_counting(3, 2)
    ('error', 'frozen')
    """
    return "error" if listed > layers else "frozen" if listed < layers else "complete"
