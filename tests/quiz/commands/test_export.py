"""``quiz export``: what is written, what is told of it, what is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from quiz.exchange.export.formats import FORMATS, exporter_called

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(run_here: Run) -> Run:
    """``quiz export`` in a folder of this test's own."""
    return partial(run_here, "export")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_makes_a_file_of_a_few_questions(run: Run, name: str) -> None:
    exporter = exporter_called(name)  # type: ignore[arg-type]
    code, out, err = run("day2", "--to", name, "--seed", 1, "--item", "conv-param-count", "-o", "made")
    if exporter.unavailable() is not None:
        assert code == 2
        assert "pip install" in err
        return
    assert (code, out) == (0, "")
    assert "1 question exported" in err
    assert Path("made").stat().st_size > 200
    assert zipfile.is_zipfile("made") == (name in ("anki", "qti3", "qti21"))
    again = run("day2", "--to", name, "--seed", 1, "--item", "conv-param-count", "-o", "made")
    assert again[0] == 2
    assert "already there" in again[2]


def test_the_same_seed_gives_the_same_file_and_variants_other_numbers(run: Run) -> None:
    few = ("day2", "--to", "csv", "--item", "conv-param-count", "--variants", 4)
    first, again = run(*few, "--seed", 1), run(*few, "--seed", 1)
    assert first == again
    rows = [line for line in first[1].splitlines() if "conv-param-count" in line]
    assert len({row.split(",")[0] for row in rows}) == 4
    assert run(*few, "--seed", 2) != first


def test_what_has_no_place_is_told(run: Run) -> None:
    code, _, err = run("day2", "--to", "gift", "--seed", 1, "-o", "made.gift")
    assert code == 0
    assert "left out (several numbers have no place there)" in err
    assert "graded by a person there" in err
    code, _, err = run("day2", "--to", "gift", "--item", "conv-output-size", "-o", "other.gift", "--lang", "ja")
    assert code == 2
    assert "書き出せる問題がありません" in err
    assert not Path("other.gift").exists()


def test_choices_make_every_question_one_of_four(run: Run) -> None:
    code, out, err = run("day2", "--to", "gift", "--seed", 1, "--item", "conv-output-size", "--choices")
    assert code == 0
    assert out.count("\n=") == 1
    assert out.count("\n~") == 3
    assert "left out" not in err


def test_keys_go_apart_where_they_are_apart(run: Run) -> None:
    code, _, _ = run("day2", "--to", "html", "--seed", 1, "-o", "sheet.html", "--key", "key.html")
    assert code == 0
    assert "Answers and solutions" in Path("key.html").read_text(encoding="utf-8")
    assert "Answers and solutions" not in Path("sheet.html").read_text(encoding="utf-8")
    code, _, err = run("day2", "--to", "csv", "--key", "key.csv", "-o", "made.csv")
    assert code == 2
    assert "leave out --key" in err
    assert not Path("key.csv").exists()


def test_an_archive_isnt_sent_to_the_screen(run: Run) -> None:
    code, out, err = run("day2", "--to", "qti3")
    assert (code, out) == (2, "")
    assert "-o FILE" in err


def test_both_languages_stand_in_one_file(run: Run) -> None:
    _, out, _ = run("day2", "--to", "moodle-xml", "--seed", 1, "--item", "conv-param-count", "--both")
    assert "lang=&quot;ja&quot;" in out or 'lang="ja"' in out


def test_a_table_in_a_file_is_marked_for_spreadsheets_and_one_in_a_pipe_isnt(run: Run) -> None:
    few = ("day2", "--to", "csv", "--seed", 1, "--item", "conv-param-count")
    assert run(*few, "-o", "made.csv")[0] == 0
    written = Path("made.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfid,item,")
    assert run(*few)[1].encode() == written.removeprefix(b"\xef\xbb\xbf")
