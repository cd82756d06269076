"""Banks: folders of question files, the cache of their cards, and folders that hold something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quiz.bank.blueprint import Selection, make_form, open_set
from quiz.bank.cards import cache_path
from quiz.bank.folder import Bank, built_in_bank, open_bank, questions_folder
from quiz.errors import FileFaults, QuizError

TEMPLATE = (questions_folder() / "templates" / "number.md").read_text(encoding="utf-8")


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
    assert Bank(bank, "b").cards["one"].minutes == 2
    assert cache_path().is_file()
    path = bank / "one.md"
    before = path.stat()
    path.write_text(question("one").replace("minutes = 2", "minutes = 7"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # the same size and time: only the content tells
    assert Bank(bank, "b").cards["one"].minutes == 7
    path.write_text("broken", encoding="utf-8")
    with pytest.raises(FileFaults):
        _ = Bank(bank, "b").cards


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": 1}', b'{"format": 1, "cards": {"x": 3}}', b"\xff" * 99]
)
def test_a_damaged_cache_is_read_as_empty(bank: Path, content: bytes) -> None:
    cache_path().parent.mkdir(parents=True, exist_ok=True)
    cache_path().write_bytes(content)
    assert set(Bank(bank, "b").cards) == {"one", "two", "three"}


def test_a_cache_that_cannot_be_written_stops_nothing(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_HOME", os.devnull)
    assert len(Bank(bank, "b").cards) == 3


def test_the_cards_are_those_of_the_items() -> None:
    bank = built_in_bank()
    for identifier, card in bank.cards.items():
        item = bank.item(identifier)
        assert (card.id, card.section, card.has_original) == (item.id, item.section, item.has_original)


def test_two_files_of_one_name_are_refused(bank: Path) -> None:
    (bank / "deep" / "one.md").write_text(question("one"), encoding="utf-8")
    with pytest.raises(FileFaults) as caught:
        _ = Bank(bank, "b").paths
    assert "same name" in caught.value.faults[0].message.en


def test_the_digest_is_that_of_the_content(bank: Path) -> None:
    first = Bank(bank, "b").digest
    assert Bank(bank, "other").digest == first
    (bank / "one.md").write_text(question("one") + "\n", encoding="utf-8")
    assert Bank(bank, "b").digest != first


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_that_looks_like_a_question_is_left_alone(bank: Path) -> None:
    os.mkfifo(bank / "pipe.md")
    assert "pipe" not in Bank(bank, "b").paths


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
