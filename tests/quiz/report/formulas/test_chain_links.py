"""Chains of equalities are checked link by link; what can't be known is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.formulas.chain_links import ChainFinding

Chains = Callable[[str], list[ChainFinding]]

WRONG = [
    ("$z = t^2$、$t = x + y$\n\n$$\\frac{dz}{dx} = \\frac{dz}{dt}\\frac{dt}{dx} = 2t \\cdot 1 = 2x + y$$", 3, "2·t·1"),
    ("$$z = t^2$$\n$$t = 3x + y$$\n### 解答\n$\\frac{\\partial t}{\\partial x} = 1$", 4, "3"),
    ("u = 1 + exp(-x)\ny = 1/u\n\ndu/dx = exp(-x)\ndy/du = -1/u^2", 4, "符号"),
    ("$$\n\\begin{aligned}\nu &= 1 + e^{-x} \\\\\ny &= u^{-1}\n\\end{aligned}\n$$\n$$\n\\begin{aligned}\n"
     "\\frac{\\partial u}{\\partial x} &= e^{-x} \\\\\n\\frac{\\partial y}{\\partial u} &= -u^{-2}\n"
     "\\end{aligned}\n$$", 9, "符号"),
    ("$f(x) = \\frac{1}{1+e^{-x}}$\n$f'(x) = \\frac{e^{-x}}{(1+e^{-x})^2}$\n$= f(x)(1+f(x))$", 3, "f(x)"),
    ("出力サイズは (28 - 5)/1 + 1 = 23 + 1 = 25", 1, "24"),
    ("$0.9 \\times 0.9 = 0.18$", 1, "0.81"),
    ("$y = f(x) = x^2 + 1$、$f(3) = 9$", 1, "10"),
    ("$$\\begin{aligned} (a-b)^2 &= a^2 - 2ab + b^2 \\\\ &= a^2 - b(2a + b) \\end{aligned}$$", 1, "a"),
    ("$s = 3r$\n$\\frac{ds}{dr} = 6$", 2, "3"),
    ("$c = 2x + 1$ なので $2c = 4x + 3$", 1, "1"),
    ("$0.1\\cdot5/\\sqrt{0.8}\\approx0.625$", 1, "0.559"),
    ("ステップ幅は $0.2\\times3/\\sqrt{1.8}\\approx0.333$ となる。", 1, "0.447"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), WRONG)
def test_a_wrong_link_is_found_at_its_line(chains: Chains, text: str, line: int, said: str) -> None:
    wrong = [found for found in chains(text) if found.verdict == "wrong"]
    assert [found.row.line.number for found in wrong] == [line]
    assert said in wrong[0].message.ja
    assert wrong[0].expected


RIGHT = [
    "$z = t^2$、$t = x + y$\n$\\frac{dz}{dx} = \\frac{dz}{dt}\\frac{dt}{dx} = 2t \\cdot 1 = 2(x + y)$",
    "$y = \\frac{1}{1+e^{-x}}$\n$\\frac{dy}{dx} = \\frac{e^{-x}}{(1+e^{-x})^2} = y(1-y)$",
    "$(7+2\\times 1-3)/2+1 = 6/2+1 = 3+1 = 4$",
    "$0.25^{3} = 0.0156$",
    "$2/3 = 0.6667$",
    "$0.1\\cdot5/\\sqrt{0.8}\\approx0.559$",
    "$96/100 = 96\\%$",
    "$\\begin{aligned} (a+b)^2 &= a^2 + 2ab + b^2 \\\\ &= a^2 + b(2a+b) \\end{aligned}$",
    "$\\tanh(x) + 1 = 2/(1 + e^{-2x})$",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_chain_that_holds_is_right(chains: Chains, text: str) -> None:
    assert {found.verdict for found in chains(text)} == {"right"}


BEYOND = [
    "$g = 9.8 \\approx \\infty$",
    "$2^{2000} \\approx 5.25$",
    "$3.5 \\approx 10^{400}$",
    "$0.5^{1100} \\approx 0.1$",
    "$10^{400} = 3$",
    "$10^{400} = 3.5$",
    "$1/10^{400} = 3.5$",
    "$2^{2000} = \\infty$",
    "$\\infty - \\infty = 0$",
]


@pytest.mark.parametrize("text", BEYOND)
def test_numbers_beyond_those_of_a_program_are_called_nothing(chains: Chains, text: str) -> None:
    assert chains(text) == []


def test_numbers_beyond_those_of_a_program_may_be_equal(chains: Chains) -> None:
    assert [found.verdict for found in chains("$10^{400} = 10 \\cdot 10^{399}$")] == ["right"]


def test_what_a_side_comes_to_is_told_shortly(chains: Chains) -> None:
    told = [found.message.ja for found in chains("$0.25^{500} \\approx 0.0001$\n\n$2^{1500} x = 3 x$")]
    assert ["9.33264e-302 です" in told[0], "倍すると" in told[1], all(len(one) < 120 for one in told)] == [
        True,
        False,
        True,
    ]


BY_CHAIN_RULE = [
    "dz/dx = dz/dt * dt/dx",
    "- chain rule: dy/dx = dy/du · du/dx",
    "連鎖律により dL/da = dL/dc・dc/da となる。",
    "$\\frac{dE}{dw} = \\frac{dE}{dy}\\frac{dy}{du}\\frac{du}{dw}$",
    "w1 = w1 - η * (∂E/∂w1)\n   = w1 - η * (∂E/∂Height) * (∂Height/∂w1)",
    "∂E/∂b = ∂u/∂b × ∂E/∂u",
]


@pytest.mark.parametrize("text", BY_CHAIN_RULE)
def test_the_chain_rule_in_letters_is_right(chains: Chains, text: str) -> None:
    assert [(found.verdict, found.row.line.number) for found in chains(text)] == [("right", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "dz/dx = dz/dt * dx/dt",
        "dz/dx = dz/dt + dt/dx",
        "dz/dx = dt/dz * dt/dx",
        "dz/dx = dz/dt * ds/dx",
        "dz/dx = dz/dt * dt/dx は誤りである。",
        "dz/dx = dz/dt * dt/dx だろうか。",
        "It was once believed that dz/dx = dz/dt * dt/dx.",
        "> dz/dx = dz/dt * dt/dx と書くのは間違い",
        "w1 = w1 - η * (∂E/∂w1)\n   = w1 - η * (∂E/∂a) * (∂a/∂w2)",
        "dz/dx\n= 2 などと書いた dt/dx * dz/dt",
    ],
)
def test_what_is_no_chain_rule_or_is_not_claimed_is_not_credited(chains: Chains, text: str) -> None:
    assert chains(text) == []


SILENT = [
    "$\\frac{7-4}{2}+1 = 2$",
    "$1/3 ≈ 0.3$",
    "$0.7\\times0.8 \\approx 0.6$",
    "$2.4\\times0.13 \\approx 0.3$",
    "$x + 1 \\to 3 = 5$",
    "$224/2 = 112\\times112$",
    "$h = 2$、$h + 1 = 4$",
    "$x = 0$ のとき $x + y = y + 1$",
    "$A B = B A$",
    "$W^T x = x W$",
    "$\\delta^{t-1} u = \\delta^{t} v$",
    "$z = t2$\n$\\frac{dz}{dt} = 2$",
    "$y = x^2$\n# 別の話\n$\\frac{dy}{dx} = 3$",
    "$\\Phi(-z) = 1 - \\Phi(z)$",
    "$y = x^2$\n$y = y + 1$\n$\\frac{dy}{dx} = 3x$",
    "誤: $2 + 2 = 5$",
    "> $2 + 2 = 5$",
    "- k = 3",
    "$\\frac{d}{dx} x + y = 2$",
    "$y = f(x) = x^2$\n$y = f(x) = x^3$",
    "$w = w - 1 = 3$",
    "`x = 3 == 4`",
    "$100 = 100\\%$",
    "$a + b = c + d = 3$",
    "$\\begin{pmatrix} 1 & 2 \\end{pmatrix} = 3$",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_cannot_be_known_is_left_alone(chains: Chains, text: str) -> None:
    assert [found.given for found in chains(text) if found.verdict == "wrong"] == []


def test_a_meaning_from_far_above_decides_only_what_is_nearly_the_same(chains: Chains) -> None:
    filler = "文章。\n" * 20
    assert [found.verdict for found in chains(f"$y = x^2$\n{filler}$\\frac{{dy}}{{dx}} = -2x$")] == ["wrong"]
    assert chains(f"$y = x^2$\n{filler}$\\frac{{dy}}{{dx}} = 3x^2$") == []


def test_the_same_link_is_judged_anew_where_its_letters_mean_something_else(chains: Chains) -> None:
    link = "$\\frac{dp}{dq} = 2q$"
    found = chains(f"$p = q^2$\n{link}\n\n$p = q^3$\n{link}\n\n$p = q^2$\n{link}")
    judged = [(one.row.line.number, one.verdict) for one in found if one.row.plain.startswith(link[:6])]
    assert judged == [(2, "right"), (5, "wrong"), (8, "right")]


def test_what_a_letter_means_by_way_of_another_counts(chains: Chains) -> None:
    link = "$\\frac{dp}{dq} = 2q$"
    found = chains(f"$p = r^2$\n$r = q$\n{link}\n\n$r = 3q$\n{link}")
    assert [(one.row.line.number, one.verdict) for one in found][-2:] == [(3, "right"), (6, "wrong")]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("畳み込みの重みは 7 × 12 = 84 個", []),
        ("A dense layer would have 7 * 12 = 84 weights", []),
        ("The variance of these weights would be 1/sqrt(64) = 0.125", []),
        ("7 × 12 = 84", ["right"]),
        ("$7 \\times 12 = 84$", ["right"]),
        ("畳み込みの重みは 7 × 12 = 94 個", ["wrong"]),
    ],
)
def test_a_sum_is_not_credited_with_the_words_around_it(chains: Chains, text: str, verdicts: list[str]) -> None:
    assert [found.verdict for found in chains(text)] == verdicts
