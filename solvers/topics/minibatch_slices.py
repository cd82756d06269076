"""Mini-batches: which samples a batch holds, how many there are, and whether a piece of loop code really makes them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Annotated, Any

from solvers.arithmetic.small_arrays import Array, arange, array
from solvers.fragment import FragmentError, run_fragment
from solvers.registry import Between, Length, SolverError, solver

if TYPE_CHECKING:
    from collections.abc import Iterator

Samples = Annotated[int, Between(1, 1_000_000)]
Batch = Annotated[int, Between(1, 1_000_000)]
Code = Annotated[str, Length(1, 300)]
Few = Annotated[int, Between(1, 500)]


@solver
def batch_span(index: Annotated[int, Between(0, 1_000_000)], batch: Batch, samples: Samples) -> tuple[int, int, int]:
    """Return (first, last, count) of the sample numbers in the batch with that index (from 0).

    first = jB, last = min((j + 1)B, N) - 1.

    >>> batch_span(3, 32, 100)
    (96, 99, 4)
    """
    first = index * batch
    if first >= samples:
        raise SolverError("impossible", "batch_span", "index", index, "index*batch < samples")
    stop = min(first + batch, samples)
    return first, stop - 1, stop - first


@solver
def batch_span_by_loop(
    index: Annotated[int, Between(0, 1_000)], batch: Batch, samples: Samples
) -> tuple[int, int, int]:
    """Return the same by running the loop and slicing the list of sample numbers.

    >>> batch_span_by_loop(3, 32, 100)
    (96, 99, 4)
    """
    numbers = range(samples)
    for place, start in enumerate(range(0, samples, batch)):
        if place == index:
            taken = numbers[start : start + batch]
            return taken[0], taken[-1], len(taken)
    raise SolverError("impossible", "batch_span_by_loop", "index", index, "index*batch < samples")


@solver
def epoch_updates(samples: Samples, batch: Batch) -> tuple[int, int]:
    """Return (updates, last): the updates of an epoch, ceil(N / B), and the size of the last batch.

    >>> epoch_updates(60000, 128)
    (469, 96)
    """
    updates = -(-samples // batch)
    return updates, samples - (updates - 1) * batch


@solver
def epoch_updates_by_loop(samples: Samples, batch: Batch) -> tuple[int, int]:
    """Return the same by walking through the starts of the batches.

    >>> epoch_updates_by_loop(60000, 128)
    (469, 96)
    """
    starts = range(0, samples, batch)
    return len(starts), samples - starts[-1]


def _epoch(code: str, samples: int, batch: int, shuffle: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what ``code`` makes of each turn of the course's loop, as (features, labels)."""
    data_x, data_t = arange(samples) * 10 + 5, arange(samples)
    for start in range(0, samples, batch):
        names = {"i": start, "i_end": start + batch, "start": start, "stop": start + batch}
        try:
            value = run_fragment(code, {"data_x": data_x, "data_t": data_t, "shuffle_idx": shuffle, **names})
        except FragmentError:
            value = None
        if not isinstance(value, tuple) or len(value) != 2 or not all(isinstance(v, Array) for v in value):
            yield array([-1]), array([-2])  # no pair of arrays: no mini-batch, and never aligned
        else:
            yield value


def _order(code: str, samples: int, batch: int, shuffle: Any) -> list[int] | None:
    """Return the sample numbers in the order in which an epoch uses them; None where features and labels differ."""
    order: list[int] = []
    for features, labels in _epoch(code, samples, batch, shuffle):
        if len(labels) > batch or ((features - 5) // 10).tolist() != labels.tolist():
            return None
        order += labels.tolist()
    return order


@solver
def covers_epoch(code: Code, samples: Few, batch: Few) -> bool:
    """True if ``code``, run in the loop ``for i in range(0, N, batch)``, gives every sample exactly once per epoch.

    Features and labels must belong together, and no batch may be longer than ``batch``.

    >>> covers_epoch("data_x[i:i_end], data_t[i:i_end]", 10, 4), covers_epoch("data_x[i:], data_t[i:]", 10, 4)
    (True, False)
    """
    order = _order(code, samples, batch, arange(samples))
    return order is not None and sorted(order) == list(range(samples))


@solver
def covers_epoch_by_lengths(code: Code, samples: Few, batch: Few) -> bool:
    """Decide the same from lengths and end points alone: ceil(N/B) batches, all full but the last, next to each other.

    >>> covers_epoch_by_lengths("data_x[i:i_end], data_t[i:i_end]", 10, 4)
    True
    """
    expected = 0
    for features, labels in _epoch(code, samples, batch, arange(samples)):
        size = min(batch, samples - expected)
        if len(features) != size or len(labels) != size:
            return False
        if labels[0] != expected or features[0] != 10 * expected + 5 or labels[-1] != expected + size - 1:
            return False
        expected += size
    return expected == samples


@solver
def batch_sizes(code: Code, samples: Few, batch: Few) -> tuple[int, ...]:
    """Return how many labels each batch of an epoch holds: what a worked solution shows of a wrong slice.

    >>> batch_sizes("data_x[i:], data_t[i:]", 10, 4)
    (10, 6, 2)
    """
    return tuple(len(labels) for _, labels in _epoch(code, samples, batch, arange(samples)))


def _shuffle(samples: int) -> Any:
    """Return the order of samples that questions show as an example."""
    return _permutation(Random(20), samples)


def _permutation(source: Random, samples: int) -> Array:
    return array(source.sample(range(samples), samples))


@solver
def shuffle_start(samples: Few, batch: Few) -> tuple[int, ...]:
    """Return the first ``batch`` entries of the example's ``shuffle_idx``.

    >>> shuffle_start(24, 5) == first_batch("data_x[shuffle_idx[i:i_end]], data_t[shuffle_idx[i:i_end]]", 24, 5)[1]
    True
    """
    return tuple(_shuffle(samples)[:batch].tolist())


@solver
def first_batch(code: Code, samples: Few, batch: Few) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the sample numbers of the features and of the labels in the first batch that ``code`` takes.

    >>> first_batch("data_x[i:i_end], data_t[i:i_end]", 24, 5)
    ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4))
    """
    features, labels = next(_epoch(code, samples, batch, _shuffle(samples)))
    return tuple(((features - 5) // 10).tolist()), tuple(labels.tolist())


@solver
def shuffles_epoch(code: Code, samples: Few, batch: Few) -> bool:
    """True if ``code`` takes the samples in the order of ``shuffle_idx``, each once, features and labels together.

    >>> shuffles_epoch("data_x[shuffle_idx[i:i_end]], data_t[shuffle_idx[i:i_end]]", 24, 5)
    True
    >>> shuffles_epoch("data_x[i:i_end], data_t[i:i_end]", 24, 5)
    False
    """
    shuffle = _shuffle(samples)
    return bool(_order(code, samples, batch, shuffle) == shuffle.tolist())


@solver
def shuffles_epoch_by_comparing(code: Code, samples: Annotated[int, Between(12, 500)], batch: Few) -> bool:
    """Decide the same by comparing two epochs: the order changes, and every sample and its label is still used once.

    >>> shuffles_epoch_by_comparing("data_x[shuffle_idx[i:i_end]], data_t[shuffle_idx[i:i_end]]", 24, 5)
    True
    """
    source = Random(21)
    epochs = [_order(code, samples, batch, _permutation(source, samples)) for _ in range(2)]
    complete = all(order is not None and sorted(order) == list(range(samples)) for order in epochs)
    return complete and epochs[0] != epochs[1]
