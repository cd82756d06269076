"""``quiz list``: every line fits the terminal, a pipe has one line for each question, and it can be read aloud."""

from __future__ import annotations

import pytest

from quiz.cli import main
from quiz.columns import width
from quiz.courses import open_course


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    with pytest.raises(SystemExit) as ended:
        main(["list", *arguments])
    assert ended.value.code == 0
    return capsys.readouterr().out.split("\n")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("columns", [40, 80])
def test_the_list_fits_the_terminal(
    language: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = shown(capsys, "--lang", language)
    assert max(width(line, ambiguous=2) for line in lines) < columns
    ids = "".join(line.strip() for line in lines)
    assert all(f"[{card}]" in ids for card in open_course(None).bank.cards)


def test_in_a_pipe_a_question_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    lines = shown(capsys, "--lang", "ja")
    for card in open_course(None).bank.cards.values():
        line = next(line for line in lines if f"[{card.id}]" in line)
        assert card.title.ja in line


def test_what_is_read_aloud_names_what_stars_show(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "--topic", "cnn", "--plain", "--lang", "en")
    assert not any("*" in line for line in lines)
    line = next(line for line in lines if "[conv-output-size]" in line)
    assert "difficulty 2, 3 min, shape, confirmation test" in line


def test_a_set_says_how_many_questions_it_asks(capsys: pytest.CaptureFixture[str]) -> None:
    """Not how many sections it draws them from: the mock exam has nine, and thirty questions."""
    lines = shown(capsys, "--lang", "en")
    assert any(line.split()[:1] == ["day2-exam"] and "(30 questions)" in line for line in lines)


def test_a_section_is_listed_by_the_name_that_run_takes(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "cnn", "--lang", "en") == shown(capsys, "--topic", "cnn", "--lang", "en")
    with pytest.raises(SystemExit) as ended:
        main(["list", "cooking"])
    assert ended.value.code == 2


def test_a_blank_line_parts_the_sections(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "--lang", "en")
    heads = [number for number, line in enumerate(lines) if line and not line.startswith(" ") and line.endswith(")")]
    assert len(heads) >= 10
    assert all(not lines[number - 1] for number in heads if number)
