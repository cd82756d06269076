"""The cache of cards: read whole or not at all, and never of another program's making."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from quiz.bank import cards
from quiz.bank.cards import Card, cache_path, card_of, load_cards, save_cards
from quiz.bank.folder import Bank
from quiz.courses import built_in_bank
from quiz.kinds import KINDS, TEMPLATES
from quiz.language import Text

CARD = Card("one", Text("一", "one"), "number", "minibatch", ("a", "b"), 2.5, 3, "source", True, False)
KEY = "one:" + "0" * 64


def stored() -> dict:  # type: ignore[type-arg]
    return json.loads(cache_path().read_text(encoding="utf-8"))


def rewrite(**changes: object) -> None:
    cache_path().write_text(json.dumps({**stored(), **changes}), encoding="utf-8")


def test_cards_come_back_as_they_were_saved() -> None:
    others = {f"{number}:x": replace(CARD, id=str(number)) for number in range(3)}
    save_cards({KEY: CARD, **others})
    found = load_cards()
    assert found == {KEY: CARD, **others}
    assert isinstance(found[KEY].title, Text)
    assert isinstance(found[KEY].tags, tuple)
    assert "一" in cache_path().read_text(encoding="utf-8"), "Japanese is written as it is"
    assert [path.name for path in cache_path().parent.iterdir()] == ["cards.json"], "nothing half-written is left"


def test_a_cache_of_another_format_is_read_as_empty() -> None:
    save_cards({KEY: CARD})
    format_now = stored()["format"]
    for other in (format_now - 1, format_now + 1, str(format_now), None):
        rewrite(format=other)
        assert load_cards() == {}
    rewrite(format=format_now)
    assert load_cards() == {KEY: CARD}


def test_the_format_is_another_one_whenever_a_card_holds_something_else() -> None:
    """Whoever changes a card's fields gives the format its next number, and writes both down here."""
    assert (cards.FORMAT, [field.name for field in fields(Card)]) == (
        4,
        "id title kind section tags minutes difficulty source has_original varies ideas".split(),
    )


def test_a_bank_reads_its_files_anew_where_the_cache_has_another_format(tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    folder.mkdir()
    source = (TEMPLATES / "number.md").read_text(encoding="utf-8").format(id="one")
    (folder / "one.md").write_text(source, encoding="utf-8")
    assert Bank(folder, "b", KINDS).cards["one"].minutes == 2
    entries = {key: {**entry, "minutes": 99} for key, entry in stored()["cards"].items()}
    rewrite(cards=entries)
    assert Bank(folder, "b", KINDS).cards["one"].minutes == 99, "a card of this format is believed"
    rewrite(format=cards.FORMAT - 1)
    assert Bank(folder, "b", KINDS).cards["one"].minutes == 2


@pytest.mark.parametrize("missing", [field.name for field in fields(Card)])
def test_a_card_that_lacks_something_spoils_the_whole_cache(missing: str) -> None:
    save_cards({KEY: CARD})
    entry = {**asdict(CARD), "title": ("一", "one")}
    del entry[missing]
    rewrite(cards={KEY: entry})
    assert load_cards() == {}


def test_a_cache_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MAX_CARDS", 2)
    save_cards({str(number): CARD for number in range(4)})
    assert list(load_cards()) == ["2", "3"], "the latest are kept"
    monkeypatch.setattr(cards, "MAX_BYTES", cache_path().stat().st_size)
    assert len(load_cards()) == 2
    monkeypatch.setattr(cards, "MAX_BYTES", cache_path().stat().st_size - 1)
    assert load_cards() == {}


def test_a_cache_that_can_not_be_replaced_leaves_nothing_behind() -> None:
    cache_path().mkdir(parents=True)  # a folder stands where the file should
    save_cards({KEY: CARD})
    assert [path.name for path in cache_path().parent.iterdir()] == ["cards.json"]
    assert load_cards() == {}


def test_a_card_says_what_its_item_says() -> None:
    bank = built_in_bank()
    for identifier in ("conv-output-size", "bn-effects", "impl-dropout", "optimizer-traits"):
        item = bank.item(identifier)
        assert card_of(item) == Card(
            id=item.id,
            title=item.title,
            kind=item.kind,
            section=item.section,
            tags=item.tags,
            minutes=item.minutes,
            difficulty=item.difficulty,
            source=item.source,
            has_original=item.original is not None,
            varies=len(item.draws) > 0,
            ideas=tuple((slip.name, slip.idea) for slip in item.misconceptions if slip.idea != ""),
        )
    assert {card_of(bank.item(name)).varies for name in ("bn-effects", "conv-output-size")} == {True, False}
