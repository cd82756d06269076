"""Worked solutions followed with a calculator: who goes on from the printed numbers must arrive at the answer.

Where a step is one formula, ``tests/test_printed_arithmetic.py`` holds it; these solutions are followed over lines.
"""

from __future__ import annotations

import re
from fractions import Fraction

from printed_stems import DECIMAL, SEEDS, rounded

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt, solution
from quiz.grading import grade
from quiz.model import Variant


class Followed:
    """One variant with its worked solution, line by line."""

    def __init__(self, identifier: str, seed: int) -> None:
        self.variant: Variant = draw(built_in_bank().item(identifier), seed)
        self.stem = prompt(self.variant).stem.ja
        self.lines = solution(self.variant).ja
        self.name = f"{identifier}, seed {seed}"

    def number(self, pattern: str) -> Fraction:
        """Return the number, a decimal or a fraction in LaTeX, behind the first place of a pattern in the solution."""
        match = re.search(rf"{pattern}(?:(-?)\\frac\{{(\d+)\}}\{{(\d+)\}}|({DECIMAL}))", self.lines)
        assert match, (self.name, pattern)
        sign, top, bottom, plain = match.groups()
        return Fraction(plain) if plain else Fraction(int(f"{sign}{top}"), int(bottom))

    def row(self, pattern: str, text: str | None = None) -> list[Fraction]:
        """Return the decimals in the parentheses behind the first place of a pattern in the solution, or in a text."""
        match = re.search(rf"{pattern}\(([^()]*)\)", self.lines if text is None else text)
        assert match, (self.name, pattern)
        return [Fraction(part) for part in match[1].split(",")]

    def arrives_at(self, values: list[Fraction], places: int) -> None:
        """The values, rounded as asked, are accepted."""
        written = ", ".join(rounded(value, places) for value in values)
        assert grade(self.variant, written).verdict == "correct", (self.name, written)


def test_batch_normalization_from_its_normalized_values() -> None:
    for seed in SEEDS:
        followed = Followed("bn-forward-vector", seed)
        gain, shift = followed.number(r"\\gamma="), followed.number(r"\\beta=")
        normalized = followed.row(r"\\sigma\}\\approx")
        followed.arrives_at([gain * value + shift for value in normalized], 3)


def test_layer_normalization_from_its_deviation() -> None:
    for seed in SEEDS:
        followed = Followed("layernorm-forward", seed)
        mean, deviation = followed.number(r"\\mu="), followed.number(r"\\sigma\\approx")
        followed.arrives_at([(value - mean) / deviation for value in followed.row("の値: ")], 3)


def test_one_normalized_value_from_its_deviation() -> None:
    for seed in SEEDS:
        followed = Followed("norm-variant-value", seed)
        mean, deviation = followed.number(r"\\mu="), followed.number(r"\\sigma\\approx")
        followed.arrives_at([(followed.number(r"（\$x=") - mean) / deviation], 3)


def test_backward_pass_of_batch_normalization_from_its_sums() -> None:
    for seed in SEEDS:
        followed = Followed("bn-backward-dx", seed)
        normalized, upstream = followed.row(r"hat\{x\}\\approx"), followed.row("dy = ", followed.stem)
        scale = followed.number(r"\\gamma\}\{\\sigma\}\\approx")
        shared, along = followed.number("割ると、約 "), followed.number(rf"割ると、約 {DECIMAL} と ")
        followed.arrives_at([scale * (d - shared - x * along) for d, x in zip(upstream, normalized, strict=True)], 4)


def test_softmax_from_its_powers() -> None:
    for seed in SEEDS:
        followed = Followed("softmax-max-subtraction", seed)
        total = followed.number(r"合計: \$\\approx")
        followed.arrives_at([power / total for power in followed.row(r"z\}\\approx")], 3)


def test_smoothed_loss_from_its_targets_and_logarithms() -> None:
    for seed in SEEDS:
        followed = Followed("label-smoothing-loss", seed)
        right, other = (Fraction(part) for part in re.findall(r"approx([\d.]+)\$", followed.lines)[:2])
        (listed,) = re.findall("は順に (.*)", followed.lines)
        logarithms = [Fraction(part) for part in listed.split(", ")]
        (place,) = re.findall(r"正解はクラス (\d)", followed.stem)
        targets = [right if at == int(place) else other for at in range(1, len(logarithms) + 1)]
        output = followed.row("p=", followed.stem)[int(place) - 1]
        loss = sum((a * b for a, b in zip(targets, logarithms, strict=True)), Fraction(0))
        followed.arrives_at([loss, output - right], 3)
