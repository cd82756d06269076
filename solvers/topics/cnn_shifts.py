"""What becomes of a shift of the input on its way through layers: kept, divided by a stride, lost, or broken up.

The input is a signal of 32 values whose ends meet (a circle), and so is the padding, so that no border disturbs the
shift. Convolution, ReLU and pooling commute with shifts of whole strides (Goodfellow et al. 2016, sections 9.2, 9.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from solvers.registry import Between, Length, SolverError, solver

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LENGTH = 32
TRIALS = 4
Layer = Literal["conv3", "conv5", "strided", "pool", "relu", "mean", "max", "local", "dense"]
Layers = Annotated[tuple[Layer, ...], Length(1, 6)]
Shift = Annotated[int, Between(1, 16)]

_HALVES = ("strided", "pool")
_BREAKS = ("local", "dense")
_ENDS = ("mean", "max")


@solver
def shift_outcome(layers: Layers, shift: Shift) -> int:
    """Return by how much the output shifts; 0 where it stays as it is, -1 where it is neither shifted nor the same.

    A stride of 2 halves the shift if that is whole. Weights of their own at each place, and full connections, know
    places; a mean or maximum over all places forgets them.

    >>> shift_outcome(("conv3", "pool"), 4), shift_outcome(("pool",), 1), shift_outcome(("conv3", "mean"), 1)
    (2, -1, 0)
    """
    for layer in layers:
        if layer in _BREAKS:
            return -1
        if layer in _ENDS:
            return 0
        if layer in _HALVES:
            if shift % 2:
                return -1
            shift //= 2
    return shift


@solver
def shift_outcome_by_running(layers: Layers, shift: Shift) -> int:
    """Return the same from running the layers, with random weights, on random signals and on the shifted ones.

    Every rotation of the first output is compared with the second one; all trials must agree on one.

    >>> shift_outcome_by_running(("conv3", "relu", "pool"), 8), shift_outcome_by_running(("strided", "max"), 1)
    (4, -1)
    """
    import numpy as np

    agreed: set[int] = set()
    for trial in range(TRIALS):
        signal = np.random.default_rng(trial).normal(size=LENGTH)
        plain, moved = (_run(layers, values, trial) for values in (signal, np.roll(signal, shift)))
        fitting = {turn for turn in range(len(plain)) if np.allclose(np.roll(plain, turn), moved, atol=1e-9)}
        agreed = fitting if trial == 0 else agreed & fitting
    if not agreed:
        return -1
    if len(plain) == 1:
        return 0
    if len(agreed) > 1:
        raise SolverError("impossible", "shift_outcome_by_running", "layers", layers, "an output that isn't constant")
    return agreed.pop()


def _run(layers: Layers, values: NDArray[np.float64], trial: int) -> NDArray[np.float64]:
    """Return the layers' output; both runs of a trial draw the same weights."""
    import numpy as np

    weights = np.random.default_rng(1000 + trial)
    x = values
    for layer in layers:
        if layer in ("conv3", "conv5", "strided"):
            kernel = weights.normal(size=5 if layer == "conv5" else 3)
            x = np.sum([weight * np.roll(x, 1 - tap) for tap, weight in enumerate(kernel)], axis=0)
            x = x[::2] if layer == "strided" else x
        elif layer == "pool":
            x = x.reshape(-1, 2).max(axis=1)
        elif layer == "relu":
            x = np.maximum(x, 0)
        elif layer == "local":
            x = np.sum([weights.normal(size=len(x)) * np.roll(x, 1 - tap) for tap in range(3)], axis=0)
        elif layer == "dense":
            x = weights.normal(size=(8, len(x))) @ x
        else:
            x = np.array([x.mean() if layer == "mean" else x.max()])
    return x
