"""Reading learning curves: when early stopping stops, and whether a model fits too much or too little."""

from __future__ import annotations

from typing import Annotated, Literal

from solvers.registry import Between, Length, Real, SolverError, solver

Losses = Annotated[tuple[Real, ...], Length(1, 200), Between(-1000, 1000)]
Patience = Annotated[int, Between(1, 50)]
Error = Annotated[Real, Between(0, 1)]
Fit = Literal["overfitting", "underfitting", "good"]


@solver
def validation_curve(bottom: Annotated[int, Between(1, 50)], noise: Losses) -> tuple[Real, ...]:
    """Return losses in hundredths that fall towards epoch ``bottom`` and rise after it, with the noise added.

    >>> validation_curve(2, (0, 5, 0))
    (Fraction(17, 50), Fraction(7, 20), Fraction(17, 50))
    """
    from fractions import Fraction

    return tuple((30 + 4 * abs(epoch - bottom) + extra) / Fraction(100) for epoch, extra in enumerate(noise, start=1))


@solver
def early_stop(losses: Losses, patience: Patience) -> tuple[int, int]:
    """Return (epoch of the best loss, epoch at which training stops), counted from 1.

    Training stops as soon as the best loss has not been undercut for ``patience`` epochs in a row, or at the end
    (Prechelt 1998; Goodfellow et al., algorithm 7.1).

    >>> early_stop((5, 4, 6, 3, 4, 5, 1), 2)
    (4, 6)
    """
    return early_stop_by_margin(losses, patience, 0, "best")


@solver
def early_stop_by_prefixes(losses: Losses, patience: Patience) -> tuple[int, int]:
    """Return the same from all prefixes: the first one whose last ``patience`` losses hold no new minimum.

    >>> early_stop_by_prefixes((5, 4, 6, 3, 4, 5, 1), 2)
    (4, 6)
    """
    for length in range(patience + 1, len(losses) + 1):
        seen = losses[:length]
        if min(seen[-patience:]) >= min(seen[:-patience]):
            return seen.index(min(seen)) + 1, length
    return losses.index(min(losses)) + 1, len(losses)


@solver
def early_stop_without_reset(losses: Losses, patience: Patience) -> tuple[int, int]:
    """Return (best, stop) if the epochs without improvement are counted in all instead of in a row.

    >>> early_stop_without_reset((5, 4, 6, 3, 4, 5, 1), 2)
    (4, 5)
    """
    best, missed = 0, 0
    for epoch, loss in enumerate(losses):
        if epoch == 0 or loss < losses[best]:
            best = epoch
        else:
            missed += 1
        if missed == patience:
            return best + 1, epoch + 1
    return best + 1, len(losses)


@solver
def minimum_epoch(losses: Losses) -> int:
    """Return the epoch of the smallest loss of all, the first of equal ones, counted from 1.

    >>> minimum_epoch((5, 3, 4))
    2
    """
    return losses.index(min(losses)) + 1


@solver
def fit_of(train: Error, test: Error) -> Fit:
    """Return how a model fits, by thresholds: the gap test - train first, then the level of the training error.

    Overfitting: gap ≥ 0.2 with a training error ≤ 0.15. Underfitting: training error ≥ 0.35, gap < 0.1. Good: ≤ 0.12
    and < 0.05. Errors in between are refused.

    >>> fit_of(0.05, 0.4), fit_of(0.45, 0.5), fit_of(0.05, 0.07)
    ('overfitting', 'underfitting', 'good')
    """
    level, gap = round(100 * train, 6), round(100 * (test - train), 6)  # in hundredths, free of binary fractions
    if gap >= 20 and level <= 15:
        return "overfitting"
    if level >= 35 and gap < 10:
        return "underfitting"
    if level <= 12 and gap < 5:
        return "good"
    raise SolverError("impossible", "fit_of", "train", train, "clearly over- or underfitting, or good")


@solver
def fit_by_larger_part(train: Error, test: Error, wanted: Error) -> Fit:
    """Return the same from the larger part of what is too much: bias = train - wanted, variance = test - train.

    Below 0.06 neither counts (the error analysis of Ng, Machine Learning Yearning, 2018).

    >>> fit_by_larger_part(0.05, 0.4, 0.1), fit_by_larger_part(0.45, 0.5, 0.1), fit_by_larger_part(0.05, 0.07, 0.1)
    ('overfitting', 'underfitting', 'good')
    """
    bias, variance = max(float(train) - float(wanted), 0.0), float(test) - float(train)
    if max(bias, variance) < 0.06:
        return "good"
    return "overfitting" if variance > bias else "underfitting"


StoppingRule = Literal["best", "previous", "lowest", "never reset"]


@solver
def early_stop_by_margin(losses: Losses, patience: Patience, margin: Real, rule: StoppingRule) -> tuple[int, int]:
    """Return (epoch of the last improvement, epoch at which training stops) where an improvement has to be clear.

    An epoch improves if its loss is below the best one by more than ``margin``; only then does it become the best.
    Slips: compared with the epoch before instead of the best; the best value lowered by every lower one, clear or not;
    epochs without an improvement counted in all.

    >>> early_stop_by_margin((5, 4, 3.9, 3.8, 3), 2, 0.5, "best"), early_stop_by_margin((5, 4, 3.9, 3.8), 2, 0, "best")
    ((2, 4), (4, 4))
    """
    best, since = 0, 0
    for epoch in range(1, len(losses)):
        against = losses[epoch - 1] if rule == "previous" else min(losses[:epoch]) if rule == "lowest" else losses[best]
        if losses[epoch] < against - margin:
            best, since = epoch, since if rule == "never reset" else 0
        else:
            since += 1
        if since == patience:
            return best + 1, epoch + 1
    return best + 1, len(losses)


@solver
def early_stop_by_margin_by_improvements(losses: Losses, patience: Patience, margin: Real) -> tuple[int, int]:
    """Return the same from the list of all improvements: the first one that no other follows within ``patience``.

    >>> early_stop_by_margin_by_improvements((5, 4, 3.9, 3.8, 3), 2, 0.5)
    (2, 4)
    """
    improvements = [0]
    for epoch, loss in enumerate(losses):
        if loss < losses[improvements[-1]] - margin:
            improvements.append(epoch)
    for epoch, following in zip(improvements, [*improvements[1:], len(losses) + patience], strict=True):
        if following - epoch > patience and epoch + patience < len(losses):
            return epoch + 1, epoch + patience + 1
    return improvements[-1] + 1, len(losses)


State = Literal["overfitting", "underfitting", "both", "good"]


@solver
def fit_state(train: Error, validation: Error) -> State:
    """Return a model's state by the thresholds of the question: gap ≥ 0.15 overfits, training error ≥ 0.3 underfits.

    >>> fit_state(0.05, 0.3), fit_state(0.4, 0.42), fit_state(0.4, 0.65), fit_state(0.08, 0.1)
    ('overfitting', 'underfitting', 'both', 'good')
    """
    level, gap = round(1000 * train, 6), round(1000 * (validation - train), 6)  # free of binary fractions
    if gap >= 150:
        return "both" if level >= 300 else "overfitting"
    return "underfitting" if level >= 300 else "good"


@solver
def fit_state_by_parts(train: Error, validation: Error, wanted: Error) -> State:
    """Return the same from bias = train - wanted and variance = validation - train, of which above 0.12 is too much.

    The error analysis of Ng, Machine Learning Yearning (2018), with other thresholds.

    >>> fit_state_by_parts(0.05, 0.3, 0.1), fit_state_by_parts(0.4, 0.65, 0.1)
    ('overfitting', 'both')
    """
    bias, variance = float(train) - float(wanted) > 0.12, float(validation) - float(train) > 0.12
    return "both" if bias and variance else "underfitting" if bias else "overfitting" if variance else "good"
