"""Sizes around a convolution layer: its output, what reaches an output, how deep layers can be stacked.

Each size stands beside a second computation that really slides, scatters or searches.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from solvers.registry import Between, Length, SolverError, solver

Size = Annotated[int, Between(1, 512)]
Padding = Annotated[int, Between(0, 512)]
Layers = Annotated[tuple[int, ...], Length(1, 20), Between(1, 50)]


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


@solver
def conv_parameter_by_search(
    unknown: Literal["n", "k", "p"], side: Size, kernel: Size, stride: Size, padding: Padding, output: Size
) -> int:
    """Return the one value of the unknown (input n, filter k or padding p) with which the windows number ``output``.

    Every value from 0 to 200 is tried by counting window starts that come out even; the argument that stands for the
    unknown isn't looked at.

    >>> conv_parameter_by_search("n", 1, 3, 2, 1, 5), conv_parameter_by_search("p", 6, 2, 1, 0, 7)
    (9, 1)
    """
    known = {"n": side, "k": kernel, "p": padding}
    found = []
    for value in range(201):
        sizes = {**known, unknown: value}
        room = sizes["n"] + 2 * sizes["p"] - sizes["k"]
        if sizes["n"] >= 1 and sizes["k"] >= 1 and room >= 0 and room % stride == 0:
            starts = range(0, room + 1, stride)
            if len(starts) == output:
                found.append(value)
    if len(found) != 1:
        raise SolverError("impossible", "conv_parameter_by_search", "output", output, "exactly one solution")
    return found[0]


@solver
def same_padding_by_search(side: Size, kernel: Size) -> int:
    """Return the padding on each side that keeps the size at stride 1, by trying 0, 1, 2, ...

    >>> same_padding_by_search(28, 5)
    2
    """
    for padding in range(kernel):
        if len(range(side + 2 * padding - kernel + 1)) == side:
            return padding
    raise SolverError("impossible", "same_padding_by_search", "kernel", kernel, "an odd kernel")


@solver
def dilated_output_side_by_running(side: Size, kernel: Size, stride: Size, padding: Padding, dilation: Size) -> int:
    """Return the side of a dilated convolution's output by sliding a filter with zeros written between its weights.

    >>> dilated_output_side_by_running(12, 3, 1, 0, 2)
    8
    """
    import numpy as np

    spread = np.zeros(dilation * (kernel - 1) + 1)
    spread[::dilation] = 1
    padded = np.pad(np.ones(side), padding)
    if len(spread) > len(padded):
        raise SolverError("impossible", "dilated_output_side_by_running", "kernel", kernel, "a filter that fits")
    return len(np.correlate(padded, spread, mode="valid")[::stride])


@solver
def transposed_output_side_by_scattering(
    side: Size, kernel: Size, stride: Size, padding: Padding, extra: Padding
) -> int:
    """Return the side of a transposed convolution's output: stamp the filter for each input pixel, then crop.

    Input pixel i is stamped onto the places is .. is + k - 1; the outermost ``padding`` places are cut off on both
    sides, and ``extra`` (output padding) is added at the end (Dumoulin and Visin 2016, chapter 4).

    >>> transposed_output_side_by_scattering(4, 3, 2, 1, 1)
    8
    """
    touched = {place * stride + tap for place in range(side) for tap in range(kernel)}
    whole = range(max(touched) + 1 + extra)
    return len(whole[padding : len(whole) - padding])


# -- what reaches what -------------------------------------------------------------------------------------------------


@solver
def receptive_fields(kernels: Layers, strides: Layers) -> tuple[int, ...]:
    """Return the side of the receptive field after each layer: r_l = r_(l-1) + (k_l - 1) s_1 ... s_(l-1), r_0 = 1.

    Araujo, Norris, Sim: Computing Receptive Fields of Convolutional Neural Networks (Distill 2019).

    >>> receptive_fields((3, 2, 3), (1, 2, 1))
    (3, 4, 8)
    """
    _same_length("receptive_fields", kernels, strides)
    side, found = 1, []
    for kernel, step in zip(kernels, input_steps(strides), strict=True):
        side += (kernel - 1) * step
        found.append(side)
    return tuple(found)


@solver
def input_steps(strides: Layers) -> tuple[int, ...]:
    """Return, for each layer, how many input pixels apart the neighbouring pixels are that its window sees.

    That is the product of the strides of the layers before it.

    >>> input_steps((2, 2, 1))
    (1, 2, 4)
    """
    steps = [1]
    for stride in strides:
        steps.append(steps[-1] * stride)
    return tuple(steps[:-1])


@solver
def receptive_field_by_intervals(kernels: Layers, strides: Layers) -> int:
    """Return the last layer's receptive field by following the interval of one output back to the input.

    >>> receptive_field_by_intervals((3, 2, 3), (1, 2, 1))
    8
    """
    _same_length("receptive_field_by_intervals", kernels, strides)
    first = last = 0
    for kernel, stride in reversed(list(zip(kernels, strides, strict=True))):
        first, last = first * stride, last * stride + kernel - 1
    return last - first + 1


def _same_length(function: str, kernels: tuple[int, ...], strides: tuple[int, ...]) -> None:
    if len(kernels) != len(strides):
        raise SolverError("impossible", function, "strides", strides, "as many strides as kernels")


@solver
def outputs_touched_by_running(side: Size, kernel: Size, row: Size, column: Size) -> int:
    """Return how many outputs change when the pixel (``row``, ``column``, counted from 1) changes.

    The convolution (stride 1, no padding, weights of 1) is run before and after, and the outputs are compared.

    >>> outputs_touched_by_running(5, 3, 1, 2)
    2
    """
    import numpy as np

    if max(row, column, kernel) > side or side > 64:
        raise SolverError("impossible", "outputs_touched_by_running", "side", side, "row, column, kernel <= side <= 64")
    image = np.zeros((side, side))
    changed = image.copy()
    changed[row - 1, column - 1] = 1.0
    outputs = [
        np.einsum("ijkl->ij", np.lib.stride_tricks.sliding_window_view(picture, (kernel, kernel)))
        for picture in (image, changed)
    ]
    return int(np.count_nonzero(outputs[0] != outputs[1]))


@solver
def windows_over(side: Size, kernel: Size, place: Size) -> int:
    """Return how many windows of a side contain the pixel ``place`` (from 1): starts from i - k + 1 to i that exist.

    >>> [windows_over(6, 3, place) for place in range(1, 7)]
    [1, 2, 3, 3, 2, 1]
    """
    return min(place, side - kernel + 1) - max(place - kernel + 1, 1) + 1


@solver
def shrinking_sides(side: Size, kernel: Annotated[int, Between(2, 512)]) -> tuple[int, ...]:
    """Return the side after 0, 1, 2, ... layers without padding (stride 1), as long as there is an output.

    >>> shrinking_sides(10, 4)
    (10, 7, 4, 1)
    """
    sides = [side]
    while sides[-1] >= kernel:
        sides.append(len(range(sides[-1] - kernel + 1)))
    assert all(before - after == kernel - 1 for before, after in pairwise(sides))
    return tuple(sides)


@solver
def whole_logarithm(base: Annotated[int, Between(2, 512)], number: Size) -> int:
    """Return the largest m with base**m <= number.

    >>> whole_logarithm(3, 28)
    3
    """
    power = 0
    while base ** (power + 1) <= number:
        power += 1
    return power
