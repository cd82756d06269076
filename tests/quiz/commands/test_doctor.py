"""``quiz doctor`` tells what it has tried; what the weakest level does not hold is said once, plainly."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from quiz.sandbox import launch, levels
from quiz.terminal.code_input import tell_weakness_once
from quiz.terminal.screen import Screen


def test_the_doctor_finds_this_installation_well(run_quiz) -> None:  # type: ignore[no-untyped-def]  # a fixture
    for language, word in (("ja", "コードの実行"), ("en", "running code")):
        done = run_quiz("doctor", "--lang", language)
        assert done.returncode == 0, done.stdout
        assert word in done.stdout
        assert levels.SAID[levels.level()].in_(language) in done.stdout  # type: ignore[arg-type]  # ja or en


def test_the_doctor_speaks_json(run_quiz) -> None:  # type: ignore[no-untyped-def]  # a fixture
    found = json.loads(run_quiz("doctor", "--format", "json").stdout)
    assert found["sandbox"] == levels.level()
    assert {entry["name"] for entry in found["findings"]} >= {"python", "numpy", "record", "sandbox"}
    assert all(set(entry["found"]) == {"ja", "en"} for entry in found["findings"])


def test_a_record_that_can_not_be_written_is_told(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    blocked = tmp_path / "file"
    blocked.write_text("x")
    done = run_quiz("doctor", "--lang", "en", QUIZ_HOME=str(blocked / "home"))
    assert done.returncode == 1
    assert "can't write" in done.stdout


def test_a_home_that_can_not_be_is_one_finding_among_others(run_quiz) -> None:  # type: ignore[no-untyped-def]  # a fixture
    done = run_quiz("doctor", "--lang", "en", QUIZ_HOME="~no-such-user/x")
    assert done.returncode == 1
    assert "!!  record" in done.stdout
    assert "no user ~no-such-user" in done.stdout
    assert "ok  computation" in done.stdout


def test_the_record_is_looked_at_and_none_is_begun(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a fixture
    home = tmp_path / "quiz-home"
    run_quiz("doctor")
    assert not (home / "quiz.sqlite3").exists()
    run_quiz("run", "day2", "--seed", "7", stdin="2t\ns\n")
    assert "sessions: 1, attempts: 2" in run_quiz("doctor", "--lang", "en").stdout
    record = home / "quiz.sqlite3"
    record.write_bytes(record.read_bytes()[:5000])
    done = run_quiz("doctor", "--lang", "en")
    assert done.returncode == 1
    assert "!!  record" in done.stdout
    assert "damaged" in done.stdout


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_weakest_level_is_told_once(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "_measured", {"level": "limits"})
    first, second = io.StringIO(), io.StringIO()
    tell_weakness_once(Screen(first, language))  # type: ignore[arg-type]  # ja or en
    tell_weakness_once(Screen(second, language))  # type: ignore[arg-type]  # ja or en
    said = first.getvalue().replace("\n", " ")
    assert {"ja": "ネットワーク", "en": "read and delete your files"}[language] in said.replace("  ", " ")
    assert not second.getvalue()


def test_a_strong_level_needs_no_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "_measured", {"level": "bubblewrap"})
    out = io.StringIO()
    tell_weakness_once(Screen(out, "en"))
    assert not out.getvalue()


def test_a_level_counts_only_if_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a level starts but lets a probe through, the next one is taken."""
    monkeypatch.setattr(levels, "_measured", {})
    monkeypatch.setattr(launch, "LOCKS", {**launch.LOCKS, "kernel": ("limits",)})
    monkeypatch.setattr(launch, "bubblewrap", lambda: None)
    launch.launch.cache_clear()
    try:
        assert levels.level() == "limits"
    finally:
        launch.launch.cache_clear()
        monkeypatch.undo()
        launch.launch.cache_clear()


def test_without_bubblewrap_the_kernels_filters_are_next(monkeypatch: pytest.MonkeyPatch) -> None:
    if not levels.holds("kernel"):
        pytest.skip("this kernel has no Landlock or no seccomp")
    monkeypatch.setattr(levels, "_measured", {})
    monkeypatch.setattr(launch, "bubblewrap", lambda: None)
    launch.launch.cache_clear()
    try:
        assert levels.level() == "kernel"
    finally:
        monkeypatch.undo()
        launch.launch.cache_clear()
