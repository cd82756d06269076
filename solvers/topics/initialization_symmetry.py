"""What the first weights do: which gradients are not 0 at a start from zero, and how many units stay different."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from solvers.registry import Between, Length, Real, SolverError, solver

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

Activation = Literal["sigmoid", "tanh", "relu"]
Labels = Annotated[tuple[int, ...], Length(2, 20), Between(0, 1)]
Hidden = Annotated[int, Between(1, 16)]


def _activation(name: Activation) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """Return f(u) and f'(u); ReLU's derivative at 0 is 0."""
    import numpy as np

    if name == "sigmoid":

        def sigmoid(u: Any) -> Any:
            return 1 / (1 + np.exp(-u))

        return sigmoid, lambda u: sigmoid(u) * (1 - sigmoid(u))
    if name == "tanh":
        return np.tanh, lambda u: 1 - np.tanh(u) ** 2
    return lambda u: np.maximum(u, 0), lambda u: (u > 0).astype(float)


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    powers = np.exp(logits - logits.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)  # type: ignore[no-any-return]  # NumPy's stubs give Any for a quotient


class _TwoLayers:
    """inputs -> hidden (W1, b1, f) -> two classes (W2, b2), softmax and mean cross-entropy."""

    def __init__(self, parameters: list[NDArray[np.float64]], activation: Activation) -> None:
        self.parameters = parameters
        self.function, self.slope = _activation(activation)

    def loss(self, inputs: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
        """Mean cross-entropy."""
        import numpy as np

        w1, b1, w2, b2 = self.parameters
        probabilities = _softmax(self.function(inputs @ w1 + b1) @ w2 + b2)
        return float(-np.log(probabilities[np.arange(len(labels)), labels]).mean())

    def gradients(self, inputs: NDArray[np.float64], labels: NDArray[np.int64]) -> list[NDArray[np.float64]]:
        """The gradients with respect to W1, b1, W2, b2."""
        import numpy as np

        w1, b1, w2, b2 = self.parameters
        u = inputs @ w1 + b1
        h = self.function(u)
        error = (_softmax(h @ w2 + b2) - np.eye(2)[labels]) / len(labels)
        back = (error @ w2.T) * self.slope(u)
        return [inputs.T @ back, back.sum(0), h.T @ error, error.sum(0)]


def _zeros(hidden: int) -> list[NDArray[np.float64]]:
    import numpy as np

    return [np.zeros((4, hidden)), np.zeros(hidden), np.zeros((hidden, 2)), np.zeros(2)]


def _inputs(samples: int) -> NDArray[np.float64]:
    import numpy as np

    return np.random.default_rng(samples).normal(size=(samples, 4)) + 0.5


@solver
def zero_init_gradients(activation: Activation, labels: Labels) -> tuple[int, int, int, int]:
    """Return 1 where the first gradient isn't 0, for (W1, b1, W2, b2) all zero, by back-propagation.

    The labels (0 or 1) must not be balanced, or the gradient of b2 is 0 as well.

    >>> zero_init_gradients("sigmoid", (0, 0, 1)), zero_init_gradients("relu", (0, 0, 1))
    ((0, 0, 1, 1), (0, 0, 0, 1))
    """
    import numpy as np

    _refuse_balanced("zero_init_gradients", labels)
    network = _TwoLayers(_zeros(3), activation)
    gradients = network.gradients(_inputs(len(labels)), np.array(labels))
    first, second, third, fourth = (int(np.abs(gradient).max() > 1e-12) for gradient in gradients)
    return first, second, third, fourth


@solver
def zero_init_gradients_by_differences(activation: Activation, labels: Labels) -> tuple[int, int, int, int]:
    """Return the same from central differences of the loss.

    >>> zero_init_gradients_by_differences("tanh", (0, 0, 1))
    (0, 0, 0, 1)
    """
    import numpy as np

    _refuse_balanced("zero_init_gradients_by_differences", labels)
    inputs, targets = _inputs(len(labels)), np.array(labels)
    network = _TwoLayers(_zeros(3), activation)
    found = []
    for parameter in network.parameters:
        largest = 0.0
        for index in np.ndindex(parameter.shape):
            sides = []
            for step in (1e-4, -1e-4):
                parameter[index] = step
                sides.append(network.loss(inputs, targets))
            parameter[index] = 0.0
            largest = max(largest, abs(sides[0] - sides[1]) / 2e-4)
        found.append(int(largest > 1e-7))
    return found[0], found[1], found[2], found[3]


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
    import numpy as np

    inputs = _inputs(30)
    labels = (inputs[:, 0] + inputs[:, 1] > 1).astype(int)
    outgoing = np.full((hidden, 2), float(constant))
    if not outgoing_equal:
        outgoing = np.linspace(-0.8, 1.0, 2 * hidden).reshape(hidden, 2)[:, ::-1] * [1.0, -0.5]
    network = _TwoLayers([np.full((4, hidden), float(constant)), np.zeros(hidden), outgoing, np.zeros(2)], activation)
    for _ in range(steps):
        for parameter, gradient in zip(network.parameters, network.gradients(inputs, labels), strict=True):
            parameter -= 0.5 * gradient
    return len(np.unique(network.parameters[0].round(10), axis=1).T)
