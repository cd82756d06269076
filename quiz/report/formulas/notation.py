"""The notation of reports -> the one that `solvers.expression` reads: arrows, hats, norms, sums, cases, words as names.

Nothing is evaluated here; a text is only spelt differently. ``spelled`` leaves what a text says as it is;
``without_steps`` takes away what only counts updates (``w^{(t+1)}``, ``w_{t-1}``), so that old and new state share a
name; ``with_gradients`` makes one name of ``\\partial E(w) / \\partial w_t``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.formulas.loose_braces import without_loose_braces
from solvers.expression.vocabulary import GREEK_LETTER, SPELLINGS

MOST_CHARACTERS: Final = 600
MOST_WORDS: Final = 12

JAPANESE: Final = r"\u3041-\u3096\u30a1-\u30fa\u30fc\u3005\u4e00-\u9fff"

_RAISED: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵗᵀᵖⁿˣ", "0123456789+-()tTpnx", strict=True))
_LOWERED: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ₐₑᵢⱼₖₗₘₙₚₛₜᵤᵥₓ", "0123456789+-aeijklmnpstuvx", strict=True))
_RUNS: Final = late(f"([{''.join(_RAISED)}]+)|([{''.join(_LOWERED)}]+)")
_MARKS: Final = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar"}
_SIGNS: Final = str.maketrans(
    {"←": "=", "⟵": "=", "≔": "=", "∘": "*", "⊙": "*", "◦": "*", "∥": "‖", "║": "‖", "⋯": "…", "【": "[", "】": "]",
     "｛": "{", "｝": "}", "＼": "\\", "＿": "_", "＾": "^", "＝": "=", "∙": "*", "•": "*", "★": "*"}
)  # fmt: skip
_DOTS: Final = late(r"\\[cl]?dots[cbmi]?(?![A-Za-z])|…+|(?:・\s*){3,}|(?<![.\d])\.{3,}(?!\d)")
_ARROWS: Final = late(r"\\(?:leftarrow|gets|coloneqq|Leftarrow)(?![A-Za-z])|:=|<-(?=\s)|\\mathrel\{:=\}")
_COLOURS: Final = late(r"\\(?:color|textcolor)\s*\{[^{}]*\}|\\(?:label|tag)\s*\*?\s*\{[^{}]*\}")
_FONTS: Final = late(
    r"\\(?:rm|bf|it|sf|cal|tt|bm|mathrm|mathbf|mathit|mathsf|mathcal|mathscr|mathfrak|mathnormal|boldsymbol|pmb|textstyle"
    r"|displaystyle|scriptstyle|nonumber|notag|limits|left|right|[Bb]igg?[lr]?|hspace\{[^{}]*\}|quad|qquad|hfill|,|;|!|:)"
    r"(?![A-Za-z])"
)
_TEXT: Final = late(r"\\(?:text(?:rm|bf|it|normal)?|mbox|operatorname\*?)\s*\{([^{}]*)\}")
_WORD: Final = late(
    r"(?P<kept>_\s*\{[^{}]*\}|_[A-Za-z0-9]+|\\[A-Za-z]+)"
    rf"|(?P<word>[A-Za-z]{{2,}}(?:_[A-Za-z]{{3,}})*|[{JAPANESE}]+)"
)
_SIZES: Final = late(r"[OIFKPS][HW]|[HW][oifk]|lr|std|d[wWbB]")
_SUM: Final = late(
    r"(?:\\sum(?![A-Za-z])|∑|Σ|\\Sigma(?=\s*_))"
    r"(?P<bounds>(?:\s*(?:_|\^)\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|[A-Za-z0-9])){0,2})"
)
_UPPER_BOUND: Final = late(r"\^\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\w)")
_LOWER_BOUND: Final = late(r"_\s*\{?\s*(?:[A-Za-z]_)?([A-Za-z])")
_NORM: Final = late(r"(?:‖)([^‖]{1,60})(?:‖)((?:\s*[_^]\s*(?:\{[^{}]{1,12}\}|[A-Za-z0-9])){0,2})")
_BRACED_NAME: Final = late(r"(?<![\w_^\\}\]])\s*\{\s*([A-Za-z]{2,12})\s*\}(?=\s*(?:\\left)?\s*\()")
"""A name of a function in braces of its own, once it is no longer set upright: ``{ReLU}(x)``."""
_BRACED_MARK: Final = late(r"\{\s*([_^])\s*(\{[^{}]*\}|\w)\s*\}")
"""An index in braces of its own, which mean nothing: ``x{_p}``."""
_SCRIPT: Final = late(r"([_^])\s*+(?:\{([^{}]*+)\}|([A-Za-z0-9]))")
_CASES: Final = late(
    r"(?:\\\{\s*)?\\begin\s*\{(cases|array)\}(?:\{[^{}]*\})?(.*?)\\end\s*\{\1\}(?:\\right\.)?", re.DOTALL
)
_CONDITION: Final = late(
    r"\\?[({]?\s*(?:if|when|for)?\s*(?P<left>[A-Za-z0]\w{0,3})\s*(?P<sign>>=?|<=?|≥|≦|≤|≧|=|\\geqq?|\\leqq?|\\geqslant|\\leqslant|\\g[te]|\\l[te])"
    r"\s*(?P<right>[A-Za-z0]\w{0,3})\s*(?:のとき|の時|のとき。)?\s*\\?[)}]?\s*[.,。、]?\s*"
)
_BRACKETED: Final = late(r"([^()]*)(\([^()]*\)\s*)")
_OTHERWISE: Final = late(
    r"[\s({]*(?:otherwise|else|other|その他|それ以外|それ以外のとき|上記以外)[\s)}.,。]*", re.IGNORECASE
)
_TWO_CASES: Final = late(
    r"(?P<left>[^=]*=)\s*+\\?\{?\s*+(?P<first>[^=(),;]{1,24})\s*+[(（]\s*+(?P<a>[^()（）]{3,16})[)）]\s*+[,;、]?\s*+"
    r"(?P<second>[^=(),;]{1,24})\s*+[(（]\s*+(?P<b>[^()（）]{3,16})[)）]\s*+\\?\}?\s*+"
)
_STEP: Final = r"[tT](?:\s*[+-]\s*1)?"
_STEPS: Final = late(
    rf"\^\s*\{{\s*\(\s*{_STEP}\s*\)\s*\}}|\^\s*\(\s*{_STEP}\s*\)|_\s*\{{\s*{_STEP}\s*\}}"
    rf"|_t(?![A-Za-z0-9])(?:\s?[+-]1(?=\s*[=+*,)]|$))?|(?<=[A-Za-z])\(\s*{_STEP}\s*\)|\[\s*{_STEP}\s*\]"
)
_OF_WEIGHTS: Final = late(
    r"(?<![A-Za-z\\])([ELJC](?:_\{?(?:[A-Za-z]{1,4}|0)\}?)?'?|\\(?:tilde|hat|bar)\s*\{?\s*[ELJC]\s*\}?|[Ll]oss)\s*\(\s*\{?\s*(?:\\?[A-Za-z]{1,6}|[θω])\s*\}?(?:_\{?\w{1,3}\}?)?"
    r"(?:\s*[,;]\s*(?:\\?[A-Za-z]{1,6}|[θω]))?\s*\)"
)
_PARTIAL: Final = r"(?:\\partial|∂|d)"
_QUOTIENT: Final = late(
    rf"\\[dt]?frac\s*+\{{\s*+{_PARTIAL}\s*+\{{?\s*+([A-Za-z])\s*+(?:_\{{?[A-Za-z]\}}?)?\s*+\}}?\s*+\}}"
    rf"\s*+\{{\s*+{_PARTIAL}\s*+\{{?\s*+([A-Za-z]|\\theta|\\omega)\s*+(?:_\{{?[a-z]{{1,2}}\}}?)?\s*+\}}?\s*+\}}"
)
_OPERATOR: Final = late(
    rf"\\[dt]?frac\s*\{{\s*{_PARTIAL}\s*\}}\s*\{{\s*{_PARTIAL}\s*([A-Za-z])\s*\}}\s*([ELJC])(?![A-Za-z])"
)
_PLAIN_QUOTIENT: Final = late(r"[∂d]([ELJC])\s*/\s*[∂d]\s*([A-Za-z]|[θω])(?:_\{?[a-z]{1,2}\}?)?(?![A-Za-z0-9_])")
_NABLA: Final = late(
    r"(?:\\nabla|∇)\s*(?:_\s*(?:\{[^{}]{1,8}\}|\\?[A-Za-z]+|[θω]))?\s*"
    r"(?:(?:[ELJCfF]|[Ll]oss)(?![A-Za-z'])(?:_\{?[A-Za-z0]\}?)?|\{\s*[ELJCfF](?:_\{?[A-Za-z0]\}?)?\s*\})"
)
_ADDED: Final = late(r"\s*+(?P<name>[^=+\-*/]+?)\s*(?P<sign>[+\-*])=\s*(?P<rest>[^=]+)")
_RAISED_EXP: Final = late(r"\\?exp\s*\^\s*(?:\{([^{}]*)\}|\(([^()]*)\)|(-?\w))")


_MARKED_INDEX: Final = late(r"\\(hat|bar|tilde)\s*\{\s*(\\?[A-Za-z]+)\s*(_(?:\{[^{}]*\}|\w))\s*\}")
_PRIMED: Final = late(r"(\\?[A-Za-z]+|[σφ])\s*\(\s*([A-Za-z])\s*\)\s*'")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text that the expression reader may read, and the words that stand in it as names: ``Q1`` -> ``パディング``."""

    text: str
    words: Mapping[str, str]


def spelled(text: str) -> Spelled | None:
    """Return a formula of a report in the reader's notation; None for one that is too long or has too many words.

    >>> spelled("ｗ ← ｗ − ε·∇Ｅ").text
    'w = w - ε*∇E'
    >>> spelled("出力 = 入力/ストライド").words
    {'Q1': '出力', 'Q2': '入力', 'Q3': 'ストライド'}
    """
    if len(text) > MOST_CHARACTERS:
        return None
    text = _BRACED_MARK.sub(r"\1\2", _characters(text))
    text = _DOTS.sub(" Qdots ", text)
    latex = "\\" in text  # a formula without a command has nothing of what most of this changes
    text = _ARROWS.sub("=", _COLOURS.sub(" ", text) if latex else text)
    if latex:
        text = _FONTS.sub(" ", text).replace("\\lVert", "‖").replace("\\rVert", "‖").replace("\\Vert", "‖")
        text = text.replace("\\|", "‖")
    text = text.replace("||", "‖").replace("**", "^").replace("//", "/")
    if "cases" in text or "array" in text:
        cases = _with_cases(text)
        if cases is None:
            return None
        text = cases
    elif (two := _TWO_CASES.fullmatch(text)) is not None:
        piecewise = _piecewise([(two["first"], two["a"]), (two["second"], two["b"])])
        text = text if piecewise is None else f"{two['left']} {piecewise}"
    if latex:
        text = _MARKED_INDEX.sub(r"\\\1{\2}\3", text)
        text = _TEXT.sub(_said, text.replace("\\{", "(").replace("\\}", ")"))
        text = _BRACED_NAME.sub(r"\1", text)
    text = without_loose_braces(text)
    text, words = _with_words(text)
    if len(words) > MOST_WORDS:
        return None
    if "exp" in text:
        text = _RAISED_EXP.sub(lambda found: f"exp({found[1] or found[2] or found[3]})", text)
    text = _SUM.sub(_sum, _NORM.sub(_norm, text) if "‖" in text else text)
    if "'" in text:
        text = _PRIMED.sub(r"\1'(\2)", text)
    added = _ADDED.fullmatch(text)
    if added is not None:
        text = f"{added['name']} = {added['name']} {added['sign']} ({added['rest']})"
    return Spelled(" ".join(text.split()), words)


def without_steps(text: str) -> str:
    """Return a spelt formula without the marks that only count updates.

    >>> without_steps("w^{(t+1)} = w^{(t)} - V_{t-1}")
    'w = w - V'
    """
    return _STEPS.sub("", text)


def with_gradients(text: str) -> str:
    """Return a spelt formula with one name for the gradient of the loss; give it without steps.

    >>> with_gradients("w - a ∇_w L(w)"), with_gradients("-a*∂E/∂w")
    ('w - a  grad  ', '-a* grad ')
    """
    text = _OF_WEIGHTS.sub(lambda found: f"{found[1]} ", text)
    text = _OPERATOR.sub(" grad ", text)
    for pattern in (_QUOTIENT, _PLAIN_QUOTIENT):
        text = pattern.sub(lambda found: " grad " if _is_loss(found[1]) else found[0], text)
    return _NABLA.sub(" grad ", text)


def _is_loss(letter: str) -> bool:
    return letter in ("E", "L", "J", "C")


def _characters(text: str) -> str:
    """Spell raised and lowered characters, marks over letters and full width with ASCII; columns are not kept."""
    text = _RUNS.sub(_script, text.translate(_SIGNS))
    if not text.isascii():
        pieces: list[str] = []
        for sign in text:
            parts = unicodedata.normalize("NFD", sign) if unicodedata.combining(sign) or sign.isalpha() else sign
            if len(parts) == 2 and parts[1] in _MARKS and parts[0].isascii():
                pieces.append(f"{parts[0]}_{{{_MARKS[parts[1]]}}}")
            elif sign in _MARKS and pieces and pieces[-1].isalpha():
                pieces.append(f"_{{{_MARKS[sign]}}}")
            elif "！" <= sign <= "～":
                pieces.append(chr(ord(sign) - 0xFEE0))
            else:
                pieces.append(sign)
        text = "".join(pieces)
    return text.replace("−", "-").replace("·", "*").replace("・・・", "…").replace("・", "*").replace("\u3000", " ")


def _script(found: re.Match[str]) -> str:
    if found[1]:
        return "^{" + "".join(_RAISED[sign] for sign in found[1]) + "}"
    return "_{" + "".join(_LOWERED[sign] for sign in found[2]) + "}"


def _said(found: re.Match[str]) -> str:
    """Return the words of a ``\\text{}`` as one word, so that they become one name."""
    words = found[1].strip()
    joined = "_".join(part for part in re.split(r"[^A-Za-z" + JAPANESE + "]+", words) if part)
    return f" {joined} " if joined else " "


def _with_words(text: str) -> tuple[str, dict[str, str]]:
    latex = "\\" in text
    names: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        word = found["word"]
        if (
            word is None
            or word in ("grad", "Qdots")
            or (word[0] == "d" and text[found.start() - 1 : found.start()] in "/{")
        ):
            return found[0]
        if word.isascii():
            bare = word.lower()
            known = bare in SPELLINGS or bare in ("sqrt", "pi", "mod") or word in GREEK_LETTER
            if (
                known
                or (len(word) == 2 and not _SIZES.fullmatch(word))
                or (latex and len(word) == 3 and word.islower())
            ):
                return found[0]
        name = names.setdefault(word, f"Q{len(names) + 1}")
        return f" {name} " if found.end() < len(text) and text[found.end()] != "_" else f" {name}"

    text = _WORD.sub(named, text)
    return text, {name: word for word, name in names.items()}


def _sum(found: re.Match[str]) -> str:
    """Write the head of any sum as the reader knows it; what it runs to makes no difference here."""
    counter = _LOWER_BOUND.search(_UPPER_BOUND.sub("", found["bounds"]))
    return f" \\sum_{{{counter[1] if counter else 'i'}=1}}^{{n}} "


def _norm(found: re.Match[str]) -> str:
    scripts = {sign: braced.strip() or bare for sign, braced, bare in _SCRIPT.findall(found[2])}
    power = f"^{{{scripts['^']}}}" if "^" in scripts else ""
    return f" norm({found[1]}, {scripts.get('_') or 2}){power} "


def _with_cases(text: str) -> str | None:
    found = _CASES.search(text)
    if found is None:
        return None
    branches = []
    for row in re.split(r"\\\\(?:\[[^\]]*\])?|\\cr", found[2]):
        if not row.strip():
            continue
        expression, divided, condition = row.partition("&")
        if not divided:
            bracketed = _BRACKETED.fullmatch(row)
            if bracketed is None:
                return None
            expression, condition = bracketed.groups()
        branches.append(
            (expression.strip().rstrip(",、"), _TEXT.sub(lambda said: said[1], condition).replace("&", " "))
        )
    piecewise = _piecewise(branches)
    return None if piecewise is None else text[: found.start()] + piecewise + text[found.end() :]


def _piecewise(branches: list[tuple[str, str]]) -> str | None:
    """Return branches at the sign of one name as products with ``step``; what holds at 0 alone makes no difference."""
    terms: list[str] = []
    rest = "1"
    for expression, condition in branches:
        expression = expression.strip().strip("()")
        stated = _CONDITION.fullmatch(condition.strip())
        if stated is not None:
            left, sign, right = stated["left"], stated["sign"], stated["right"]
            if "0" not in (left, right) or left == right:
                return None
            if sign == "=":
                continue
            above = sign[0] in ">≥≧" or sign.startswith("\\g")
            name = right if left == "0" else left
            switch = f"step({name})" if above == (right == "0") else f"step(-{name})"
        elif _OTHERWISE.fullmatch(condition) and terms:
            switch = f"({rest})"
        else:
            return None
        terms.append(f"({expression})*{switch}")
        rest += f" - {switch}"
    return f"({' + '.join(terms)})" if len(terms) == 2 else None
