"""Sheets with questions of several parts: printed, filled in by hand, answered in JSON, graded part by part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.exchange.responses import response_text
from tests.conftest import QuizProcess

COURSE = str(Path(__file__).resolve().parents[2] / "courses" / "composed")
ITEM = ("--item", "feature-map-then-weights")

pytestmark = pytest.mark.thorough


@pytest.fixture
def sheet(run_quiz: QuizProcess, tmp_path: Path) -> dict[str, Any]:
    arguments = (COURSE, *ITEM, "--seed", "5", "--format", "json")
    done = run_quiz("generate", *arguments, "-o", "sheet.json", "--key", "key.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))["items"][0]
    return found


def graded(run_quiz: QuizProcess, folder: Path, response: Any) -> dict[str, Any]:
    (folder / "responses.json").write_text(json.dumps([response]), encoding="utf-8")
    bank = ("--bank", COURSE, "--key", "key.json", "--format", "json", "--lang", "en")
    done = run_quiz("grade", "sheet.json", "responses.json", *bank, cwd=folder)
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["items"][0]
    return found


def test_the_sheet_has_the_parts_and_no_key(sheet: dict[str, Any], tmp_path: Path) -> None:
    text = (tmp_path / "sheet.json").read_text(encoding="utf-8")
    entry = json.loads(text)["items"][0]
    assert [(part["label"], part["points"], part["kind"]) for part in entry["parts"]] == [
        ("a", 2.0, "number"),
        ("b", 3.0, "number"),
    ]
    assert set(entry["parts"][0]["stem"]) == {"ja", "en"}
    assert str(sheet["key"][1]) not in text
    assert [part["key"] for part in sheet["parts"]] == sheet["key"]


def test_responses_by_label_in_order_or_as_text(sheet: dict[str, Any], run_quiz: QuizProcess, tmp_path: Path) -> None:
    side, count = sheet["key"]
    for response in (
        {"a": side, "b": count}, {"b": str(count), "a": side}, [side, count], f"(a) {side}\n(b) {count}",
        {"id": sheet["id"], "response": {"a": side, "b": count}}, {"response": [side, count]},
    ):  # fmt: skip
        entry = graded(run_quiz, tmp_path, response)
        assert (entry["verdict"], entry["score"]) == ("correct", 1.0), response
    half = graded(run_quiz, tmp_path, {"a": side})
    assert (half["verdict"], half["score"]) == ("partial", 0.4)
    assert [(part["verdict"], part["points"], part["max_points"]) for part in half["parts"]] == [
        ("correct", 2.0, 2.0),
        ("unanswered", 0.0, 3.0),
    ]


def test_follow_through_and_what_can_not_be_read_are_told(
    sheet: dict[str, Any], run_quiz: QuizProcess, tmp_path: Path
) -> None:
    side, count = sheet["key"]
    units = next(
        slip["value"] for slip in sheet["parts"][1]["distractors"] if slip["misconceptions"] == ["biases-forgotten"]
    )
    per_cell, biases = units // side**2, count - units
    entry = graded(run_quiz, tmp_path, [side + 1, per_cell * (side + 1) ** 2 + biases])
    assert [part["points"] for part in entry["parts"]] == [0.0, 3.0]
    assert entry["parts"][1]["diagnoses"] == ["follow-through"]
    unread = graded(run_quiz, tmp_path, ["many", count])
    assert (unread["verdict"], unread["score"]) == ("unreadable", 0.6)
    assert unread["column"] == len("(a) ")
    assert unread["parts"][0]["reason"]


def test_a_table_with_labels_of_no_part_is_no_response(
    sheet: dict[str, Any], run_quiz: QuizProcess, tmp_path: Path
) -> None:
    (tmp_path / "responses.json").write_text('[{"a": 1, "z": 2}]', encoding="utf-8")
    done = run_quiz("grade", "sheet.json", "responses.json", "--bank", COURSE, cwd=tmp_path)
    assert done.returncode == 2
    with pytest.raises(ValueError, match="no response"):
        response_text({"a": 1}, {})


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_sheet_filled_in_by_hand(run_quiz: QuizProcess, tmp_path: Path, lang: str) -> None:
    arguments = (COURSE, *ITEM, "--seed", "5", "--lang", lang)
    run_quiz("generate", *arguments, "-o", "sheet.md", "--key", "key.json", cwd=tmp_path)
    side, count = json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))["items"][0]["key"]
    text = (tmp_path / "sheet.md").read_text(encoding="utf-8")
    assert text.endswith("\n- (a) \n- (b) \n")

    def verdict(filled: str) -> str:
        (tmp_path / "sheet.md").write_text(filled, encoding="utf-8")
        done = run_quiz("verify", "sheet.md", "--bank", COURSE, "--format", "json", cwd=tmp_path)
        found: str = json.loads(done.stdout)["reports"][0]["findings"][0]["verdict"]
        return found

    assert verdict(text) == "unanswered"
    assert verdict(text.replace("- (a) ", f"- (a) {side}").replace("- (b) ", f"- (b) {count}")) == "correct"
    assert verdict(text.replace("- (b) ", f"- (b) {count}")) == "partial"
    assert verdict(text.replace("- (a) ", f"- (a) {side + 1}").replace("- (b) ", "- (b) 1")) == "wrong"
    assert verdict(text.replace("- (a) ", "- (a) ???a")) == "unreadable"
    assert verdict(text.replace("- (a) \n- (b) \n", f"{side}\n{count}\n")) == "correct"


def test_a_question_that_was_edited_is_graded_as_it_was_printed(
    sheet: dict[str, Any], run_quiz: QuizProcess, tmp_path: Path
) -> None:
    source = Path(COURSE, "vision", "feature-map-then-weights.md").read_text(encoding="utf-8")
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "feature-map-then-weights.md").write_text(source.replace("How long is", "How wide is"), encoding="utf-8")
    (tmp_path / "responses.json").write_text(json.dumps([sheet["key"]]), encoding="utf-8")
    arguments = ("grade", "sheet.json", "responses.json", "--bank", "bank", "--format", "json")
    refused = run_quiz(*arguments, cwd=tmp_path)
    assert json.loads(refused.stdout)["refused"] == [1]
    kept = run_quiz(*arguments, "--key", "key.json", cwd=tmp_path)
    assert json.loads(kept.stdout)["items"][0]["verdict"] == "correct"


def test_a_key_file_of_a_bank_in_one_language_keeps_its_questions(run_quiz: QuizProcess, tmp_path: Path) -> None:
    japanese = str(Path(COURSE).with_name("japanese"))
    made = ("generate", japanese, "--seed", "5", "--format", "json", "-o", "s.json", "--key", "k.json")
    run_quiz(*made, cwd=tmp_path)
    key = json.loads((tmp_path / "k.json").read_text(encoding="utf-8"))
    assert key["languages"] == ["ja"]
    (tmp_path / "r.json").write_text(json.dumps([entry["key_text"] for entry in key["items"]]), encoding="utf-8")
    done = run_quiz("grade", "s.json", "r.json", "--key", "k.json", "--format", "json", cwd=tmp_path)
    assert [entry["verdict"] for entry in json.loads(done.stdout)["items"]] == ["correct"] * 3, done.stderr
