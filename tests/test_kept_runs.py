"""What the tests keep of a training run is what the run gave, and another run is never taken for it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from kept_runs import held, keeping

from quiz.kinds import prediction
from solvers.practicals.training_runs import CHECK_SEEDS, SEEDS

RACE = (("settings", ("relu he 20", "relu he 20 rate=1000")), ("steps", 20), ("gap", 0.05))
RUNS = [
    ("valley_race", (("kappa", 10),)),
    ("two_valleys", (("momentum", 0.9), ("start", 1.5))),
    ("weight_norms", (("settings", ("l2 0.1 400", "l2 1 400")), ("gap", 0.05))),
    ("accuracy_race", RACE),
]


@pytest.mark.parametrize(("name", "arguments"), RUNS, ids=[name for name, _ in RUNS])
def test_what_is_kept_is_what_was_run(name: str, arguments: tuple, tmp_path: Path) -> None:
    fresh = prediction._carried_out.__wrapped__(name, arguments, SEEDS)
    made, found = keeping(tmp_path)(name, arguments, SEEDS), keeping(tmp_path)(name, arguments, SEEDS)
    assert len(list(tmp_path.iterdir())) == 1
    # By their writing: it tells a tuple from a list and a number from itself in another type, and NaN equals NaN.
    assert repr(fresh) == repr(made) == repr(found)


def test_other_arguments_and_other_seeds_are_other_runs(tmp_path: Path) -> None:
    kept = keeping(tmp_path)
    kept("valley_race", (("kappa", 10),), SEEDS)
    assert kept("valley_race", (("kappa", 10),), CHECK_SEEDS).seeds == CHECK_SEEDS
    assert kept("valley_race", (("kappa", 30),), SEEDS).means != kept("valley_race", (("kappa", 10),), SEEDS).means
    assert len(list(tmp_path.iterdir())) == 3


def test_a_second_worker_does_not_run_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = keeping(tmp_path)("valley_race", (("kappa", 10),), SEEDS)

    def refuse(*_: object) -> None:
        raise AssertionError("it was run again")

    monkeypatch.setattr("solvers.practicals.training_runs.carry_out", refuse)
    assert keeping(tmp_path)("valley_race", (("kappa", 10),), SEEDS) == first


def test_who_wants_what_another_is_making_waits_for_it(tmp_path: Path) -> None:
    order: list[str] = []
    began = threading.Event()

    def make() -> None:
        with held(tmp_path / "x.held"):
            began.set()
            time.sleep(0.2)  # as a run would
            order.append("made")

    maker = threading.Thread(target=make)
    maker.start()
    assert began.wait(60)
    with held(tmp_path / "x.held"):
        order.append("found")
    maker.join()
    assert order == ["made", "found"]
    assert not list(tmp_path.iterdir())


def test_what_a_killed_worker_held_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kept_runs.PATIENCE", 0.1)
    (tmp_path / "x.held").touch()
    with held(tmp_path / "x.held"):
        pass
    assert (tmp_path / "x.held").exists(), "it is not this one's to remove"


@pytest.mark.trains
def test_a_test_that_trains_gets_the_function_itself() -> None:
    assert prediction._carried_out.__module__ == "quiz.kinds.prediction"


def test_any_other_test_gets_what_is_kept() -> None:
    assert prediction._carried_out.__module__ == "kept_runs"
