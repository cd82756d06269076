"""References for expressions to be filled in: one line of a program each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solvers.practicals import reference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


@reference
def penalty_gradient(param: Array, norm: str) -> Array:
    """Return the gradient of Σ|w| (``l1``: sign w, 0 at 0) or ½Σw² (``l2``: w), of the shape of ``param``."""
    import numpy as np

    return np.sign(param) if norm == "l1" else np.array(param)


@reference
def penalty_gradient_by_differences(param: Array, norm: str) -> Array:
    """Compute the same, weight by weight, from the penalty's central difference; symmetric at 0, so 0 there.

    The step is no larger than the weight, so that it never reaches the kink at 0 from elsewhere.
    """
    import numpy as np

    def penalty(weight: float) -> float:
        return abs(weight) if norm == "l1" else weight * weight / 2

    def slope(weight: float) -> float:
        step = abs(weight) / 2 or 1e-3
        return (penalty(weight + step) - penalty(weight - step)) / (2 * step)

    return np.array([slope(weight) for weight in np.ravel(param).tolist()]).reshape(np.shape(param))


@reference
def crop(image: Array, top: int, left: int, height: int, width: int) -> Array:
    """Return the part of an image (H, W, C) that begins at (top, left), all channels.

    >>> import numpy as np
    >>> crop(np.arange(24).reshape(2, 4, 3), 0, 1, 2, 2).shape
    (2, 2, 3)
    """
    return image[top : top + height, left : left + width]


@reference
def crop_by_pixels(image: Array, top: int, left: int, height: int, width: int) -> Any:
    """Collect the same pixel by pixel."""
    import numpy as np

    part = np.zeros((height, width, image.shape[2]), dtype=image.dtype)
    for row in range(height):
        for column in range(width):
            part[row, column] = image[top + row, left + column]
    return part
