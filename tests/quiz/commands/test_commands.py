"""The command line as its users meet it: arguments, output, JSON and exit status, in processes of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.cli import summaries
from quiz.columns import width
from quiz.kinds import kind_names


def test_help_in_both_languages_fits_80_columns(run_quiz) -> None:  # type: ignore[no-untyped-def]
    for language in ("ja", "en"):
        overview = run_quiz("--lang", language, "--help")
        assert overview.returncode == 0
        for command in summaries():
            assert f"  {command} " in overview.stdout
            done = run_quiz(command, "--help", "--lang", language)
            assert done.returncode == 0
            assert max(map(width, done.stdout.splitlines())) <= 80
            assert ("使い方" in done.stdout) is (language == "ja")
            assert "--lang" in done.stdout


@pytest.mark.parametrize("language", ["ja", "en"])
def test_quiz_alone_shows_in_ten_lines_what_it_can_do(run_quiz, language) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz("--lang", language)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert len(lines) == 10
    assert max(map(width, lines)) <= 80
    assert not done.stderr
    named = [line.split()[1] for line in lines[1:-1]]
    assert all(line.split()[0] == "quiz" for line in lines[1:-1])
    assert set(named) <= set(summaries())
    assert ("確認テスト" in done.stdout) is (language == "ja")


def test_the_language_comes_from_the_locale_and_then_is_japanese(run_quiz) -> None:  # type: ignore[no-untyped-def]
    assert "コマンド" in run_quiz("--help").stdout
    assert "Commands" in run_quiz("--help", LANG="en_US.UTF-8").stdout
    assert "コマンド" in run_quiz("--help", LC_ALL="ja_JP.UTF-8", LANG="en_US.UTF-8").stdout


@pytest.mark.parametrize(
    ("arguments", "ja", "en"),
    [
        (["nothing"], "nothing というコマンドはありません", "No such command 'nothing'"),
        (["rnu"], "run のことですか", "Did you mean run?"),
        (["run", "--nonsense"], "--nonsense というオプションはありません", "No such option"),
        (["run", "day3"], "day2 のことですか", "did you mean day2?"),
        (["run", "--count", "0"], "--count の値が正しくありません", "--count"),
        (["run", "--count", "x"], "--count の値が正しくありません", "--count"),
        (["run", "--seed", "-1"], "--seed の値が正しくありません", "--seed"),
        (["run", "--topic", "cooking"], "cooking という分野はありません", "sections: vanishing-gradient, "),
        (["run", "--weak", "--topic", "cooking"], "分野: vanishing-gradient、", "there is no topic cooking"),
        (["run", "--choices", "--topic", "cn"], "近いもの: cnn", "near it: cnn"),
        (["run", "--weak", "--item", "cooking"], "cooking という問題はありません", "there is no question cooking"),
        (["run", "--weak", "--item", "day2/conv-output-size"], "この条件の解答が", "none was answered"),
        (["list", "--topic", "cooking"], "cooking という分野はありません", "there is no topic cooking"),
        (["list", "--syllabus", "--topic", "cooking"], "cooking という分野はありません", "there is no topic cooking"),
        (["run", "--item", "conv-output-siez"], "conv-output-size", "conv-output-size"),
        (["review", "--minutes", "x"], "'x'（1 以上 600 以下の整数", "'x' is not a whole number"),
        (["class"], "new、collect、grade、report のどれかを指定", "name one of: new, collect, grade, report"),
        (["data", "mend"], "'mend' は使えません（次のどれかです: where、", "'mend' is not one of 'where'"),
        (["stats", "day2", "more"], "余分な引数があります: more", "unexpected extra argument (more)"),
        (["explain"], "ITEM を指定してください", "ITEM"),
        (["explain", "no-such-item"], "no-such-item という問題はありません", "there is no question no-such-item"),
        (["generate"], "SET を指定してください", "SET"),
        (["generate", "day2", "-o", "/no/such/folder/x.md"], "書けません", "can't write"),
        (["grade", "no.json", "no.json"], "no.json を読めません", "can't read no.json"),
        (["check", "/no/such/bank"], "問題集もフォルダもありません", "no set and no folder"),
        (["new", "Bad Name"], "使えません", "can't be an id"),
        (["explain", "conv-output-size", "--lang", "fr"], "--lang の値が正しくありません", "--lang"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_the_readers_language(run_quiz, arguments, ja, en) -> None:  # type: ignore[no-untyped-def]
    for language, word in (("ja", ja), ("en", en)):
        given = arguments if "--lang" in arguments else [*arguments, "--lang", language]
        done = run_quiz(*given, LANG=f"{language}_X.UTF-8")
        assert done.returncode == 2
        assert word in done.stderr
        assert done.stdout == ""


def test_generate_is_the_same_twice_and_holds_no_key(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sheets = []
    for name in ("a", "b"):
        key = tmp_path / f"{name}.json"
        done = run_quiz("generate", "day2", "--count", "60", "--seed", "1", "--format", "json", "--key", str(key))
        assert done.returncode == 0
        sheets.append((done.stdout, key.read_text(encoding="utf-8")))
    assert sheets[0] == sheets[1]
    sheet, key = (json.loads(text) for text in sheets[0])
    assert {"bank", "digest", "seed", "items"} <= set(sheet)
    assert len(sheet["items"]) == len(key["items"]) == 60
    for shown, hidden in zip(sheet["items"], key["items"], strict=True):
        assert {"id", "seed", "kind", "minutes", "stem", "options"} <= set(shown)
        assert not {"key", "key_text", "solution", "distractors", "correct"} & set(shown)
        assert {"key", "key_text", "distractors", "solution"} <= set(hidden)
        assert shown["stem"]["ja"]
        assert shown["stem"]["en"]
        assert "{{" not in json.dumps([shown, hidden])
    others = run_quiz("generate", "day2", "--count", "60", "--seed", "2", "--format", "json")
    assert others.stdout != sheets[0][0]


def test_grade_gives_the_key_full_marks_and_names_planted_slips(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sheet, key = tmp_path / "sheet.json", tmp_path / "key.json"
    run_quiz(
        "generate", "day2", "--count", "80", "--seed", "5", "--format", "json", "--key", str(key), "-o", str(sheet)
    )
    entries = json.loads(key.read_text(encoding="utf-8"))["items"]
    responses = tmp_path / "responses.json"

    def graded(answers: list[object]) -> dict[str, object]:
        responses.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
        done = run_quiz("grade", str(sheet), str(responses), "--format", "json")
        result: dict[str, object] = {**json.loads(done.stdout), "status": done.returncode}
        return result

    for field in ("key_text", "key"):
        result = graded([entry[field] for entry in entries])
        assert result["score"] == result["max_score"] == 80, [
            (item["id"], item["response"], item["verdict"])  # type: ignore[attr-defined,index]
            for item in result["items"]  # type: ignore[attr-defined]
            if item["verdict"] != "correct"  # type: ignore[index]
        ]
        assert result["status"] == 0
    planted = [entry["distractors"][0] if entry["distractors"] else None for entry in entries]
    assert sum(slip is not None for slip in planted) > 50
    result = graded([slip["value"] if slip else "" for slip in planted])
    assert result["status"] == 1
    for slip, item in zip(planted, result["items"], strict=True):  # type: ignore[call-overload]
        if slip is None:
            assert item["verdict"] == "unanswered"
        else:
            assert item["verdict"] in ("wrong", "partial"), item
            assert set(slip["misconceptions"]) <= set(item["diagnoses"])


@pytest.mark.parametrize(
    ("sheet", "responses", "word"),
    [
        ("{", "[]", "isn't JSON"),
        ("[]", "[]", "is no sheet"),
        ('{"items": [{}]}', "[]", "lacks id or seed"),
        ('{"items": [{"id": "conv-output-size", "seed": -1}]}', "[]", "lacks id or seed"),
        ('{"items": [{"id": "no-such", "seed": 1}]}', '["1"]', "no question no-such"),
        ('{"items": [{"id": "conv-output-size", "seed": 1}]}', "{}", "no list of responses"),
        ('{"items": [{"id": "conv-output-size", "seed": 1}]}', '["1", "2"]', "2 responses for 1"),
        ('{"items": [{"id": "conv-output-size", "seed": 1}]}', '[{"id": "x", "seed": 1, "response": "1"}]', "isn't on"),
        ('{"bank": "mine", "items": [{"id": "x", "seed": 1}]}', "[]", "give its folder with --bank"),
        ("[" * 100_000, "[]", "s.json:1: nested too deeply"),
    ],
)  # fmt: skip
def test_files_that_are_no_sheet(run_quiz, tmp_path: Path, sheet: str, responses: str, word: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "s.json").write_text(sheet)
    (tmp_path / "r.json").write_text(responses)
    done = run_quiz("grade", "s.json", "r.json", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 2
    assert word in done.stderr


def test_forms_are_numbered_and_differ(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    arguments = ["generate", "day2", "--forms", "3", "--seed", "4", "-o", "sheet.md", "--key", "key.md"]
    assert run_quiz(*arguments, cwd=tmp_path).returncode == 0
    sheets = [(tmp_path / f"sheet-{number}.md").read_text(encoding="utf-8") for number in (1, 2, 3)]
    assert len(set(sheets)) == 3
    assert len(list(tmp_path.glob("key-*.md"))) == 3


def test_explain_shows_the_original_or_a_drawn_variant(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz("explain", "conv-output-size", "--lang", "en")
    assert "7×7" in done.stdout
    other = run_quiz("explain", "conv-output-size", "--seed", "3", "--lang", "ja")
    assert other.returncode == 0
    assert other.stdout != done.stdout
    plain = run_quiz("explain", "conv-output-size", "--seed", "3", "--lang", "en", "--ascii")
    assert not set(plain.stdout) & set("×÷²³⁻·√∂Σ∑≤≥—…✓✗")


def test_list_as_text_and_json(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz("list", "--lang", "en")
    assert "day2" in done.stdout
    assert "conv-output-size" in done.stdout
    listed = json.loads(run_quiz("list", "--topic", "cnn", "--format", "json").stdout)
    assert listed["items"]
    assert all("cnn" in [item["section"], *item["tags"]] for item in listed["items"])


@pytest.mark.parametrize("kind", kind_names())
def test_a_new_question_works_at_once(run_quiz, tmp_path: Path, kind: str) -> None:  # type: ignore[no-untyped-def]
    made = run_quiz("new", "my-question", "--kind", kind, "--bank", "bank", cwd=tmp_path)
    assert made.returncode == 0
    assert run_quiz("check", "bank", "--seeds", "20", cwd=tmp_path).returncode == 0
    asked = run_quiz("run", "bank", "--format", "json", stdin="x\n1\n", cwd=tmp_path)
    assert json.loads(asked.stdout)["questions"] == 1
    title = re.search(r'title = { ja = "(.+?)"', (tmp_path / "bank" / "my-question.md").read_text(encoding="utf-8"))
    assert title
    assert title[1] in asked.stderr
    again = run_quiz("new", "my-question", "--bank", "bank", "--lang", "en", cwd=tmp_path)
    assert again.returncode == 2
    assert "already there" in again.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_half_a_new_question_is_none(run_quiz, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    command = f"ulimit -f 0; exec {sys.executable} -c 'from quiz.cli import main; main()' new my-question --lang en"
    for _ in range(2):
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, env=run_quiz.environment)
        assert done.returncode == 2
        assert b"can't write my-bank/my-question.md: File too large" in done.stderr
        assert os.listdir(tmp_path / "my-bank") == []
    assert run_quiz("new", "my-question", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("arguments", ["list", "--help", "list --help", "explain conv-output-size", "generate day2"])
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_pipe_that_closes_early_is_no_fault(run_quiz, arguments: str, reader: str) -> None:  # type: ignore[no-untyped-def]
    command = f"{sys.executable} -c 'from quiz.cli import main; main()' {arguments} | {reader}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=run_quiz.environment)
    assert (done.returncode, done.stderr) == (0, "")
