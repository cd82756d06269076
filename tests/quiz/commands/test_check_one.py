"""``quiz check --item``: one question alone, once or on every save."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.cli import main
from quiz.courses import built_in_bank

ITEM = "conv-output-size"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    folder.mkdir()
    shutil.copy(built_in_bank().paths[ITEM], folder)
    (folder / "broken.md").write_text("+++\nkind = 1\n+++\n", encoding="utf-8")
    return folder


def check(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["check", *arguments, "--lang", "en"])
    return int(left.value.code or 0)


def test_one_question_alone(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(bank), "--item", ITEM, "--format", "json") == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["items"], seen["defects"]) == (1, [])


def test_a_question_that_cannot_be_read_is_told(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(bank), "--item", "broken") == 1
    assert "broken.md:2: [format] broken: " in capsys.readouterr().out


def test_a_question_that_is_not_there(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(bank), "--item", "conv-output") == 2
    assert ITEM in capsys.readouterr().err


def test_watching_needs_a_question(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(str(bank), "--watch") == 2
    assert "--item" in capsys.readouterr().err


def test_every_save_is_audited(bank: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = bank / f"{ITEM}.md"
    good = path.read_text(encoding="utf-8")

    def later(saved: list[str | None]) -> Iterator[Callable[[], object]]:
        for source in saved:
            yield (lambda: path.unlink()) if source is None else (lambda s=source: path.write_text(s, encoding="utf-8"))
            yield lambda: None  # nothing has changed

    edits = later([good.replace("minutes = ", "minutes = 0.0"), None, "+++", good + "\n"])

    def sleep(_: float) -> None:
        edit = next(edits, None)
        if edit is None:
            raise KeyboardInterrupt
        edit()

    monkeypatch.setattr(time, "sleep", sleep)
    assert check(str(bank), "--item", ITEM, "--watch", "--seeds", "3") == 0
    told = capsys.readouterr().out
    results = [line.split(" (")[0] for line in told.splitlines() if "variants: " in line]
    assert results == [
        "1 question, 4 variants: 0 defects",
        "1 question, 4 variants: 1 defect",
        "0 questions, 0 variants: 1 defect",
        "1 question, 4 variants: 0 defects",
    ]
    assert "[time]" in told
    assert told.count("Output size of a convolution  [conv-output-size, seed 1]") == 3
