"""``quiz run`` through a pipe: what is recorded, resumed, refused; the conversation in a terminal has its own tests."""

from __future__ import annotations

import json

from solvers.budget import ANSWER_LINE

CONV = ("run", "day2", "--item", "conv-output-size", "--original", "--seed", "7")


def attempts(done) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return [(entry["response"], entry["verdict"]) for entry in json.loads(done.stdout)["attempts"]]


def test_the_record_of_a_session(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz(*CONV, "--format", "json", stdin="７×７\n")
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert {"session", "set", "seed", "attempts", "score", "max_score"} <= set(record)
    (attempt,) = record["attempts"]
    expected = {"id", "seed", "response", "verdict", "score", "diagnoses", "understood_as", "elapsed_s"}
    assert expected <= set(attempt)
    assert (attempt["id"], attempt["response"], attempt["verdict"]) == ("conv-output-size", "７×７", "correct")
    assert (record["seed"], record["score"], record["max_score"]) == (7, 1, 1)


def test_a_wrong_answer_is_diagnosed_and_explained(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz(*CONV, "--lang", "en", stdin="5x5\n")
    assert "wrong" in done.stdout
    assert "padding" in done.stdout
    assert "7×7" in done.stdout
    assert "(6 + 2" in done.stdout or "8" in done.stdout


def test_what_cannot_be_read_is_asked_again_and_not_recorded(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz(*CONV, "--format", "json", "--lang", "en", stdin="7×((\n7×7\n")
    assert attempts(done) == [("7×7", "correct")]
    assert "^" in done.stderr


def test_the_rest_of_a_line_that_is_too_long_answers_no_question(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz(*CONV, "--format", "json", "--lang", "en", stdin="7x7" + " " * ANSWER_LINE + "5x5\n7x7\n")
    assert attempts(done) == [("7x7", "correct")]
    assert done.stderr.count("too long") == 1


def test_an_interrupted_session_is_resumed(run_quiz) -> None:  # type: ignore[no-untyped-def]
    first = run_quiz("run", "day2", "--seed", "7", "--format", "json", stdin="2(x+y)\n")
    again = run_quiz("run", "day2", "--seed", "7", "--format", "json", stdin="s\n")
    one, two = json.loads(first.stdout), json.loads(again.stdout)
    assert one["session"] == two["session"]
    assert len(one["attempts"]) == 1
    assert len(two["attempts"]) == 2
    assert two["attempts"][0] == one["attempts"][0]
    fresh = json.loads(run_quiz("run", "day2", "--seed", "7", "--new", "--format", "json").stdout)
    assert fresh["session"] != one["session"]
    assert fresh["attempts"] == []


def test_hints_skip_and_quit(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz(
        "run", "day2", "--seed", "7", "--format", "json", "--lang", "en", stdin="?\nh\nh\nh\nh\nh\nskip\nq\n"
    )
    record = json.loads(done.stdout)
    assert attempts(done) == [("", "unanswered")]
    assert record["attempts"][0]["hints_used"] >= 1
    assert "Hint 1" in done.stderr
    assert "no more hints" in done.stderr


def test_an_exam_tells_nothing_before_the_end(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz(*CONV, "--exam", "--lang", "en", stdin="h\n5x5\n")
    before, _, after = done.stdout.partition("Result")
    assert "no hints in an exam" in before
    assert "wrong" not in before
    assert "7×7" not in before
    assert "7×7" in after


def test_a_text_is_never_failed_by_the_machine(run_quiz) -> None:  # type: ignore[no-untyped-def]
    arguments = ("run", "day2", "--item", "bn-effects", "--format", "json")
    nonsense = json.loads(run_quiz(*arguments, stdin="今日は良い天気です\n").stdout)
    assert nonsense["attempts"][0]["verdict"] == "undecided"
    assert nonsense["max_score"] == 0
    good = json.loads(run_quiz(*arguments, "--new", stdin="学習が安定して速くなる。過学習を抑える。\n").stdout)
    assert good["attempts"][0]["verdict"] == "correct"


def test_count_repeats_a_set_with_new_numbers(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz("run", "day2", "--topic", "cnn", "--count", "6", "--seed", "3", "--format", "json", stdin="s\n" * 6)
    record = json.loads(done.stdout)
    seeds = [attempt["seed"] for attempt in record["attempts"]]
    assert len(seeds) == 6
    assert len(set(seeds)) >= 5


def test_nothing_but_json_on_standard_output(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz("run", "day2", "--seed", "9", "--format", "json", stdin="1\n2\nq\n")
    json.loads(done.stdout)
    assert "1/" in done.stderr


def test_bytes_that_are_no_text(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz(*CONV, "--format", "json", stdin=b"\xff\xfe\x00\n" + b"9" * 50_000 + b"\n7x7\n")
    assert json.loads(done.stdout)["attempts"][-1]["verdict"] in ("correct", "wrong", "unanswered")


def test_the_command_that_resumes_is_printed_whole(run_quiz) -> None:  # type: ignore[no-untyped-def]
    first = run_quiz(
        "run", "day2", "--topic", "cnn", "--count", "3", "--exam", "--seed", "4", "--lang", "en", stdin="q\n"
    )
    assert "quiz run day2 --seed 4 --count 3 --topic cnn --exam" in " ".join(first.stdout.split())
    again = run_quiz("run", "day2", "--topic", "cnn", "--count", "3", "--exam", "--lang", "en", stdin="q\n")
    assert "(seed 4)" in again.stdout


def test_a_set_of_one_section_is_narrowed_within_itself(run_quiz) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz("generate", "alexnet", "--kind", "expression", "--lang", "en")
    assert done.returncode == 2
    assert "no question fits" in done.stderr


def test_the_clock_goes_on_where_it_stopped(run_quiz, tmp_path) -> None:  # type: ignore[no-untyped-def]
    from quiz.practice.store import Store

    run_quiz(*CONV, stdin="q\n")
    with Store(tmp_path / "quiz-home") as store:
        session = store.unfinished("day2", 7, store._connection.execute("SELECT options FROM sessions").fetchone()[0])
        assert session is not None
        store.set_used_s(session.id, 125.0)
    assert "2:05/" in run_quiz(*CONV, stdin="q\n").stdout


def test_a_skipped_question_shows_its_answer(run_quiz) -> None:  # type: ignore[no-untyped-def]
    assert "7×7" in run_quiz(*CONV, "--lang", "en", stdin="s\n").stdout
    assert "7×7" not in run_quiz(*CONV, "--exam", "--lang", "en", stdin="s\n").stdout.partition("Result")[0]


def test_the_command_that_resumes_keeps_a_language_that_the_locale_does_not_give(run_quiz) -> None:  # type: ignore[no-untyped-def]
    def told(language: str, locale: str) -> str:
        return " ".join(run_quiz(*CONV, "--lang", language, stdin="q\n", LC_ALL=locale).stdout.split())

    assert "--original --lang en" in told("en", "C")
    assert "--lang" not in told("ja", "C")
    assert "--lang" not in told("en", "en_US.UTF-8")
    assert "--original --lang ja" in told("ja", "en_US.UTF-8")


def test_an_exam_shows_the_slips_and_the_command_for_each_solution_at_its_end(run_quiz, tmp_path) -> None:  # type: ignore[no-untyped-def]
    done = run_quiz(*CONV, "--exam", "--lang", "en", stdin="5x5\n")
    before, _, after = done.stdout.partition("Result")
    assert "padding was left out" not in before
    assert "padding was left out" in after
    call = "quiz explain conv-output-size"
    assert call in after
    assert "7×7" in run_quiz(*call.split()[1:]).stdout

    folder = tmp_path / "my bank"
    folder.mkdir()
    run_quiz("new", "my-question", "--bank", str(folder))
    done = run_quiz("run", str(folder), "--exam", "--seed", "3", "--lang", "en", stdin="123456\n")
    assert "quiz explain my-question --bank" in " ".join(done.stdout.partition("Result")[2].split())
    assert "my bank'" in " ".join(done.stdout.split())


THREE_RIGHT = """+++
id = "three"
kind = "multichoice"
section = "s"
minutes = 1
difficulty = 1
options = 4
[draw]
n = [5]
"""


def test_a_score_has_one_decimal_on_the_screen_and_all_of_them_in_the_record(run_quiz, tmp_path) -> None:  # type: ignore[no-untyped-def]
    options = [
        f'[[option]]\nja = "{name}"\nen = "{name}"\nholds = "n > {least}"\n'
        for name, least in (("w", 1), ("x", 2), ("y", 3), ("z", 9))
    ]
    text = "{{n}}\n## 解説\n{{n}}\n# en\n{{n}}\n## Solution\n{{n}}\n"
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "three.md").write_text(THREE_RIGHT + "".join(options) + "+++\n# ja\n" + text, encoding="utf-8")
    assert "score 0.7 of 1" in run_quiz("run", str(bank), "--lang", "en", stdin="w, x\n").stdout
    assert "得点 0.7 / 1" in run_quiz("run", str(bank), "--lang", "ja", stdin="wとx\n").stdout
    record = json.loads(run_quiz("run", str(bank), "--format", "json", stdin="x と w\n").stdout)
    assert record["score"] == 0.6667
