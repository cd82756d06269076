"""What normalization layers compute: forward and backward of a batch, moments, parameters, running statistics."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from solvers.budget import COUNTED
from solvers.registry import Between, Length, Numbers, Real, SolverError, solver
from solvers.topics.formatting import fixed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Gain = Annotated[Real, Between(-1000, 1000)]
Batch = Annotated[tuple[Real, ...], Length(2, 50), Between(-1e6, 1e6)]
Matrix = Annotated[tuple[tuple[Real, ...], ...], Length(1, 20)]
Shape = Annotated[tuple[int, ...], Length(2, 4), Between(1, 512)]
Method = Literal["BN", "LN", "IN", "GN"]


# -- vectors -----------------------------------------------------------------------------------------------------------


@solver
def batch_mean(values: Numbers) -> Fraction:
    """Return the mean, exactly.

    >>> batch_mean((1, 2, 6))
    Fraction(3, 1)
    """
    return Fraction(_sum(values), len(values))


@solver
def batch_variance(values: Numbers) -> Fraction:
    """Return the variance with 1/n, exactly.

    >>> batch_variance((1, 2, 6))
    Fraction(14, 3)
    """
    count = len(values)
    return Fraction(count * _sum(tuple(value * value for value in values)) - _sum(values) ** 2, count * count)


def _sum(values: Numbers) -> int | Fraction:
    """The exact sum; whole numbers, the usual case, are added as such."""
    total = sum(values)
    return Fraction(sum(map(_exact, values))) if isinstance(total, float) else total


def _exact(value: Real) -> Fraction:
    return Fraction(value)


@solver
def scaled_and_shifted(
    values: Numbers, centre: Annotated[Real, Between(-1e9, 1e9)], scale: Gain, shift: Gain
) -> tuple[Real, ...]:
    """Return scale (x - centre) + shift for every x.

    >>> scaled_and_shifted((1, 2, 6), 3, 2, 1)
    (-3, -1, 7)
    """
    if isinstance(scale, float):
        centre, shift = float(centre), float(shift)
    return tuple(scale * (value - centre) + shift for value in values)


@solver
def fixed_vector(values: Numbers, digits: Annotated[int, Between(0, 12)]) -> str:
    """Write every number with that many decimals.

    >>> fixed_vector((0.5, 2), 2)
    '(0.50, 2.00)'
    """
    return f"({', '.join(fixed(value, digits) for value in values)})"


@solver
def matrix_rows(values: Numbers, width: Annotated[int, Between(1, 50)]) -> tuple[tuple[Real, ...], ...]:
    """Return the numbers as rows of that width.

    >>> matrix_rows((1, 2, 3, 4, 5, 6), 3)
    ((1, 2, 3), (4, 5, 6))
    """
    if len(values) % width:
        raise SolverError("impossible", "matrix_rows", "width", width, f"a divisor of {len(values)}")
    return tuple(values[start : start + width] for start in range(0, len(values), width))


# -- batch and layer normalization of numbers --------------------------------------------------------------------------


def _deviation(function: str, values: Numbers, epsilon: Real = 0) -> float:
    """sqrt(variance + ε); a refusal where it is 0."""
    deviation = math.sqrt(float(batch_variance(values)) + float(epsilon))
    if deviation == 0:
        raise SolverError("impossible", function, "values", values, "not all equal")
    return deviation


@solver
def batch_norm_forward(
    values: Batch, gain: Gain, shift: Gain, epsilon: Annotated[Real, Between(0, 10)] = 0
) -> tuple[float, ...]:
    """Return γ (x - mean) / sqrt(variance + ε) + β for one feature over a mini-batch, the variance with 1/n.

    Ioffe and Szegedy (2015), algorithm 1.

    >>> batch_norm_forward((1, 3), 2, 5)
    (3.0, 7.0)
    """
    mean, deviation = float(batch_mean(values)), _deviation("batch_norm_forward", values, epsilon)
    factor, offset = float(gain), float(shift)
    return tuple(factor * (float(value) - mean) / deviation + offset for value in values)


@solver
def batch_norm_forward_by_sympy(values: Batch, gain: Gain, shift: Gain) -> tuple[float, ...]:
    """Return the same without ε in SymPy's exact arithmetic, with the variance as mean square minus squared mean.

    >>> batch_norm_forward_by_sympy((1, 3), 2, 5)
    (3.0, 7.0)
    """
    import sympy

    exact = [sympy.Rational(Fraction(value)) for value in values]
    mean = sum(exact) / len(exact)
    variance = sum(value**2 for value in exact) / len(exact) - mean**2
    scale, offset = sympy.Rational(Fraction(gain)), sympy.Rational(Fraction(shift))
    return tuple(float(scale * (value - mean) / sympy.sqrt(variance) + offset) for value in exact)


@solver
def batch_norm_backward(values: Batch, upstream: Batch, gain: Gain) -> tuple[float, ...]:
    """Return dL/dx for dL/dy = ``upstream``: (γ/σ) (dy - mean(dy) - x̂ mean(dy x̂)), without ε.

    Mean and variance depend on x as well; Ioffe and Szegedy (2015), section 3.

    >>> [round(entry, 4) for entry in batch_norm_backward((0, 1, 2), (1, 0, 0), 1)]
    [0.2041, -0.4082, 0.2041]
    """
    if len(values) != len(upstream):
        raise SolverError("impossible", "batch_norm_backward", "upstream", len(upstream), str(len(values)))
    normalized = batch_norm_forward(values, 1, 0)
    deviation = _deviation("batch_norm_backward", values)
    back = [float(entry) for entry in upstream]
    mean = sum(back) / len(back)
    along = sum(map(lambda dy, x: dy * x, back, normalized)) / len(back)
    return tuple(float(gain) / deviation * (dy - mean - x * along) for dy, x in zip(back, normalized, strict=True))


@solver
def batch_norm_backward_by_differences(values: Batch, upstream: Batch, gain: Gain) -> tuple[float, ...]:
    """Return the same by central differences of the sum of dy · y.

    >>> [round(entry, 4) for entry in batch_norm_backward_by_differences((0, 1, 2), (1, 0, 0), 1)]
    [0.2041, -0.4082, 0.2041]
    """
    import numpy as np

    weights, x = np.array(upstream, float), np.array(values, float)

    def loss(point: NDArray[np.float64]) -> float:
        return float(weights @ (float(gain) * (point - point.mean()) / point.std()))

    steps = 1e-5 * np.eye(len(x))
    return tuple((loss(x + step) - loss(x - step)) / 2e-5 for step in steps)


@solver
def layer_norm_row(matrix: Matrix, index: Annotated[int, Between(0, 19)]) -> tuple[float, ...]:
    """Return a row minus its own mean, divided by its own standard deviation (1/n): one sample's layer normalization.

    Ba, Kiros and Hinton (2016), with γ = 1, β = 0 and without ε.

    >>> layer_norm_row(((1, 3), (5, 9)), 1)
    (-1.0, 1.0)
    """
    return batch_norm_forward(_row(matrix, index), 1, 0)


@solver
def layer_norm_row_by_sympy(matrix: Matrix, index: Annotated[int, Between(0, 19)]) -> tuple[float, ...]:
    """Return the same from exact arithmetic: transpose, normalize the column, and transpose back.

    >>> layer_norm_row_by_sympy(((1, 3), (5, 9)), 1)
    (-1.0, 1.0)
    """
    import sympy

    column = sympy.Matrix([[sympy.Rational(Fraction(entry)) for entry in row] for row in matrix]).T.col(index)
    centred = column - sympy.ones(*column.shape) * (sum(column) / len(column))
    return tuple(float(entry * sympy.sqrt(len(column)) / centred.norm()) for entry in centred)


@solver
def batch_norm_row(matrix: Matrix, index: Annotated[int, Between(0, 19)]) -> tuple[float, ...]:
    """Return the same row after every column was normalized over the rows instead: batch normalization.

    >>> batch_norm_row(((1, 3), (5, 9)), 1)
    (1.0, 1.0)
    """
    _row(matrix, index)
    return tuple(
        float(column[index] - batch_mean(column)) / _deviation("batch_norm_row", column)
        for column in zip(*matrix, strict=True)
    )


@solver
def columns_vary(matrix: Matrix) -> bool:
    """True if no column has the same value in all rows, so that every column can be normalized.

    >>> columns_vary(((1, 3), (5, 3)))
    False
    """
    return all(len(set(column)) > 1 for column in zip(*matrix, strict=True))


def _row(matrix: Matrix, index: int) -> tuple[Real, ...]:
    if index >= len(matrix):
        raise SolverError("impossible", "layer_norm_row", "index", index, f"< {len(matrix)}")
    return matrix[index]


# -- moments, parameters, statistics -----------------------------------------------------------------------------------


@solver
def batch_norm_output_moments(
    gain: Gain, shift: Gain, variance: Annotated[Real, Between(0, 1e6)], epsilon: Annotated[Real, Between(0, 10)]
) -> tuple[Real, Real]:
    """Return (mean, variance) of y = γ x̂ + β: (β, γ² σ² / (σ² + ε)).

    >>> batch_norm_output_moments(2, 1, 4, 1)
    (1, Fraction(16, 5))
    """
    return shift, Fraction(gain) ** 2 * Fraction(variance) / (Fraction(variance) + Fraction(epsilon))


@solver
def batch_norm_output_moments_by_sample(
    gain: Gain, shift: Gain, variance: Annotated[Real, Between(0, 1e6)], epsilon: Annotated[Real, Between(0, 10)]
) -> tuple[float, float]:
    """Return the same measured on a batch of six with exactly that variance, put through the layer.

    >>> batch_norm_output_moments_by_sample(2, 1, 4, 1)
    (1.0, 3.2)
    """
    import numpy as np

    start = np.array([-2.0, -1.0, -1.0, 0.0, 1.0, 3.0])
    batch = 7 + (start - start.mean()) / start.std() * math.sqrt(variance)
    output = float(gain) * (batch - batch.mean()) / np.sqrt(batch.var() + float(epsilon)) + float(shift)
    return round(float(output.mean()), 12), round(float(output.var()), 12)


@solver
def batch_norm_parameters(shape: Shape) -> int:
    """Return the number of learned parameters: one γ and one β per feature (N, D) or channel (N, C, H, W).

    >>> batch_norm_parameters((16, 32, 7, 7))
    64
    """
    return 2 * shape[1]


@solver
def batch_norm_parameters_by_axes(shape: Shape) -> int:
    """Return the same as twice the number of means that are left after averaging over all axes but the second.

    >>> batch_norm_parameters_by_axes((16, 32, 7, 7))
    64
    """
    import numpy as np

    one_each = tuple(slice(None) if axis == 1 else 0 for axis in range(len(shape)))  # the axes that are averaged over
    return 2 * int(np.broadcast_to(0.0, shape)[one_each].size)


Images = Annotated[tuple[int, int, int, int], Between(1, 256)]
Groups = Annotated[int, Between(1, 256)]


@solver
def norm_statistics(method: Method, shape: Images, groups: Groups) -> int:
    """Return how many means are computed for (N, C, H, W): BN C, LN N, IN N C, GN N G.

    >>> [norm_statistics(method, (2, 6, 4, 4), 3) for method in ("BN", "LN", "IN", "GN")]
    [6, 2, 12, 6]
    """
    samples, channels, _, _ = shape
    return {"BN": channels, "LN": samples, "IN": samples * channels, "GN": samples * groups}[method]


@solver
def norm_statistics_by_averaging(method: Method, shape: Images, groups: Groups) -> int:
    """Return the same by averaging an array over the method's axes and counting the means.

    >>> [norm_statistics_by_averaging(method, (2, 6, 4, 4), 3) for method in ("BN", "LN", "IN", "GN")]
    [6, 2, 12, 6]
    """
    import numpy as np

    if shape[1] % groups:
        raise SolverError("impossible", "norm_statistics_by_averaging", "groups", groups, f"a divisor of {shape[1]}")
    COUNTED.check(math.prod(shape))
    images = np.broadcast_to(0.0, shape)
    if method == "GN":
        images = images.reshape(shape[0], groups, -1, 1)
    axes = {"BN": (0, 2, 3), "LN": (1, 2, 3), "IN": (2, 3), "GN": (2, 3)}[method]
    return int(images.mean(axis=axes).size)


@solver
def running_means(
    start: Gain, batch_means: Annotated[tuple[Real, ...], Length(1, 20)], momentum: Annotated[Real, Between(0, 1)]
) -> tuple[Real, ...]:
    """Return the running mean after every step of r = m r + (1 - m) (batch mean).

    >>> running_means(0, (10, 20), Fraction(9, 10))
    (Fraction(1, 1), Fraction(29, 10))
    """
    steps, current = [], start
    for mean in batch_means:
        current = momentum * current + (1 - momentum) * mean
        steps.append(current)
    return tuple(steps)


@solver
def running_mean(
    start: Gain, batch_means: Annotated[tuple[Real, ...], Length(1, 20)], momentum: Annotated[Real, Between(0, 1)]
) -> Real:
    """Return the running mean after the last step.

    >>> running_mean(0, (10, 20), Fraction(9, 10))
    Fraction(29, 10)
    """
    return running_means(start, batch_means, momentum)[-1]


@solver
def running_mean_by_weights(
    start: Gain, batch_means: Annotated[tuple[Real, ...], Length(1, 20)], momentum: Annotated[Real, Between(0, 1)]
) -> Real:
    """Return the same in closed form: m^n r + (1 - m) times the sum of m^(n-1-i) (batch mean i).

    >>> running_mean_by_weights(0, (10, 20), Fraction(9, 10))
    Fraction(29, 10)
    """
    last = len(batch_means) - 1
    weighed = sum(momentum ** (last - place) * mean for place, mean in enumerate(batch_means))
    return momentum ** len(batch_means) * start + (1 - momentum) * weighed
