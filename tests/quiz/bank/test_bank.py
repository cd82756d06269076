"""Banks: folders of question files, the cache of their cards, and folders that hold something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quiz.bank.blueprint import Selection
from quiz.bank.cards import cache_path
from quiz.bank.folder import Bank
from quiz.courses import built_in_bank, open_bank, open_set
from quiz.errors import FileFaults, QuizError
from quiz.forms import make_form
from quiz.kinds import KINDS, TEMPLATES

TEMPLATE = (TEMPLATES / "number.md").read_text(encoding="utf-8")


def question(name: str) -> str:
    return TEMPLATE.format(id=name)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "README.md").write_text("no question", encoding="utf-8")
    for name, where in (("one", folder), ("two", folder / "deep"), ("three", folder / "deep" / "deeper")):
        (where / f"{name}.md").write_text(question(name), encoding="utf-8")
    return folder


def test_items_are_found_in_subfolders(bank: Path) -> None:
    assert list(open_bank(str(bank)).paths) == ["one", "two", "three"]


def test_the_cache_is_never_stale(bank: Path) -> None:
    assert Bank(bank, "b", KINDS).cards["one"].minutes == 2
    assert cache_path().is_file()
    path = bank / "one.md"
    before = path.stat()
    path.write_text(question("one").replace("minutes = 2", "minutes = 7"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # the same size and time: only the content tells
    assert Bank(bank, "b", KINDS).cards["one"].minutes == 7
    path.write_text("broken", encoding="utf-8")
    assert "one" not in Bank(bank, "b", KINDS).cards


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": 1}', b'{"format": 1, "cards": {"x": 3}}', b"\xff" * 99]
)
def test_a_damaged_cache_is_read_as_empty(bank: Path, content: bytes) -> None:
    cache_path().parent.mkdir(parents=True, exist_ok=True)
    cache_path().write_bytes(content)
    assert set(Bank(bank, "b", KINDS).cards) == {"one", "two", "three"}


def test_a_cache_that_cannot_be_written_stops_nothing(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_HOME", os.devnull)
    assert len(Bank(bank, "b", KINDS).cards) == 3


def test_the_cards_are_those_of_the_items() -> None:
    bank = built_in_bank()
    for identifier, card in bank.cards.items():
        item = bank.item(identifier)
        assert (card.id, card.section, card.has_original) == (item.id, item.section, item.has_original)


def test_of_two_files_of_one_name_the_second_is_left_out(bank: Path) -> None:
    (bank / "deep" / "one.md").write_text(question("one"), encoding="utf-8")
    found = Bank(bank, "b", KINDS)
    assert found.paths["one"] == bank / "one.md"
    assert len(found.cards) == 3
    assert ["same name" in fault.message.en for fault in found.left_out] == [True]
    assert "deep/one.md" in found.left_out[0].path


def test_broken_and_foreign_files_are_named_and_the_rest_works(bank: Path) -> None:
    (bank / "broken.md").write_text(question("broken").replace("minutes = 2", "minutes = -2"), encoding="utf-8")
    (bank / "diary.md").write_text("# Monday\n\nNo question at all.\n", encoding="utf-8")
    (bank / "latin.md").write_bytes(b"+++\nid = '\xe4'\n")
    found = Bank(bank, "b", KINDS)
    assert set(found.cards) == {"one", "two", "three"}
    assert {Path(fault.path).name: fault.line for fault in found.left_out} == {
        "broken.md": 8, "diary.md": 1, "latin.md": 2,
    }  # fmt: skip
    assert len(make_form(open_set(str(bank)), 3).places) == 3
    items, faults = found.load_all()
    assert len(items) == 3
    assert len(faults) == 3
    with pytest.raises(FileFaults):
        found.item("broken")


def test_the_digest_is_that_of_the_content(bank: Path) -> None:
    first = Bank(bank, "b", KINDS).digest
    assert Bank(bank, "other", KINDS).digest == first
    (bank / "one.md").write_text(question("one") + "\n", encoding="utf-8")
    assert Bank(bank, "b", KINDS).digest != first


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_that_looks_like_a_question_is_left_alone(bank: Path) -> None:
    os.mkfifo(bank / "pipe.md")
    assert "pipe" not in Bank(bank, "b", KINDS).paths


def test_what_lies_in_a_bank_besides_questions_is_told_once_or_not_worth_a_word(bank: Path) -> None:
    for name in ("README.ja.md", "readme-en.md", "picture.png", "notes.txt", ".hidden.md"):
        (bank / name).write_bytes(b"\x89PNG")
    (bank / "pictures").mkdir()
    (bank / "folder.md").mkdir()
    (bank / "gone.md").symlink_to("nowhere")
    (bank / "Four.MD").write_text(question("four"), encoding="utf-8")
    (bank / "LICENSE.md").write_text("# MIT\n", encoding="utf-8")
    (bank / "sheet.md").write_text('<!-- quiz-sheet bank="b" seed=1 questions=1 lang=en -->\n', encoding="utf-8")
    (bank / "key.md").write_text("<!-- quiz-key -->\n\n# Key\n", encoding="utf-8")
    found = Bank(bank, "b", KINDS)
    assert set(found.cards) == {"one", "two", "three"}
    told = {Path(fault.path).name: fault for fault in found.left_out}
    assert len(found.left_out) == len(told) == 5
    assert "link that leads nowhere" in told["gone.md"].message.en
    assert "small .md" in told["Four.MD"].message.en
    assert "sheet or key" in told["sheet.md"].message.en
    assert told["sheet.md"].remedy is not None
    assert {name for name, fault in told.items() if fault.foreign} == {"LICENSE.md", "sheet.md", "key.md"}


def test_a_folder_that_can_not_be_read_is_told(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = os.scandir

    def refuses(path: str) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuses)
    found = Bank(bank, "b", KINDS)
    assert list(found.paths) == ["one"]
    assert ["can't be read: Permission denied" in fault.message.en for fault in found.left_out] == [True]


def test_the_source_of_an_item_is_what_it_was_read_from(bank: Path) -> None:
    found = Bank(bank, "b", KINDS)
    assert found.source("two") == question("two")
    with pytest.raises(QuizError, match="no question four"):
        found.source("four")


def test_the_digest_of_an_item_is_that_of_its_text_and_not_of_its_line_ends(bank: Path) -> None:
    before = Bank(bank, "b", KINDS).item("one").digest
    (bank / "one.md").write_bytes(b"\xef\xbb\xbf" + question("one").replace("\n", "\r\n").encode())
    assert Bank(bank, "b", KINDS).item("one").digest == before
    (bank / "one.md").write_text(question("one") + "\n", encoding="utf-8")
    assert Bank(bank, "b", KINDS).item("one").digest != before


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="no question files"):
        open_bank(str(tmp_path))


def test_a_form_is_the_same_for_the_same_seed_wherever_the_folder_lies(bank: Path, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "bank"
    moved.parent.mkdir()
    first = make_form(open_set(str(bank)), 5, count=9)
    bank.rename(moved)
    second = make_form(open_set(str(moved)), 5, count=9)
    assert first.places == second.places
    assert len({(place.item, place.seed) for place in first.places}) == 9


def test_selection_narrows_a_set() -> None:
    day2 = open_set("day2")
    cnn = make_form(day2, 1, selection=Selection(topics=("cnn",)))
    cards = [day2.bank.card(place.item) for place in cnn.places]
    assert all("cnn" in (card.section, *card.tags) for card in cards)
    assert {card.section for card in cards} >= {"cnn"}
    hard = make_form(day2, 1, selection=Selection(difficulties=(4, 5), kinds=("number",)))
    assert {day2.bank.card(place.item).difficulty for place in hard.places} <= {4, 5}
    assert {day2.bank.card(place.item).kind for place in hard.places} == {"number"}
    originals = make_form(day2, 1, selection=Selection(original=True))
    assert {place.seed for place in originals.places} == {0}
    one = make_form(day2, 1, selection=Selection(items=("run-batchnorm-rescue",)))
    assert [place.item for place in one.places] == ["run-batchnorm-rescue"]
