"""Slips made by hand from the printed Japanese stem, in the words that the learner is told: each is told by its name.

Where two listed slips come to the same answer, both are named; where one comes to the key, it can't be told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from printed_stems import Number, rounded

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt, solution
from quiz.grading import grade
from quiz.model import Variant

SEEDS = range(1, 61)
Answer = Sequence[Number]


def variants(identifier: str) -> list[Variant]:
    item = built_in_bank().item(identifier)
    return [draw(item, seed) for seed in SEEDS]


def stem(variant: Variant) -> str:
    return prompt(variant).stem.ja


def number(text: str, before: str) -> Fraction:
    """Return the first number behind some words."""
    match = re.search(re.escape(before) + r"\s*(-?\d+(?:\.\d+)?)", text)
    assert match is not None, (before, text)
    return Fraction(match[1])


def hold_slips(variant: Variant, right: Answer, slips: Mapping[str, Answer], places: int) -> list[str]:
    """The right answer is right; each slip that differs from it as it is written is wrong and told by its name."""

    def written(answer: Answer) -> str:
        return ", ".join(rounded(value, places) for value in answer)

    where = (variant.item.id, variant.seed)
    assert grade(variant, written(right)).verdict == "correct", (*where, written(right))
    near = Fraction(15, 10 ** (places + 1)) if places else 0
    told = []
    for name, answer in slips.items():
        if all(abs(wrong - well) <= near for wrong, well in zip(answer, right, strict=True)):
            continue
        outcome = grade(variant, written(answer))
        assert outcome.verdict in ("wrong", "partial"), (*where, name, written(answer))
        assert name in {diagnosis.name for diagnosis in outcome.diagnoses}, (*where, name, written(answer))
        told.append(name)
    return told


def stopped(errors: Sequence[int], patience: int, margin: int, slip: str) -> tuple[int, int] | None:
    """Return (stop, last improvement) in hundredths, epoch by epoch as the stem says it; None where it never stops."""
    best, at, since = errors[0], 1, 0
    for epoch, error in enumerate(errors[1:], 2):
        against = errors[epoch - 2] if slip == "previous" else min(errors[: epoch - 1]) if slip == "lowered" else best
        gain = against - error
        if gain > 0 if slip == "no margin" else gain >= margin if slip == "equal" else gain > margin:
            best, at = error, epoch
            since = since if slip == "in all" else 0
        else:
            since += 1
        if since == patience:
            return epoch, at
    return None


def test_early_stopping() -> None:
    names = {
        "no margin": "delta-ignored",
        "equal": "equal-counted",
        "in all": "never-reset",
        "previous": "compared-with-previous",
        "lowered": "best-always-lowered",
    }
    told: list[str] = []
    for variant in variants("early-stopping-variants"):
        text = stem(variant)
        line = next(line for line in text.splitlines() if re.fullmatch(r"[\d., ]+", line) and "," in line)
        errors = [int(100 * Fraction(part)) for part in line.split(",")]
        patience, margin = int(number(text, "続けて")), int(100 * number(text, "最良の値 −"))
        back = "最後に改善したエポックの重みに戻します" in text
        right = stopped(errors, patience, margin, "")
        assert right is not None
        slips: dict[str, Answer] = {
            "other-weights": (right[0], right[0] if back else right[1]),
            "patience-plus-one": (right[0] + 1, right[1] if back else right[0] + 1),
        }
        for slip, name in names.items():
            if (found := stopped(errors, patience, margin, slip)) is not None:
                slips[name] = found if back else (found[0], found[0])
        told += hold_slips(variant, right if back else (right[0], right[0]), slips, 0)
    assert set(told) == {*names.values(), "other-weights", "patience-plus-one"}


def test_a_graph_with_a_branch() -> None:
    told: list[str] = []
    for variant in variants("comp-graph-figure"):
        text = stem(variant)
        signs = [
            match[1]
            for rule in (r"u = x (\S+) y\$", r"v = [xyh] (\S+) z\$", r"f = h (\S+) v\$")
            if (match := re.search(rule, text)) is not None
        ]
        (branch,) = re.findall(r"v = ([xyh]) ", text)
        x, y, z = (number(text, f"${name}=") for name in "xyz")
        u = {"+": x + y, "-": x - y, "\\times": x * y}[signs[0]]
        h = max(u, Fraction(0))
        p = {"x": x, "y": y, "h": h}[branch]
        v = {"+": p + z, "-": p - z, "\\times": p * z}[signs[1]]

        def local(sign: str, left: Fraction, right: Fraction, slip: str) -> tuple[Fraction, Fraction]:
            if sign == "\\times":
                return (left, right) if slip == "own-input" else (right, left)
            share = Fraction(1, 2) if sign == "+" and slip == "sum-splits" else Fraction(1)
            return share, -share if sign == "-" and slip != "minus-lost" else share

        def gradients(
            slip: str,
            signs: list[str] = signs,
            branch: str = branch,
            at: tuple[Fraction, ...] = (x, y, z, u, h, p, v),
        ) -> tuple[Fraction, ...]:
            x, y, z, u, h, p, v = at
            to_h, to_v = local(signs[2], h, v, slip)
            to_p, to_z = (to_v * part for part in local(signs[1], p, z, slip))
            straight = 0 if slip == "one-path-only" else 1
            through = 0 if slip == "path-through-v-missing" else 1
            to_h = straight * to_h + through * to_p if branch == "h" else to_h
            to_u = to_h if u > 0 or slip == "relu-always-passes" else Fraction(0)
            to_x, to_y = (to_u * part for part in local(signs[0], x, y, slip))
            to_x = straight * to_x + through * to_p if branch == "x" else to_x
            to_y = straight * to_y + through * to_p if branch == "y" else to_y
            return to_x, to_y, to_z

        names = [
            "one-path-only",
            "path-through-v-missing",
            "own-input",
            "sum-splits",
            "relu-always-passes",
            "minus-lost",
        ]
        told += hold_slips(variant, gradients(""), {name: gradients(name) for name in names}, 2)
    assert len(set(told)) == 6


def test_glorot_and_he() -> None:
    for variant in variants("glorot-fan-average"):
        text = stem(variant)
        a, b = number(text, "入力側のノードが"), number(text, "出力側のノードが")
        variance = float(2 / (a + b))

        def both(variance: float) -> Answer:
            return math.sqrt(variance), math.sqrt(3 * variance)

        deviation = math.sqrt(variance)
        slips: dict[str, Answer] = {
            "fan-in-only": both(float(1 / a)),
            "fan-out-only": both(float(1 / b)),
            "sum-for-mean": both(float(1 / (a + b))),
            "he-numerator": both(2 * variance),
            "he-with-fan-in": both(float(2 / a)),
            "bound-as-spread": (deviation, deviation),
            "variance-given": (variance, 3 * variance),
            "variance-for-the-deviation": (variance, math.sqrt(3 * variance)),
            "bound-from-the-variance": (variance, math.sqrt(3) * variance),
            "bound-not-rooted": (deviation, 3 * variance),
            "width-for-bound": (deviation, math.sqrt(12 * variance)),
        }
        hold_slips(variant, both(variance), slips, 4)
    for variant in variants("he-leaky-std"):
        text = stem(variant)
        n, a2 = float(number(text, "$n=")), float(number(text, "$a=")) ** 2
        slips = {
            "plain-he": (math.sqrt(2 / n),),
            "slope-not-squared": (math.sqrt(2 / ((1 + math.sqrt(a2)) * n)),),
            "in-the-numerator": (math.sqrt(2 * (1 + a2) / n),),
            "xavier": (math.sqrt(1 / n),),
            "subtracted": (math.sqrt(2 / ((1 - a2) * n)),),
            "half-forgotten": (math.sqrt(1 / ((1 + a2) * n)),),
            "gain-not-rooted": (math.sqrt(2 / n) / (1 + a2),),
            "variance-given": (2 / ((1 + a2) * n),),
        }
        hold_slips(variant, (math.sqrt(2 / ((1 + a2) * n)),), slips, 4)


def test_an_ensemble_and_two_layers_of_dropout() -> None:
    for variant in variants("ensemble-variance"):
        text = stem(variant)
        (count,) = re.findall(r"^(\d+) 個", text)
        m, variance, rho = int(count), number(text, "分散が"), number(text, "相関係数も")
        slips: dict[str, Answer] = {
            "independent": (variance / m,),
            "no-gain": (variance,),
            "terms-swapped": (rho * variance / m + (1 - rho) * variance,),
            "divides-by-square": (rho * variance + (1 - rho) * variance / m**2,),
            "correlation-only": (rho * variance,),
            "pairs-counted-once": ((m * variance + m * (m - 1) // 2 * rho * variance) / m**2,),
            "divided-once": ((m * variance + m * (m - 1) * rho * variance) / m,),
            "whole-variance-unrelated": (rho * variance + variance / m,),
        }
        hold_slips(variant, (rho * variance + (1 - rho) * variance / m,), slips, 3)
    for variant in variants("dropout-two-layer-expectation"):
        text = stem(variant)
        x, w, v = (
            [Fraction(entry) for entry in re.findall(r"-?\d+", part)]
            for part in re.findall(r"=(?:\(|\\begin\{pmatrix\})([-\d, &\\]+)", text)
        )
        plain = v[0] * (w[0] * x[0] + w[1] * x[1]) + v[1] * (w[2] * x[0] + w[3] * x[1])
        kept = [1 - number(text, words) for words in ("入力に割合", "隠れ層に割合")]
        inverted = "inverted" in text
        right = plain if inverted else kept[0] * kept[1] * plain
        slips = {
            "one-layer-only": (kept[1] * plain,),
            "hidden-layer-forgotten": (kept[0] * plain,),
            "scaled-by-drop-rates": ((1 - kept[0]) * (1 - kept[1]) * plain,),
            "other-convention": (kept[0] * kept[1] * plain if inverted else plain,),
            "divided": (plain / (kept[0] * kept[1]),),
        }
        hold_slips(variant, (right,), slips, 3)


def test_a_convolution_of_one_pixel() -> None:
    for variant in variants("conv1x1-cost"):
        text = stem(variant)
        (found,) = re.findall(r"^(\d+)×\d+、(\d+) チャンネル.*?、(\d+) チャンネルの特徴マップにします", text)
        side, inputs, outputs = map(int, found)
        biases = outputs if "バイアスはあります" in text else 0
        weights, products = inputs * outputs, side**2 * inputs * outputs
        slips: dict[str, Answer] = {
            "as-three-by-three": (9 * weights + biases, 9 * products),
            "weights-per-place": (side**2 * (weights + biases), products),
            "one-per-channel": (inputs + biases, side**2 * inputs),
            "one-weight-per-channel": (inputs + biases, products),
            "one-place-only": (weights + biases, weights),
            "bias-slip": (weights + outputs - biases, products),
            "operations-doubled": (weights + biases, 2 * products),
        }
        if biases:
            slips["weights-per-place-biases-once"] = (side**2 * weights + biases, products)
            slips["bias-additions-counted"] = (weights + biases, products + side**2 * outputs)
        hold_slips(variant, (weights + biases, products), slips, 0)


def test_what_a_solution_prints_leads_to_its_result() -> None:
    """A learner who carries on with the printed digits arrives at the printed answer."""
    for variant in variants("bn-param-gradients"):
        told = solution(variant).ja
        (gradients,) = re.findall(r"dy = \(([^)]*)\)", stem(variant))
        (normalized,) = re.findall(r"hat\{x\}\\approx\(([^)]*)\)", told)
        (result,) = re.findall(r"\\sum dy\\,\\hat\{x\}\\approx(-?[\d.]+)\$", told)
        pairs = zip(gradients.split(","), normalized.split(","), strict=True)
        total = sum((Fraction(one) * Fraction(other) for one, other in pairs), Fraction(0))
        assert rounded(total, 3) == result, variant.seed
    for variant in variants("ce-index-vs-onehot"):
        told = solution(variant).ja
        (losses,) = re.findall(r"は、約 ([\d.、]+) です", told)
        ((total_told, mean_told),) = re.findall(r"合計は約 ([\d.]+) なので、平均は 3 で割って約 ([\d.]+) です", told)
        total = sum((Fraction(loss) for loss in losses.split("、")), Fraction(0))
        assert (rounded(total, 4), rounded(total / 3, 3)) == (total_told, mean_told), variant.seed
    for variant in variants("bn-forward-vector"):
        told = solution(variant).ja
        normalized, result = re.findall(r"\\approx\(([^)]*)\)", told)
        gain, shift = number(told, "$\\gamma="), number(told, "$\\beta=")
        found = [rounded(gain * Fraction(value) + shift, 3) for value in normalized.split(",")]
        assert found == [part.strip() for part in result.split(",")], variant.seed
