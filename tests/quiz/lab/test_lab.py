"""``quiz lab``: what it lists, shows, writes and refuses, in both languages and at 80 columns."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from quiz import cli
from quiz.columns import width
from quiz.commands.lab import command
from quiz.lab.captions import COMPARISONS, SINGLE_RUNS, about, word
from quiz.lab.chart import MARKS, line_chart, picture_rows, shares
from quiz.lab.report import report
from solvers.nn.experiments import EXPERIMENTS, RUNS, Settings, compare, run

SMALL = Settings(iterations=2, data="synthetic")


def quiz(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(["lab", *arguments])
    captured = capsys.readouterr()
    code = ended.value.code
    return (code if isinstance(code, int) else 0), captured.out, captured.err


def test_every_experiment_has_its_words() -> None:
    assert set(COMPARISONS) | set(SINGLE_RUNS) == set(EXPERIMENTS)
    assert set(SINGLE_RUNS) == set(RUNS)
    assert command.name == "lab"


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_key_of_a_result_has_a_word(name: str) -> None:
    result = run(name, SMALL)
    keys = [*result.settings]
    for table in result.tables:
        keys += [table.name, *table.columns, *(cell for row in table.rows for cell in row if isinstance(cell, str))]
    for panel in result.panels:
        keys += [panel.name, panel.x, panel.y, *(curve.label for curve in panel.curves)]
    own_names = {*RUNS, "float32", "float64", *(p.name for p in result.panels if p.kind == "bar")}
    for key in keys:
        assert key in own_names or word(key, "ja") != key or key in ("N", "x", "y"), key


@pytest.mark.parametrize("name", EXPERIMENTS)
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_report_fits_its_columns(name: str, language: Any, columns: int) -> None:
    lines = report(run(name, SMALL), language, columns)
    assert max(width(line, ambiguous=2) for line in lines) < columns
    assert about(name).line.in_(language).replace(" ", "") in "".join(lines[:3]).replace(" ", "")
    assert not any(line.endswith(" ") for line in lines)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_report_that_is_read_aloud_draws_nothing_and_tells_every_value(name: str) -> None:
    result = run(name, SMALL)
    told = "\n".join(report(result, "en", linear=True))
    assert not re.search(r"@@|---|^ *[-\d.e]* \||^\[", told, re.M)
    for table in result.tables:
        for row in table.rows:
            line = next(line for line in told.split("\n") if line.startswith(f"{word(table.columns[0], 'en')} "))
            assert line.count(", ") >= len(row) - 2
    for panel in result.panels[:1]:
        assert all(f"{word(curve.label, 'en')}: " in told for curve in panel.curves)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_list(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = quiz(capsys, "--lang", language)
    assert (code, err) == (0, "")
    assert all(name in out for name in EXPERIMENTS)
    assert max(width(line) for line in out.splitlines()) <= 80
    code, out, _ = quiz(capsys, "--format", "json")
    listed = json.loads(out)
    assert {entry["name"] for group in listed.values() for entry in group} == set(EXPERIMENTS)


def test_the_list_loads_no_numpy() -> None:
    script = (
        "import sys; from quiz import cli\n"
        "try: cli.main(['lab'])\nexcept SystemExit: pass\n"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0


def test_a_run_as_text_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("relu-he", "--data", "synthetic", "--iterations", "30", "--seed", "3", "--lang", "en")
    code, out, err = quiz(capsys, *arguments)
    assert (code, err) == (0, "")
    assert "relu-he: ReLU, He, [40, 20]" in out
    assert "seed 3" in out
    assert "a: relu-he" in out
    code, out, err = quiz(capsys, *arguments, "--format", "json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert data["experiment"] == "relu-he"
    assert data["settings"]["seed"] == 3
    assert data["tables"][0]["columns"][0] == "run"
    assert len(data["panels"][0]["curves"][0]["x"]) == 3
    assert quiz(capsys, *arguments, "--format", "json")[1] == out


def test_compare_lays_curves_over_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("compare", "relu-he", "sigmoid-gauss", "--data", "synthetic", "--iterations", "20", "--lang", "ja")
    code, out, _ = quiz(capsys, *arguments)
    assert code == 0
    assert "a: relu-he   b: sigmoid-gauss" in out


REFUSALS: list[tuple[Sequence[str], str, str]] = [
    (["depht"], "depht という実験はありません", "did you mean: depth"),
    (["こんにちは"], "quiz lab で一覧を見る", "see the list"),
    (["compare", "relu-he"], "名前が 2 つ以上", "two names or more"),
    (["compare"], "名前が 2 つ以上", "two names or more"),
    (["compare", "relu-he", "relu-he"], "同じ名前が 2 度", "given twice"),
    (["compare", "relu-he", "depth"], "1 回の学習ではない", "not a single run"),
    (["relu-he", "depth"], "重ねるには: quiz lab compare relu-he depth", "one experiment at a time"),
    (["depth", "--seed", "-1"], "-1", "-1"),
    (["depth", "--iterations", "0"], "0", "0"),
    (["depth", "--iterations", "x"], "x", "x"),
    (["depth", "--data", "nowhere"], "データのフォルダがありません: nowhere", "no such folder of data: nowhere"),
    (["depth", "--format", "xml"], "xml", "xml"),
    (["depth", "--plot", "x.bmp"], ".png・.svg・.pdf", "ends in .png, .svg or .pdf"),
    (["depth", "--plot", "nowhere/x.png"], "フォルダがありません: nowhere", "no such folder: nowhere"),
    (["depth", "--nonsense"], "--nonsense", "--nonsense"),
]


@pytest.mark.parametrize(("arguments", "ja", "en"), REFUSALS, ids=[" ".join(a) for a, _, _ in REFUSALS])
def test_refusals(arguments: list[str], ja: str, en: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language, said in (("ja", ja), ("en", en)):
        code, out, err = quiz(capsys, *arguments, "--lang", language)
        assert (code, out) == (2, "")
        assert said in err
        assert "Traceback" not in err


def test_a_folder_without_images(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = quiz(capsys, "relu-he", "--data", str(tmp_path))
    assert (code, out) == (2, "")
    assert "train-images-idx3-ubyte" in err


def test_interruption_ends_with_130(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("solvers.nn.experiments.run", interrupted)
    code, out, err = quiz(capsys, "depth")
    assert (code, out) == (130, "")
    assert "Traceback" not in err


def test_the_progress_bar_is_drawn_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("relu-he", "--data", "synthetic", "--iterations", "20")
    assert quiz(capsys, *arguments)[2] == ""
    monkeypatch.setattr("quiz.commands.lab.errors_seen", lambda: True)
    code, _, err = quiz(capsys, *arguments)
    assert code == 0
    assert "100 %" in err
    assert err.endswith("\r\x1b[K")


def test_a_diverged_run_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = quiz(capsys, "learning-rate", "--iterations", "300", "--lang", "en")
    assert (code, err) == (0, "")
    code, out, err = quiz(capsys, "learning-rate", "--iterations", "300", "--format", "json")
    json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def test_a_chart_of_nothing_and_of_a_point() -> None:
    assert line_chart([([], [])]) == []
    assert line_chart([([1.0], [float("nan")])]) == []
    assert line_chart([([0.0], [1.0])], log="x") == []
    assert sum(line.count("a") for line in line_chart([([1.0], [1.0])])) == 1
    many = [([0.0, 1.0], [float(i), float(i)]) for i in range(40)]
    assert len(line_chart(many)) == 16
    assert len(MARKS) == 26


def test_shades_and_pictures() -> None:
    assert shares([0.0, 0.0]) == "  "
    assert shares([float("nan"), 1.0]) == "?@"
    assert picture_rows([], 80) == []
    pictures = [[[0.0, 1.0], [1.0, 0.0]]] * 3
    assert len(picture_rows(pictures, 10)) == 2 + 1 + 2  # two beside each other, then one below a free line


@pytest.mark.parametrize("ending", ["png", "svg"])
@pytest.mark.parametrize(
    "name", ["relu-he", "batch-norm", "initialization-histograms", "filters", "optimizers-in-a-valley"]
)
def test_plots(name: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib", reason='the extra "plot" is not installed')
    path = tmp_path / f"図.{ending}"
    arguments = (name, "--data", "synthetic", "--iterations", "2", "--plot", str(path))
    code, _, err = quiz(capsys, *arguments, "--lang", "ja")
    assert code == 0
    assert str(path) in err
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG") if ending == "png" else b"<svg" in content


def test_compared_runs_are_plotted_with_japanese_letters(tmp_path: Path) -> None:
    """Warnings are errors here, and matplotlib warns of every letter that its font lacks."""
    pytest.importorskip("matplotlib", reason='the extra "plot" is not installed')
    pytest.importorskip("matplotlib_fontja", reason='the extra "plot" is not installed')
    from quiz.lab.figure import write_figure

    assert write_figure(compare(["relu-he", "cnn"], SMALL), tmp_path / "a.png", "ja") == "ja"


def test_without_matplotlib_the_remedy_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    code, out, err = quiz(capsys, "depth", "--plot", str(tmp_path / "a.png"), "--lang", "en")
    assert (code, out) == (2, "")
    assert 'pip install "kakunin-test[plot]"' in err
    assert not os.listdir(tmp_path)


def test_a_plot_replaces_nothing_without_being_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib", reason='the extra "plot" is not installed')
    path = tmp_path / "a.png"
    path.write_text("mine", encoding="utf-8")
    arguments = ("relu-he", "--data", "synthetic", "--iterations", "2", "--plot", str(path), "--lang", "en")
    code, out, err = quiz(capsys, *arguments)
    assert (code, out) == (2, ""), "it is refused before anything is run"
    assert f"already there: {path}" in err
    assert "--force" in err
    assert path.read_text(encoding="utf-8") == "mine"
    assert quiz(capsys, *arguments, "--force")[0] == 0
    assert path.read_bytes().startswith(b"\x89PNG")
    assert os.listdir(tmp_path) == ["a.png"]


@pytest.mark.parametrize("there", [False, True])
def test_a_plot_is_written_whole_or_not_at_all(there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("matplotlib", reason='the extra "plot" is not installed')
    from quiz.errors import QuizError
    from quiz.lab.figure import write_figure

    path = tmp_path / "a.svg"
    if there:
        path.write_text("mine", encoding="utf-8")

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:100])
        raise OSError(28, "No space left on device")

    result = run("relu-he", SMALL)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(QuizError, match="No space left"):
        write_figure(result, path, "en", force=there)
    assert os.listdir(tmp_path) == ["a.svg"] * there
    monkeypatch.undo()
    if there:
        with pytest.raises(QuizError, match="already there"):  # it has come while the experiment was run
            write_figure(result, path, "en")
        assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_the_progress_bar_fits_the_window(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from quiz.terminal.training_progress import FEWEST_CELLS, draw_bar

    monkeypatch.setenv("COLUMNS", str(columns))
    for done in (0, 7, 20):
        draw_bar(done, 20, "活性化関数と初期値")
        line = capsys.readouterr().err.removeprefix("\r").removesuffix("\x1b[K")
        assert width(line) < columns
        cells = line[1 : line.index("]")]
        assert set(cells) <= {"#", "."}
        assert len(cells) >= FEWEST_CELLS
        assert cells.count("#") == len(cells) * done // 20
