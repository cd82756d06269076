"""Every command, ended at any moment by a signal: no traceback, and the exit status says what it was."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from quiz.cli import main as quiz
from quiz.cli import summaries

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
QUIZ = [sys.executable, "-c", "from quiz.cli import main; main()"]
ROWS = "\n".join([json.dumps({"student": "x+1", "reference": "1+x"})] * 20_000)

COMMANDS: dict[str, tuple[list[str], str | None]] = {
    "bank": (["bank", "pack", "day2", "-o", "day2.zip"], None),
    "check": (["check", "--seeds", "20"], None),
    "class": (["class", "new", "c", "--roster", "roster.csv", "--set", "day2", "--seed", "1"], None),
    "compare": (["compare", "--jsonl", "--jobs", "2"], ROWS),
    "course": (["course", "list"], None),
    "data": (["data", "export", "record.jsonl", "--force"], None),
    "debrief": (["debrief", "--html", "exam.html", "--force"], None),
    "doctor": (["doctor"], None),
    "explain": (["explain", "bn-effects"], None),
    "export": (["export", "day2", "--to", "moodle-xml", "--count", "300", "-o", "made.xml"], None),
    "generate": (["generate", "day2", "--count", "300", "--format", "json", "-o", "made.json"], None),
    "goal": (["goal"], None),
    "grade": (["grade", "sheet.json", "responses.json"], None),
    "lab": (["lab", "depth", "--iterations", "300", "--data", "synthetic"], None),
    "list": (["list"], None),
    "new": (["new", "my-question"], None),
    "review": (["review", "--count", "3"], None),
    "run": (["run", "day2"], None),
    "site": (["site", "public", "--runtime", "https://example.org/pyodide/"], None),
    "stats": (["stats", "--html", "stats.html", "--force"], None),
    "verify": (["verify", "report.md"], None),
    "web": (["web", "--no-browser"], None),
}
"""Each command with arguments that give it something to do, and its input."""

ENDINGS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


def test_every_command_is_interrupted() -> None:
    assert set(COMMANDS) == set(summaries())


def test_a_signal_between_the_end_of_a_command_and_that_of_the_program_has_its_status(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("quiz.cli._ended", lambda *_: signal.raise_signal(signal.SIGTERM))
    with pytest.raises(SystemExit) as left:
        quiz(["stats"])
    assert left.value.code == ENDINGS[signal.SIGTERM]


@pytest.mark.slow
@pytest.mark.parametrize("number", ENDINGS)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_traceback_is_shown(run_quiz, tmp_path: Path, name: str, number: signal.Signals) -> None:  # type: ignore[no-untyped-def]  # a fixture
    arguments, given = COMMANDS[name]
    run_quiz("generate", "day2", "--count", "40", "--format", "json", "-o", "sheet.json", cwd=tmp_path)
    run_quiz("run", "day2-exam", "--exam", "--choices", "--count", "5", stdin="1\n" * 5)
    (tmp_path / "responses.json").write_text(json.dumps(["1"] * 40), encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id\n" + "\n".join(map(str, range(200))), encoding="utf-8")
    (tmp_path / "report.md").write_text("# 確認テスト\n入力が6×6のとき、出力は7×7\n" * 200, encoding="utf-8")
    moments = random.Random(f"{name}/{number}")
    for _ in range(3):
        process = subprocess.Popen(
            [*QUIZ, *arguments],
            cwd=tmp_path,
            env={**os.environ, **run_quiz.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        delay = moments.uniform(0.25, 1.5)

        def end(process: subprocess.Popen[bytes] = process, delay: float = delay) -> None:
            time.sleep(delay)
            if process.poll() is None:
                os.killpg(process.pid, number)  # as a terminal does it: whatever belongs to the command is told

        ending = threading.Thread(target=end)
        ending.start()
        output, complaint = process.communicate(b"" if given is None else given.encode(), timeout=120)
        ending.join()
        shown = (output + complaint).decode()
        assert "Traceback" not in shown, shown[-3000:]
        assert "Exception ignored" not in shown, shown[-3000:]
        assert process.returncode in (0, 1, 2, -number, ENDINGS[number]), shown[-3000:]
