"""What every test shares: a home of its own for the learner's record, and the shared material where it is present."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
