"""The expression questions of the bank: every writing of the key that a learner may take over is right, no other is."""

from __future__ import annotations

import pytest

from quiz import draw, grade, load_bank
from solvers.expression import to_ascii, to_latex, to_text

LABELS = {
    "chain-rule-composite": ["dz/dx = {}", r"\frac{{dz}}{{dx}} = {}", "z' = {}", "z'(x) = {}", "∂z/∂x = {}"],
    "chain-rule-two-paths": ["dz/dx = {}", r"\frac{{dz}}{{dx}}={}"],
    "chain-rule-power-linear": ["dz/dx={}", "dz/dx = dz/dt · dt/dx = {}"],
    "activation-derivative-symbolic": ["f'(x) = {}", "f′(x)={}", r"f^{{\prime}}(x) = {}", "df/dx = {}"],
    "momentum-two-step-form": ["w^{{(t+1)}} = {}", "w⁽ᵗ⁺¹⁾={}", "w_{{t+1}} = {}", "w = {}"],
    "norm-penalty-gradient": [
        "∂E/∂w1 = {}",
        r"\frac{{\partial E}}{{\partial w_1}} = {}",
        r"\frac{{\partial}}{{\partial w_1}}\frac{{\lambda}}{{2}}\|w\|_2 = {}",
    ],
}
"""Question -> left-hand sides that its stem, its solution or the course prints."""
AROUND = ["{}", "${}$", r"\({}\)", "$${}$$", "`{}`", "**{}**", "{0} = {0}", "0+{0} = {0}", "{0} ({0})"]
BESIDE = ["{}+1", "-({})", "2({})", "{0} = {0}+1", "{0}+1 = {0}", "{0} ({0}+1)"]
OTHERS = ["dq/dx = {}", "q = {}", "V^{{(t)}} = {}"]


@pytest.mark.parametrize("seed", [0, 1, 5])
@pytest.mark.parametrize("item", LABELS)
def test_writings_of_the_key(item: str, seed: int) -> None:
    variant = draw(load_bank().item(item), seed)
    for key in (to_ascii(variant.key), to_text(variant.key), to_latex(variant.key)):
        for writing in (*AROUND, *LABELS[item]):
            outcome = grade(variant, writing.format(key))
            assert outcome.verdict == "correct", (writing.format(key), outcome)
        for writing in BESIDE:
            assert grade(variant, writing.format(key)).verdict != "correct", writing.format(key)


@pytest.mark.parametrize("item", [item for item in LABELS if item != "norm-penalty-gradient"])
def test_another_quantity_is_asked_about(item: str) -> None:
    variant = draw(load_bank().item(item), 2)
    for writing in OTHERS:
        outcome = grade(variant, writing.format(to_ascii(variant.key)))
        assert outcome.verdict == "unreadable"
        assert outcome.unreadable is not None
        assert variant.item.answer.asked[0] in outcome.unreadable.reason.en


def test_code_is_a_writing_too() -> None:
    variant = draw(load_bank().item("activation-derivative-symbolic"), 0)
    code = to_ascii(variant.key).replace("tanh(", "np.tanh(").replace("sigmoid(", "torch.sigmoid(").replace("^", "**")
    assert grade(variant, code).verdict == "correct"
