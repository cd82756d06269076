"""What the first weights do: which gradients are not 0 at a start from zero, and how many units stay different."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import Annotated, Literal

from solvers.arithmetic.small_arrays import Array, arange, array, exp, filled, identity, log, normals, zeros
from solvers.registry import Between, Length, Real, SolverError, solver

Activation = Literal["sigmoid", "tanh", "relu", "softplus"]
Zero = Literal["W1", "W2", "both"]
Labels = Annotated[tuple[int, ...], Length(2, 20), Between(0, 1)]
Hidden = Annotated[int, Between(1, 16)]


def _activation(name: Activation) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """Return f(u) and f'(u) of a number; ReLU's derivative at 0 is 0."""
    if name == "sigmoid":

        def sigmoid(u: float) -> float:
            return 1 / (1 + math.exp(-u))

        return sigmoid, lambda u: sigmoid(u) * (1 - sigmoid(u))
    if name == "tanh":
        return math.tanh, lambda u: 1 - math.tanh(u) ** 2
    if name == "softplus":
        return lambda u: math.log1p(math.exp(u)), lambda u: 1 / (1 + math.exp(-u))
    return lambda u: max(u, 0.0), lambda u: float(u > 0)


def _softmax(logits: Array) -> Array:
    powers = (logits - logits.max(1, keepdims=True)).each(exp)
    shares: Array = powers / powers.sum(1, keepdims=True)
    return shares


class _TwoLayers:
    """inputs -> hidden (W1, b1, f) -> two classes (W2, b2), softmax and mean cross-entropy."""

    def __init__(self, parameters: list[Array], activation: Activation) -> None:
        self.parameters = parameters
        self.function, self.slope = _activation(activation)

    def loss(self, inputs: Array, labels: Array) -> float:
        """Mean cross-entropy."""
        w1, b1, w2, b2 = self.parameters
        probabilities = _softmax((inputs @ w1 + b1).each(self.function) @ w2 + b2)
        return float(-probabilities[arange(len(labels)), labels].each(log).mean())

    def gradients(self, inputs: Array, labels: Array) -> list[Array]:
        """The gradients with respect to W1, b1, W2, b2."""
        w1, b1, w2, b2 = self.parameters
        u = inputs @ w1 + b1
        h = u.each(self.function)
        error = (_softmax(h @ w2 + b2) - identity(2)[labels]) / len(labels)
        back = (error @ w2.T) * u.each(self.slope)
        return [inputs.T @ back, back.sum(0), h.T @ error, error.sum(0)]


def _zeros(hidden: int) -> list[Array]:
    return [zeros((4, hidden)), zeros(hidden), zeros((hidden, 2)), zeros(2)]


def _inputs(samples: int) -> Array:
    return normals(Random(samples), samples, 4) + 0.5


@solver
def zero_init_gradients(activation: Activation, labels: Labels) -> tuple[int, int, int, int]:
    """Return 1 where the first gradient isn't 0, for (W1, b1, W2, b2) all zero, by back-propagation.

    The labels (0 or 1) must not be balanced, or the gradient of b2 is 0 as well.

    >>> zero_init_gradients("sigmoid", (0, 0, 1)), zero_init_gradients("relu", (0, 0, 1))
    ((0, 0, 1, 1), (0, 0, 0, 1))
    """
    _refuse_balanced("zero_init_gradients", labels)
    network = _TwoLayers(_zeros(3), activation)
    gradients = network.gradients(_inputs(len(labels)), array(labels))
    first, second, third, fourth = (int(abs(gradient).max() > 1e-12) for gradient in gradients)
    return first, second, third, fourth


@solver
def zero_init_gradients_by_differences(activation: Activation, labels: Labels) -> tuple[int, int, int, int]:
    """Return the same from central differences of the loss.

    >>> zero_init_gradients_by_differences("tanh", (0, 0, 1))
    (0, 0, 0, 1)
    """
    _refuse_balanced("zero_init_gradients_by_differences", labels)
    network = _TwoLayers(_zeros(3), activation)
    return _flags_by_differences(network, _inputs(len(labels)), array(labels))


def _flags_by_differences(network: _TwoLayers, inputs: Array, targets: Array) -> tuple[int, int, int, int]:
    """Return 1 for each parameter array of which some entry changes the loss."""
    found = []
    for parameter in network.parameters:
        largest = 0.0
        for place in range(parameter.size):
            at, sides = parameter.data[place], []
            for step in (1e-4, -1e-4):
                parameter.data[place] = at + step
                sides.append(network.loss(inputs, targets))
            parameter.data[place] = at
            largest = max(largest, abs(sides[0] - sides[1]) / 2e-4)
        found.append(int(largest > 1e-7))
    return found[0], found[1], found[2], found[3]


@solver
def first_gradients(
    activation: Activation, zero: Zero, bias: Annotated[Real, Between(-2, 2)], labels: Labels
) -> tuple[int, int, int, int]:
    """Return 1 where the first gradient isn't 0, for (W1, b1, W2, b2), by back-propagation.

    The named weights are 0, the others drawn at random; b1 has ``bias`` everywhere and b2 is 0.

    >>> first_gradients("tanh", "W1", 0, (0, 0, 1)), first_gradients("sigmoid", "W2", 0, (0, 0, 1))
    ((1, 1, 0, 1), (0, 0, 1, 1))
    """
    _refuse_balanced("first_gradients", labels)
    network = _TwoLayers(_begun(zero, float(bias)), activation)
    gradients = network.gradients(_inputs(len(labels)), array(labels))
    first, second, third, fourth = (int(abs(gradient).max() > 1e-9) for gradient in gradients)
    return first, second, third, fourth


@solver
def first_gradients_by_differences(
    activation: Activation, zero: Zero, bias: Annotated[Real, Between(-2, 2)], labels: Labels
) -> tuple[int, int, int, int]:
    """Return the same from central differences of the loss; refused where ReLU stands at its kink.

    >>> first_gradients_by_differences("softplus", "W1", -0.5, (0, 0, 1))
    (1, 1, 1, 1)
    """
    _refuse_balanced("first_gradients_by_differences", labels)
    if activation == "relu" and zero == "W1" and bias == 0:
        raise SolverError("impossible", "first_gradients_by_differences", "bias", bias, "0.5")
    network = _TwoLayers(_begun(zero, float(bias)), activation)
    return _flags_by_differences(network, _inputs(len(labels)), array(labels))


def _begun(zero: Zero, bias: float) -> list[Array]:
    source = Random(31)
    first, second = normals(source, 4, 3), normals(source, 3, 2)
    nothing_first, _, nothing_second, _ = _zeros(3)
    return [
        first if zero == "W2" else nothing_first,
        filled((3,), bias),
        second if zero == "W1" else nothing_second,
        zeros(2),
    ]


def _refuse_balanced(function: str, labels: tuple[int, ...]) -> None:
    if 2 * sum(labels) == len(labels):
        raise SolverError("impossible", function, "labels", labels, "2*sum(labels) != len(labels)")


@solver
def distinct_hidden_units(hidden: Hidden, outgoing_equal: bool) -> int:
    """Return how many different hidden units there can be after training from a constant W1.

    Units with equal incoming and equal outgoing weights get equal gradients and stay equal; different outgoing weights
    give them different gradients from the first step.

    >>> distinct_hidden_units(4, True), distinct_hidden_units(4, False)
    (1, 4)
    """
    return 1 if outgoing_equal else hidden


@solver
def distinct_hidden_units_by_training(
    hidden: Hidden,
    constant: Annotated[Real, Between(-2, 2)],
    outgoing_equal: bool,
    activation: Activation = "tanh",
    steps: Annotated[int, Between(1, 200)] = 40,
) -> int:
    """Return the number of different columns of W1 after gradient descent (rate 0.5) on 30 samples.

    W1 starts with ``constant`` everywhere, the biases with 0, W2 with one constant or with different values.

    >>> distinct_hidden_units_by_training(4, 0.5, True), distinct_hidden_units_by_training(4, 0.5, False)
    (1, 4)
    """
    inputs = _inputs(30)
    labels = (inputs[:, 0] + inputs[:, 1] > 1).each(int)
    outgoing = filled((hidden, 2), float(constant))
    if not outgoing_equal:
        spread = array([-0.8 + 1.8 * place / (2 * hidden - 1) for place in range(2 * hidden)])
        outgoing = spread.reshape(hidden, 2)[:, ::-1] * array([1.0, -0.5])
    network = _TwoLayers([filled((4, hidden), float(constant)), zeros(hidden), outgoing, zeros(2)], activation)
    for _ in range(steps):
        gradients = network.gradients(inputs, labels)
        moved = zip(network.parameters, gradients, strict=True)
        network.parameters = [parameter - 0.5 * gradient for parameter, gradient in moved]
    return len({tuple(column) for column in network.parameters[0].each(lambda weight: round(weight, 10)).T})
