"""What ``quiz verify`` shows and writes: the table, coverage, practice, summaries, copies with notes, runs."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.cli import main
from quiz.columns import width
from quiz.report.results.measured_runs import Measured

BANK = Path(__file__).parents[1] / "report" / "bank"
SLOPE = "問）連鎖律を使い、dz/dx を求めよ。\nz = t^2\nt = x + y\n\n答）"
OTHER = "## 確認テスト\n問）明日の天気を答えよ。\n\n答）晴れ\n\n"
TRAINED = (
    "# 実装演習\n\n```python\nnet = MultiLayerNet(input_size=784, hidden_size_list=[40, 20], output_size=10,\n"
    "    activation='sigmoid', weight_init_std=0.01)\nlearning_rate = 0.1\n```\n\n学習がまったく進まなかった。\n"
)


def run(capsys: pytest.CaptureFixture[str], *arguments: object, bank: bool = True) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["verify", *(("--bank", str(BANK)) if bank else ()), *map(str, arguments)])
    shown = capsys.readouterr()
    return int(left.value.code or 0), shown.out, shown.err


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., Path]:
    def written(text: str, name: str = "report.md") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


# -- the table ---------------------------------------------------------------------------------------------------------


def test_the_table_tells_coverage_in_both_languages(
    report: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = report(f"{SLOPE}2\n\n{OTHER}{SLOPE}2(x+y)\n")
    for language, lines in (
        (
            "ja",
            (
                "解答: テスト 3 問のうち 2 問を確認、正解 1 問",
                "問題集にない問題 1 問（判定しません）: 10 行目",
                "正解: 2·(x + y)",
            ),
        ),
        (
            "en",
            ("answers: 2 of 3 tests found, 1 right", "not in the bank, not judged (1): line 10", "expected: 2·(x + y)"),
        ),
    ):
        status, out, err = run(capsys, path, "--lang", language)
        assert (status, err) == (1, "")
        for line in lines:
            assert sum(line in shown for shown in out.splitlines()) == 1, (line, out)
        assert "\x1b" not in out, "no colour in a pipe"
        assert "天気" not in out, "a question that isn't judged takes no row"


def test_what_is_right_takes_one_line(report: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, report(f"{SLOPE}2(x+y)\n"), "--lang", "en")
    (row,) = [line for line in out.splitlines() if line.startswith("  ✓")]
    assert re.fullmatch(r"  ✓ line 5  correct  連鎖律を使い、dz/dx を求めよ。", row)
    assert "practise" not in out


@pytest.mark.thorough
def test_groups_come_in_their_order(report: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{SLOPE}2\n\n入力6x6、フィルタ2x2、ストライド1、パディング1では出力は6x6になる。\n\n{TRAINED}"
    _, out, _ = run(capsys, report(text), "--lang", "en", bank=False)
    places = [out.index(f"  {group}: ") for group in ("answers", "statements", "results")]
    assert places == sorted(places)


@pytest.mark.thorough
def test_what_was_wrong_is_to_be_practised_once_over_all_files(
    report: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = report(f"{SLOPE}2\n\n{SLOPE}3\n"), report(f"{SLOPE}5\n", "two.md")
    _, out, _ = run(capsys, one, two, "--lang", "en")
    commands = [line.strip() for line in out.splitlines() if "quiz run" in line]
    assert len(commands) == 1
    assert re.match(rf"quiz run {re.escape(str(BANK))} --item slope", commands[0].replace(" \\", ""))
    _, out, _ = run(capsys, one, "--lang", "en", bank=False)
    assert re.search(r"^  quiz run --item chain-rule-power-linear", out, re.M)


def test_many_files_have_a_summary(
    report: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = report(f"{SLOPE}2\n"), report("# 日記\n\nなし\n", "two.md")
    for language, title, line in (
        ("ja", "まとめ（3 ファイル）", "解答 1/1 正解 0 (不正解 1)"),
        ("en", "summary (3 files)", "tests 1/1, 0 right (wrong 1)"),
    ):
        status, out, _ = run(capsys, one, two, tmp_path / "absent.md", "--lang", language)
        assert status == 2
        below = out[out.index(title) :]
        assert line in below
        assert all(str(path) in below for path in (one, two, tmp_path / "absent.md"))
    assert "summary (" not in run(capsys, one, "--lang", "en")[1]


def test_json_keeps_its_fields_and_has_more(report: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, report(f"{SLOPE}2\n\n{OTHER}"), "--format", "json")
    result = json.loads(out)
    assert status == 1
    assert result["practise"] == ["slope"]
    (read,) = result["reports"]
    assert read["summary"]["tests"] == 2
    assert read["summary"]["in_bank"] == 1
    assert [each["practise"] for each in read["findings"]] == ["slope", None]
    fields = "line column cell kind item claim question question_line read_as given expected verdict message"
    assert {*fields.split(), "diagnoses", "repairs"} <= set(read["findings"][0])


# -- copies with notes -------------------------------------------------------------------------------------------------


def test_copies_are_written_beside_nothing_else(
    report: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{SLOPE}2\n"
    paths = [report(text, "a/r.md"), report(text, "b/r.md"), report(f"<p>{SLOPE}2</p>", "c/r.html")]
    status, _, err = run(capsys, *paths, "--annotate", tmp_path / "notes" / "new", "--lang", "en")
    assert status == 1
    assert sorted(path.name for path in (tmp_path / "notes" / "new").iterdir()) == ["a-r.md", "b-r.md", "r.html"]
    assert err.count("copy written") == 3
    assert [path.read_text(encoding="utf-8") for path in paths[:2]] == [text, text], "the reports are as they were"
    copy = (tmp_path / "notes" / "new" / "a-r.md").read_text(encoding="utf-8")
    assert copy == f"{text.rstrip()}\n\n> **quiz** ✗ wrong: expected 2·(x + y).\n"


def test_nothing_that_exists_is_overwritten(
    report: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = report(f"{SLOPE}2\n"), report(f"{SLOPE}3\n", "two.md")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "two.md").write_text("mine", encoding="utf-8")
    for language, said in (("ja", "もうあります"), ("en", "already there")):
        status, out, err = run(capsys, one, two, "--annotate", tmp_path / "notes", "--lang", language)
        assert (status, out) == (2, "")
        assert said in err
        assert "--force" in err
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["two.md"], "all of them or none"
    assert (tmp_path / "notes" / "two.md").read_text(encoding="utf-8") == "mine"
    assert run(capsys, one, two, "--annotate", tmp_path / "notes", "--force")[0] == 1
    assert "quiz" in (tmp_path / "notes" / "two.md").read_text(encoding="utf-8")


def test_a_copy_never_replaces_the_report_or_leaves_the_folder(
    report: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = report(f"{SLOPE}2\n")
    status, _, err = run(capsys, path, "--annotate", tmp_path, "--force", "--lang", "en")
    assert status == 2
    assert "is the report itself" in err
    (tmp_path / "notes").mkdir()
    (tmp_path / "elsewhere.md").write_text("mine", encoding="utf-8")
    (tmp_path / "notes" / "report.md").symlink_to(tmp_path / "elsewhere.md")
    status, _, err = run(capsys, path, "--annotate", tmp_path / "notes", "--force", "--lang", "en")
    assert status == 2
    assert "link to another place" in err
    assert (tmp_path / "elsewhere.md").read_text(encoding="utf-8") == "mine"
    status, _, err = run(capsys, path, "--annotate", path, "--lang", "en")
    assert status == 2
    assert "Traceback" not in err


def test_a_notebook_stays_a_notebook(
    report: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": f"{SLOPE}2"}]
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path = report(json.dumps(book), "r.ipynb")
    run(capsys, path, "--annotate", tmp_path / "notes")
    copy = json.loads((tmp_path / "notes" / "r.ipynb").read_text(encoding="utf-8"))
    assert "**quiz**" in "".join(copy["cells"][0]["source"])


@pytest.mark.thorough
def test_what_cannot_be_annotated_is_told(
    report: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = {"bank": "day2", "digest": "", "seed": 1, "items": []}
    paths = [report(json.dumps(sheet), "s.json"), report(f"{SLOPE}2(x+y)\n"), report("\0", "b.md")]
    _, _, err = run(capsys, *paths, "--annotate", tmp_path / "notes", "--lang", "en", bank=False)
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["report.md"]
    assert "s.json" in err
    assert "Traceback" not in err


# -- runs --------------------------------------------------------------------------------------------------------------

FLAT = Measured(0, (10, 2000), (0.1, 0.1), 0.1, (0.1, 0.1))
GOOD = Measured(0, (10, 2000), (0.5, 0.9), 0.9, (0.9, 0.9))


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    """Let runs of the lab come to what a test says, and note which are asked for."""

    def come_to(*measured: Measured, then: BaseException | None = None) -> list[Any]:
        asked: list[Any] = []

        def runs(names: Iterator[str], seeds: int, tell: object) -> Iterator[tuple[str, list[Measured]]]:
            wanted = list(names)
            asked.append((wanted, seeds, tell))
            for name, one in zip(wanted, measured, strict=False):
                yield name, [one] * seeds
            if then is not None:
                raise then

        monkeypatch.setattr("quiz.commands.verify.measured_runs", runs)
        return asked

    return come_to


def test_without_a_run_the_command_is_told(report: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    for language, said in (("ja", "要実験"), ("en", "needs a run")):
        status, out, _ = run(capsys, report(TRAINED), "--lang", language)
        assert status == 0
        assert said in out
        assert "      quiz lab sigmoid-gauss" in out.splitlines()
        assert "--run" in out
    finding = json.loads(run(capsys, report(TRAINED), "--format", "json")[1])["reports"][0]["findings"][0]
    assert (finding["kind"], finding["verdict"], finding["command"]) == (
        "result",
        "needs-run",
        "quiz lab sigmoid-gauss",
    )


@pytest.mark.parametrize(("measured", "verdict", "status"), [(FLAT, "correct", 0), (GOOD, "wrong", 1)])
def test_a_run_decides(
    report: Callable[..., Path], capsys: pytest.CaptureFixture[str], trained: Callable[..., list[Any]],
    measured: Measured, verdict: str, status: int,
) -> None:  # fmt: skip
    asked = trained(measured)
    found, out, err = run(capsys, report(TRAINED), "--run", "--seeds", "2", "--format", "json")
    assert (found, err) == (status, "")
    assert json.loads(out)["counts"] == {verdict: 1}
    assert asked == [(["sigmoid-gauss"], 2, None)], "no bar where there is no terminal"


def test_nothing_is_trained_without_being_asked(
    report: Callable[..., Path], capsys: pytest.CaptureFixture[str], trained: Callable[..., list[Any]]
) -> None:
    asked = trained(FLAT)
    run(capsys, report(TRAINED))
    assert asked == []


def test_interrupted_runs_leave_what_was_checked(
    report: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], trained: Callable[..., list[Any]]
) -> None:
    second = TRAINED.replace("sigmoid", "relu").replace("学習がまったく進まなかった", "精度は90%になった")
    path = report(f"{TRAINED}\n{second}")
    trained(FLAT, then=KeyboardInterrupt())
    status, out, err = run(capsys, path, "--run", "--format", "json", "--annotate", tmp_path / "n", "--lang", "en")
    assert status == 130
    assert json.loads(out)["counts"] == {"correct": 1, "needs-run": 1}
    assert "1 of 2 experiments" in err
    assert (tmp_path / "n" / "report.md").exists()


def test_a_copy_that_cannot_be_written_is_told_before_anything_is_trained(
    report: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], trained: Callable[..., list[Any]]
) -> None:
    asked = trained(FLAT)
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "report.md").write_text("mine", encoding="utf-8")
    assert run(capsys, report(TRAINED), "--run", "--annotate", tmp_path / "n")[0] == 2
    assert asked == []


TOLD_OF_TRAINING = """
import pathlib, sys
from quiz.cli import main
from solvers.nn.experiments import runs
begun, run_one = pathlib.Path(sys.argv.pop(1)), runs.run_one
def telling(*arguments):
    begun.touch()
    return run_one(*arguments)
runs.run_one = telling
main()
"""
"""The program, which makes a file when the first training begins."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_while_training_ends_cleanly(  # type: ignore[no-untyped-def]  # a fixture
    run_quiz, report: Callable[..., Path], tmp_path: Path
) -> None:
    import os
    import time

    process = subprocess.Popen(
        [sys.executable, "-c", TOLD_OF_TRAINING, str(tmp_path / "training"),
         "verify", "--run", "--seeds", "20", "--lang", "en", str(report(TRAINED))],
        env={**os.environ, **run_quiz.environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not (tmp_path / "training").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "0 of 1 experiments" in err
    assert "needs a run" in out
    assert "Traceback" not in err


@pytest.mark.slow
def test_the_experiments_of_the_seeds_are_reproduced(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = [next((shared / "seeds").glob(f"{number}_*.txt")) for number in ("000", "002", "003")]
    _, out, _ = run(capsys, *seeds, "--run", "--format", "json", bank=False)
    found = {
        (number, entry["line"], entry["verdict"])
        for number, each in enumerate(json.loads(out)["reports"])
        for entry in each["findings"]
        if entry["kind"] == "result"
    }
    right = {(0, 114), (1, 252), (1, 253), (1, 379), (1, 383), (1, 512), (2, 179)}
    assert {(number, line, "correct") for number, line in right} <= found
    assert {(1, 383, "imprecise"), (1, 514, "imprecise")} <= found
    assert not [each for each in found if each[2] in ("wrong", "needs-run")]


# -- a narrow terminal -------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_line_fits(report: Callable[..., Path], tmp_path: Path, columns: int, language: str) -> None:
    pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
    from played import Terminal

    path = report(
        f"{SLOPE}2\n\n{OTHER}{SLOPE}2(x+y)\n\n{TRAINED}\n入力6x6、フィルタ2x2、ストライド1では出力は6x6になる。\n"
    )
    home = tmp_path / "home"
    terminal = Terminal(
        home, "verify", "--lang", language, path.name, "absent.md", columns=columns, first=_in(tmp_path)
    )
    shown = terminal.until("quiz run[^$]*conv-output-size[^\n]*\n")
    assert terminal.end() == 2
    assert "✗" in shown
    too_wide = [line for line in shown.split("\n") if width(line) > columns]
    assert too_wide == []


@pytest.mark.thorough
def test_a_bar_is_drawn_on_a_terminal_while_it_trains(report: Callable[..., Path], tmp_path: Path) -> None:
    pytest.importorskip("pexpect", reason="a pseudo-terminal needs pexpect")
    from played import Terminal

    layers = "\n".join(
        f"model.add({layer})"
        for layer in ("Dense(units=128, kernel_initializer=w)", "Activation('sigmoid')", "Dense(units=10)")
    )
    keras = f"```\nw = RandomNormal(mean=1, stddev=1)\nmodel = Sequential()\n{layers}\n```\n\n学習が進まなかった。\n"
    terminal = Terminal(tmp_path / "home", "verify", "--run", "--seeds", "1", "--lang", "en", str(report(keras)))
    shown = terminal.until("checked")
    assert re.search(r"\[#+\.*\] +\d+ % keras-n11", shown)
    assert "correct" in shown
    assert terminal.end() == 0


def _in(folder: Path) -> str:
    return f"import os; os.chdir({str(folder)!r})"
