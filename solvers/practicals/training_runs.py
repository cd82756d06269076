"""Training runs that decide predictions: what is run, over which seeds, and what the means say.

A function marked with ``@training_run`` takes bounded arguments, which a question file gives, and returns a
:class:`Plan`; :func:`carry_out` makes its runs, one part and seed after the other, and lets the plan judge the means.

>>> measured = carry_out(plan_run("valley_race", kappa=10), seeds=(1, 2, 3))
>>> measured.outcome, [round(mean) for mean in measured.means]
('sgd', [75, 148])
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from solvers.registry import Between, Length, Real, Solver, SolverError

if TYPE_CHECKING:
    from solvers.nn import History, Trainer

__all__ = ["Measured", "Plan", "carry_out", "plan_run", "run_names"]

SEEDS = (1, 2, 3)
"""The seeds of a run that decides; ``CHECK_SEEDS`` are those by which an audit confirms it."""

CHECK_SEEDS = (11, 12, 13)

Points = tuple[tuple[float, ...], tuple[float, ...]]
Unit = Literal["accuracy", "steps", "number"]


@dataclass(frozen=True)
class Plan:
    """Parts to be compared: ``measure(part, seed)`` gives a value and a curve; ``judge(means)`` names the outcome."""

    labels: tuple[str, ...]
    measure: Callable[[int, int], tuple[float, Points]]
    judge: Callable[[tuple[float, ...]], str]
    unit: Unit = "accuracy"
    axes: tuple[str, str] = ("iteration", "test-accuracy")
    log: str = ""


@dataclass(frozen=True)
class Measured:
    """What was run: for every part its values by seed and their mean, the first seed's curves, and the outcome."""

    outcome: str
    labels: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    means: tuple[float, ...]
    curves: tuple[Points, ...]
    seeds: tuple[int, ...]
    unit: Unit
    axes: tuple[str, str]
    log: str = field(default="")


def carry_out(plan: Plan, seeds: Sequence[int], progress: Callable[[int, int], None] | None = None) -> Measured:
    """Make all runs of a plan; ``progress`` is told how many of how many are done."""
    total = len(plan.labels) * len(seeds)
    values, curves = [], []
    for part in range(len(plan.labels)):
        found = []
        for place, seed in enumerate(seeds):
            if progress is not None:
                progress(part * len(seeds) + place, total)
            found.append(plan.measure(part, seed))
        values.append(tuple(value for value, _ in found))
        curves.append(found[0][1])
    if progress is not None:
        progress(total, total)
    means = tuple(sum(part) / len(part) for part in values)
    outcome = plan.judge(means)
    return Measured(
        outcome, plan.labels, tuple(values), means, tuple(curves), tuple(seeds), plan.unit, plan.axes, plan.log
    )


_PLANS: dict[str, Solver] = {}


def training_run(function: Callable[..., Plan]) -> Callable[..., Plan]:
    """Register a function that makes a plan from bounded arguments; return it unchanged."""
    _PLANS[function.__name__] = Solver(function.__name__, "runs", function)
    return function


def run_names() -> tuple[str, ...]:
    """Return the names of all runs."""
    return tuple(_PLANS)


def run_called(name: str) -> Solver:
    """Return the registered run; :class:`solvers.registry.SolverError` if there is none of that name."""
    if name not in _PLANS:
        raise SolverError("unknown", name, "", name, ", ".join(_PLANS))
    return _PLANS[name]


def plan_run(name: str, **arguments: Any) -> Plan:
    """Return the plan of a run for checked arguments; raises :class:`solvers.registry.SolverError`."""
    plan: Plan = run_called(name)(**arguments)
    return plan


def best_of(means: Sequence[float], gap: float) -> str:
    """Return the place of the largest mean, if it is ahead of every other by more than ``gap``; else "same".

    >>> best_of((0.1, 0.9), 0.05), best_of((0.91, 0.92), 0.05)
    ('1', 'same')
    """
    order = sorted(range(len(means)), key=lambda place: -means[place])
    return str(order[0]) if means[order[0]] - means[order[1]] > gap else "same"


# -- networks on the embedded images -----------------------------------------------------------------------------------

Setting = Annotated[str, Length(3, 60)]
Settings = Annotated[tuple[Setting, ...], Length(2, 4)]
Steps = Annotated[int, Between(10, 2000)]

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
def steps_race(
    settings: Settings, steps: Steps, accuracy: Annotated[Real, Between(0, 1)], gap: Annotated[Real, Between(0, 1)]
) -> Plan:
    """Train each setting and compare the iterations until the test accuracy passes ``accuracy``.

    The outcome is the place of the one whose mean is smaller than every other by more than the share ``gap``, or
    "same". A run that never passes counts ``steps``.
    """

    def measure(part: int, seed: int) -> tuple[float, Points]:
        history = _trained(_trainer(settings[part], seed, 20), steps)
        return float(history.first_above(float(accuracy)) or steps), _curve(history)

    def judge(means: tuple[float, ...]) -> str:
        return best_of([-math.log(mean) for mean in means], -math.log1p(-float(gap)))

    return Plan(settings, measure, judge, unit="steps")


@training_run
def layer_gradients(
    layers: Annotated[int, Between(2, 6)],
    activation: Literal["sigmoid", "relu"],
    scale: Annotated[Real, Between(0, 2)],
    factor: Annotated[Real, Between(1, 1000)],
) -> Plan:
    """Compare the norms ‖∂E/∂W‖ of the layers of a network 784 -> 20 ... 20 -> 10 before its first update.

    ``layers`` counts the weight matrices. The outcome is "first" or "last" if that layer's (geometric) mean is smaller
    than the other end's by more than ``factor``, else "same". The values are logarithms to base 10.
    """
    setting = f"{activation} {float(scale):g} {'-'.join(['20'] * (layers - 1))}"

    def measure(part: int, seed: int) -> tuple[float, Points]:
        from solvers.nn.diagnostics import gradient_norms

        trainer = _trainer(setting, seed, 1)
        found = gradient_norms(trainer.network, trainer.train.x[:500], trainer.train.t[:500])
        norms = [math.log10(max(norm, 1e-300)) for norm in found.values()]
        return norms[part], (tuple(float(place + 1) for place in range(layers)), tuple(norms))

    def judge(means: tuple[float, ...]) -> str:
        apart = means[-1] - means[0]
        limit = math.log10(float(factor))
        return "first" if apart > limit else "last" if apart < -limit else "same"

    labels = tuple(f"W{place + 1}" for place in range(layers))
    return Plan(labels, measure, judge, unit="number", axes=("layer", "log10-norm"))


# -- small problems ----------------------------------------------------------------------------------------------------


@training_run
def valley_race(kappa: Annotated[int, Between(2, 1000)]) -> Plan:
    """Compare gradient descent and momentum 0.9 in the valley E = (w₁² + κw₂²)/2, both with the rate 1.9/κ.

    The value is the count of steps until E < 10⁻⁶; a seed draws the start, each coordinate from 0.8 to 1.2. The outcome
    is "sgd" or "momentum" if its mean is smaller by more than 10 %, else "same".
    """
    import random

    rate = 1.9 / kappa

    def measure(part: int, seed: int) -> tuple[float, Points]:
        source = random.Random(seed)
        w, v = [0.8 + 0.4 * source.random(), 0.8 + 0.4 * source.random()], [0.0, 0.0]
        errors: list[float] = []
        while len(errors) < 20_000:
            error = (w[0] ** 2 + kappa * w[1] ** 2) / 2
            errors.append(error)
            if error < 1e-6:
                break
            slopes = (w[0], kappa * w[1])
            for place in (0, 1):
                v[place] = (0.9 * v[place] if part else 0.0) - rate * slopes[place]
                w[place] += v[place]
        return float(len(errors) - 1), (tuple(map(float, range(len(errors)))), tuple(errors))

    def judge(means: tuple[float, ...]) -> str:
        return {"0": "sgd", "1": "momentum"}.get(best_of([-math.log(mean) for mean in means], -math.log(0.9)), "same")

    return Plan(("SGD", "momentum"), measure, judge, unit="steps", axes=("step", "E"), log="y")


@training_run
def two_valleys(momentum: Annotated[Real, Between(0, 0.999)], start: Annotated[Real, Between(-3, 3)]) -> Plan:
    """Run momentum in E = (w² - 1)² + 0.3w, whose global minimum is near -1.04 and a local one near 0.96.

    The rate is 0.01 and there are 4000 steps; a seed moves the start by at most 0.01. The value is the w reached. The
    outcome is "global", "local", or "mixed" if the mean is near neither.
    """
    import random

    def measure(part: int, seed: int) -> tuple[float, Points]:
        w, v = float(start) + 0.02 * (random.Random(seed).random() - 0.5), 0.0
        path = [w]
        for _ in range(4000):
            v = float(momentum) * v - 0.01 * (4 * w * (w * w - 1) + 0.3)
            w += v
            path.append(w)
        return w, (tuple(map(float, range(200))), tuple(path[:200]))

    def judge(means: tuple[float, ...]) -> str:
        return "global" if means[0] < -1.0 else "local" if means[0] > 0.9 else "mixed"

    return Plan((f"μ = {float(momentum):g}",), measure, judge, unit="number", axes=("step", "w"))


@training_run
def weight_norms(rates: Annotated[tuple[Real, ...], Length(2, 4)], gap: Annotated[Real, Between(0, 1)]) -> Plan:
    """Fit a linear model with an L2 penalty (rate/2)‖w‖² and compare the norms of the weights.

    40 samples of 6 features, a linear target with noise, 400 steps of gradient descent at the rate 0.05. The outcome is
    the place of the smallest norm, if it is smaller than every other by more than the share ``gap``, or "same".
    """

    def measure(part: int, seed: int) -> tuple[float, Points]:
        import numpy as np

        rng = np.random.default_rng(seed)
        x = rng.normal(size=(40, 6))
        t = x @ rng.uniform(0.5, 2.0, 6) + 0.3 * rng.normal(size=40)
        w, norms = np.zeros(6), []
        for _ in range(400):
            w -= 0.05 * (x.T @ (x @ w - t) / len(x) + float(rates[part]) * w)
            norms.append(float(np.linalg.norm(w)))
        return norms[-1], (tuple(map(float, range(1, 401, 8))), tuple(norms[::8]))

    def judge(means: tuple[float, ...]) -> str:
        return best_of([-math.log(mean) for mean in means], -math.log1p(-float(gap)))

    labels = tuple(f"λ = {float(rate):g}" for rate in rates)
    return Plan(labels, measure, judge, unit="number", axes=("step", "norm"))


# -- questions with a run of their own ---------------------------------------------------------------------------------


@training_run
def mean_of_weights(hidden: Annotated[int, Between(10, 200)], gap: Annotated[Real, Between(0, 1)]) -> Plan:
    """Compare weights from N(0, 1) and from N(1, 1) in a network 784 -> hidden -> 10 with the sigmoid and Adam.

    The value is the test accuracy after 320 updates.
    """
    plan = accuracy_race((f"sigmoid 1 {hidden} adam", f"sigmoid 1 {hidden} adam mean=1"), 320, gap)
    return replace(plan, labels=("N(0, 1)", "N(1, 1)"))


@training_run
def rate_race(
    rates: Annotated[tuple[Real, ...], Length(2, 4), Between(0, 1000)],
    steps: Steps,
    gap: Annotated[Real, Between(0, 1)],
) -> Plan:
    """Compare learning rates by the accuracy of a ReLU network 784 -> 40 -> 20 -> 10 with He's initial weights."""
    settings = tuple(f"relu he 40-20 rate={float(rate):g}" for rate in rates)
    return replace(accuracy_race(settings, steps, gap), labels=tuple(f"{float(rate):g}" for rate in rates))
