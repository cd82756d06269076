"""Runs of networks on the embedded images: which of several settings learns better, faster, at all."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from solvers.practicals.run_plans import Plan, Points, best_of, training_run
from solvers.registry import Between, Length, Real, SolverError

if TYPE_CHECKING:
    from solvers.nn import History, Trainer

Setting = Annotated[str, Length(3, 60)]
Settings = Annotated[tuple[Setting, ...], Length(2, 4)]
Steps = Annotated[int, Between(10, 2000)]
Share = Annotated[Real, Between(0, 1)]

ACTIVATIONS = ("sigmoid", "relu", "tanh")
INITIALIZERS = ("xavier", "he")


def _trainer(setting: str, seed: int, every: int) -> Trainer:
    """Return the trainer of a setting: ``activation initialization widths``, then ``bn``, ``adam``, ``rate=...`` ...

    ``sigmoid 0.01 40-20 bn`` has weights from N(0, 0.01²), hidden layers of 40 and 20 units, batch normalization;
    ``mean=1`` moves the mean of the weights, ``batch=4`` sets the size of the mini-batches, else 100 (gradient descent,
    rate 0.1) or 128 (Adam, 0.001).
    """
    from solvers.nn import Trainer, data, models, optimizers
    from solvers.nn.initializers import Normal

    words = setting.split()
    known = {"bn", "adam"}
    named = dict(word.split("=", 1) for word in words[3:] if "=" in word)
    plain = {word for word in words[3:] if "=" not in word}
    try:
        activation, init, widths = words[:3]
        hidden = [int(width) for width in widths.split("-")]
        rate, mean = float(named.pop("rate", "nan")), float(named.pop("mean", "0"))
        size = int(named.pop("batch", "128" if "adam" in plain else "100"))
        scale = None if init in INITIALIZERS else float(init)
    except ValueError:
        raise SolverError("impossible", "setting", "settings", setting, "sigmoid 0.01 40-20") from None
    fits = activation in ACTIVATIONS and 1 <= len(hidden) <= 4 and all(1 <= width <= 200 for width in hidden)
    if (
        not fits
        or plain - known
        or named
        or (scale is not None and not 0 <= scale <= 10)
        or abs(mean) > 10
        or not 2 <= size <= 500
    ):
        raise SolverError("impossible", "setting", "settings", setting, "sigmoid 0.01 40-20")
    train, test = data.mnist_subset()
    network = models.multi_layer_perceptron(
        784,
        hidden,
        10,
        activation_name=activation,
        init=init if scale is None else Normal(mean, scale),
        batch_norm="bn" in plain,
        seed=seed,
    )
    adam = "adam" in plain
    rate = (0.001 if adam else 0.1) if math.isnan(rate) else rate
    optimizer = optimizers.Adam(rate) if adam else optimizers.SGD(rate)
    return Trainer(network, optimizer, train.flat(), test.flat(), batch_size=size, evaluate_every=every, seed=seed)


def _trained(trainer: Trainer, steps: int) -> History:
    import numpy as np

    # A rate that is too large is what some questions are about: its numbers leave the range.
    with np.errstate(over="ignore", invalid="ignore"):
        return trainer.run(steps)


def _curve(history: History) -> Points:
    return tuple(float(at) for at in history.evaluated), tuple(float(value) for value in history.test_accuracy)


@training_run
def accuracy_race(settings: Settings, steps: Steps, gap: Annotated[Real, Between(0, 1)]) -> Plan:
    """Train each setting and compare the test accuracies at the end.

    The outcome is the place ("0", "1" ...) of the one that is ahead by more than ``gap``, or "same".
    """

    def measure(part: int, seed: int) -> tuple[float, Points]:
        history = _trained(_trainer(settings[part], seed, max(steps // 30, 1)), steps)
        return history.test_accuracy[-1], _curve(history)

    return Plan(settings, measure, lambda means: best_of(means, float(gap)))


@training_run
def steps_race(settings: Settings, steps: Steps, accuracy: Share, gap: Annotated[int, Between(0, 2000)]) -> Plan:
    """Train each setting and compare the iterations until the test accuracy passes ``accuracy``.

    The outcome is the place of the one whose mean is smaller than every other by more than ``gap`` iterations, "same",
    or "none" where no run passes. A run that never passes counts ``steps``.
    """

    def measure(part: int, seed: int) -> tuple[float, Points]:
        history = _trained(_trainer(settings[part], seed, 20), steps)
        return float(history.first_above(float(accuracy)) or steps), _curve(history)

    def judge(means: tuple[float, ...]) -> str:
        return "none" if min(means) >= steps else best_of([-mean for mean in means], gap)

    return Plan(settings, measure, judge, unit="steps")


@training_run
def learning_race(settings: Annotated[tuple[Setting, ...], Length(2, 2)], steps: Steps, accuracy: Share) -> Plan:
    """Train two settings and tell which of them learn: whose test accuracy ends above ``accuracy``.

    The outcome is "0" or "1" if it is that one alone, else "both" or "none".
    """
    plan = accuracy_race(settings, steps, 0)

    def judge(means: tuple[float, ...]) -> str:
        first, second = (mean > accuracy for mean in means)
        return ("both" if second else "0") if first else "1" if second else "none"

    return replace(plan, judge=judge)


@training_run
def layer_gradients(
    layers: Annotated[int, Between(2, 5)],
    activation: Literal["sigmoid", "relu", "tanh"],
    init: Annotated[str, Length(1, 6)],
    width: Annotated[int, Between(1, 200)],
    factor: Annotated[Real, Between(1, 1000)],
) -> Plan:
    """Compare the norms ‖∂E/∂W‖ of the layers of a network 784 -> width ... width -> 10 before its first update.

    ``init`` is "xavier", "he" or the standard deviation of the weights; ``layers`` counts the weight matrices. The
    outcome is "first" or "last" if that layer's (geometric) mean is smaller than the other end's by more than
    ``factor``, else "same". The values are logarithms to base 10.
    """
    setting = f"{activation} {init} {'-'.join([str(width)] * (layers - 1))}"

    def measure(part: int, seed: int) -> tuple[float, Points]:
        from solvers.nn.diagnostics import gradient_norms

        trainer = _trainer(setting, seed, 1)
        # The images stand in the order of their labels: every eighth is a sample of all of them.
        found = gradient_norms(trainer.network, trainer.train.x[::8], trainer.train.t[::8])
        norms = [math.log10(max(norm, 1e-300)) for norm in found.values()]
        return norms[part], (tuple(float(place + 1) for place in range(layers)), tuple(norms))

    def judge(means: tuple[float, ...]) -> str:
        apart = means[-1] - means[0]
        limit = math.log10(float(factor))
        return "first" if apart > limit else "last" if apart < -limit else "same"

    labels = tuple(f"W{place + 1}" for place in range(layers))
    return Plan(labels, measure, judge, unit="number", axes=("layer", "log10-norm"))
