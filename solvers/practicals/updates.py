"""References for optimizers: the parameters after some updates, with the conventions that the course's code has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from solvers.practicals import reference

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Parameters = dict[str, NDArray[np.float64]]

TINY = 1e-7


@reference
def optimizer_updates(
    params: Parameters,
    grads: list[Parameters],
    rate: float,
    more: Parameters,
    more_grads: list[Parameters],
    more_rate: float,
    optimizer: str,
    turned: Parameters | None = None,
    turned_grads: list[Parameters] | None = None,
    other: Parameters | None = None,
    other_grads: list[Parameters] | None = None,
) -> dict[str, Parameters]:
    """Return the parameters after the first update, before the last and after it, and those of another optimizer.

    With ``turned``, another dictionary of parameters by the same names, the first optimizer updates that before the
    last update of ``params``; ``other`` are those of a third optimizer, which has the rate of the first.
    """
    return _all_results(
        updated, params, grads, rate, more, more_grads, more_rate, optimizer, turned, turned_grads, other, other_grads
    )


def _all_results(
    updated: Callable[..., Parameters],
    params: Parameters,
    grads: list[Parameters],
    rate: float,
    more: Parameters,
    more_grads: list[Parameters],
    more_rate: float,
    optimizer: str,
    turned: Parameters | None,
    turned_grads: list[Parameters] | None,
    other: Parameters | None,
    other_grads: list[Parameters] | None,
) -> dict[str, Parameters]:
    results = {
        "after_one": updated(params, grads[:1], rate, optimizer),
        "before_last": updated(params, grads[:-1], rate, optimizer),
        "params": updated(params, grads, rate, optimizer),
        "more": updated(more, more_grads, more_rate, optimizer),
    }
    if other is not None and other_grads is not None:
        results["other"] = updated(other, other_grads, rate, optimizer)
    if turned is None or turned_grads is None:
        return results

    def moved(start: Parameters, before: list[Parameters], last: list[Parameters]) -> Parameters:
        """Where parameters go by the last gradients: what is remembered of those before doesn't depend on where."""
        still = {key: 0.0 * value for key, value in start.items()}
        so_far, after = (updated(still, [*before, *later], rate, optimizer) for later in ([], last))
        return {key: value + after[key] - so_far[key] for key, value in start.items()}

    first = grads[:-1]
    results["turned"] = moved(turned, first, turned_grads)
    results["params"] = moved(results["before_last"], [*first, *turned_grads], grads[-1:])
    return results


def updated(params: Parameters, grads: list[Parameters], rate: float, optimizer: str) -> Parameters:
    """Return the parameters after one update for each entry of ``grads``.

    - momentum: v ← 0.9 v - rate·g, w ← w + v
    - adagrad: h ← h + g², w ← w - rate·g/(√h + 1e-7)
    - rmsprop: h ← 0.99 h + 0.01 g², w ← w - rate·g/(√h + 1e-7)
    - adam: m ← 0.9 m + 0.1 g, v ← 0.999 v + 0.001 g², w ← w - rate·m̂/(√v̂ + 1e-8), hats by 1 - βᵗ

    (Qian 1999; Duchi, Hazan and Singer 2011; Tieleman and Hinton 2012; Kingma and Ba 2015)
    """
    import numpy as np

    first = {key: np.zeros_like(value) for key, value in params.items()}
    second = {key: np.zeros_like(value) for key, value in params.items()}
    result = {key: np.array(value) for key, value in params.items()}
    for step, gradient in enumerate(grads, start=1):
        for key, g in gradient.items():
            if optimizer == "momentum":
                first[key] = 0.9 * first[key] - rate * g
                result[key] += first[key]
            elif optimizer == "adam":
                first[key] = 0.9 * first[key] + 0.1 * g
                second[key] = 0.999 * second[key] + 0.001 * g**2
                m, v = first[key] / (1 - 0.9**step), second[key] / (1 - 0.999**step)
                result[key] -= rate * m / (np.sqrt(v) + 1e-8)
            else:
                kept, added = (1.0, 1.0) if optimizer == "adagrad" else (0.99, 0.01)
                second[key] = kept * second[key] + added * g**2
                result[key] -= rate * g / (np.sqrt(second[key]) + TINY)
    return result


@reference
def optimizer_updates_in_closed_form(
    params: Parameters,
    grads: list[Parameters],
    rate: float,
    more: Parameters,
    more_grads: list[Parameters],
    more_rate: float,
    optimizer: str,
    turned: Parameters | None = None,
    turned_grads: list[Parameters] | None = None,
    other: Parameters | None = None,
    other_grads: list[Parameters] | None = None,
) -> dict[str, Parameters]:
    """Compute the same with no state at all, see :func:`updated_in_closed_form`."""
    return _all_results(
        updated_in_closed_form, params, grads, rate, more, more_grads, more_rate, optimizer, turned, turned_grads,
        other, other_grads,
    )  # fmt: skip


def updated_in_closed_form(params: Parameters, grads: list[Parameters], rate: float, optimizer: str) -> Parameters:
    """Compute the same weight by weight from the recurrences' sums, with no state: v_t = -rate Σ 0.9^(t-k) g_k etc."""
    import numpy as np

    def moved(weight: float, slopes: list[float]) -> float:
        def faded(decay: float, power: int, upto: int) -> float:
            return sum(decay ** (upto - k) * slopes[k] ** power for k in range(upto + 1))

        for t, slope in enumerate(slopes):
            if optimizer == "momentum":
                weight -= rate * faded(0.9, 1, t)
            elif optimizer == "adagrad":
                weight -= rate * slope / (sum(g * g for g in slopes[: t + 1]) ** 0.5 + TINY)
            elif optimizer == "rmsprop":
                weight -= rate * slope / ((0.01 * faded(0.99, 2, t)) ** 0.5 + TINY)
            else:
                m = 0.1 * faded(0.9, 1, t) / (1 - 0.9 ** (t + 1))
                v = 0.001 * faded(0.999, 2, t) / (1 - 0.999 ** (t + 1))
                weight -= rate * m / (v**0.5 + 1e-8)
        return weight

    result = {}
    for key, value in params.items():
        flat = [
            moved(float(weight), [float(np.ravel(gradient[key])[place]) for gradient in grads])
            for place, weight in enumerate(np.ravel(value))
        ]
        result[key] = np.array(flat).reshape(np.shape(value))
    return result
