"""A value as text, LaTeX or code: what stands in the place of ``{{formula}}``, and what ``join`` joins."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from quiz.language import Language, Text
from solvers.arithmetic.rounding import PowerOfTen

Setting = Literal["text", "math", "code"]


def typeset(value: Any, setting: Setting, language: Language | None = None) -> str:
    """Return a value as text, LaTeX or code; a word with its translation in one language, or in both.

    >>> typeset(Fraction(1, 4), "text"), typeset(Fraction(1, 3), "math"), typeset((7, 7), "text")
    ('0.25', '\\\\frac{1}{3}', '(7, 7)')
    >>> typeset(Text("味噌", "miso"), "text", "en"), typeset(Text("味噌", "miso"), "text")
    ('miso', '味噌 / miso')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, Fraction):
        return _fraction(value, setting)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        inner = ", ".join(typeset(part, setting, language) for part in value)
        return f"[{inner}]" if setting == "code" else f"({inner})"
    if isinstance(value, Text):
        return value.in_(language) if language else f"{value.ja} / {value.en}"
    if isinstance(value, PowerOfTen):
        return {"text": str(value), "math": value.latex, "code": value.code}[setting]
    from solvers import expression

    render = {"text": expression.to_text, "math": expression.to_latex, "code": expression.to_ascii}[setting]
    return str(render(value))


def _fraction(value: Fraction, setting: Setting) -> str:
    """A fraction that ends within eight decimals is shown as a decimal, any other as numerator and denominator."""
    scaled = value * 10**8
    if scaled.denominator == 1:
        digits = f"{abs(int(scaled)):09d}"
        whole, decimals = digits[:-8], digits[-8:].rstrip("0")
        sign = "-" if value < 0 else ""
        return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
    if setting == "math":
        sign = "-" if value < 0 else ""
        return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
    return f"{value.numerator}/{value.denominator}"
