"""What an optimizer's first steps give, value by value: V, h, m, v, their corrections, the step and the weight.

The updates are the course's (V ← μV - εg, h ← h + g², h ← ρh + (1 - ρ)g², Adam by Kingma and Ba, 2015); w ← w - εg
with a penalty's slope where weight decay is spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Final, Literal

Method = Literal["sgd", "momentum", "adagrad", "rmsprop", "adam", "decay", "lasso"]
MOST_STEPS: Final = 20


@dataclass(slots=True)
class Setting:
    """What is given of an example: the method, its numbers, the first weight and the gradients."""

    method: Method | None = None
    numbers: dict[str, float] = field(default_factory=dict)
    """``lr``, ``mu``, ``rho``, ``beta1``, ``beta2``, ``penalty``; ``w``, ``V``, ``h``, ``m``, ``v`` where it starts."""
    gradients: list[float] = field(default_factory=list)
    constant: bool = False
    first: int = 0
    """Which step the first weight has: 0, or 1 where it is called w_1."""

    def gradient(self, step: int) -> float | None:
        """The gradient of a step, from 1 on."""
        if self.constant and self.gradients:
            return self.gradients[-1]
        return self.gradients[step - 1] if 0 < step <= len(self.gradients) else None


def values_after(setting: Setting, steps: int) -> list[dict[str, float]]:
    """Return what each quantity is after every step, as far as it can be told.

    >>> values_after(Setting("adagrad", {"lr": 0.1}, [3.0, 4.0]), 2)[1]["h"]
    25.0
    """
    numbers = setting.numbers
    rate = numbers.get("lr")
    state = {name: numbers.get(name, 0.0) for name in ("V", "h", "m", "v")}
    weight = numbers.get("w")
    found: list[dict[str, float]] = []
    for step in range(1, min(steps, MOST_STEPS) + 1):
        gradient = setting.gradient(step)
        if gradient is None:
            break
        told = _stepped(setting, state, gradient, step, weight)
        if "unit" in told and rate is not None:
            told["move"] = -rate * told["unit"]
        if "move" in told and weight is not None:
            weight += told["move"]
            told["w"] = weight
        elif "w" not in told:
            weight = None
        found.append(told)
    return found


def _stepped(
    setting: Setting, state: dict[str, float], gradient: float, step: int, weight: float | None
) -> dict[str, float]:
    numbers, rate = setting.numbers, setting.numbers.get("lr")
    match setting.method:
        case "momentum":
            momentum = numbers.get("mu")
            if rate is None or (momentum is None and state["V"] != 0.0):
                return {}
            if momentum is None and step > 1:
                return {}
            state["V"] = (momentum or 0.0) * state["V"] - rate * gradient
            return {"V": state["V"], "move": state["V"]}
        case "adagrad":
            state["h"] += gradient * gradient
            return {"h": state["h"], **_unit(gradient, state["h"])}
        case "rmsprop":
            decay = numbers.get("rho")
            if decay is None:
                return {}
            state["h"] = decay * state["h"] + (1 - decay) * gradient * gradient
            return {"h": state["h"], **_unit(gradient, state["h"])}
        case "adam":
            first, second = numbers.get("beta1", 0.9), numbers.get("beta2", 0.999)
            state["m"] = first * state["m"] + (1 - first) * gradient
            state["v"] = second * state["v"] + (1 - second) * gradient * gradient
            mean, square = state["m"] / (1 - first**step), state["v"] / (1 - second**step)
            told = {"m": state["m"], "v": state["v"], "mhat": mean, "vhat": square}
            return told | ({"unit": mean / sqrt(square)} if square > 0 else {})
        case "decay" | "lasso":
            penalty = numbers.get("penalty")
            if penalty is None or weight is None:
                return {}
            slope = weight if setting.method == "decay" else float((weight > 0) - (weight < 0))
            return {"unit": gradient + penalty * slope}
        case _:
            return {"unit": gradient}


def _unit(gradient: float, square: float) -> dict[str, float]:
    return {"unit": gradient / sqrt(square), "root": sqrt(square)} if square > 0 else {}


def other_readings(setting: Setting, key: str, step: int) -> Sequence[float]:
    """What a value would be by another convention, which nobody calls wrong: V with the sign or the rate elsewhere.

    >>> [round(value, 9) for value in other_readings(Setting("momentum", {"lr": 0.1, "mu": 0.5}, [2.0]), "V", 1)]
    [0.2, -2.0, 2.0]
    """
    rate = setting.numbers.get("lr")
    told = values_after(setting, step)
    if len(told) < step:
        return ()
    true = told[step - 1].get(key)
    if true is None:
        return ()
    if key == "V" and rate:
        return (-true, true / rate, -true / rate)
    if key == "w" and setting.method in ("decay", "lasso"):
        weight, gradient, penalty = setting.numbers["w"], setting.gradient(1) or 0.0, setting.numbers["penalty"]
        if setting.method == "decay" and rate is not None and step == 1:
            return (weight - rate * (gradient + 2 * penalty * weight), weight * (1 - penalty) - rate * gradient)
    if key == "move":
        return (-true,)
    return ()
