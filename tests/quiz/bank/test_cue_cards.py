"""Cue cards: the items of a bank as a report's reader knows them, kept until a file or the program is another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.bank import folder
from quiz.bank.cue_cards import CueCard, as_data, cards_in, cue_card, from_data
from quiz.bank.folder import Bank
from quiz.courses import built_in_bank
from quiz.kinds import KINDS, TEMPLATES
from quiz.model import Item
from solvers import registry


def question(identifier: str, kind: str = "number") -> str:
    return (TEMPLATES / f"{kind}.md").read_text(encoding="utf-8").format(id=identifier)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "bank").mkdir()
    for name, kind in (("one", "number"), ("two", "choice")):
        (tmp_path / "bank" / f"{name}.md").write_text(question(name, kind), encoding="utf-8")
    return tmp_path / "bank"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read as items."""
    names: list[str] = []
    reader = folder.read_item

    def noted(path: Path, *arguments: object, **named: object) -> object:
        names.append(path.stem)
        return reader(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(folder, "read_item", noted)
    return names


def cards(root: Path) -> list[CueCard]:
    return Bank(root, "b", KINDS).cue_cards()[0]


def test_a_card_is_what_its_item_says_and_comes_back_as_it_was() -> None:
    bank = built_in_bank()
    for item in map(bank.item, list(bank.paths)[::6]):
        card = cue_card(item)
        assert (card.id, card.title, card.kind) == (item.id, item.title, item.kind)
        assert (card.words, card.topics, card.unless, card.titles, card.statements) == (
            item.report.words,
            item.report.topics,
            item.report.unless,
            item.report.titles,
            item.report.statements,
        )
        assert card.stems == (item.stem.ja.source, item.stem.en.source)
        assert card.item is item
        again = from_data(as_data(card), bank.item)
        assert again == card


def test_a_card_reads_its_item_when_it_is_asked_for() -> None:
    item = built_in_bank().item("bn-effects")
    asked: list[str] = []

    def read_item(name: str) -> Item:
        asked.append(name)
        return item

    card = from_data(as_data(cue_card(item)), read_item)
    assert asked == []
    assert card.item is item
    assert asked == ["bn-effects"]


def test_the_second_time_no_file_is_read_before_its_item_is_asked_for(root: Path, read: list[str]) -> None:
    first = cards(root)
    assert read == ["one", "two"]
    again = cards(root)
    assert (again, read) == (first, ["one", "two"])
    assert again[1].item.id == "two"
    assert read == ["one", "two", "two"]


def test_a_file_that_was_changed_is_read_anew_and_no_other(root: Path, read: list[str]) -> None:
    cards(root)
    read.clear()
    source = (root / "two.md").read_text(encoding="utf-8")
    changed = source.replace("\n+++\n", '\n[report]\nwords = ["new"]\n+++\n', 1)
    assert changed != source
    (root / "two.md").write_text(changed, encoding="utf-8")
    assert [card.words for card in cards(root)] == [cards(root)[0].words, ("new",)]
    assert read == ["two"]
    (root / "three.md").write_text(question("three"), encoding="utf-8")
    (root / "one.md").unlink()
    assert [card.id for card in cards(root)] == ["three", "two"]
    assert read == ["two", "three"]


def test_what_is_wrong_with_a_file_is_told_every_time_as_when_all_is_read(root: Path) -> None:
    (root / "broken.md").write_text("+++\nid = 1\n", encoding="utf-8")
    (root / "two.md").write_bytes(b"\xff")
    for _ in range(2):
        found, faults = Bank(root, "b", KINDS).cue_cards()
        whole, others = Bank(root, "b", KINDS).load_all()
        assert [card.id for card in found] == [item.id for item in whole] == ["one"]
        assert [fault.message for fault in faults] == [fault.message for fault in others]
        assert len(faults) == 2


def test_a_course_of_one_language_has_cards_of_its_own(root: Path, read: list[str]) -> None:
    cards(root)
    Bank(root, "b", KINDS, languages=("ja",)).cue_cards()
    assert read == ["one", "two"] * 2


def test_an_item_with_a_solver_of_a_plug_in_is_always_read(
    root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(1000))
    monkeypatch.setattr(folder, "plugin_calls", lambda: next(calls))
    cards(root)
    cards(root)
    assert read == ["one", "two"] * 2


def test_a_plug_in_that_is_asked_for_is_counted() -> None:
    before = registry.plugin_calls()
    with pytest.raises(registry.SolverError):
        registry.find("no_such_plugin.function")
    assert registry.plugin_calls() > before


@pytest.mark.parametrize("data", [None, [], {"a": None}, {"a": [1, 2]}, {"a": ["id", "title", "k", [], [], [], []]}])
def test_what_are_no_cards_is_as_good_as_none(data: object) -> None:
    assert cards_in(data, lambda name: pytest.fail(name)) == {}
