"""What is kept of a training run, so that a worked solution can tell of it at once, is what the run gives."""

from __future__ import annotations

import pytest

from solvers.topics.normalization_behaviour import KEPT_ACCURACIES, _accuracy, batch_norm_accuracy


@pytest.mark.parametrize(("seed", "normalized"), KEPT_ACCURACIES)
def test_what_is_kept_of_a_run_is_what_it_gives(seed: int, normalized: bool) -> None:
    # Three of the 300 test points, on which another machine's last digits may decide otherwise.
    assert _accuracy(seed, normalized) == pytest.approx(batch_norm_accuracy(seed, normalized), abs=0.01)
