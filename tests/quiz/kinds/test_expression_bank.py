"""The expression questions of the bank: every writing of the key that a learner may take over is right, no other is."""

from __future__ import annotations

import pytest

from quiz import draw, grade, load_bank
from quiz.drawing import original
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


POWER = "chain-rule-power-linear"


@pytest.mark.parametrize(
    "behind",
    [
        " where t = 3x+2y+3", ", where t=2y+3x+3.", " with t = 3x+2y+3", " (where t=3x+2y+3)",
        "（ただし、t=3x+2y+3とする）",
        " ただし t は 3x+2y+3 です。", "、ここで t＝3x+2y+3",
    ],
)  # fmt: skip
def test_a_definition_that_the_question_gives_may_stand_behind(behind: str) -> None:
    variant = draw(load_bank().item(POWER), 1)
    for formula, verdict in (("18t^2", "incomplete"), ("dz/dx = 18(3x+2y+3)^2", "correct"), ("17t^2", "wrong")):
        outcome = grade(variant, formula + behind)
        assert outcome.verdict == verdict, formula
        assert outcome.understood_as.endswith("²")


@pytest.mark.parametrize(
    "raw",
    [
        "18t^2 where t=3x+2y+4", "18t^2 where", "18 t^2 when t=3x", "18t^2 but t=3x+2y+3", "18 foo = 3",
        "foo 18t^2 = 3",
        "18t^2 (where t=3x+2y+3", "18t^2 + bar = 3x", "where t=3x+2y+3", "18t^2 where y=3x+2y+3", "ただし t=3x+2y+3",
    ],
)  # fmt: skip
def test_an_english_word_is_no_factor(raw: str) -> None:
    assert grade(draw(load_bank().item(POWER), 1), raw).verdict == "unreadable"


@pytest.mark.parametrize(
    ("item", "raw", "understood"),
    [
        ("activation-derivative-symbolic", "f'(x) = {key}", "f'(x) = {text}"),
        ("activation-derivative-symbolic", "f’（x）＝{key}", "f'(x) = {text}"),
        ("chain-rule-composite", "z'(x)={key}", "z'(x) = {text}"),
        ("chain-rule-power-linear", "z'(x)={key}={key}", "z'(x) = {text} = {text}"),
        ("momentum-two-step-form", "w(t+1)={key}", "w(t+1) = {text}"),
        ("momentum-two-step-form", "w(t + 1) = {key}", "w(t + 1) = {text}"),
        ("norm-penalty-gradient", "g(w) = {key}", "g(w) = {text}"),
    ],
)
def test_a_name_with_its_argument_is_said_back_as_one(item: str, raw: str, understood: str) -> None:
    variant = draw(load_bank().item(item), 1)
    outcome = grade(variant, raw.format(key=to_ascii(variant.key)))
    assert outcome.verdict == "correct"
    assert outcome.understood_as == understood.format(text=to_text(variant.key))


@pytest.mark.parametrize("name", ["w(t+1)", "w(t)", "q(x + 1)", "z(x)"])
def test_another_name_with_an_argument_is_asked_about(name: str) -> None:
    items = {"chain-rule-composite": name, "momentum-two-step-form": name.replace("w(t+1)", "w(t)")}
    for item, typed in items.items():
        variant = draw(load_bank().item(item), 1)
        fault = grade(variant, f"{typed} = {to_ascii(variant.key)}").unreadable
        assert fault is not None
        assert f"{typed}」の式になっています" in fault.reason.ja


def test_a_fraction_in_japanese_words_has_brackets_or_is_asked_about() -> None:
    variant = draw(load_bank().item("chain-rule-composite"), 1)  # 3/(3x + 5)
    for raw in ("3x+5分の3", "dz/dx = 3x + 5分の3です", "３ｘ＋５分の３"):
        fault = grade(variant, raw).unreadable
        assert fault is not None, raw
        assert "3·x + 3/5」とも「" in fault.reason.ja, raw
    for raw in ("(3x+5)分の3", "（３ｘ＋５）分の（１＋２）", "dz/dx＝（3x+5）分の3"):
        assert grade(variant, raw).verdict == "correct", raw
    for raw in ("5分の3", "3x + 5分の4", "2(3x+5)分の3"):
        assert grade(variant, raw).verdict in ("wrong", "unreadable"), raw
    assert grade(variant, "2(3x+5)分の3").verdict == "unreadable"


@pytest.mark.parametrize(
    ("item", "text", "verdict"),
    [
        ("chain-rule-power-linear", "2[x+y]", "correct"),
        ("chain-rule-power-linear", "2｛x＋y｝", "correct"),
        ("chain-rule-power-linear", "2〔x+y〕", "correct"),
        ("chain-rule-power-linear", "2[x-y]", "wrong"),
        ("chain-rule-composite", "2/√4x+1", "unreadable"),
        ("chain-rule-composite", "2/ルート4x+1", "unreadable"),
        ("chain-rule-composite", "2/√4x+2", "wrong"),
        ("chain-rule-composite", "2/√(4x)+1", "wrong"),
        ("chain-rule-composite", "2/√(4x+1)", "correct"),
    ],
)
def test_brackets_that_group_alike_and_a_root_of_which_nobody_knows_how_far_it_goes(
    item: str, text: str, verdict: str
) -> None:
    identified = load_bank().item(item)
    variant = original(identified) if item == "chain-rule-power-linear" else draw(identified, 5)
    outcome = grade(variant, text)
    assert outcome.verdict == verdict
    if verdict == "unreadable":
        assert outcome.unreadable is not None
        assert "√(" in outcome.unreadable.reason.ja


@pytest.mark.parametrize(
    ("item", "text", "verdict"),
    [
        ("chain-rule-power-linear", "2(x+y) または 2x+2y", "correct"),
        ("chain-rule-power-linear", "2(x+y) or, equivalently, 2x+2y", "correct"),
        ("chain-rule-power-linear", "2(x+y) または 2x+y", "unreadable"),
        ("chain-rule-power-linear", "2x+y または y+2x", "wrong"),
        ("chain-rule-power-linear", "xとyの和の2倍", "correct"),
        ("chain-rule-power-linear", "xとyの差の2倍", "wrong"),
        ("chain-rule-power-linear", "twice the sum of x and y", "unreadable"),
        ("chain-rule-composite", "√(4x+1)分の2", "correct"),
        ("chain-rule-composite", "√(4x+1)分の3", "wrong"),
        ("chain-rule-composite", "√(4x+1)分の2分の1", "unreadable"),
    ],
)
def test_a_formula_in_japanese_and_one_that_is_written_twice(item: str, text: str, verdict: str) -> None:
    identified = load_bank().item(item)
    variant = original(identified) if item == "chain-rule-power-linear" else draw(identified, 5)
    outcome = grade(variant, text)
    assert outcome.verdict == verdict
    if outcome.unreadable is not None:
        assert "4 個" not in outcome.unreadable.reason.ja
