"""``quiz data`` and ``quiz debrief --html``: what is written, refused, asked for and shown, in both languages."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from records import raw

from quiz.cli import main
from quiz.errors import QuizError
from quiz.practice.store import Store
from quiz.terminal.given_path import GivenPath

CONV = ("run", "day2", "--item", "conv-output-size", "--original", "--seed", "7")


@pytest.fixture
def home(run_quiz: Any, tmp_path: Path) -> Path:
    """A record with one wrong answer."""
    run_quiz(*CONV, stdin="5x5\n")
    return tmp_path / "quiz-home"


def test_where_it_lies(run_quiz: Any, tmp_path: Path) -> None:
    done = run_quiz("data", "where", "--lang", "en")
    path = tmp_path / "quiz-home" / "quiz.sqlite3"
    assert done.stdout == f"{path}\n  nothing has been recorded yet\n"
    assert not path.exists(), "asking makes no record"
    run_quiz(*CONV, stdin="5x5\n")
    run_quiz("data", "backup")
    assert run_quiz("data", "where", "--lang", "ja").stdout == f"{path}\n  控え: {path}.backup-1\n"
    told = json.loads(run_quiz("data", "where", "--format", "json").stdout)
    assert told == {"record": str(path), "exists": True, "copies": [f"{path}.backup-1"]}


def test_nothing_that_exists_is_overwritten(run_quiz: Any, home: Path, tmp_path: Path) -> None:
    for arguments in (
        ("data", "export"), ("data", "backup"), ("data", "export", "--format", "csv"), ("debrief", "1", "--html"),
    ):  # fmt: skip
        there = tmp_path / "mine"
        there.write_text("mine", encoding="utf-8")
        done = run_quiz(*arguments, str(there), "--lang", "en")
        assert done.returncode == 2
        assert "already there" in done.stderr
        assert there.read_text(encoding="utf-8") == "mine"
        assert run_quiz(*arguments, str(there), "--force").returncode == 0
        assert there.read_bytes() != b"mine"
        missing = run_quiz(*arguments, str(tmp_path / "no" / "folder"), "--lang", "en")
        assert missing.returncode == 2
        assert "can't write" in missing.stderr
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.endswith(".part")] == []


def test_a_copy_is_a_whole_record_for_the_learner_alone(run_quiz: Any, home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    done = run_quiz("data", "backup", str(copy), "--lang", "en")
    assert str(copy) in done.stdout
    assert os.name == "nt" or stat.S_IMODE(copy.stat().st_mode) == 0o600
    other = tmp_path / "other"
    other.mkdir()
    (other / "quiz.sqlite3").write_bytes(copy.read_bytes())
    with Store(other) as store, Store(home) as original:
        assert store.attempts(1) == original.attempts(1)


@pytest.mark.parametrize(("word", "language"), [("delete", "en"), ("削除", "ja"), ("ＤＥＬＥＴＥ", "ja")])
def test_deleting_asks_and_leaves_a_copy(run_quiz: Any, home: Path, word: str, language: str) -> None:
    for typed in ("", "y\n", "no\n"):
        done = run_quiz("data", "delete", "--lang", language, stdin=typed)
        assert done.returncode in (1, 130)
        assert raw(home, "SELECT count(*) FROM attempts") == [(1,)]
    done = run_quiz("data", "delete", "--lang", language, stdin=f"{word}\n")
    assert done.returncode == 0
    for table in ("attempts", "sessions", "marks", "set_aside"):
        assert raw(home, f"SELECT count(*) FROM {table}") == [(0,)]
    assert b"padding-forgotten" not in (home / "quiz.sqlite3").read_bytes(), "nothing of it is left in the file"
    assert b"padding-forgotten" in (home / "quiz.sqlite3.backup-1").read_bytes()
    assert run_quiz(*CONV, stdin="7x7\n").returncode == 0, "and a new one begins"


def test_deleting_for_scripts_and_without_a_copy(run_quiz: Any, home: Path) -> None:
    run_quiz("data", "backup")
    done = run_quiz("data", "delete", "--yes", "--no-backup")
    assert done.returncode == 0
    left = [entry.name for entry in home.iterdir() if "backup" in entry.name or ".v" in entry.name]
    assert left == [], "the copies are data of the learner's as well"


def rows_of(run_quiz: Any, *options: str) -> list[dict[str, str]]:
    """What stands in the table of weak questions."""
    done = run_quiz("data", "export", "-", "--format", "csv", *options)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_a_slip_is_told_in_the_words_and_numbers_in_which_it_was_told_last(run_quiz: Any) -> None:
    told = {}
    for seed in (3, 4):
        shown = run_quiz("run", "day2", "--item", "relu-sparsity-fraction", "--seed", str(seed), stdin="0.5\n").stdout
        told[seed] = " ".join(shown.split())
    (row,) = rows_of(run_quiz, "--lang", "ja")
    assert row["誤りの名前"] == "always-half"
    assert row["誤り"].replace(" ", "") in told[4].replace(" ", "")
    assert row["誤り"].replace(" ", "") not in told[3].replace(" ", "")
    (row,) = rows_of(run_quiz, "--lang", "en")
    assert row["slip ids"] == "always-half"
    assert row["slips"] not in ("", "always-half")
    assert "$" not in row["slips"]


def test_the_record_to_standard_output(run_quiz: Any, home: Path, tmp_path: Path) -> None:
    done = run_quiz("data", "export", "-", "--lang", "en")
    file = tmp_path / "record.jsonl"
    run_quiz("data", "export", str(file))
    sent, written = (
        [{**json.loads(line), "written_at": ""} for line in text.splitlines()]
        for text in (done.stdout, file.read_text(encoding="utf-8"))
    )
    assert sent == written
    assert done.stderr == f"{len(sent)} lines exported\n"
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("data", "import"), ("data", "backup"), ("verify",), ("grade",), ("stats", "--html"), ("site",),
        ("generate", "day2", "--key"), ("export", "day2", "--to", "gift", "--key"), ("lab", "depth", "--plot"),
        ("debrief", "1", "--html"), ("bank", "pack", "day2", "-o"), ("verify", "x.md", "--annotate"),
    ],
)  # fmt: skip
def test_a_file_named_by_a_dash_is_never_made(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    for lang, told in (("en", "can't be used here"), ("ja", "使えません")):
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "-", "--lang", lang])
        said = capsys.readouterr().err
        assert ended.value.code == 2
        assert told in said
        assert "→" in said
    assert not (tmp_path / "-").exists()


def test_a_sheet_and_an_export_to_standard_output(run_quiz: Any, tmp_path: Path) -> None:
    asked = ("day2", "--count", "2", "--seed", "1", "--lang", "en")
    assert run_quiz("generate", *asked, "-o", "-").stdout == run_quiz("generate", *asked).stdout
    gift = ("export", *asked, "--to", "gift")
    assert run_quiz(*gift, "-o", "-").stdout == run_quiz(*gift).stdout
    assert "needs -o FILE" in run_quiz("export", *asked, "--to", "qti3", "-o", "-").stderr
    assert not (tmp_path / "-").exists()


def test_what_is_named_is_of_the_right_kind(tmp_path: Path) -> None:
    folder, file, nothing = tmp_path, tmp_path / "file", tmp_path / "nothing"
    file.write_text("x", encoding="utf-8")
    for made, name, ja, en in (
        (GivenPath("file"), folder, "はフォルダです", "is a folder"),
        (GivenPath("folder"), file, "はフォルダではありません", "is not a folder"),
        (GivenPath(there=True), nothing, "がありません", "there is no"),
    ):
        with pytest.raises(QuizError) as refused:
            made.convert(str(name), None, None)
        assert ja in refused.value.in_("ja")
        assert en in refused.value.in_("en")
    assert GivenPath("file").convert(str(nothing), None, None) == nothing
    assert GivenPath("folder", there=True).convert(str(folder), None, None) == folder


def test_weak_questions_as_a_table_without_formulas(run_quiz: Any, home: Path, tmp_path: Path) -> None:
    raw(home, "UPDATE attempts SET diagnoses = ?", json.dumps(["=cmd|'/c calc'!A1", "padding-forgotten"]))
    file = tmp_path / "weak.csv"
    assert run_quiz("data", "export", str(file), "--format", "csv", "--lang", "en").returncode == 0
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    heads, row = data.decode("utf-8-sig").splitlines()
    assert heads == "question,title,topic,answers,right,guesses,last,chance,slips,slip ids"
    assert row.startswith("conv-output-size,")
    assert "'=cmd" in row
    assert "padding-forgotten" in row
    run_quiz(*CONV, "--new", stdin="7x7\n")
    for number in range(8):
        run_quiz(
            "run", "day2", "--item", "conv-output-size", "--original", "--seed", str(number), "--new", stdin="7x7\n"
        )
    run_quiz("data", "export", str(file), "--format", "csv", "--force")
    assert len(file.read_text(encoding="utf-8-sig").splitlines()) == 1, "no longer weak"
    assert (
        "there is no course"
        in run_quiz("data", "export", "x", "--format", "csv", "--course", "x", "--lang", "en").stderr
    )


def test_flags_and_notes_are_read_again(run_quiz: Any, home: Path) -> None:
    assert "no flags and no notes" in run_quiz("data", "marks", "--lang", "en").stdout
    from quiz.practice.learner_marks import put_mark, take_back

    asked = ("conv-output-size", 7)
    with Store(home) as store:
        put_mark(store, 1, 0, asked, "guessed")
        put_mark(store, 1, 0, asked, "flag")
        put_mark(store, 1, 0, asked, "note", said="端の数え方\x1b[2J")
        take_back(store, 1, 0, asked, "guessed")
    shown = run_quiz("data", "marks", "--lang", "ja").stdout
    assert "旗: 畳み込みの出力サイズ" in shown
    assert "端の数え方\\x1b[2J" in shown
    assert "勘: " not in shown, "taken back"
    assert "quiz explain conv-output-size --seed 7" in shown
    assert "quiz run --item conv-output-size" in shown
    told = json.loads(run_quiz("data", "marks", "--format", "json").stdout)
    assert sorted((one["mark"], one["item"], one["seed"]) for one in told) == [("flag", *asked), ("note", *asked)]


def test_disputed_verdicts_are_ready_to_be_sent(run_quiz: Any, home: Path) -> None:
    assert "no verdict is marked" in run_quiz("data", "reports", "--lang", "en").stdout
    from quiz.practice.learner_marks import put_mark

    with Store(home) as store:
        details = {"response": "5x5\n## forged", "verdict": "wrong", "program": "0.2.0", "item_digest": "ab" * 32}
        put_mark(
            store, 1, 0, ("conv-output-size", 0), "disputed", said="the padding is one-sided\x1b[2J", details=details
        )
    shown = run_quiz("data", "reports", "--lang", "en").stdout
    assert shown.startswith("## day2/conv-output-size, seed 0")
    assert "- answer: 5x5\\n## forged" in shown
    assert "the padding is one-sided\\x1b[2J" in shown
    assert "- version of quiz: 0.2.0" in shown
    assert "quiz explain conv-output-size" in shown
    (told,) = json.loads(run_quiz("data", "reports", "--format", "json").stdout)
    assert (told["course"], told["item"], told["seed"], told["verdict"]) == ("day2", "conv-output-size", 0, "wrong")
    shown = run_quiz("data", "reports", "--lang", "ja").stdout
    assert "学習者のことば" in shown
    assert "- 判定: 不正解\n" in shown


def test_import_tells_what_came_and_refuses_with_line_and_column(run_quiz: Any, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    run_quiz("data", "export", str(file))
    assert (
        "taken in: 0 sessions, 0 answers, 0 marks (2 known already)"
        in run_quiz("data", "import", str(file), "--lang", "en").stdout
    )
    told = json.loads(run_quiz("data", "import", str(file), "--format", "json").stdout)
    assert told["known"]["attempts"] == 1
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines[:2], lines[2].replace('"wrong"', '"perfect"', 1)]), encoding="utf-8")
    for language, words in (("en", "nothing was taken in"), ("ja", "何も取り込んでいません")):
        done = run_quiz("data", "import", str(file), "--lang", language)
        assert done.returncode == 2
        assert f"{file}:3:" in done.stderr
        assert words in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export",), "quiz data export needs a file"),
        (("import",), "quiz data import needs a file"),
        (("where", "x"), "takes no file"),
        (("import", "nothing.jsonl"), "there is no file"),
        (("backup", "--format", "csv"), "goes with export"),
        (("send",), "is not one of"),
    ],
)
def test_what_can_not_be_done_is_told(run_quiz: Any, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run_quiz("data", *arguments, "--lang", "en", cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr


def test_a_debriefing_is_read_as_json_and_printed_as_a_page(run_quiz: Any, tmp_path: Path) -> None:
    exam = ("run", "day2-exam", "--exam", "--choices", "--count", "3", "--seed", "5")
    done = run_quiz(*exam, "--lang", "en", stdin="1\n2\n3\n")
    assert "Result" in done.stdout
    assert "quiz debrief 1" in done.stdout
    told = json.loads(run_quiz("debrief", "--format", "json").stdout)
    assert (told["set"], told["seed"], told["max_score"]) == ("day2-exam", 5, 3)
    assert [question["response"] for question in told["questions"]] == ["1", "2", "3"]
    assert all(question["key"]["en"] for question in told["questions"])
    page = tmp_path / "exam.html"
    run_quiz("debrief", "1", "--html", str(page), "--lang", "ja")
    assert "模擬試験" in page.read_text(encoding="utf-8")
    again = run_quiz("debrief", "--lang", "en").stdout
    assert again.strip() == done.stdout[done.stdout.index("-" * 60 + "\nResult") :].strip()


def test_choices_go_with_practice_too_and_tell_what_is_left_out(run_quiz: Any) -> None:
    done = run_quiz("run", "day2", "--choices", "--seed", "3", "--lang", "en", stdin="1\nq\n")
    assert "(1) " in done.stdout
    assert "left out, having no three different wrong answers" in done.stderr
    assert "--choices" in " ".join(done.stdout.split())
    again = run_quiz("run", "day2", "--choices", "--lang", "en", stdin="q\n")
    assert "(seed 3)" in again.stdout
    assert "Going on" not in run_quiz("run", "day2", "--lang", "en", stdin="q\n").stdout
    assert run_quiz("run", "day2", "--choices", "--item", "bn-effects", "--lang", "en").returncode == 2
