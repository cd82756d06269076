"""What a layer costs: its parameters and its multiply-accumulates, counted from arrays of the layer's real shapes.

The formulas themselves stand in the questions; here are the counts that confirm them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from solvers.registry import Between, SolverError, solver
from solvers.topics.cnn_sizes import receptive_field_by_intervals

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Count = Annotated[int, Between(1, 100_000)]
Kernel = Annotated[int, Between(1, 16)]
Side = Annotated[int, Between(1, 64)]
Padding = Annotated[int, Between(0, 8)]


def _array(*shape: int) -> NDArray[np.float64]:
    """An array of that shape which holds one number, however large it is."""
    import numpy as np

    return np.broadcast_to(np.zeros(()), shape)


@solver
def conv_parameters_by_arrays(channels: Count, kernel: Kernel, filters: Count, groups: Count = 1) -> int:
    """Return the parameters of a convolution layer with biases: the sizes of each group's weight array, and of b.

    >>> conv_parameters_by_arrays(3, 11, 96), conv_parameters_by_arrays(96, 5, 256, 2)
    (34944, 307456)
    """
    if channels % groups or filters % groups or groups > 64:
        raise SolverError("impossible", "conv_parameters_by_arrays", "groups", groups, "a divisor of both, up to 64")
    weights = [_array(filters // groups, channels // groups, kernel, kernel) for _ in range(groups)]
    return sum(array.size for array in weights) + _array(filters).size


@solver
def dense_parameters_by_arrays(inputs: Count, outputs: Count) -> int:
    """Return the parameters of a fully connected layer with biases: the sizes of W and b.

    >>> dense_parameters_by_arrays(400, 120)
    48120
    """
    return _array(inputs, outputs).size + _array(outputs).size


@solver
def conv_macs_by_windows(
    side: Side, channels: Count, filters: Count, kernel: Kernel, stride: Kernel, padding: Padding
) -> int:
    """Return the multiply-accumulates of a convolution: every weight of every filter meets every window once.

    The windows are taken from a padded array of the layer's input; biases aren't counted.

    >>> conv_macs_by_windows(14, 3, 6, 3, 1, 1)
    31752
    """
    import numpy as np

    padded = _array(channels, side + 2 * padding, side + 2 * padding)
    if kernel > padded.shape[1]:
        raise SolverError("impossible", "conv_macs_by_windows", "kernel", kernel, "kernel <= side + 2*padding")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel, kernel), axis=(1, 2))
    return windows[:, ::stride, ::stride].size * filters


@solver
def separable_macs_by_windows(side: Side, channels: Count, filters: Count) -> tuple[int, int]:
    """Return the multiply-accumulates of a depthwise 3x3 (padding 1) and of the pointwise convolution after it.

    >>> separable_macs_by_windows(14, 16, 32)
    (28224, 100352)
    """
    depthwise = channels * conv_macs_by_windows(side, 1, 1, 3, 1, 1)
    return depthwise, conv_macs_by_windows(side, channels, filters, 1, 1, 0)


@solver
def stacked_weights_by_arrays(channels: Count, layers: Annotated[int, Between(1, 10)]) -> tuple[int, int]:
    """Return the weights of ``layers`` 3x3 convolutions and of the one with the same receptive field (no biases).

    >>> stacked_weights_by_arrays(64, 2)
    (73728, 102400)
    """
    wide = receptive_field_by_intervals((3,) * layers, (1,) * layers)
    stack = sum(_array(channels, channels, 3, 3).size for _ in range(layers))
    return stack, _array(channels, channels, wide, wide).size
