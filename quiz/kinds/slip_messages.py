"""What to say about a slip that no author named, and about a form that was not reached: a hint, never a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.language import Text
from quiz.model import Diagnosis
from solvers import Comparison
from solvers.grading.slips import Slip

if TYPE_CHECKING:
    from solvers.grading.chains import FalseLink

_SLIPS: dict[str, Text] = {
    "sign": Text("符号が逆のようです。", "The sign seems to be reversed."),
    "factor": Text(
        "正解の {} 倍になっているようです。係数を見直してみましょう。",
        "It seems to be {} times the answer: look at the factors again.",
    ),
    "reciprocal": Text("分子と分母が逆のようです。", "Numerator and denominator seem to be swapped."),
    "constant": Text("正解と定数 {} だけ違うようです。", "It seems to differ from the answer by the constant {}."),
    "inner-derivative": Text(
        "内側の関数 {} の微分を掛け忘れているようです。", "The derivative of the inner function {} seems to be missing."
    ),
    "term-sign": Text("項 {} の符号が逆のようです。", "The sign of the term {} seems to be reversed."),
    "missing-term": Text("項 {} が抜けているようです。", "The term {} seems to be missing."),
    "power-of-ten": Text("小数点の位置がずれているようです。", "The decimal point seems to be in the wrong place."),
    "percent": Text("百分率（%）と小数を取り違えているようです。", "A percentage and a fraction seem to be mixed up."),
    "degrees": Text("度とラジアンを取り違えているようです。", "Degrees and radians seem to be mixed up."),
    "rounding": Text(
        "丸めるのが早すぎたか、桁が足りないようです。", "It seems to have been rounded too early, or to too few digits."
    ),
}


def slip_diagnosis(slip: Slip) -> Diagnosis:
    """Return a slip's hint in both languages."""
    message = _SLIPS[slip.code]
    return Diagnosis(
        f"slip-{slip.code}", Text(message.ja.format(slip.about), message.en.format(slip.about)), certain=False
    )


def form_diagnosis(form: str | None, result: Comparison) -> Diagnosis:
    """Return what is still to be done to reach the form that was asked for."""
    from quiz.reading.explanations import form_remedy

    return Diagnosis("form", form_remedy(form, result))


def false_link_diagnosis(link: FalseLink) -> Diagnosis:
    """Say which equals sign of an answer's working does not hold."""
    from solvers.expression import to_text

    said = f"{to_text(link.left)} {link.sign} {to_text(link.right)}"
    return Diagnosis(
        "false-link",
        Text(
            f"途中の等号が成り立っていません: {said}。ここを見直してください。",
            f"An equals sign on the way does not hold: {said}. Look at this step again.",
        ),
    )
