"""Questions about pictures, solved from the printed Japanese stem and the words that stand for the picture."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import numpy as np
from printed_stems import DECIMAL, hold_choice, hold_matching, hold_numbers, printed
from printed_tables import hold_choices, pictured

Point = tuple[float, float]


# -- a graph of a computation ------------------------------------------------------------------------------------------

SIGNS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, r"\times": lambda a, b: a * b}


def computed(lines: list[str], values: dict[str, Fraction]) -> dict[str, Fraction]:
    """Return the values of the letters and of all that the lines name."""
    known = dict(values)
    for line in lines:
        name, rule = line.split(" = ")
        if found := re.fullmatch(r"\\mathrm\{ReLU\}\((\w)\)", rule):
            known[name] = max(Fraction(0), known[found[1]])
        else:
            left, sign, right = rule.split(" ")
            known[name] = SIGNS[sign](known[left], known[right])
    return known


def test_a_graph_by_exact_differences() -> None:
    """The output has no power above the second in any letter, so that a central difference is exact."""
    for question, words in pictured("comp-graph-figure"):
        lines = re.findall(r"^- \$(.*)\$$", question.stem, re.MULTILINE)
        point = {name: question.number(rf"[$、]\$?{name}=") for name in "xyz"}
        shown = {name: Fraction(value) for name, value in re.findall(rf"\b([a-z]) = ({DECIMAL})", words)}
        known = computed(lines, point)
        assert shown == known, question.name
        assert all(known[re.findall(r"\((\w)\)", line)[0]] != 0 for line in lines if "ReLU" in line), question.name
        step = Fraction(1, 1000)
        slopes = []
        for name in point:
            up, down = (computed(lines, {**point, name: point[name] + s})["f"] for s in (step, -step))
            slopes.append((up - down) / (2 * step))
        hold_numbers(question, slopes, 0)


# -- curves of training ------------------------------------------------------------------------------------------------


def state(train: dict[str, Point], valid: dict[str, Point], wanted: float) -> str:
    """Name a model's state by its first, last, least and greatest errors."""
    if max(train["最大"][0], valid["最大"][0]) > 2:  # an error is greatest in the beginning, unless it jumps
        return "学習率が大きすぎて、学習が安定していない"
    if train["末"][1] > 2 * wanted:
        return "未学習である（モデルや学習が足りない）"
    if valid["末"][1] - valid["最小"][1] > wanted and valid["末"][1] > 2 * wanted:
        return "過学習している"
    assert valid["末"][1] < 2 * wanted
    return "適切に学習できている"


def test_the_state_of_a_model_by_its_curves() -> None:
    for question, words in pictured("learning-curves-figure"):
        epochs, wanted = int(question.number("を、")), float(question.number("どちらも "))
        curves = []
        for name in ("訓練", "検証"):
            (told,) = re.findall(rf"{name}: (.*?)(?:。|$)", words)
            first, last, least, greatest = (
                (float(at), float(value)) for at, value in re.findall(rf"(\d+) で ({DECIMAL})", told)
            )
            assert (first[0], last[0]) == (1, epochs)
            curves.append({"初": first, "末": last, "最小": least, "最大": greatest})
        named = state(curves[0], curves[1], wanted)
        hold_choice(question, lambda option, named=named: option == named)  # type: ignore[misc]


# -- where an ellipse touches a region ---------------------------------------------------------------------------------


def test_where_the_error_is_least_on_the_border() -> None:
    for question, words in pictured("lasso-ridge-contour-figure"):
        centre = tuple(map(float, question.found(rf"点 \$\(({DECIMAL}), ({DECIMAL})\)\$ を中心")))
        wide, high = map(float, question.found(rf"半径の比は ({DECIMAL}) : ({DECIMAL})"))
        size = float(question.number("（大きさ "))
        (shape,) = re.findall("領域は(円|ひし形)", words)
        assert f"中心 ({centre[0]:g}, {centre[1]:g})" in words, question.name
        if shape == "円":
            turn = np.linspace(0, 2 * math.pi, 40_001)
            border = size * np.stack([np.cos(turn), np.sin(turn)], axis=1)
        else:
            along = np.linspace(0, 1, 10_001)[:, None]
            corners = size * np.array([[1, 0], [0, 1], [-1, 0], [0, -1]])
            border = np.concatenate([(1 - along) * corners[at] + along * corners[(at + 1) % 4] for at in range(4)])
        errors = (((border - np.array(centre)) / np.array([wide, high])) ** 2).sum(axis=1)
        w = border[errors.argmin()]
        assert all(abs(part) < 1e-9 or abs(part) > 0.02 for part in w), (question.name, w)
        zero = [abs(part) < 1e-9 for part in w]
        named = {
            (False, False): "$w_1$ も $w_2$ も 0 ではない",
            (True, False): "$w_1=0$ で、$w_2$ は 0 ではない",
            (False, True): "$w_2=0$ で、$w_1$ は 0 ではない",
        }[(zero[0], zero[1])]
        hold_choice(question, lambda option, named=named: option == named)  # type: ignore[misc]


# -- paths of optimizers -----------------------------------------------------------------------------------------------


def moved(path: list[Point]) -> list[Point]:
    return [(b[0] - a[0], b[1] - a[1]) for a, b in zip(path, path[1:], strict=False)]


def method(path: list[Point]) -> str:
    """Name what moves so on x²/20 + y²; the points are printed to two places.

    Both adaptive methods begin with the same step along both axes. AdaGrad's steps shrink from then on, where Adam's
    stay. Of the others SGD goes by the gradient alone, in every step.
    """
    steps = moved(path)
    slopes = [(x / 10, 2 * y) for x, y in path]
    first, second = steps[0], steps[1]
    if abs(abs(first[0]) - abs(first[1])) <= 0.021:
        return "AdaGrad" if abs(second[0]) < 0.85 * abs(first[0]) else "Adam"
    rate = -first[1] / slopes[0][1]
    expected = [(-rate * x, -rate * y) for x, y in slopes]
    alone = all(math.dist(step, other) < 0.06 for step, other in zip(steps, expected, strict=False))
    return "SGD（確率的勾配降下法）" if alone else "モメンタム"


def test_whose_path_it_is_by_its_steps() -> None:
    for question, words in pictured("optimizer-trajectory-figure"):
        paths = {}
        for name in "PQRS":
            (told,) = re.findall(rf"{name}: (.*?)(?:、最後|$)", words)
            points = re.findall(rf"\(({DECIMAL}), ({DECIMAL})\)", told)
            paths[f"図の {name}"] = [(float(x), float(y)) for x, y in points]
        names = {place: method(path) for place, path in paths.items()}
        assert len(set(names.values())) == 4, (question.name, names)
        hold_matching(question, lambda entry, other, names=names: names[other] == entry)  # type: ignore[misc]


# -- pictures of letters, and what turns one into the other ------------------------------------------------------------


def letters(stem: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the two pictures of the stem as pixels, of the same size or not."""
    (block,) = re.findall(r"```\n(.*?)\n```", stem, re.DOTALL)
    rows = [re.split(r" {2,}", row) for row in block.split("\n")]
    left, right = (np.array([[pixel == "#" for pixel in row[side]] for row in rows]) for side in (0, 1))
    return left, right


TURNS = {
    "左右に反転する": lambda image: image[:, ::-1],
    "上下に反転する": lambda image: image[::-1],
    "180° 回転する": lambda image: np.rot90(image, 2),
    "時計回りに 90° 回転する": lambda image: np.rot90(image, -1),
    "反時計回りに 90° 回転する": np.rot90,
}
HARMLESS = ("画素だけ平行移動する", "倍に拡大する", "画素に小さな雑音を加える", "全体の明るさを少し変える")


def test_what_turns_a_letter_into_the_other_is_tried() -> None:
    for question in printed("augmentation-label-breaks"):
        left, right = letters(question.stem)

        def breaks(option: str, left: np.ndarray = left, right: np.ndarray = right) -> bool:
            if option not in TURNS:
                assert option.endswith(HARMLESS), option
                return False
            turn = TURNS[option]
            return np.array_equal(turn(left), right) or np.array_equal(turn(right), left)

        hold_choices(question, breaks)
