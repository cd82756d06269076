"""Keys of the training-loop items against SciPy's binomial distribution, brute force, and PyTorch where it is there."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.model import Variant
from solvers.topics import minibatch_loop as training_loop

stats = pytest.importorskip("scipy.stats")

BANK = built_in_bank()
SEEDS = range(1, 41)


def drawn(identifier: str) -> list[Variant]:
    item = BANK.item(identifier)
    return [draw(item, seed) for seed in SEEDS]


def test_unseen_share_is_the_binomial_probability_of_no_hit() -> None:
    for variant in drawn("sampling-with-replacement"):
        given_ = variant.values
        expected = stats.binom.pmf(0, given_["updates"] * given_["batch"], 1 / given_["samples"])
        assert variant.key == pytest.approx(expected, rel=1e-9)


def test_unseen_share_is_what_random_choice_leaves() -> None:
    rng = np.random.default_rng(4)
    left = []
    for _ in range(200):
        seen = np.zeros(1000, bool)
        seen[rng.choice(1000, 2000)] = True
        left.append(1 - seen.mean())
    assert training_loop.unseen_share(1000, 2000) == pytest.approx(np.mean(left), abs=0.004)


def test_noise_of_the_accuracy_is_binomial() -> None:
    for variant in drawn("batch-accuracy-resolution"):
        batch, share = variant.values["batch"], float(variant.values["share"])
        step, noise = variant.key
        assert noise == pytest.approx(stats.binom.std(batch, share) / batch)
        assert float(step) == pytest.approx(np.diff(np.arange(batch + 1) / batch).min())


def test_accuracy_of_the_items_is_that_of_numpy() -> None:
    for variant in drawn("accuracy-argmax"):
        outputs, labels = np.array(variant.values["outputs"]), np.array(variant.values["labels"])
        assert float(variant.key) == pytest.approx(np.mean(outputs.argmax(1) == labels))
        rounded = np.all(np.round(outputs / 100) == np.eye(3)[labels], axis=1).mean()
        slips = {name: slip.value for slip in variant.distractors for name in slip.misconceptions}
        assert float(slips["rounding-outputs"]) == pytest.approx(rounded)


@given(st.integers(1, 12), st.integers(2, 5), st.data())
def test_accuracy_is_that_of_numpy(rows: int, classes: int, data: st.DataObject) -> None:
    outputs = tuple(
        tuple(data.draw(st.permutations(range(1, classes + 1)))) for _ in range(rows)
    )  # permutations have no ties
    labels = tuple(data.draw(st.lists(st.integers(0, classes - 1), min_size=rows, max_size=rows)))
    expected = np.mean(np.argmax(np.array(outputs), axis=1) == np.array(labels))
    assert float(training_loop.accuracy_of(outputs, labels)) == pytest.approx(expected)
    one_hot = np.eye(classes, dtype=int)[list(labels)]
    assert training_loop.one_hot(labels, classes) == tuple(map(tuple, one_hot.tolist()))
    columns = np.mean(np.argmax(np.array(outputs), axis=0) == np.argmax(one_hot, axis=0))
    assert float(training_loop.columnwise_accuracy(outputs, labels)) == pytest.approx(columns)


def test_epochs_are_turns_through_the_data() -> None:
    for variant in drawn("epochs-from-iterations"):
        iterations, batch, samples = (variant.values[name] for name in ("iterations", "batch", "samples"))
        turns, rest = divmod(len(range(iterations)) * len(range(batch)), samples)
        assert variant.key == turns + Fraction(rest, samples)


def test_plot_points_are_those_of_the_course_program() -> None:
    for variant in drawn("plot-points-and-axis"):
        iterations, interval = variant.values["iterations"], variant.values["interval"]
        records = [done for done in range(1, iterations + 1) if done % interval == 0]
        axis = list(range(0, iterations, interval))
        assert len(axis) == len(records)  # or the plot would fail
        assert variant.key == (len(records), records[0], axis[0])


@given(st.lists(st.integers(1, 60), min_size=2, max_size=5))
def test_parameters_are_the_inputs_and_the_bias_of_every_node(sizes: list[int]) -> None:
    edges = {(layer, one, other) for layer in range(len(sizes) - 1)
             for one in range(sizes[layer]) for other in range(sizes[layer + 1])}  # fmt: skip
    nodes = sum(sizes) - sizes[0]
    assert training_loop.mlp_parameters(tuple(sizes)) == len(edges) + nodes


@pytest.mark.parametrize("sizes", [(784, 40, 20, 10), (784, 60, 30, 10), (64, 5, 10)])
def test_parameters_are_those_of_pytorch(sizes: tuple[int, ...]) -> None:
    nn = pytest.importorskip("torch.nn")
    network = nn.Sequential(*(nn.Linear(before, after) for before, after in zip(sizes, sizes[1:], strict=False)))
    assert training_loop.mlp_parameters(sizes) == sum(entry.numel() for entry in network.parameters())


def test_rate_for_the_sum_makes_the_same_step() -> None:
    for variant in drawn("batch-mean-vs-sum"):
        batch, rate = variant.values["batch"], float(variant.values["rate"])
        rng = np.random.default_rng(batch)
        inputs, targets, weights = rng.normal(size=(batch, 3)), rng.normal(size=batch), rng.normal(size=3)
        gradients = (inputs @ weights - targets)[:, None] * inputs
        assert float(variant.key) * gradients.sum(0) == pytest.approx(rate * gradients.mean(0))


def test_layer_shapes_are_those_that_einsum_accepts() -> None:
    for variant in drawn("mlp-shape-trace"):
        batch, before, after = (variant.values[name] for name in ("batch", "before", "after"))
        rows, columns, *output, grad_rows, grad_columns, length = variant.key
        u = np.einsum("ni,io->no", np.ones((batch, before)), np.ones((rows, columns)))
        gradient = np.einsum("ni,no->io", np.ones((batch, before)), u)
        assert (u.shape, gradient.shape) == (tuple(output), (grad_rows, grad_columns))
        assert np.einsum("no->o", u).shape == (length,) == (after,)
