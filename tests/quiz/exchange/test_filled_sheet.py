"""Sheets that were filled in: which question, which answer, and nothing that was written is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.sheet_marks import QuestionMark, SheetMark, is_printed, question_mark, sheet_mark
from quiz.courses import open_set
from quiz.exchange.as_printed import AsPrinted
from quiz.exchange.filled_sheet import FilledPlace, FilledSheet, filled_json, filled_markdown
from quiz.exchange.sheet import ANSWER, Edition, JsonSheet, MarkdownKey, MarkdownSheet, Writer, variants
from quiz.kinds import kind_of
from quiz.language import Language, Text
from quiz.model import Form, Place

COURSE = Path(__file__).resolve().parents[2] / "courses" / "probability"
SET = open_set(str(COURSE))
PLACES = tuple(
    Place(name, 3) for name in ("expected-value", "bayes-positive", "standard-deviation-steps", "distribution-match")
)


def written(writer: type[Writer], language: Language = "en") -> str:
    edition = Edition(SET, Form("probability", SET.name, 9, PLACES, 8), language, 2, 30)
    one = writer(edition)
    drawn = enumerate(variants(SET.bank, edition.form), start=1)
    return "".join([one.head(), *(one.entry(number, variant) for number, variant in drawn), one.end()])


def sheet(*answers: str, language: Language = "en", label: str | None = None) -> str:
    """Return a sheet with these answers behind the label, or behind another one."""
    parts = written(MarkdownSheet, language).split(f"\n{ANSWER.in_(language)}\n")
    assert len(parts) == len(PLACES) + 1
    shown = ANSWER.in_(language) if label is None else label
    given = [*answers, *[""] * (len(PLACES) - len(answers))]
    return parts[0] + "".join(f"\n{shown}{answer}\n{part}" for answer, part in zip(given, parts[1:], strict=True))


def read(text: str) -> tuple[FilledSheet, list[FilledPlace]]:
    found = filled_markdown(text.split("\n"))
    assert found is not None
    return found, list(found.places(AsPrinted(SET.bank)))


# -- what is printed ---------------------------------------------------------------------------------------------------


def test_a_sheet_says_what_a_pupil_and_a_teacher_must_know() -> None:
    text = written(MarkdownSheet)
    assert "Name: ____" in text
    assert "Points: ______ / 4" in text
    assert "Form 2 of 30, 4 questions, 4 points" in text
    assert "## Question 3 (1 point, 2 min)" in text
    assert text.count("How to answer: ") == text.count("\nAnswer:\n") == 4
    assert "put the letters a to e in the right order" in text
    japanese = written(MarkdownSheet, "ja")
    assert "氏名: ____" in japanese
    assert "用紙 2 / 30・4 問・4 点満点" in japanese
    assert "答え方: a〜e を正しい順に並べてください" in japanese


def test_the_key_is_in_the_key_alone() -> None:
    for variant in list(variants(SET.bank, Form("probability", SET.name, 9, PLACES, 8)))[1:]:
        answer = kind_of(variant.item).key_shown(variant).in_("en")
        assert f"**{answer}**" in written(MarkdownKey)
        assert answer not in written(MarkdownSheet)
        assert answer not in written(JsonSheet)
    assert is_printed(written(MarkdownSheet))
    assert is_printed(written(MarkdownKey))
    assert not is_printed("+++\nid = 'x'")


@given(st.text(max_size=300), st.integers(0, 2**63 - 1), st.sampled_from(["ja", "en"]))
def test_the_mark_of_a_sheet_is_read_back_whatever_its_bank_is_called(bank: str, seed: int, language: str) -> None:
    mark = SheetMark(bank or "-", seed, 12, language)
    found = sheet_mark(str(mark))
    assert found is not None
    assert (found.seed, found.questions, found.language) == (seed, 12, language)
    if bank.isprintable() and bank and not set(bank) & set('"<>') and len(bank) <= 200:
        assert found == mark


@pytest.mark.parametrize(
    "line",
    [
        "<!-- quiz-question id=a seed=1 digest=0123456789abcdef -->",
        "<!-- quiz-question n=1 id=../a seed=1 digest=0123456789abcdef -->",
        "<!-- quiz-question n=1 id=a seed=-1 digest=0123456789abcdef -->",
        "<!-- quiz-question n=1 id=a seed=1 digest=0123456789ABCDEF -->",
        "<!-- quiz-question n=1 id=a seed=1 digest=0123456789abcdef --> x",
        "quiz-question n=1 id=a seed=1 digest=0123456789abcdef",
    ],
)
def test_what_is_no_mark(line: str) -> None:
    assert question_mark(line) is None
    assert filled_markdown([line]) is None


def test_a_mark_may_be_indented() -> None:
    mark = QuestionMark(1, "a-b", 2**62, "0123456789abcdef")
    assert question_mark(f"  {mark} ") == mark


# -- what was written --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_answer_is_found_with_its_line(language: Language) -> None:
    text = sheet(" 20", "\n\n  0.075\n", "d a c b e", "\n```\na-1\n```\n", language=language)
    found, places = read(text)
    assert (found.bank, found.notes) == ("probability", ())
    assert [place.answer for place in places] == ["20", "0.075", "d a c b e", "a-1"]
    assert [place.elsewhere for place in places] == [None] * 4
    lines = text.split("\n")
    for place, printed in zip(places, PLACES, strict=True):
        assert not isinstance(place.variant, Text)
        assert (place.place.id, place.place.seed) == (printed.item, printed.seed)
        assert printed.item in lines[place.at]
        assert lines[place.begins].startswith(ANSWER.in_(language))


@pytest.mark.parametrize("label", ["**Answer:**", "答え：", "  答え :", "Answer："])
def test_the_label_may_be_written_otherwise(label: str) -> None:
    assert [place.answer for place in read(sheet(" 20", "x", "y", "z", label=label))[1]] == ["20", "x", "y", "z"]


def test_without_the_label_what_is_not_printed_is_the_answer() -> None:
    assert [place.answer for place in read(sheet("20", "7", "y", "", label=""))[1]] == ["20", "7", "y", ""]


def test_an_empty_sheet_has_no_answers_and_nothing_elsewhere() -> None:
    for language in ("ja", "en"):
        for place in read(written(MarkdownSheet, language))[1]:
            assert (place.answer, place.elsewhere) == ("", None)


def test_what_stands_in_another_place_is_told() -> None:
    text = sheet("", "").replace("to three decimals?", "to three decimals?\n\n→ 0.075")
    place = read(text)[1][1]
    assert place.answer == ""
    assert place.elsewhere is not None
    assert text.split("\n")[place.elsewhere] == "→ 0.075"


def test_printed_text_that_was_broken_anew_is_still_printed() -> None:
    text = sheet("").replace("What is the expected prize", "What is the\nexpected prize")
    assert read(text)[1][0].elsewhere is None


def test_a_heading_ends_an_answer() -> None:
    places = read(sheet("20", "7", "y", "a-1\n\n## Comments\n\nnice"))[1]
    assert places[3].answer == "a-1"
    assert places[3].elsewhere == places[3].ends
    assert places[3].ends == places[3].begins + 2


def test_questions_that_are_missing_or_doubled_are_told() -> None:
    marks = written(MarkdownSheet).split("<!-- quiz-question ")
    found, places = read("<!-- quiz-question ".join([marks[0], marks[2], marks[3], marks[3]]))
    assert [place.place.number for place in places] == [2, 3, 3]
    assert [note.en for note in found.notes] == [
        "questions of the sheet are missing: 1, 4", "questions that stand there more than once: 3",
    ]  # fmt: skip


def test_a_question_whose_mark_is_damaged_gives_its_answer_to_no_other() -> None:
    text = sheet("20", "0.075")
    mark = next(line for line in text.split("\n") if "n=2 " in line)
    for damaged in ("", mark[:40], mark.replace("seed=", "")):
        lost = "\n".join(line for line in text.replace(mark, damaged).split("\n") if not line.startswith("Answer:20"))
        place = read(lost)[1][0]
        assert place.place.number == 1
        assert place.answer == ""


def test_without_label_and_with_damaged_print_nothing_is_taken_for_an_answer() -> None:
    text = sheet("", "", label="").replace("What is the expected prize of one ticket, in yen?", "3 yen")
    place = read(text)[1][0]
    assert place.answer == ""
    assert place.elsewhere is not None


def test_what_a_page_prints_behind_an_answer_without_label_is_no_part_of_it() -> None:
    text = sheet("", label="").replace("What is the expected prize", "\n20\n\nWhat is the expected prize")
    assert read(text)[1][0].answer == "20"


def test_two_answers_to_a_question_are_told_unless_they_are_one() -> None:
    for second, told in (("Answer: 21", True), ("Answer:20", False), ("Answer:", False), ("答え: 3", True)):
        text = sheet(f" 20\n\n{second}")
        place = read(text)[1][0]
        assert (place.second is not None) is told
        assert place.second is None or text.split("\n")[place.second] == second


def test_a_quoted_sheet_is_read_as_well() -> None:
    quoted = "\n".join(f"> {line}" for line in sheet("20", "7").split("\n"))
    places = read(quoted)[1]
    assert [(place.answer, place.elsewhere) for place in places] == [(text, None) for text in ("20", "7", "", "")]


def test_a_quoted_label_is_a_label() -> None:
    assert [place.answer for place in read(sheet(" 20", "x", "y", "z", label="> Answer:"))[1]] == ["20", "x", "y", "z"]


def test_a_sheet_without_its_head_is_read_as_well() -> None:
    text = "\n".join(line for line in sheet("20").split("\n") if "quiz-sheet" not in line)
    found, places = read(text)
    assert found.bank is None
    assert places[0].answer == "20"


def test_a_question_that_has_changed_keeps_its_answer_and_says_why() -> None:
    text = sheet("20", "7").replace("seed=3 digest", "seed=4 digest", 1)
    places = read(text)[1]
    assert isinstance(places[0].variant, Text)
    assert places[0].answer == "20"
    assert not isinstance(places[1].variant, Text)


# -- JSON --------------------------------------------------------------------------------------------------------------


def test_a_json_sheet_with_responses(tmp_path: Path) -> None:
    import json

    data = json.loads(written(JsonSheet))
    data["items"][0]["response"] = [7, 7]
    data["items"][1]["response"] = {"a": 1}
    path = tmp_path / "s.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    found = filled_json(path, path.read_text(encoding="utf-8").split("\n"))
    assert found is not None
    places = list(found.places(AsPrinted(SET.bank)))
    assert [place.answer for place in places] == ["(7, 7)", "", "", ""]
    assert isinstance(places[1].variant, Text)
    assert not isinstance(places[2].variant, Text)
    path.write_text(written(JsonSheet), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").split("\n")
    again = filled_json(path, lines)
    assert again is not None
    for place in again.places(AsPrinted(SET.bank)):
        assert place.place.id in lines[place.at]
    path.write_text("{}", encoding="utf-8")
    assert filled_json(path, ["{}"]) is None
