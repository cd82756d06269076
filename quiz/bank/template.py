"""Texts with ``{{formula}}`` in them: a stem, a solution, a message, filled with the values of one variant.

Where the formula stands decides how its value is typeset: inside ``$...$`` as LaTeX, inside code as ASCII, elsewhere as
plain text. The result is Markdown with LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from quiz.bank.formula import Environment, Formula, FormulaError
from quiz.bank.typesetting import Setting, typeset
from quiz.errors import too_much
from quiz.language import Language, Text
from solvers import budget
from solvers.budget import OverBudget

__all__ = ["BilingualTemplate", "Template", "TemplateError", "typeset"]

_TOKEN = re.compile(
    r"\{\{(?P<formula>[^{}]*)\}\}|(?P<fence>^```)|(?P<tick>`)|(?P<escaped>\\\$)|(?P<dollars>\$\$?)", re.M | re.S
)
_FORMULA = re.compile(r"\{\{[^{}]*\}\}")
_MATH = re.compile(r"\$\$.*?\$\$|(?<!\\)\$.*?(?<!\\)\$", re.S)


class TemplateError(Exception):
    """A fault in a template: what, on which line of it (0-based), what to do; ``once`` as in a formula's fault."""

    def __init__(self, message: Text, line: int, remedy: Text | None = None, once: str = "") -> None:
        super().__init__(message.en)
        self.message = message
        self.line = line
        self.remedy = remedy
        self.once = once


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

    @classmethod
    def read_before(cls, source: str) -> Self:
        """Return a template that was read before and has no fault: it is taken apart once more is asked of it.

        >>> Template.read_before("{{n}} 回").fill({"n": 3})
        '3 回'
        """
        template = cls.__new__(cls)
        template.source = source
        return template

    if not TYPE_CHECKING:  # which would believe that there is every attribute

        def __getattr__(self, name: str) -> object:
            """Take apart a template that was read before."""
            if name == "source" or name not in Template.__slots__:
                raise AttributeError(name)
            Template.__init__(self, self.source)
            return getattr(self, name)

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
                    raise TemplateError(error.message, piece[2], error.remedy) from None

    def fill(self, environment: Environment, language: Language | None = None) -> str:
        """Return the text with every formula's value in its place; words with a translation in that language."""
        filled, length = [], 0
        with budget.at_most(budget.EVALUATION):
            for piece in self._pieces:
                text = piece if isinstance(piece, str) else typeset(piece[0].value(environment), piece[1], language)
                length += len(text)
                if length > budget.FILLED:
                    raise FormulaError(too_much(OverBudget(budget.FILLED)))
                filled.append(text)
        return "".join(filled)


@dataclass(frozen=True, slots=True)
class BilingualTemplate:
    """One text in both languages; a text of a question in one language, ``only`` that one, stands in both places."""

    ja: Template
    en: Template
    only: Language | None = None

    def fill(self, environment: Environment) -> Text:
        """Return both texts, filled."""
        ja, en = self.ja.fill(environment, self.only or "ja"), self.en.fill(environment, self.only or "en")
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
            raise TemplateError(
                Text(f"{shown}: {error.message.ja}", f"{shown}: {error.message.en}"), line, error.remedy, error.once
            ) from None
    if source[position:]:
        pieces.append(source[position:])
    _refuse_stray_braces(source)
    return pieces


def _refuse_stray_braces(source: str) -> None:
    """Two braces that open or close no formula are a typing error; LaTeX itself may close two groups at once."""
    if "{{" not in source and "}}" not in source:
        return
    blanked = _FORMULA.sub(lambda match: " " * len(match[0]), source)
    outside = _MATH.sub(lambda match: match[0].replace("}}", "  "), blanked) if "}}" in blanked else blanked
    place = min((found for found in (outside.find("{{"), outside.find("}}")) if found >= 0), default=-1)
    if place >= 0:
        raise TemplateError(
            Text("{{ と }} が対になっていません", "{{ and }} don't pair up"),
            source.count("\n", 0, place),
            Text("{{式}} の形に直してください", "write {{formula}}"),
        )
