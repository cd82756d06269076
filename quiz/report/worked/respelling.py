"""One spelling for worked examples: LaTeX, indices, powers, hats and signs, so that names and numbers can be told."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.written_signs import Signs

_SIGNS: Final = Signs({
    "≒": "≈", "≃": "≈", "≅": "≈", "≐": "≈", "·": "×", "⋅": "×", "∙": "×", "*": "×", "✕": "×", "∥": "‖", "′": "'",
    "’": "'",    "⇒": "→", "⟶": "→", "➡": "→", "ϵ": "ε", "$": " ", "`": " ",
    **{sub: f"_{digit}" for digit, sub in enumerate("₀₁₂₃₄₅₆₇₈₉")},
})  # fmt: skip
_POWERS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER: Final = late(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_HATTED: Final = {"ŷ": "yhat", "ŵ": "what", "ĝ": "ghat", "ẑ": "zhat"}
_HAT: Final = late("([A-Za-z])(?:\u0302|_hat|\\^(?![\\d({-])| hat(?= ?[_=≈]))")
_BAR: Final = late("([A-Za-z])\u0304")
_INSIDE: Final = r"(?:[^{}]|\{[^{}]{0,20}\}){1,60}"
_LATEX: Final = (
    (late(r"\\(?:left|right|displaystyle|,|;|!|quad|qquad)(?![A-Za-z])"), " "),
    (late(r"\\hat\s*\{?\\?([A-Za-z]+)\}?"), r"\1hat"),
    (late(r"\\bar\s*\{?([A-Za-z])\}?"), r"\1bar"),
    (late(r"\\(?:mathbf|mathrm|text|operatorname|boldsymbol|bm|mathit)\s*\{([^{}]{1,30})\}"), r"\1"),
    (late(r"\\[dt]?frac\s*\{\s*(\w|\\lambda)\s*\}\s*\{\s*(\w)\s*\}"), r"\1/\2"),
    (late(rf"\\[dt]?frac\s*\{{({_INSIDE})\}}\s*\{{({_INSIDE})\}}"), r"(\1)/(\2)"),
    (late(r"\\[dt]frac\s*(\d)\s*(\d)|\\frac\s*(\d)\s*(\d)"), r"\1\3/\2\4"),
    (late(r"\\sqrt\s*\{([^{}]{1,60})\}"), r"√(\1)"),
    (late(r"\\(?:times|cdot|ast)(?![A-Za-z])"), "×"),
    (late(r"\\(?:approx|fallingdotseq|simeq|doteqdot)(?![A-Za-z])"), "≈"),
    (late(r"\\(?:to|rightarrow|Rightarrow|longrightarrow)(?![A-Za-z])"), "→"),
    (late(r"\\leftarrow(?![A-Za-z])"), "←"),
    (late(r"\\(?:\||lVert|rVert|Vert)"), "‖"),
    (late(r"\\prime(?![A-Za-z])"), "'"),
    (late(r"\\infty(?![A-Za-z])"), "∞"),
    (late(r"\\nabla(?![A-Za-z])"), "∇"),
    (late(r"\\(?:top|mathsf\{T\}|intercal)(?![A-Za-z])"), "T"),
    (late(r"\\(sigma|mu|eta|lambda|alpha|beta|gamma|rho|theta|tanh|log|ln|exp|max|sigmoid)(?![A-Za-z])"), r"\1"),
    (late(r"\\(?:var)?epsilon(?![A-Za-z])"), "epsilon"),
    (late(r"\\[{}]"), " "),
)
_GREEK: Final = {
    "sigma": "σ", "mu": "μ", "eta": "η", "lambda": "λ", "alpha": "α", "beta": "β", "gamma": "γ", "rho": "ρ",
    "epsilon": "ε", "theta": "θ", "eps": "ε", "lam": "λ",
}  # fmt: skip
_SPELT: Final = late(rf"(?<![A-Za-z])({'|'.join(_GREEK)})(?![a-z])")
_INDEX: Final = late(r"_\s*\{\s*(\w{1,4})\s*\}|\^\s*\{?\(\s*(\d{1,3})\s*\)\}?|(?<=[VhmvwWg])\[(\d)\]")
_GROUPED: Final = late(r"\^\s*\{\s*(-?[\w.]{1,6}|T)\s*\}")
_TRANSPOSED: Final = late(r"(?<=[)\]])\s*\^?\s*T(?![A-Za-z])")
_GLUED: Final = late(r"(?<![A-Za-z])(V|h|m|v|w|g|x|y|β|mhat|vhat|xhat)(\d)(?![\d.])")
_SIZED: Final = late(r"\|\s*-?\s*(\d+(?:\.\d+)?)\s*\|")
_DOUBLED: Final = late(r"\|\|")
_HALF: Final = late(
    r"(?:(?<=with )|(?<=without )|(?<=the )|(?<=a )|(?<=係数)|(?<=係数 )|(?<=factor ))1/2|"
    r"1/2(?=\s*(?:×\s*)?(?:λ|‖|w|を?(?:付|つ|掛|か)|の?(?:係数|因子|なし|あり)|\s?factor))|λ\s*/\s*2"
)
HALF: Final = "half"
_BETWEEN_SCRIPTS: Final = late(
    r"(?<=[ぁ-んァ-ヶ一-龠々ー、。]) +(?=[A-Za-z0-9α-ω(\[√‖-])|(?<=[A-Za-z0-9α-ω)\]‖']) +(?=[ぁ-んァ-ヶ一-龠々ー、。])"
)
"""A space that sets Latin signs off from Japanese ones."""


@lru_cache(maxsize=64)
def respelled(text: str) -> str:
    r"""Return a row's plain text in the spelling of this package.

    >>> respelled("$\\hat{m}_1 \\approx 0.5$, V₂ = 3², ∥w∥₁")
    ' mhat_1 ≈ 0.5 , V_2 = 3^2, ‖w‖_1'
    """
    if "\\" in text:
        for pattern, told in _LATEX:
            text = pattern.sub(told, text)
    text = _POWER.sub(lambda found: "^" + found[0].translate(_POWERS), text)
    for letter, told in _HATTED.items():
        text = text.replace(letter, told)
    text = _SIGNS.written_in(_BAR.sub(r"\1bar", _HAT.sub(r"\1hat", text)))
    # To see that a sign isn't there takes a tenth of the time of a pattern.
    if "_" in text or "^" in text or "[" in text:
        text = _GROUPED.sub(r"^\1", _INDEX.sub(lambda found: f"_{found[1] or found[2] or found[3]}", text))
    text = _SPELT.sub(lambda found: _GREEK[found[1]], text)
    if "|" in text:
        text = _DOUBLED.sub("‖", _SIZED.sub(r"\1", text))
    if "T" in text:
        text = _TRANSPOSED.sub("", text)
    text = _GLUED.sub(r"\1_\2", text)
    if "1/2" in text or "λ" in text:
        text = _HALF.sub(HALF, text)
    return _BETWEEN_SCRIPTS.sub("", text) if not text.isascii() else text
