"""Images to learn from: the embedded MNIST subset, IDX folders, a synthetic set; splits and mini-batches.

Every source gives a pair of :class:`Dataset`, to train and to test. See ``ATTRIBUTION.md`` for where the images come
from.
"""

from __future__ import annotations

import gzip
import math
import zlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import DTypeLike

from solvers.nn.arrays import Array, Seed, generator
from solvers.nn.exceptions import DataError, LabelError, SpecificationError

__all__ = ["Dataset", "Sampler", "idx_folder", "mnist_subset", "read_idx", "synthetic"]


@dataclass(frozen=True)
class Dataset:
    """Samples ``x`` with one class number each in ``t``.

    >>> Dataset(np.zeros((2, 1, 4, 4)), np.array([0, 1])).flat().x.shape
    (2, 16)
    """

    x: Array
    t: Array

    def __post_init__(self) -> None:
        """Refuse labels that do not fit the samples."""
        if self.t.ndim != 1 or len(self.t) != len(self.x):
            remedy = "; use labels[:, 0]" if self.t.shape == (len(self.x), 1) else ""
            raise LabelError(f"Dataset: labels of shape {self.t.shape}, expected ({len(self.x)},){remedy}")
        if self.t.dtype.kind not in "iu":
            raise LabelError(f"Dataset: labels of type {self.t.dtype}, expected class numbers")

    def __len__(self) -> int:
        """Return the number of samples."""
        return len(self.x)

    def flat(self) -> Dataset:
        """Return the same samples as rows of numbers, for a dense network."""
        return Dataset(self.x.reshape(len(self.x), -1), self.t)

    def take(self, index: Array | slice) -> Dataset:
        """Return some of the samples."""
        return Dataset(self.x[index], self.t[index])

    def split(self, test: int, seed: Seed = 0) -> tuple[Dataset, Dataset]:
        """Return two disjoint parts, the second of ``test`` samples, with every class in (nearly) the same share.

        >>> both = Dataset(np.arange(20.0)[:, None], np.repeat([0, 1], 10))
        >>> train, held_back = both.split(4)
        >>> len(train), np.bincount(held_back.t).tolist()
        (16, [2, 2])
        """
        if not 0 < test < len(self):
            raise SpecificationError(f"a split of {len(self)} samples can hold back 1 to {len(self) - 1}, found {test}")
        rng = generator(seed)
        # Every class's samples in random order, spread evenly over [0, 1): the first ones are a fair share of each.
        key = np.empty(len(self))
        for label in np.unique(self.t):
            members = np.flatnonzero(self.t == label)
            key[members] = (rng.permutation(len(members)) + rng.random()) / len(members)
        order = np.argsort(key, kind="stable")
        return self.take(np.sort(order[test:])), self.take(np.sort(order[:test]))


@cache
def _embedded() -> tuple[Array, Array]:
    """Read the embedded images once."""
    with resources.files(__package__).joinpath("mnist_5k.npz").open("rb") as file, np.load(file) as archive:
        return archive["images"], archive["labels"]


def mnist_subset(seed: Seed | None = None, dtype: DTypeLike = np.float32) -> tuple[Dataset, Dataset]:
    """Return 4,000 images to train and 1,000 to test (100 of each digit), pixels from 0 to 1, ``(N, 1, 28, 28)``.

    Of every five images the third is held back for the test; with a ``seed``, a random choice of 100 of each digit.
    Another choice moves the accuracies of the experiments by up to 0.02: 1,000 images are few.

    >>> train, test = mnist_subset()
    >>> train.x.shape, np.bincount(test.t).tolist()
    ((4000, 1, 28, 28), [100, 100, 100, 100, 100, 100, 100, 100, 100, 100])
    """
    images, labels = _embedded()
    everything = Dataset(_pixels(images, dtype), labels.astype(np.int64))
    if seed is not None:
        return everything.split(1000, seed)
    held_back = np.arange(len(everything)) % 5 == 2
    return everything.take(~held_back), everything.take(held_back)


def _pixels(images: Array, dtype: DTypeLike) -> Array:
    """Turn bytes ``(N, H, W)`` into numbers from 0 to 1, ``(N, 1, H, W)``."""
    return np.asarray(images[:, None] / np.dtype(dtype).type(255), dtype=dtype)


def synthetic(count: int = 1000, classes: int = 10, test: int = 200, seed: int = 0) -> tuple[Dataset, Dataset]:
    """Return made-up images ``(N, 1, 28, 28)``: each class a smooth random pattern, each sample shifted and noisy.

    For tests and first tries: a small network learns it in seconds, and there is nothing to read from a file.

    >>> train, test = synthetic(60, test=20)
    >>> train.x.shape, test.x.shape
    ((40, 1, 28, 28), (20, 1, 28, 28))
    """
    rng = generator(seed)
    coarse = rng.random((classes, 9, 9))
    ramp = np.linspace(0, 8, 34)
    low = np.minimum(ramp.astype(int), 7)
    share = ramp - low
    rows = coarse[:, low] * (1 - share)[:, None] + coarse[:, low + 1] * share[:, None]
    # Bright shapes on a dark ground, as bright on the whole as handwritten digits are.
    pattern = np.clip(4 * (rows[:, :, low] * (1 - share) + rows[:, :, low + 1] * share) - 2.4, 0, 1)
    labels = np.arange(count) % classes
    shifts = rng.integers(2, 5, (count, 2))
    noise = rng.normal(0, 0.1, (count, 28, 28))
    images = np.stack([pattern[k, i : i + 28, j : j + 28] for k, (i, j) in zip(labels, shifts, strict=True)])
    x = np.clip(images + noise, 0, 1).astype(np.float32)[:, None]
    return Dataset(x, labels).split(test, rng)


_IDX_NAMES = {
    "training images": ("train-images-idx3-ubyte", "train-images.idx3-ubyte"),
    "training labels": ("train-labels-idx1-ubyte", "train-labels.idx1-ubyte"),
    "test images": ("t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte"),
    "test labels": ("t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte"),
}
MAX_IDX_BYTES = 1 << 28


def idx_folder(folder: str | Path, dtype: DTypeLike = np.float32) -> tuple[Dataset, Dataset]:
    """Read the full MNIST (or a set like it) from a folder with its four IDX files, plain or ``.gz``."""
    arrays = {}
    for what, names in _IDX_NAMES.items():
        candidates = [Path(folder) / (name + end) for name in names for end in ("", ".gz")]
        path = next((candidate for candidate in candidates if candidate.is_file()), None)
        if path is None:
            raise DataError(f"{folder}: no file of {what}, expected {names[0]} or {names[0]}.gz")
        arrays[what] = read_idx(path, dimensions=3 if "images" in what else 1)
    pairs = []
    for part in ("training", "test"):
        images, labels = arrays[f"{part} images"], arrays[f"{part} labels"]
        if len(images) != len(labels):
            raise DataError(f"{folder}: {len(images)} {part} images but {len(labels)} labels")
        pairs.append(Dataset(_pixels(images, dtype), labels.astype(np.int64)))
    if pairs[0].x.shape[1:] != pairs[1].x.shape[1:]:
        raise DataError(
            f"{folder}: training images are {pairs[0].x.shape[2:]} pixels, test images {pairs[1].x.shape[2:]}"
        )
    return pairs[0], pairs[1]


def read_idx(path: str | Path, dimensions: int) -> Array:
    """Read one IDX file of bytes: magic number, sizes, data; nothing is allocated before the sizes are believed."""
    opener = gzip.open if str(path).endswith(".gz") else open
    try:
        with opener(path, "rb") as file:
            header = file.read(4 + 4 * dimensions)
            if len(header) < 4 + 4 * dimensions or header[:4] != bytes([0, 0, 8, dimensions]):
                raise DataError(
                    f"{path}: begins with {header[:4].hex(' ') or 'nothing'}, expected 00 00 08 {dimensions:02x}: "
                    f"an IDX file of bytes with {dimensions} dimension(s)"
                )
            shape = tuple(int.from_bytes(header[4 + 4 * i : 8 + 4 * i], "big") for i in range(dimensions))
            size = math.prod(shape)
            if size == 0 or size > MAX_IDX_BYTES:
                raise DataError(f"{path}: claims {shape} bytes, expected 1 to {MAX_IDX_BYTES} in all")
            data = file.read(size + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: cannot be read ({error})") from error
    if len(data) != size:
        found = f"more than {size}" if len(data) > size else str(len(data))
        raise DataError(f"{path}: {found} bytes of data, its header promises {shape}, which is {size}")
    return np.frombuffer(data, np.uint8).reshape(shape)


class Sampler:
    """Draws the numbers of the samples of each mini-batch.

    ``sampling="permutation"`` goes through all samples once per epoch in a new random order; the last batch of an
    epoch is shorter where the batch size does not divide their number. ``"replacement"`` draws every batch anew from
    all samples, as the notebooks do: after one epoch's worth of draws about 37 % of the samples have not been seen.

    >>> sampler = Sampler(5, 2, seed=0)
    >>> [len(sampler.next()) for _ in range(4)]
    [2, 2, 1, 2]
    """

    def __init__(
        self,
        count: int,
        batch_size: int,
        sampling: Literal["permutation", "replacement"] = "permutation",
        seed: Seed = 0,
    ) -> None:
        """Take the number of samples, the batch size and the way to draw."""
        if count < 1 or batch_size < 1:
            raise SpecificationError(f"batches need at least 1 sample each, found {batch_size} of {count}")
        if sampling not in ("permutation", "replacement"):
            raise SpecificationError(f'sampling is "permutation" or "replacement", found {sampling!r}')
        self.count, self.batch_size, self.sampling = count, batch_size, sampling
        self.rng = generator(seed)
        self._begin_epoch()

    def _begin_epoch(self) -> None:
        # The state before the draw is all that is needed to draw the same order again.
        self._before = self.rng.bit_generator.state
        self._position = 0
        self._order = self.rng.permutation(self.count) if self.sampling == "permutation" else np.empty(0, np.int64)

    def next(self) -> Array:
        """Return the sample numbers of the next batch."""
        if self.sampling == "replacement":
            return self.rng.integers(0, self.count, self.batch_size)
        if self._position >= self.count:
            self._begin_epoch()
        batch = self._order[self._position : self._position + self.batch_size]
        self._position += self.batch_size
        return batch

    def state(self) -> dict[str, Any]:
        """Return what is needed to continue with the very next batch, as plain data."""
        before = self._before if self.sampling == "permutation" else self.rng.bit_generator.state
        return {"before": before, "position": self._position}

    def restore(self, state: dict[str, Any]) -> None:
        """Continue where :meth:`state` was taken."""
        self.rng.bit_generator.state = state["before"]
        if self.sampling == "permutation":
            self._begin_epoch()
            position = int(state["position"])
            if not 0 <= position < self.count + self.batch_size:
                raise ValueError(f"a position of {position} in an epoch of {self.count} samples")
            self._position = position
