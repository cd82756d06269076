"""Draws: the same everywhere, within their rules, and never with a slip that equals the key."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.courses import built_in_bank, parse_item
from quiz.drawing import draw, instantiate, original, prompt
from quiz.draws import Draws
from quiz.errors import Unanswerable
from quiz.exchange.sheet import plain
from quiz.kinds import kind_of

TINY = """+++
id = "tiny"
kind = "number"
section = "s"
minutes = 1
difficulty = 1
key = "epoch_updates(n, b)[0]"
check = "epoch_updates_by_loop(n, b)[0]"
[draw]
n = { from = 10, to = 20 }
b = [3, 4]
%s
[misconception.floor]
value = "n // b"
ja = "あ"
en = "a"
[misconception.also-floor]
value = "(n - n %% b) / b"
ja = "い"
en = "b"
+++
# ja
{{n}} {{b}}
## 解説
{{key}}
# en
{{n}} {{b}}
## Solution
{{key}}
"""


def tiny(extra: str = "") -> str:
    return TINY % extra


def item(extra: str = ""):  # type: ignore[no-untyped-def]  # the item's type says nothing here
    return parse_item(tiny(extra), expected_id="tiny", path="tiny.md")


def test_the_stream_is_the_documented_one() -> None:
    """The first 64-bit words of BLAKE2b, as the b2sum command gives them: they hold on every platform."""
    draws = Draws("conv-output-size/7/0")
    assert [draws.below(1000) for _ in range(8)] == [72, 320, 941, 81, 642, 325, 95, 60]


@given(st.text(max_size=20), st.integers(1, 2**63))
def test_draws_are_below_their_bound(name: str, bound: int) -> None:
    assert 0 <= Draws(name).below(bound) < bound


def test_draws_are_uniform() -> None:
    draws = Draws("uniform")
    counts = Counter(draws.below(7) for _ in range(70_000))
    assert max(counts.values()) - min(counts.values()) < 600


@given(st.lists(st.integers(), max_size=30))
def test_a_shuffle_keeps_everything(things: list[int]) -> None:
    assert sorted(Draws("shuffle").shuffled(things)) == sorted(things)


def test_a_slip_that_equals_the_key_is_dropped_and_equal_slips_are_joined() -> None:
    exact = instantiate(item(), {"n": 12, "b": 3})
    assert exact.distractors == ()
    rest = instantiate(item(), {"n": 13, "b": 3})
    assert [slip.misconceptions for slip in rest.distractors] == [("floor", "also-floor")]
    assert kind_of(rest.item).slips(rest) == rest.distractors


def test_separate_redraws_until_the_slips_can_be_told_apart() -> None:
    separated = item('separate = ["floor"]')
    for seed in range(1, 60):
        variant = draw(separated, seed)
        assert variant.values["n"] % variant.values["b"]


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ('where = "n < 0"', "where: n < 0"),
        ('separate = ["floor", "also-floor"]', "separate: floor"),
        ('m = { from = "5 + 0*n", to = 1 }', "m: 5..1"),
        ('m = { choose = [1, 2], length = "3 + 0*n", distinct = true }', "length 3"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_reason(extra: str, reason: str) -> None:
    with pytest.raises(Unanswerable, match="no values fit") as caught:
        draw(item(extra), 1)
    assert reason in caught.value.message.en
    assert "tiny.md" in caught.value.message.ja


def test_an_item_without_an_original_says_so() -> None:
    with pytest.raises(Unanswerable, match="no original"):
        original(item())
    assert draw(item(), 0).values == draw(item(), 0).values


@pytest.mark.parametrize("identifier", sorted(built_in_bank().paths))
def test_same_item_and_seed_same_variant(identifier: str) -> None:
    entry = built_in_bank().item(identifier)
    for seed in range(1, 6):
        first, second = draw(entry, seed), draw(entry, seed)
        assert prompt(first) == prompt(second)
        assert plain(first.key) == plain(second.key)


@pytest.mark.thorough
def test_another_process_draws_the_same() -> None:
    """Hash randomization and import order must not matter."""
    script = (
        "import json\nfrom quiz import draw, load_bank\nfrom quiz.drawing import prompt\n"
        "from quiz.exchange.sheet import plain\n"
        "found = []\n"
        "for item in load_bank().items():\n"
        "    variant = draw(item, 11)\n"
        "    found.append([prompt(variant).stem.ja, plain(variant.key), [o.text.ja for o in variant.options or ()]])\n"
        "print(json.dumps(found))"
    )
    outputs = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert json.loads(outputs.pop())


@pytest.mark.parametrize("identifier", sorted(built_in_bank().paths))
def test_no_slip_equals_the_key_and_every_writing_of_the_key_is_right(identifier: str) -> None:
    entry = built_in_bank().item(identifier)
    kind = kind_of(entry)
    for seed in range(12):
        variant = draw(entry, seed)
        for slip in kind.slips(variant):
            assert not kind.same(entry, slip.value, variant.key)
        for option in variant.options or ():
            assert not (option.correct and option.misconceptions)


def test_option_positions_are_even() -> None:
    entry = built_in_bank().item("l2-gradient-code")
    places = Counter(
        next(place for place, option in enumerate(draw(entry, seed).options or ()) if option.correct)
        for seed in range(1, 801)
    )
    assert set(places) == {0, 1, 2, 3}
    assert min(places.values()) > 150
