"""The image sources, what a damaged file says, and the draws of mini-batches."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.nn import data
from solvers.nn.exceptions import DataError, LabelError, SpecificationError


def test_the_subset() -> None:
    train, test = data.mnist_subset()
    assert train.x.shape == (4000, 1, 28, 28)
    assert np.bincount(train.t).tolist() == [400] * 10
    assert np.bincount(test.t).tolist() == [100] * 10
    assert train.x.dtype == np.float32
    assert (train.x.min(), train.x.max()) == (0.0, 1.0)
    assert train.x.mean() == pytest.approx(0.1314, abs=1e-3)  # that of the whole of MNIST is 0.1307
    assert not {row.tobytes() for row in train.x} & {row.tobytes() for row in test.x}


def test_another_split() -> None:
    first, second = data.mnist_subset(seed=1)[1], data.mnist_subset(seed=2)[1]
    assert np.bincount(first.t).tolist() == [100] * 10
    assert not np.array_equal(first.x, second.x)
    np.testing.assert_array_equal(first.x, data.mnist_subset(seed=1)[1].x)


def test_attribution_travels_with_the_data() -> None:
    folder = Path(data.__file__).parent
    assert "CC BY-SA 3.0" in (folder / "ATTRIBUTION.md").read_text("utf-8")
    assert (folder / "mnist_5k.npz").stat().st_size < 900_000


@given(st.lists(st.integers(0, 4), min_size=10, max_size=80), st.data())
@settings(derandomize=True, deadline=None)
def test_a_split_is_disjoint_complete_and_fair(labels: list[int], draw: st.DataObject) -> None:
    everything = data.Dataset(np.arange(len(labels))[:, None], np.array(labels))
    count = draw.draw(st.integers(1, len(labels) - 1))
    train, test = everything.split(count, seed=0)
    assert len(test) == count
    assert sorted([*train.x[:, 0], *test.x[:, 0]]) == list(range(len(labels)))
    for label in set(labels):
        share = labels.count(label) * count / len(labels)
        assert abs(np.count_nonzero(test.t == label) - share) < 2


@pytest.mark.parametrize("t", [np.zeros((3, 1), int), np.zeros(2, int), np.zeros(3)])
def test_labels_that_do_not_fit(t: Any) -> None:
    with pytest.raises(LabelError):
        data.Dataset(np.zeros((3, 2)), t)


def idx(array: np.ndarray[Any, Any]) -> bytes:
    return bytes([0, 0, 8, array.ndim]) + b"".join(n.to_bytes(4, "big") for n in array.shape) + array.tobytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    for part, count in (("train", 5), ("t10k", 3)):
        images = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        (tmp_path / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(images)))
        (tmp_path / f"{part}-labels-idx1-ubyte").write_bytes(idx(np.arange(count, dtype=np.uint8)))
    return tmp_path


def test_an_idx_folder(folder: Path) -> None:
    train, test = data.idx_folder(folder)
    assert train.x.shape == (5, 1, 28, 28)
    assert test.t.tolist() == [0, 1, 2]
    assert train.x.max() <= 1


def test_faults_of_idx_files_are_named(folder: Path) -> None:
    labels = folder / "train-labels-idx1-ubyte"
    good = labels.read_bytes()
    for content, said in [
        (b"", "begins with nothing"),
        (b"PK\3\4" + good[4:], "begins with 50 4b 03 04"),
        (good[:-1], "4 bytes of data"),
        (good + b"\0", "more than 5"),
        (good[:4] + b"\xff\xff\xff\xff" + good[8:], "claims"),
        (good[:4] + b"\0\0\0\4" + good[8:-1], "5 training images but 4 labels"),
    ]:
        labels.write_bytes(content)
        with pytest.raises(DataError, match=said):
            data.idx_folder(folder)
    labels.unlink()
    with pytest.raises(DataError, match="no file of training labels, expected train-labels-idx1-ubyte"):
        data.idx_folder(folder)


def test_a_damaged_gzip_file(folder: Path) -> None:
    path = folder / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(DataError, match="t10k-images"):
        data.idx_folder(folder)


def test_the_synthetic_set_is_the_same_everywhere() -> None:
    first, second = data.synthetic(100, test=20), data.synthetic(100, test=20)
    np.testing.assert_array_equal(first[0].x, second[0].x)
    assert np.bincount(first[1].t, minlength=10).tolist() == [2] * 10


@given(st.integers(1, 50), st.integers(1, 60))
@settings(derandomize=True)
def test_an_epoch_sees_every_sample_once(count: int, batch_size: int) -> None:
    sampler = data.Sampler(count, batch_size, seed=0)
    for _ in range(2):
        seen: list[int] = []
        while len(seen) < count:
            seen += sampler.next().tolist()
        assert sorted(seen) == list(range(count))


def test_batches_with_replacement() -> None:
    sampler = data.Sampler(1000, 100, "replacement", 0)
    seen = {i for _ in range(10) for i in sampler.next().tolist()}
    assert 580 < len(seen) < 690  # 1 - 1/e of 1,000 is 632


@pytest.mark.parametrize("sampling", ["permutation", "replacement"])
@pytest.mark.parametrize("before", [0, 1, 2, 3, 7])
def test_a_sampler_goes_on_where_it_stopped(sampling: Any, before: int) -> None:
    sampler = data.Sampler(10, 4, sampling, 3)
    for _ in range(before):
        sampler.next()
    state = json.loads(json.dumps(sampler.state()))
    expected = [sampler.next().tolist() for _ in range(8)]
    other = data.Sampler(10, 4, sampling, 99)
    other.restore(state)
    assert [other.next().tolist() for _ in range(8)] == expected


def test_faults_of_arguments() -> None:
    wrong: Any = "all"
    with pytest.raises(SpecificationError, match="at least 1 sample"):
        data.Sampler(0, 1)
    with pytest.raises(SpecificationError, match="permutation"):
        data.Sampler(3, 1, wrong)
    with pytest.raises(SpecificationError, match="can hold back 1 to 3999"):
        data.mnist_subset()[0].split(4000)
