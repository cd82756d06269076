"""The generator of draws against its description: BLAKE2b over a counter and a name, whole numbers by rejection."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

import pytest

from quiz.draws import MAX_SEED, Draws


def words(name: str) -> Iterator[int]:
    """The 64-bit words of the stream, written down from the description alone."""
    counter = 0
    while True:
        block = hashlib.blake2b(counter.to_bytes(8, "big") + name.encode()).digest()
        yield from (int.from_bytes(block[8 * place : 8 * place + 8], "big") for place in range(8))
        counter += 1


class Scripted(Draws):
    """Draws from words that the test gives."""

    def __init__(self, *given: int) -> None:
        self._words = iter(given)


def test_the_words_go_on_over_many_blocks() -> None:
    draws = Draws("名前/7")
    assert [draws.below(2**63) for _ in range(50)] == [word % 2**63 for word in islice(words("名前/7"), 50)]


def test_a_bound_that_divides_every_word_refuses_none() -> None:
    draws = Draws("x")
    assert [draws.below(2**20) for _ in range(20)] == [word % 2**20 for word in islice(words("x"), 20)]


def test_words_beyond_the_last_whole_multiple_are_refused() -> None:
    """2^64 = 3 (2^64 // 3) + 1: the one word that would favour 0 is drawn again."""
    assert Scripted(2**64 - 1, 5).below(3) == 2
    assert Scripted(2**64 - 2, 5).below(3) == 2  # the last word that counts
    assert Scripted(2**64 - 3, 5).below(3) == 1
    # 2^64 = 5 times 2^64 // 5, and 1 over; 2^63 + 1 leaves nearly a half.
    assert Scripted(2**64 - 1, 4).below(5) == 4
    assert Scripted(2**63 + 1, 2**63, 9).below(2**63 + 1) == 2**63
    assert Scripted(2**64 - 1, 9).below(2**63 + 1) == 9
    assert Scripted(2**64 - 1).below(2**63) == 2**63 - 1
    assert Scripted(0).below(1) == 0


def test_a_pick_is_one_of_the_choices_and_each_is_met() -> None:
    draws = Draws("pick")
    picks = Counter(draws.pick("abc") for _ in range(300))
    assert set(picks) == set("abc")
    assert min(picks.values()) > 60
    assert Scripted(1).pick(["a", "b"]) == "b"


def test_a_shuffle_is_that_of_fisher_and_yates() -> None:
    """The last place is exchanged first, with one of all; the first never alone."""
    assert Scripted(0, 0, 0).shuffled("abcd") == ["b", "c", "d", "a"]
    assert Scripted(3, 2, 1).shuffled("abcd") == ["a", "b", "c", "d"]
    assert Scripted().shuffled("a") == ["a"]
    assert Scripted().shuffled("") == []
    things = ["a", "b", "c"]
    Draws("x").shuffled(things)
    assert things == ["a", "b", "c"]


def test_every_order_is_equally_likely() -> None:
    draws = Draws("orders")
    orders = Counter("".join(draws.shuffled("abc")) for _ in range(1200))
    assert len(orders) == 6
    assert min(orders.values()) > 140


def test_seeds_are_32_bits_wide() -> None:
    """A seed is typed by people and stored in files: what a seed may be never changes."""
    assert MAX_SEED == 4294967295


@pytest.mark.parametrize("bound", [1, 2, 7, 1000, MAX_SEED])
def test_the_largest_value_is_one_below_the_bound(bound: int) -> None:
    assert Scripted(bound - 1).below(bound) == bound - 1
    assert Scripted(bound).below(bound) == 0


# -- laws --------------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_normal_numbers_are_normal() -> None:
    """Held against SciPy's distribution: twenty thousand numbers of one stream, which is the same everywhere."""
    from scipy import stats

    draws = Draws("normal numbers")
    numbers = [float(draws.standard_normal()) for _ in range(20_000)]
    assert stats.kstest(numbers, "norm").pvalue > 0.01
    assert abs(stats.kurtosis(numbers)) < 0.1
    assert abs(sum(abs(number) > 2.5 for number in numbers) / 20_000 - 2 * stats.norm.sf(2.5)) < 0.003


@pytest.mark.parametrize("rate", [Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
def test_what_decays_does_so_exponentially(rate: Fraction) -> None:
    draws = Draws(f"decay {rate}")
    share = sum(draws._decays(rate) for _ in range(20_000)) / 20_000
    assert share == pytest.approx(math.exp(-rate), abs=0.01)


def test_the_first_normal_numbers_of_a_stream() -> None:
    """They depend on whole numbers alone: these hold on every platform."""
    draws = Draws("d/1/0")
    assert [round(1000 * draws.standard_normal()) for _ in range(4)] == [-513, -2353, -99, -761]


def test_chances_are_kept_exactly() -> None:
    assert [Scripted(word).happens(Fraction(2, 5)) for word in range(5)] == [True, True, False, False, False]
    draws = Draws("chance")
    assert not any(draws.happens(Fraction(0)) for _ in range(50))
    assert all(draws.happens(Fraction(1)) for _ in range(50))
