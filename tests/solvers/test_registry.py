"""The registry: every solver is typed, bounded, documented; a call that does not fit is refused before it is made."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

import solvers
from solvers.registry import TOPICS, Solver, SolverError, all_solvers, find, unchecked_parameters

FOLDER = Path(solvers.__file__).parent / "topics"
ALL = list(all_solvers())


def test_every_topic_is_a_module_and_every_module_with_solvers_a_topic() -> None:
    everywhere = FOLDER.parent.rglob("*.py")
    marked = {path.stem for path in everywhere if "\n@solver\n" in path.read_text(encoding="utf-8")}
    assert marked == set(TOPICS)


def test_a_name_stands_once() -> None:
    text = "\n".join((FOLDER / f"{topic}.py").read_text(encoding="utf-8") for topic in TOPICS)
    names = re.findall(r"^@solver\ndef (\w+)", text, re.M)
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert sorted(names) == sorted(entry.name for entry in ALL)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.name)
def test_a_solver_is_documented_and_its_sizes_are_bounded(entry: Solver) -> None:
    document = entry.function.__doc__ or ""
    assert len(document) > 40
    assert ">>>" in document
    assert unchecked_parameters(entry.function) == []


@pytest.mark.parametrize(
    ("name", "arguments", "fault"),
    [
        ("conv_output_size", (6, 6, 2, 1), "missing"),
        ("conv_output_size", (6, 6, 2, 1, 1, 1), "surplus"),
        ("conv_output_size", (6, 6, 2, 0, 1), "range"),
        ("conv_output_size", (6, 6, 2, 1, 10**9), "range"),
        ("conv_output_size", (6, 6, "2", 1, 1), "type"),
        ("conv_output_size", (6, 6, True, 1, 1), "type"),
        ("conv_output_size", (6, 6, Fraction(5, 2), 1, 1), "type"),
        ("conv_output_size", (1, 1, 9, 1, 0), "impossible"),
        ("covers_epoch", ("x" * 301, 5, 2), "length"),
        ("is_penalty_gradient", ("param", (1, 2), "l3"), "type"),
        ("is_penalty_gradient", ("param", (1, "2"), "l2"), "type"),
        ("no_such_function", (), "unknown"),
        ("minibatch.conv_output_size", (), "unknown"),
        ("minibatch.no_such_function", (), "absent"),
    ],
)  # fmt: skip
def test_a_call_that_does_not_fit_is_refused(name: str, arguments: tuple[object, ...], fault: str) -> None:
    with pytest.raises(SolverError) as caught:
        find(name)(*arguments)
    assert caught.value.fault == fault


def test_a_whole_fraction_is_a_whole_number() -> None:
    assert find("conv_output_size")(6, Fraction(6), 2, 1, padding=1) == (7, 7)
    assert find("cnn_sizes.conv_output_size")(6, 6, 2, 1, 1) == (7, 7)


def test_a_question_loads_only_the_topics_that_it_names() -> None:
    script = "import sys; from solvers.registry import find; find('batch_span'); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "solvers.topics.minibatch_slices" in done.stdout
    assert "solvers.topics.cnn_sizes" not in done.stdout
    assert "numpy" not in done.stdout
