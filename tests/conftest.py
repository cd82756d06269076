"""What every test shares: a home of its own for the learner's record, and the shared material where it is present."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything imports NumPy: several threads gain nothing on small networks, and lose much beside other workers.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Times are measured in tests/bench, never asserted: a busy machine must not fail a test.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the learner's own record, or depends on the machine's language."""
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "quiz-home"))
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
def run_quiz(tmp_path: Path) -> QuizProcess:
    """The command line, with a record of this test's own."""
    return QuizProcess(tmp_path / "quiz-home")
