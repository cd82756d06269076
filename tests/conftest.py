"""What every test shares: its speed, a home of its own for the learner's record, kept training runs, the material."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from kept_runs import CarriedOut, keeping

from quiz.kinds import prediction

# Before anything imports NumPy: several threads gain nothing on small networks, and lose much beside other workers.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Times are measured in tests/bench, never asserted: a busy machine must not fail a test.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
# Who runs the tests while working looks for new cases each time; a verdict on a change is the same for the same change.
settings.register_profile("ci", deadline=None, derandomize=True)

ROOT = Path(__file__).resolve().parent.parent

# -- quick, thorough, slow ---------------------------------------------------------------------------------------------

THOROUGH_ROOMS = ("tests/oracles", "tests/quiz/lab", "tests/quiz/sandbox", "tests/quiz/terminal")
"""Rooms in which every test is thorough: other implementations, training, processes that are locked in, terminals."""

THOROUGH_FIXTURES = {"run_quiz"}
"""Whoever uses one of these is thorough: it starts processes."""

QUICK_SECONDS = 2.0
"""A quick test that takes longer is named at the end of a run; a busy machine must not fail it."""


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test is quick unless it, its class, its module, its room or its fixtures say that it is thorough or slow."""
    for item in items:
        place = item.path.relative_to(ROOT).as_posix() if item.path.is_relative_to(ROOT) else ""
        starts = THOROUGH_FIXTURES & set(getattr(item, "fixturenames", ()))
        if starts or any(place.startswith(f"{room}/") for room in THOROUGH_ROOMS):
            item.add_marker(pytest.mark.thorough)
        if not any(item.iter_markers("slow")) and not any(item.iter_markers("thorough")):
            item.add_marker(pytest.mark.quick)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the quick tests that are not: so the rule stays true as tests are added."""
    seconds: dict[str, float] = {}
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        if isinstance(report, pytest.TestReport) and "quick" in report.keywords:
            seconds[report.nodeid] = seconds.get(report.nodeid, 0.0) + report.duration
    late = {name: taken for name, taken in seconds.items() if taken > QUICK_SECONDS}
    if late:
        terminalreporter.section("quick tests that took long: mark them thorough, unless the machine was busy")
        for name, taken in sorted(late.items(), key=lambda entry: -entry[1]):
            terminalreporter.line(f"{taken:5.1f} s {name}")


# -- training runs -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _runs_of_these_tests(tmp_path_factory: pytest.TempPathFactory) -> CarriedOut:
    """The runs of this run of the tests: a worker's folder stands in the one that all workers share."""
    base = tmp_path_factory.getbasetemp()
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    return keeping((base if alone else base.parent) / "training-runs")


@pytest.fixture(autouse=True)
def _kept_runs(request: pytest.FixtureRequest, _runs_of_these_tests: CarriedOut) -> Iterator[None]:
    """A prediction's run is made once for all tests, except in a test that is about running: one marked ``trains``."""
    with pytest.MonkeyPatch.context() as patch:
        if request.node.get_closest_marker("trains") is None:
            patch.setattr(prediction, "_carried_out", _runs_of_these_tests)
        yield


# -- places ------------------------------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """What is read while tests are collected, or for several of them, is kept in no learner's home either."""
    home = tempfile.TemporaryDirectory()
    config.add_cleanup(home.cleanup)
    os.environ["QUIZ_HOME"] = home.name


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Paths for homes, one after the other: most tests need none, and a folder for each would cost them much."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_home(request: pytest.FixtureRequest, _homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the learner's own record, or depends on the machine's language."""
    folder: Path = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else next(_homes)
    monkeypatch.setenv("QUIZ_HOME", str(folder / "quiz-home"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material (corpora, seed reports); tests that need it skip where it is absent."""
    folder = Path(os.environ.get("QUIZ_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared material (corpora and study reports) is not here")
    return folder


class QuizProcess:
    """Runs ``quiz`` as a process of its own, as a user does, with a home of its own."""

    def __init__(self, home: Path) -> None:
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))},
            "QUIZ_HOME": str(home),
            "PYTHONIOENCODING": "ascii",  # the program must see to UTF-8 itself
        }

    def __call__(
        self, *arguments: str, stdin: str | bytes = "", cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-c", "from quiz.cli import main; main()", *arguments],
            input=data,
            capture_output=True,
            cwd=cwd,
            env={**self.environment, **environment},
            timeout=120,
            check=False,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture
def run_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """The command line within this process, in English unless told otherwise, in a folder of this test's own.

    It gives the exit status and what was written to standard output and standard error.
    """
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        from quiz.cli import main

        capsys.readouterr()
        given = list(map(str, arguments))
        with pytest.raises(SystemExit) as left:
            main(given if "--lang" in given else [*given, "--lang", "en"])
        shown = capsys.readouterr()
        return int(left.value.code or 0), shown.out, shown.err

    return call


@pytest.fixture
def run_quiz(tmp_path: Path) -> QuizProcess:
    """The command line, with a record of this test's own."""
    return QuizProcess(tmp_path / "quiz-home")
