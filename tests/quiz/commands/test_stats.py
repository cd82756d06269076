"""``quiz stats``, ``quiz run --weak`` and the states in ``quiz list``, as a learner meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.thorough


def test_a_first_look_says_how_to_begin(run_quiz) -> None:  # type: ignore[no-untyped-def]
    for language, word in (("ja", "まだ記録がありません"), ("en", "Nothing is recorded yet")):
        done = run_quiz("stats", "--lang", language)
        assert (done.returncode, done.stderr) == (0, "")
        assert word in done.stdout
        assert "\x1b" not in done.stdout


def test_what_was_answered_is_shown_told_and_written(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run_quiz("run", "day2", "--item", "conv-output-size", "--original", "--lang", "en", stdin="7\n\n")
    found = json.loads(run_quiz("stats", "--format", "json").stdout)
    assert found["format"] == 1
    assert found["attempts"] == 1
    assert found["readiness"]["level"] == "unknown"
    page = tmp_path / "stats.html"
    done = run_quiz("stats", "--html", str(page), "--lang", "en", "--exam-date", "2099-02-19")
    assert done.returncode == 0
    assert "1 answer (" in done.stdout
    assert done.stderr == f"wrote {page}\n"
    assert page.read_text("utf-8").startswith("<!doctype html>")
    again = run_quiz("stats", "--html", str(page), "--lang", "en")
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert run_quiz("stats", "--html", str(page), "--force").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "ja", "en"),
    [
        (["--exam-date", "2020-02-19"], "もう過ぎています", "is past"),
        (["--exam-date", "soon"], "--exam-date", "--exam-date"),
        (["no-such-set"], "no-such-set", "no-such-set"),
        (["--html", "/no/such/folder/x.html"], "書けません", "can't write"),
    ],
)
def test_what_cannot_be_meant_is_told(run_quiz, arguments, ja, en) -> None:  # type: ignore[no-untyped-def]
    for language, word in (("ja", ja), ("en", en)):
        done = run_quiz("stats", *arguments, "--lang", language)
        assert done.returncode == 2
        assert word in done.stderr


def test_the_estimate_is_explained_in_one_paragraph(run_quiz) -> None:  # type: ignore[no-untyped-def]
    for language in ("ja", "en"):
        done = run_quiz("stats", "--explain", "--lang", language)
        assert done.returncode == 0
        assert "150" in done.stdout
        assert "\n\n" not in done.stdout


def test_the_weakest_are_asked_with_new_numbers(run_quiz) -> None:  # type: ignore[no-untyped-def]
    nothing = run_quiz("run", "--weak", "--lang", "en")
    assert (nothing.returncode, "quiz review" in nothing.stderr) == (2, True)
    run_quiz("run", "--item", "conv-output-size", "--item", "xavier-std", "--original", stdin="s\ns\n")
    done = run_quiz("run", "--weak", "--lang", "en", "--format", "json", stdin="s\ns\n")
    session = json.loads(done.stdout)
    assert {row["id"] for row in session["attempts"]} == {"conv-output-size", "xavier-std"}
    assert all(row["seed"] > 0 for row in session["attempts"])
    assert "Your weakest questions" in done.stderr
    assert done.stderr.count("missed today; the numbers are new") == 2
    clash = run_quiz("run", "--weak", "--original", "--lang", "en")
    assert (clash.returncode, "--original" in clash.stderr) == (2, True)


def test_a_weak_session_resumes(run_quiz) -> None:  # type: ignore[no-untyped-def]
    run_quiz("run", "--item", "conv-output-size", "--item", "xavier-std", "--original", stdin="s\ns\n")
    first = run_quiz("run", "--weak", "--lang", "en", stdin="s\n")
    assert "quiz run day2 --weak" in first.stdout
    second = run_quiz("run", "--weak", "--lang", "en", stdin="s\n")
    assert "2/2" in second.stdout
    assert "\n1/2  " not in second.stdout


def test_a_list_tells_how_far_each_question_is(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    before = run_quiz("list", "--topic", "cnn", "--lang", "en")
    assert "in progress" not in before.stdout
    assert not (tmp_path / "quiz-home" / "quiz.sqlite3").exists(), "looking begins no record"
    run_quiz("run", "--item", "conv-output-size", "--original", stdin="s\n")
    after = run_quiz("list", "--topic", "cnn", "--lang", "en")
    assert re.search(r"^ +1 in progress, [0-9]+ new$", after.stdout, re.M)
    line = " ".join(after.stdout.split()).partition("[conv-output-size]")[2]
    assert line.startswith(" shape, confirmation test, in progress")
    found = json.loads(run_quiz("list", "--topic", "cnn", "--format", "json").stdout)
    states = {row["id"]: row["state"] for row in found["items"]}
    assert states.pop("conv-output-size") == "learning"
    assert set(states.values()) == {"new"}


def test_a_damaged_record_hides_no_list(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    home = tmp_path / "quiz-home"
    home.mkdir()
    (home / "quiz.sqlite3").write_bytes(b"no database" * 999)
    done = run_quiz("list", "--lang", "en")
    assert done.returncode == 0
    assert "conv-output-size" in done.stdout
    assert "quiz.sqlite3" in done.stderr
