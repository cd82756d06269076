"""Texts with ``{{formula}}`` in them: a stem, a solution, a message, filled with the values of one variant.

Where the formula stands decides how its value is typeset: inside ``$...$`` as LaTeX, inside code as ASCII, elsewhere as
plain text. The result is Markdown with LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from quiz.bank.formula import Environment, Formula, FormulaError
from quiz.errors import too_much
from quiz.language import Text
from solvers import budget
from solvers.budget import OverBudget

Setting = Literal["text", "math", "code"]

_TOKEN = re.compile(
    r"\{\{(?P<formula>[^{}]*)\}\}|(?P<fence>^```)|(?P<tick>`)|(?P<escaped>\\\$)|(?P<dollars>\$\$?)", re.M | re.S
)


class TemplateError(Exception):
    """A fault in a template: what, and on which line of it (0-based)."""

    def __init__(self, message: Text, line: int) -> None:
        super().__init__(message.en)
        self.message = message
        self.line = line


class Template:
    """A text with formulas in it.

    >>> Template("$t^{{n}}$ で {{n}} 回").fill({"n": 3})
    '$t^3$ で 3 回'
    """

    __slots__ = ("_pieces", "names", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._pieces = tuple(_pieces(source))
        self.names = frozenset(name for piece in self._pieces if not isinstance(piece, str) for name in piece[0].names)

    @property
    def formulas(self) -> tuple[str, ...]:
        """The sources of the formulas, in order: two languages of one text should show the same ones."""
        return tuple(piece[0].source.strip() for piece in self._pieces if not isinstance(piece, str))

    def require(self, known: Collection[str]) -> None:
        """Raise :class:`TemplateError` if a formula uses a name that is not among ``known``."""
        for piece in self._pieces:
            if not isinstance(piece, str):
                try:
                    piece[0].require(known)
                except FormulaError as error:
                    raise TemplateError(error.message, piece[2]) from None

    def fill(self, environment: Environment) -> str:
        """Return the text with every formula's value in its place."""
        filled, length = [], 0
        for piece in self._pieces:
            text = piece if isinstance(piece, str) else typeset(piece[0].value(environment), piece[1])
            length += len(text)
            if length > budget.FILLED:
                raise FormulaError(too_much(OverBudget(budget.FILLED)))
            filled.append(text)
        return "".join(filled)


@dataclass(frozen=True, slots=True)
class BilingualTemplate:
    """One text in both languages."""

    ja: Template
    en: Template

    def fill(self, environment: Environment) -> Text:
        """Return both texts, filled."""
        ja, en = self.ja.fill(environment), self.en.fill(environment)
        if not ja.strip() or not en.strip():
            raise FormulaError(Text("この値では文が空になります", "the text is empty with these values"))
        return Text(ja, en)


def _pieces(source: str) -> list[str | tuple[Formula, Setting, int]]:
    """Split ``source`` into literal texts and formulas with their setting and line."""
    pieces: list[str | tuple[Formula, Setting, int]] = []
    setting: Setting = "text"
    opened_by = ""
    position = formulas = 0
    for match in _TOKEN.finditer(source):
        formula = match["formula"]
        if formula is None:
            mark = match[0]
            if setting == "text" and mark != r"\$":
                setting, opened_by = ("math" if "$" in mark else "code"), mark
            elif mark == opened_by:
                setting, opened_by = "text", ""
            continue
        line = source.count("\n", 0, match.start())
        formulas += 1
        if formulas > budget.TEMPLATE_FORMULAS:
            raise TemplateError(too_much(OverBudget(budget.TEMPLATE_FORMULAS)), line)
        if source[position : match.start()]:
            pieces.append(source[position : match.start()])
        position = match.end()
        try:
            pieces.append((Formula(formula), setting, line))
        except FormulaError as error:
            shown = f"{{{{{formula if len(formula) <= budget.FORMULA else formula[:40] + '…'}}}}}"
            raise TemplateError(Text(f"{shown}: {error.message.ja}", f"{shown}: {error.message.en}"), line) from None
    if source[position:]:
        pieces.append(source[position:])
    _refuse_stray_braces(source)
    return pieces


def _refuse_stray_braces(source: str) -> None:
    """Two braces that open or close no formula are a typing error; LaTeX itself may close two groups at once."""
    math = re.compile(r"\$\$.*?\$\$|(?<!\\)\$.*?(?<!\\)\$", re.S)
    blanked = re.sub(r"\{\{[^{}]*\}\}", lambda match: " " * len(match[0]), source)
    outside = math.sub(lambda match: match[0].replace("}}", "  "), blanked)
    place = min((found for found in (outside.find("{{"), outside.find("}}")) if found >= 0), default=-1)
    if place >= 0:
        raise TemplateError(
            Text("{{ と }} が対になっていません", "{{ and }} don't pair up"), source.count("\n", 0, place)
        )


def typeset(value: Any, setting: Setting) -> str:
    """Return a value as text, LaTeX or code.

    >>> typeset(Fraction(1, 4), "text"), typeset(Fraction(1, 3), "math"), typeset((7, 7), "text")
    ('0.25', '\\\\frac{1}{3}', '(7, 7)')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction):
        return _fraction(value, setting)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        inner = ", ".join(typeset(part, setting) for part in value)
        return f"[{inner}]" if setting == "code" else f"({inner})"
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
