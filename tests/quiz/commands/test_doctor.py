"""``quiz doctor`` tells what it has tried; what the weakest level does not hold is said once, plainly."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz import sandbox
from quiz.commands import doctor
from quiz.errors import QuizError
from quiz.sandbox import Job, launch, levels, process, run
from quiz.sandbox.inside import seccomp
from quiz.sandbox.probes import Tried
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


def told(language: str) -> str:
    """What is said before the first run; words that stand together in the text stand together here."""
    out = io.StringIO()
    tell_weakness_once(Screen(out, language))  # type: ignore[arg-type]  # ja or en
    return " ".join(out.getvalue().split())


@pytest.mark.parametrize(
    ("language", "platform", "locks", "words"),
    [
        ("ja", "linux", ("limits", "seccomp"), "ファイルを読むことは止めません"),
        ("en", "linux", ("limits", "seccomp"), "can read whatever you can read"),
        ("ja", "linux", ("limits",), "ネットワークにつなげます"),
        ("en", "linux", ("limits",), "read and delete your files"),
        ("ja", "darwin", (), "macOS ではメモリの制限が効かない"),
        ("en", "darwin", (), "macOS may not obey the bound of memory"),
        ("ja", "win32", (), "Windows ではメモリ"),
        ("en", "win32", (), "on Windows memory, the size of files and the number of processes are not bounded"),
    ],
)
def test_what_the_weakest_level_does_not_hold_is_told_once(
    language: str, platform: str, locks: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(levels, "_measured", {"level": "limits"})
    monkeypatch.setattr(levels, "_tried", {"limits": Tried(("read",), locks, ())})
    monkeypatch.setattr(launch, "is_superuser", lambda: False)
    monkeypatch.setattr(levels.sys, "platform", platform)
    said = told(language)
    assert words.replace(" ", "") in said.replace(" ", "")
    assert {"ja": "自分で書いたコードだけ", "en": "Grade only code that you wrote"}[language] in said
    assert not told(language)


@pytest.mark.parametrize(("item", "is_told"), [("impl-dropout", True), ("conv-output-size", False)])
def test_whoever_grades_a_sheet_with_code_is_told_before_it_is_run(
    item: str, is_told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from quiz.cli import main

    (tmp_path / "s.json").write_text(json.dumps({"items": [{"id": item, "seed": 1}]}))
    (tmp_path / "r.json").write_text('[""]')
    monkeypatch.setattr(levels, "_measured", {"level": "limits"})
    monkeypatch.setattr(levels, "_tried", {"limits": Tried(("read",), (), ())})
    monkeypatch.setattr(launch, "is_superuser", lambda: False)
    with pytest.raises(SystemExit):
        main(["grade", str(tmp_path / "s.json"), str(tmp_path / "r.json"), "--lang", "en"])
    assert ("Grade only code that you wrote" in " ".join(capsys.readouterr().err.split())) == is_told


def test_a_strong_level_needs_no_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "_measured", {"level": "bubblewrap"})
    out = io.StringIO()
    tell_weakness_once(Screen(out, "en"))
    assert not out.getvalue()


@pytest.fixture
def _without_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every level is tried anew, on a machine that has no bubblewrap."""
    monkeypatch.setattr(levels, "_measured", {})
    monkeypatch.setattr(levels, "_tried", {})
    monkeypatch.setattr(launch, "bubblewrap", lambda: None)
    launch._launch.cache_clear()
    yield
    launch._launch.cache_clear()


@pytest.mark.usefixtures("_without_bubblewrap")
def test_a_level_counts_only_if_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a level starts but lets a probe through, the next one is taken, and why is told."""
    monkeypatch.setattr(launch, "LOCKS", {**launch.LOCKS, "kernel": ("limits",)})
    monkeypatch.setattr(launch, "needed_locks", lambda _: ())
    monkeypatch.setattr(launch, "is_superuser", lambda: False)
    assert levels.level() == "limits"
    said = " ".join(text.en for text in levels.remarks("limits"))
    assert "bubblewrap isn't installed" in said
    assert "a file could be read, this program's source could be read" in said


@pytest.mark.thorough
@pytest.mark.usefixtures("_without_bubblewrap")
def test_without_bubblewrap_the_kernels_filters_are_next() -> None:
    if not levels.holds("kernel"):
        pytest.skip("this kernel has no Landlock or no seccomp")
    assert levels.level() == "kernel"
    (found,) = [finding for finding in doctor._findings() if finding.name == "sandbox"]
    said = " ".join(text.en for text in found.more)
    assert "bubblewrap isn't installed" in said
    assert "its size and its date can" in said


@pytest.mark.parametrize(
    ("lock", "said"), [("landlock", "this kernel has none"), ("seccomp", "of riscv64 aren't known")]
)
@pytest.mark.usefixtures("_without_bubblewrap")
def test_a_lock_that_is_missing_is_named_with_its_reason(lock: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a kernel without Landlock, and on an architecture whose calls nobody has listed."""
    locks = [one for one in launch.needed_locks("kernel") if one != lock]
    messages = iter([{"ready": True, "lacking": [], "locks": locks}])
    monkeypatch.setattr(process.Child, "_next", lambda *_: next(messages, None))
    monkeypatch.setattr(seccomp.platform, "machine", lambda: "riscv64")
    why = levels.refused("kernel")
    assert why is not None
    assert said in why.en
    assert {"landlock": "カーネルにないか無効", "seccomp": "riscv64 のシステムコール番号"}[lock] in why.ja


def test_what_a_kernels_landlock_lacks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "_tried", {"kernel": Tried((), ("landlock", "seccomp"), ("ioctl", "scope")),
                                           "bubblewrap": Tried((), ("landlock", "seccomp"), ())})  # fmt: skip
    said = [text.en for text in levels.remarks("kernel")]
    assert any("can't forbid ioctl on devices, signals and abstract sockets" in text for text in said)
    assert levels.remarks("bubblewrap") == []


@pytest.mark.usefixtures("_without_bubblewrap")
def test_root_is_refused_at_the_weakest_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "_measured", {"level": "limits"})
    monkeypatch.setattr(launch, "is_superuser", lambda: True)
    monkeypatch.setattr(sandbox, "_spare", {})  # of another test, which took root for somebody else
    job = Job("x = 1\n", (), ())
    with pytest.raises(QuizError, match="isn't run as root") as refusal:
        run(job, [{}])
    assert refusal.value.remedy == launch.OTHER_THAN_ROOT
    assert not told("en")
    (found,) = [finding for finding in doctor._findings() if finding.name == "sandbox"]
    assert not found.well
    assert "root" in found.found.ja
    assert found.more[0] == launch.OTHER_THAN_ROOT
    assert "bubblewrap isn't installed" in " ".join(text.en for text in found.more)
