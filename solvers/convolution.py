"""Output sizes of convolution layers, by formula and by really sliding a window."""

from __future__ import annotations

from typing import Annotated

from solvers.registry import Between, SolverError, solver

Size = Annotated[int, Between(1, 512)]
Padding = Annotated[int, Between(0, 512)]


@solver
def conv_output_size(height: Size, width: Size, kernel: Size, stride: Size, padding: Padding) -> tuple[int, int]:
    """Return (height, width) of a convolution's output: floor((n + 2p - k) / s) + 1 along each side.

    Sizes are in pixels; the padding is added on both sides; a last step that doesn't fit is dropped (floor), as in
    ``int()`` of the textbook's im2col and in PyTorch's ``Conv2d``.

    >>> conv_output_size(6, 6, 2, 1, 1), conv_output_size(8, 8, 3, 2, 1)
    ((7, 7), (4, 4))
    """
    _refuse_large_kernel("conv_output_size", height, width, kernel, padding)
    return (height + 2 * padding - kernel) // stride + 1, (width + 2 * padding - kernel) // stride + 1


@solver
def conv_output_size_by_running(
    height: Size, width: Size, kernel: Size, stride: Size, padding: Padding
) -> tuple[int, int]:
    """Return the same size by padding an array and counting the windows that a filter of ones really visits.

    >>> conv_output_size_by_running(6, 6, 2, 1, 1)
    (7, 7)
    """
    import numpy as np

    _refuse_large_kernel("conv_output_size_by_running", height, width, kernel, padding)
    padded = np.pad(np.ones((height, width)), padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel, kernel))[::stride, ::stride]
    rows, columns = np.einsum("ijkl->ij", windows).shape
    return int(rows), int(columns)


def _refuse_large_kernel(function: str, height: int, width: int, kernel: int, padding: int) -> None:
    if kernel > min(height, width) + 2 * padding:
        raise SolverError("impossible", function, "kernel", kernel, "kernel <= min(height, width) + 2*padding")
