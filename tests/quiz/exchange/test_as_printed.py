"""A sheet is graded as it was printed: by the bank where nothing has changed, else by the key file, else not at all."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quiz.courses import built_in_bank, open_set
from quiz.drawing import draw, prompt
from quiz.errors import QuizError
from quiz.exchange.as_printed import AsPrinted, KeyFile, PrintedPlace, read_json, sheet_places
from quiz.exchange.sheet import Edition, JsonKey, JsonSheet, printed_digest, variants
from quiz.grading import grade
from quiz.language import Text
from quiz.model import Form, Place
from solvers.budget import QUESTION_FILE

COURSE = Path(__file__).resolve().parents[2] / "courses" / "probability"


def printed(folder: Path, *, seed: int = 3) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the JSON sheet of every question in a folder and its key."""
    question_set = open_set(str(folder))
    places = tuple(Place(name, seed) for name in question_set.bank.paths)
    edition = Edition(question_set, Form("probability", question_set.name, seed, places, 9), "en")
    texts = []
    for writer in (JsonSheet(edition), JsonKey(edition)):
        drawn = enumerate(variants(question_set.bank, edition.form), start=1)
        entries = [writer.entry(number, variant) for number, variant in drawn]
        texts.append("".join([writer.head(), *entries, writer.end()]))
    return json.loads(texts[0]), json.loads(texts[1])


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    shutil.copytree(COURSE, folder)
    return folder


def edit(bank: Path, old: str, new: str) -> None:
    path = bank / "conditional" / "bayes-positive.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def verdicts(bank: Path | None, sheet: dict[str, Any], key: dict[str, Any], *, use_key: bool) -> dict[str, str]:
    """Grade the key's own texts: each question's verdict, or why it isn't graded."""
    found = AsPrinted(None if bank is None else open_set(str(bank)).bank, KeyFile(key, "key.json") if use_key else None)
    shown = {}
    for place, entry in zip(sheet_places(sheet, "s"), key["items"], strict=True):
        variant = found.variant(place)
        shown[place.id] = variant.en if isinstance(variant, Text) else grade(variant, entry["key_text"]).verdict
    return shown


EDITS = [
    ("ill = [1, 2, 4, 5]", "ill = [2, 3, 4, 5]"),  # other numbers are drawn
    ('tags = ["bayes"]', 'tags = ["bayes", "new"]'),  # nothing that the learner reads
    ("# en\n", "# en\nRead with care. "),
    ("minutes = 3", "minutes = -3"),  # the file can't be read any more
    ('kind = "number"', 'kind = "expression"'),
]


@pytest.mark.parametrize(("old", "new"), EDITS)
def test_an_edited_question_alone_is_refused_or_graded_by_the_key_file(bank: Path, old: str, new: str) -> None:
    sheet, key = printed(bank)
    edit(bank, old, new)
    without = verdicts(bank, sheet, key, use_key=False)
    assert without.pop("bayes-positive") not in ("correct", "wrong")
    assert set(without.values()) == {"correct"}
    assert set(verdicts(bank, sheet, key, use_key=True).values()) == {"correct"}


def test_a_question_whose_key_was_changed_is_never_judged_by_the_new_key(bank: Path) -> None:
    sheet, key = printed(bank)
    text = (bank / "conditional" / "bayes-positive.md").read_text(encoding="utf-8")
    written = next(line for line in text.split("\n") if line.startswith("key = "))
    edit(bank, written, written[:-1] + ' + 1"')
    assert "changed" in verdicts(bank, sheet, key, use_key=False)["bayes-positive"]
    assert verdicts(bank, sheet, key, use_key=True)["bayes-positive"] == "correct"


def test_a_question_that_is_gone_is_named_and_the_key_file_has_it(bank: Path) -> None:
    sheet, key = printed(bank)
    (bank / "conditional" / "bayes-positive.md").unlink()
    assert "no question bayes-positive" in verdicts(bank, sheet, key, use_key=False)["bayes-positive"]
    assert set(verdicts(bank, sheet, key, use_key=True).values()) == {"correct"}
    assert set(verdicts(None, sheet, key, use_key=True).values()) == {"correct"}
    assert "can't be found" in verdicts(None, sheet, key, use_key=False)["bayes-positive"]


def test_a_question_that_can_not_be_drawn_any_more_has_changed(bank: Path) -> None:
    sheet, key = printed(bank)
    edit(bank, "[draw]\n", '[draw]\nwhere = "ill > 99"\n')
    assert "has changed" in verdicts(bank, sheet, key, use_key=False)["bayes-positive"]


def test_moving_a_file_or_saving_it_with_other_line_ends_changes_nothing(bank: Path) -> None:
    sheet, key = printed(bank)
    path = bank / "conditional" / "bayes-positive.md"
    (bank / path.name).write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    path.unlink()
    assert set(verdicts(bank, sheet, key, use_key=False).values()) == {"correct"}


def test_a_sheet_that_says_something_else_is_not_graded_by_its_seed(bank: Path) -> None:
    for part in ("stem", "options", "lists"):
        sheet, key = printed(bank)
        place = next(place for place, entry in enumerate(sheet["items"]) if entry.get(part))
        entry = sheet["items"][place]
        target = entry["stem"] if part == "stem" else entry[part][0] if part == "options" else entry[part][0][0]
        target["en"] += "!"
        if part == "options":
            del entry["lists"]
        told = verdicts(bank, sheet, key, use_key=False)
        assert "not the question of this id" in told.pop(entry["id"])
        assert set(told.values()) == {"correct"}


@pytest.mark.parametrize("lists", [3, "x", [3], [[3]], {"a": 1}, [None]])
def test_lists_of_another_form_are_other_lists(bank: Path, lists: object) -> None:
    sheet, key = printed(bank)
    entry = next(entry for entry in sheet["items"] if entry["id"] == "distribution-match")
    entry["lists"] = lists
    assert "not the question" in verdicts(bank, sheet, key, use_key=False)["distribution-match"]


def test_a_sheet_of_an_earlier_version_is_held_against_its_words(bank: Path) -> None:
    sheet, key = printed(bank)
    for entry in sheet["items"]:
        del entry["digest"]
        flat = [one for entries in entry.pop("lists", []) for one in entries]
        entry["options"] = flat or None
    assert set(verdicts(bank, sheet, key, use_key=False).values()) == {"correct"}
    edit(bank, "ill = [1, 2, 4, 5]", "ill = [20]")
    told = verdicts(bank, sheet, key, use_key=False)
    assert "not the question" in told.pop("bayes-positive")
    assert set(told.values()) == {"correct"}


def test_a_sheet_that_has_no_more_than_ids_and_seeds_is_graded() -> None:
    places = sheet_places({"items": [{"id": "conv-output-size", "seed": 0}]}, "s")
    variant = AsPrinted(built_in_bank()).variant(places[0])
    assert not isinstance(variant, Text)
    assert grade(variant, "7×7").verdict == "correct"


# -- the key file ------------------------------------------------------------------------------------------------------


def test_a_key_that_was_edited_is_told(bank: Path) -> None:
    sheet, key = printed(bank)
    for entry in key["items"]:
        if entry["id"] == "bayes-positive":
            entry["key"] = "1/2"
    told = verdicts(bank, sheet, key, use_key=True)
    assert "another key" in told.pop("bayes-positive")
    assert set(told.values()) == {"correct"}


LARGE = (COURSE / "conditional" / "bayes-positive.md").read_text(encoding="utf-8") + " " * QUESTION_FILE


@pytest.mark.parametrize("source", [None, 3, "", "+++\nid = 3", LARGE])
def test_a_key_file_without_what_was_printed(bank: Path, source: object) -> None:
    sheet, key = printed(bank)
    key["sources"]["bayes-positive"] = source
    edit(bank, "ill = [1, 2, 4, 5]", "ill = [2, 3, 4, 5]")
    told = verdicts(bank, sheet, key, use_key=True)
    assert "the key file lacks" in told.pop("bayes-positive")
    assert set(told.values()) == {"correct"}


def test_a_source_that_is_not_the_printed_one_is_not_graded_by(bank: Path) -> None:
    sheet, key = printed(bank)
    edit(bank, "ill = [1, 2, 4, 5]", "ill = [2, 3, 4, 5]")
    key["sources"]["bayes-positive"] = (bank / "conditional" / "bayes-positive.md").read_text(encoding="utf-8")
    assert "changed" in verdicts(bank, sheet, key, use_key=True)["bayes-positive"]


def test_whose_key_file_it_is(bank: Path) -> None:
    sheet, key = printed(bank)
    other, other_key = printed(bank, seed=4)
    assert KeyFile(key, "k").belongs_to(sheet_places(sheet, "s"))
    assert not KeyFile(other_key, "k").belongs_to(sheet_places(sheet, "s"))
    with pytest.raises(QuizError, match="no key file"):
        KeyFile(sheet, "k")
    with pytest.raises(QuizError, match="no sheet"):
        KeyFile([], "k")
    assert len(other["items"]) == 5


@pytest.mark.thorough
def test_every_built_in_question_is_drawn_from_a_key_file_as_from_the_bank() -> None:
    bank = built_in_bank()
    for identifier in bank.paths:
        item = bank.item(identifier)
        variant = draw(item, 5)
        digest = printed_digest(variant, prompt(variant))
        entry = {"id": identifier, "seed": 5, "digest": digest, "key": None}
        key = KeyFile({"items": [entry], "sources": {identifier: bank.source(identifier)}}, "key.json")
        written = key.item(identifier)
        assert not isinstance(written, Text), identifier
        again = draw(written, 5)
        assert printed_digest(again, prompt(again)) == digest
        assert written.trusted is False


def test_the_digest_tells_seeds_files_and_words_apart() -> None:
    bank = built_in_bank()
    variants = [draw(bank.item("conv-output-size"), seed) for seed in range(6)]
    digests = {printed_digest(variant, prompt(variant)) for variant in variants}
    assert len(digests) == 6
    match = draw(bank.item("optimizer-formula-match"), 1)
    shown = prompt(match)
    entry = shown.lists[1][0]
    others = [
        replace(shown, stem=replace(shown.stem, en=shown.stem.en + ".")),
        replace(shown, stem=replace(shown.stem, ja=shown.stem.ja + "。")),
        replace(shown, lists=(shown.lists[0], (replace(entry, label="(9)"), *shown.lists[1][1:]))),
        replace(shown, lists=(shown.lists[0], (replace(entry, text=Text.both("?")), *shown.lists[1][1:]))),
        replace(shown, start="x"),
    ]
    assert len({printed_digest(match, one) for one in [shown, *others]}) == 6
    reworded = replace(shown, answer_format=Text.both("?"))
    assert printed_digest(match, reworded) == printed_digest(match, shown)
    assert all(len(digest) == 16 for digest in digests)


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (3, "lacks id or seed"),
        ({"id": "a", "seed": True}, "lacks id or seed"),
        ({"id": "a", "seed": 2**63}, "lacks id or seed"),
        ({"id": 3, "seed": 1}, "lacks id or seed"),
        ({"id": "a", "seed": 1, "digest": 7}, "the digest is no text"),
    ],
)
def test_faulty_entries_of_a_sheet(entry: object, told: str) -> None:
    with pytest.raises(QuizError, match=told):
        sheet_places({"items": [{"id": "a", "seed": 1}, entry]}, "s.json")


def test_what_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"items": []}', encoding="utf-8")
    assert read_json(tmp_path / "a.json") == {"items": []}
    entry = {"id": "a", "seed": 1}
    assert sheet_places({"items": [entry]}, "s") == [PrintedPlace(1, "a", 1, None, entry)]
    for content, told in ((b"[", "isn't JSON"), (b"\xff", "isn't JSON"), (b"[" * 9999, "b:1: nested too deeply")):
        (tmp_path / "b").write_bytes(content)
        with pytest.raises(QuizError, match=told):
            read_json(tmp_path / "b")
    with pytest.raises(QuizError, match="can't read"):
        read_json(tmp_path)
