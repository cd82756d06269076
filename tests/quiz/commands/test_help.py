"""The help of every command: in both languages no line is wider than the terminal, but for what is to be copied."""

from __future__ import annotations

import pytest

from quiz.cli import main, summaries
from quiz.columns import width


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ["", *summaries()])
def test_no_line_of_a_help_is_wider_than_the_terminal(
    name: str, language: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    with pytest.raises(SystemExit) as ended:
        main([*([name] if name else []), "--help", "--lang", language])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert ("使い方" if language == "ja" else "Usage") in shown
    for line in shown.split("\n"):
        copied = line.strip().startswith("quiz ") and "[" not in line  # an example, which is never folded
        assert width(line, ambiguous=2) < columns or copied, line
    if name:
        assert shown.count("--plain") == shown.count("--colour, --color") == 1


@pytest.mark.parametrize("name", summaries())
def test_no_example_that_is_to_be_copied_is_folded(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    with pytest.raises(SystemExit):
        main([name, "--help", "--lang", "en"])
    _, there, examples = capsys.readouterr().out.partition("\nExamples:\n")
    assert all(line.startswith("  quiz ") for line in examples.splitlines()) or not there


def test_a_help_is_no_wider_than_is_good_to_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    with pytest.raises(SystemExit):
        main(["verify", "--help"])
    assert 60 < max(map(width, capsys.readouterr().out.split("\n"))) < 80
