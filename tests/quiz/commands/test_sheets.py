"""A teacher's day with sheets: made, filled in, the bank edited, graded (``quiz generate``, ``grade``, ``verify``)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import add_course

pytestmark = pytest.mark.thorough  # every call loads courses

COURSE = Path(__file__).resolve().parents[2] / "courses" / "probability"

Run = Callable[..., tuple[int, str, str]]

BREAKS_SOMETIMES = """+++
id = "ratio"
kind = "number"
title = { ja = "比", en = "A ratio" }
section = "s"
minutes = 1
difficulty = 1
key = "a / (b - 7)"
check = "a * (1 / (b - 7))"
[draw]
a = { from = 1, to = 99 }
b = { from = 1, to = 40 }
+++
# ja
{{a}} 割る ({{b}} 引く 7) は
## 解説
{{key}}
# en
{{a}} over ({{b}} minus 7)
## Solution
{{key}}
"""


@pytest.fixture
def run(run_here: Run) -> Run:
    """The command line in a folder of this test's own."""
    return run_here


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """An added course with the id ``chance``."""
    folder = tmp_path / "course"
    shutil.copytree(COURSE, folder)
    text = (folder / "course.toml").read_text(encoding="utf-8")
    (folder / "course.toml").write_text(text.replace('id = "probability"', 'id = "chance"'), encoding="utf-8")
    add_course(str(folder))
    return folder


def dump(name: str, data: object) -> str:
    Path(name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return name


def load(name: str) -> Any:
    return json.loads(Path(name).read_text(encoding="utf-8"))


def files() -> set[str]:
    return {path.name for path in Path().iterdir() if path.is_file()}


# -- generate ----------------------------------------------------------------------------------------------------------


def test_nothing_that_exists_is_overwritten(run: Run, course: Path) -> None:
    assert run("generate", "chance", "--seed", 1, "-o", "s.md", "--key", "k.md")[0] == 0
    Path("s.md").write_text("filled in", encoding="utf-8")
    for arguments in (("-o", "s.md"), ("-o", "t.md", "--key", "k.md"), ("-o", "t.md", "--key", "s.md")):
        status, out, err = run("generate", "chance", "--seed", 2, *arguments)
        assert status == 2
        assert "already there" in err
        assert "--force" in err
        assert out == ""
    assert Path("s.md").read_text(encoding="utf-8") == "filled in"
    assert files() == {"s.md", "k.md"}
    assert run("generate", "chance", "--seed", 2, "-o", "s.md", "--key", "k.md", "--force")[0] == 0
    assert "quiz-question" in Path("s.md").read_text(encoding="utf-8")


def test_a_form_of_many_that_can_not_be_made_leaves_no_half_class(run: Run) -> None:
    Path("bank").mkdir()
    Path("bank/ratio.md").write_text(BREAKS_SOMETIMES, encoding="utf-8")
    status, _, err = run("generate", "bank", "--forms", 200, "--seed", 1, "-o", "f.md", "--key", "k.json")
    assert status == 2
    assert "division by zero" in err
    assert " of 200 (seed " in err
    assert "no file was written" in err
    assert files() == set()
    japanese = run("generate", "bank", "--forms", 200, "--seed", 1, "-o", "f.md", "--lang", "ja")[2]
    assert "ファイルは何も書いていません" in japanese
    assert run("generate", "bank", "--count", 200, "--seed", 1)[1] == ""  # nor half a sheet on standard output


def test_a_class_is_written_whole_with_a_number_on_each_form(run: Run, course: Path) -> None:
    Path("f-2.md").write_text("another's", encoding="utf-8")
    assert run("generate", "chance", "--forms", 3, "--seed", 1, "-o", "f.md", "--key", "k.json")[0] == 2
    assert files() == {"f-2.md"}
    Path("f-2.md").unlink()
    assert run("generate", "chance", "--forms", 3, "--seed", 1, "-o", "f.md", "--key", "k.json")[0] == 0
    assert files() == {f"{name}-{number}.{end}" for name, end in (("f", "md"), ("k", "json")) for number in (1, 2, 3)}
    assert "Form 3 of 3" in Path("f-3.md").read_text(encoding="utf-8")
    assert load("k-2.json")["form"] == 2


def test_json_has_both_sides_of_a_matching_apart_and_a_digest_for_each_question(run: Run, course: Path) -> None:
    run("generate", "chance/conditional", "--seed", 1, "--format", "json", "-o", "s.json", "--key", "k.json")
    sheet, key = load("s.json"), load("k.json")
    match = next(entry for entry in sheet["items"] if entry["kind"] == "matching")
    left, right = match["lists"]
    assert match["options"] is None
    assert [entry["label"] for entry in left] == ["(A)", "(B)", "(C)"]
    assert {"ja", "en", "label"} == set(right[0])
    digests = [entry["digest"] for entry in sheet["items"]]
    assert len(set(digests)) == len(digests) == 2
    assert [entry["digest"] for entry in key["items"]] == digests
    assert set(key["sources"]) == {entry["id"] for entry in sheet["items"]}
    assert "sources" not in sheet


# -- grade -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(run: Run, course: Path) -> list[str]:
    """A sheet s.json of the added course, its key k.json, the right answers in ok.json; returns the questions' ids."""
    run("generate", "chance", "--seed", 2, "--format", "json", "-o", "s.json", "--key", "k.json")
    entries = load("k.json")["items"]
    dump("ok.json", [entry["key_text"] for entry in entries])
    ids = [entry["id"] for entry in entries]
    assert "bayes-positive" in ids
    return ids


def edit(course: Path) -> None:
    path = course / "conditional" / "bayes-positive.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("ill = [1, 2, 4, 5]", "ill = [10, 20]"), encoding="utf-8")


def test_a_sheet_of_an_added_course_needs_no_bank(run: Run, sheet: list[str]) -> None:
    assert run("grade", "s.json", "ok.json")[:2] == run("grade", "s.json", "ok.json", "--bank", "course")[:2]
    status, out, err = run("grade", "s.json", "ok.json")
    assert (status, err) == (0, "")
    assert f"score {len(sheet)} of {len(sheet)}" in out


def test_a_sheet_of_an_unknown_course_asks_for_its_folder(run: Run, sheet: list[str], course: Path) -> None:
    (course / "course.toml").write_text("x = [", encoding="utf-8")
    status, _, err = run("grade", "s.json", "ok.json")
    assert status == 2
    assert "--bank" in err
    assert "course.toml" in err  # why the course isn't known any more
    assert run("grade", "s.json", "ok.json", "--bank", "course")[0] == 0
    assert run("grade", "s.json", "ok.json", "--key", "k.json")[0] == 0


def test_one_edited_question_alone_is_refused_by_name(run: Run, sheet: list[str], course: Path) -> None:
    edit(course)
    status, out, err = run("grade", "s.json", "ok.json", "--format", "json")
    result = json.loads(out)
    number = sheet.index("bayes-positive") + 1
    assert status == 2
    assert result["refused"] == [number]
    assert f"question {number} [bayes-positive]: the question has changed" in err
    assert "--key" in err
    verdicts = {entry["id"]: entry["verdict"] for entry in result["items"]}
    assert verdicts.pop("bayes-positive") == "undecided"
    assert set(verdicts.values()) == {"correct"}
    assert result["score"] == result["max_score"] == len(sheet) - 1
    status, out, err = run("grade", "s.json", "ok.json", "--key", "k.json")
    assert (status, err) == (0, "")
    assert f"score {len(sheet)} of {len(sheet)}" in out


def test_a_wrong_answer_counts_before_a_question_that_was_refused(run: Run, sheet: list[str], course: Path) -> None:
    edit(course)
    wrong = [{"id": "expected-value", "response": "3"}, {"id": "bayes-positive", "response": "3"}]
    assert run("grade", "s.json", dump("r.json", wrong))[0] == 1


def test_a_slip_is_told_in_words(run: Run) -> None:
    item = ("generate", "day2", "--item", "relu-sparsity-fraction", "--seed", 3)
    run(*item, "--format", "json", "-o", "s.json")
    answers = dump("r.json", ["0.5"])
    (graded,) = json.loads(run("grade", "s.json", answers, "--format", "json", "--lang", "ja")[1])["items"]
    assert graded["diagnoses"] == ["always-half"]
    shown = run("grade", "s.json", answers, "--lang", "ja")[1]
    assert "always-half" not in shown
    assert "".join(graded["messages"][0].split()) in "".join(shown.split())


def test_what_does_not_fit_the_sheet_is_told(run: Run, sheet: list[str]) -> None:
    status, out, err = run("grade", "s.json", dump("r.json", load("ok.json")[:1]), "--format", "json")
    assert status == 0
    assert f"question 2 [{sheet[1]}]" in err
    assert json.loads(out)["notes"] == [line.removeprefix("note: ") for line in err.splitlines()]
    japanese = run("grade", "s.json", "r.json", "--lang", "ja")[2]
    assert f"※ r.json に解答のない問題: 問 2 [{sheet[1]}]" in japanese
    twice = [{"id": sheet[0], "response": "1"}, {"id": sheet[0], "response": "2"}]
    status, out, err = run("grade", "s.json", dump("r.json", twice))
    assert status == 2
    assert f"question 1 [{sheet[0]}]: there are 2 responses: 1 / 2" in err
    assert "--key" not in err
    run("generate", "chance", "--seed", 3, "--format", "json", "-o", "s3.json", "--key", "k3.json")
    others = [{**entry, "response": "1"} for entry in load("s3.json")["items"]]
    assert run("grade", "s.json", dump("r.json", others))[0] == 2
    assert run("grade", "s.json", dump("r.json", {"seed": 3, "responses": load("ok.json")}))[0] == 2
    assert "key of another sheet" in run("grade", "s.json", "ok.json", "--key", "k3.json")[2]


def test_a_sheet_that_was_filled_in_goes_to_verify(run: Run, sheet: list[str]) -> None:
    filled(run, *load("ok.json"))
    for arguments in (("filled.md", "ok.json"), ("s.json", "filled.md")):
        status, _, err = run("grade", *arguments)
        assert status == 2
        assert "filled.md isn't JSON" in err
        assert "quiz verify" in err


# -- verify ------------------------------------------------------------------------------------------------------------


def filled(run: Run, *answers: str, language: str = "ja") -> None:
    """Write filled.md: a sheet with these answers."""
    arguments = ("--lang", language, "-o", "sheet.md", "--key", "key.json", "--force")
    assert run("generate", "chance", "--seed", 2, *arguments)[0] == 0
    label = "答え:" if language == "ja" else "Answer:"
    first, *parts = Path("sheet.md").read_text(encoding="utf-8").split(f"\n{label}\n")
    assert len(parts) == len(answers)
    pairs = zip(answers, parts, strict=True)
    text = first + "".join(f"\n{label} {answer}\n{part}" for answer, part in pairs)
    Path("filled.md").write_text(text, encoding="utf-8")


def judged(run: Run, *arguments: object) -> tuple[int, list[dict[str, Any]]]:
    status, out, _ = run("verify", "--format", "json", *arguments)
    return status, json.loads(out)["reports"][0]["findings"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_filled_sheet_is_graded_by_its_own_numbers(run: Run, sheet: list[str], language: str) -> None:
    filled(run, *load("ok.json"), language=language)
    status, found = judged(run, "filled.md")
    assert status == 0
    assert [(entry["item"], entry["verdict"]) for entry in found] == [(name, "correct") for name in sheet]
    lines = Path("filled.md").read_text(encoding="utf-8").split("\n")
    for entry, answer in zip(found, load("ok.json"), strict=True):
        assert lines[entry["line"] - 1].endswith(answer)
        assert "quiz-question" in lines[entry["question_line"] - 1]


def test_a_wrong_answer_on_a_sheet_is_wrong_and_explained(run: Run, sheet: list[str]) -> None:
    key = load("k.json")["items"]
    place = sheet.index("bayes-positive")
    slip = next(one for one in key[place]["distractors"])
    filled(run, *(str(slip["value"]) if number == place else "" for number in range(len(sheet))))
    status, found = judged(run, "filled.md")
    assert status == 1
    assert [entry["verdict"] for entry in found].count("unanswered") == len(sheet) - 1
    wrong = found[place]
    assert wrong["verdict"] == "wrong"
    assert set(slip["misconceptions"]) <= {one["name"] for one in wrong["diagnoses"]}
    shown = run("verify", "filled.md")[1]
    assert key[place]["key_text"] in shown


def test_a_sheet_after_the_bank_was_edited(run: Run, sheet: list[str], course: Path) -> None:
    filled(run, *load("ok.json"))
    edit(course)
    status, found = judged(run, "filled.md")
    verdicts = {entry["item"]: entry["verdict"] for entry in found}
    assert verdicts.pop("bayes-positive") == "undecided"
    assert set(verdicts.values()) == {"correct"}
    assert status == 0
    status, found = judged(run, "filled.md", "--key", "key.json")
    assert {entry["verdict"] for entry in found} == {"correct"}


def test_a_sheet_whose_course_is_not_here_is_told_with_its_path(run: Run, sheet: list[str], course: Path) -> None:
    filled(run, *load("ok.json"))
    Path("report.md").write_text("# 学習記録\n\nとくになし\n", encoding="utf-8")
    shutil.move(course, "elsewhere")
    status, out, err = run("verify", "filled.md", "report.md")
    assert status == 2
    assert "filled.md: this sheet was made from the bank chance" in err
    assert "report.md" in out
    status, found = judged(run, "filled.md", "--bank", "elsewhere")
    assert {entry["verdict"] for entry in found} == {"correct"}


def test_a_derivation_is_followed_to_its_result(run: Run, sheet: list[str]) -> None:
    # The second line is neither a factor nor another answer.
    for answer in ("\n\n10 + 10\n= 20\n\n", "20\n\n(2)\n", "\n10 + 10 = 30 - 10\nよって 20\n"):
        filled(run, *[answer if name == "expected-value" else "" for name in sheet])
        finding = judged(run, "filled.md")[1][sheet.index("expected-value")]
        assert finding["verdict"] == "correct", (answer, finding)
    key = load("ok.json")[sheet.index("binomial-variance")]
    filled(run, *[f"{key}\n\n(2)" if name == "binomial-variance" else "" for name in sheet])
    assert judged(run, "filled.md")[1][sheet.index("binomial-variance")]["verdict"] == "correct"


def test_what_stands_elsewhere_than_the_answer_is_told_and_costs_nothing(run: Run, sheet: list[str]) -> None:
    filled(run, *[""] * len(sheet), language="en")
    text = Path("filled.md").read_text(encoding="utf-8").replace("in yen?", "in yen?\n\n→ 3 yen")
    Path("filled.md").write_text(text, encoding="utf-8")
    status, found = judged(run, "filled.md")
    finding = found[sheet.index("expected-value")]
    assert (status, finding["verdict"]) == (0, "unreadable")
    assert text.split("\n")[finding["line"] - 1] == "→ 3 yen"
    assert "elsewhere" in finding["message"]


def test_two_answers_are_not_chosen_between(run: Run, sheet: list[str]) -> None:
    filled(run, *["20\n\n答え: 21" if name == "expected-value" else "" for name in sheet])
    finding = judged(run, "filled.md")[1][sheet.index("expected-value")]
    assert finding["verdict"] == "unreadable"
    assert "more than one answer" in finding["message"]


def test_a_page_and_a_json_sheet_are_recognised(run: Run, sheet: list[str]) -> None:
    filled(run, *load("ok.json"))
    text = Path("filled.md").read_text(encoding="utf-8")
    blocks = [f"<p>{block}</p>" if not block.startswith("<!--") else block for block in text.split("\n\n")]
    Path("page.html").write_text("<!doctype html><html><body>" + "\n".join(blocks), encoding="utf-8")
    found = judged(run, "page.html")[1]
    assert [entry["item"] for entry in found] == sheet
    assert found[0]["verdict"] == "correct"
    data = load("s.json")
    for entry, answer in zip(data["items"], load("ok.json"), strict=True):
        entry["response"] = answer
    assert {entry["verdict"] for entry in judged(run, dump("filled.json", data))[1]} == {"correct"}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_sheet_without_its_marks_is_refused_and_not_judged_by_other_numbers(
    run: Run, sheet: list[str], language: str
) -> None:
    filled(run, *load("ok.json"), language=language)
    lines = Path("filled.md").read_text(encoding="utf-8").split("\n")
    earlier = [line.replace("1 点・", "").replace("1 point, ", "") for line in lines]  # as earlier versions wrote it
    for text in (lines, earlier):
        Path("bare.txt").write_text("\n".join(line for line in text if "<!--" not in line), encoding="utf-8")
        status, out, err = run("verify", "bare.txt")
        assert status == 2
        assert "bare.txt: a sheet of quiz generate without the marks" in err
        assert "0 answers and claims checked" in out


def test_no_run_is_made_for_a_prediction_that_nobody_made(run: Run) -> None:
    run("generate", "day2", "--item", "run-lr-stability", "--seed", 1, "-o", "p.md")
    finding = judged(run, "p.md")[1][0]
    assert (finding["item"], finding["verdict"], finding["expected"]) == ("run-lr-stability", "unanswered", None)


def test_questions_that_are_gone_from_a_sheet_are_told(run: Run, sheet: list[str]) -> None:
    filled(run, *load("ok.json"))
    text = Path("filled.md").read_text(encoding="utf-8")
    Path("filled.md").write_text(text[: text.index("<!-- quiz-question n=3")], encoding="utf-8")
    err = run("verify", "filled.md")[2]
    assert err.startswith("filled.md: questions of the sheet are missing: 3, 4")


def test_code_on_a_sheet_is_never_run_by_verify(run: Run) -> None:
    run("generate", "day2", "--item", "impl-dropout", "--seed", 1, "--lang", "en", "-o", "code.md")
    answer = "\nAnswer:\n```python\nraise SystemExit\n```\n"
    text = Path("code.md").read_text(encoding="utf-8").replace("\nAnswer:\n", answer)
    Path("code.md").write_text(text, encoding="utf-8")
    finding = judged(run, "code.md")[1][0]
    assert (finding["item"], finding["verdict"]) == ("impl-dropout", "undecided")
    assert finding["given"] == "raise SystemExit"
    assert finding["expected"] is None
