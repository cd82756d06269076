"""What a run of letters means: a declared name, a function, a Greek letter, a constant, or letters side by side."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from solvers.expression.faults import Unreadable
from solvers.expression.nodes import Constant, Node, Symbol
from solvers.expression.vocabulary import CONSTANTS, GREEK, GREEK_LETTER, RESERVED, SET_WORDS, SPELLINGS

_ONLY_CALLED: Final = frozenset("max min ceiling root step gamma elu signum conj conjugate degree".split())
_WITHOUT_BRACKETS: Final = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan exp log ln lg".split()
)
FREE_FUNCTIONS: Final = frozenset("fgh")
"""Letters that are functions where a bracket follows and the names are open."""
_LETTERS_SIDE_BY_SIDE: Final = 3
_LONGEST_RUN: Final = 40
_DIGITS: Final = "0123456789"

_interned: dict[str, Symbol] = {}


def symbol(name: str) -> Symbol:
    """Return the symbol of this name, the same object each time while there are few."""
    known = _interned.get(name)
    if known is None:
        known = Symbol(name)
        if len(_interned) < 4096:
            _interned[name] = known
    return known


def canonical(text: str) -> str:
    """Return a name in its one spelling: Greek spelt out, a numeric subscript attached.

    >>> canonical("μ_0"), canonical("x_{12}"), canonical("w_{ij}"), canonical("i_end")
    ('mu0', 'x12', 'w_ij', 'i_end')
    """
    if text.isalpha() and text.isascii():
        return text
    first = text[0]
    if first in GREEK:
        text = GREEK[first] + text[1:]
    if "_" not in text:
        return text
    base, *subscripts = text.replace(" ", "").split("_")
    for part in subscripts:
        part = part.strip("{}")
        base += part if part.isdigit() and not base[-1].isdigit() else "_" + part
    return base


class Names:
    """The names that a reading may use.

    Args:
        declared: names that count as one word (``2xy`` is ``2·x·y`` when ``x`` and ``y`` are declared).
        closed: whether any other name is a fault; else single letters and Greek names are symbols too.
        functions: further functions by name.
        trusted: whether unknown words are names and functions of their own (a reference that an author wrote).
    """

    __slots__ = ("_declared", "_functions", "_longest", "closed", "trusted")

    def __init__(
        self,
        declared: Collection[str] | None = None,
        *,
        closed: bool = False,
        functions: Collection[str] = (),
        trusted: bool = False,
    ) -> None:
        self._declared = {canonical(name): name for name in declared or ()}
        self._functions = frozenset(functions)
        self._longest = max(map(len, self._declared), default=0)
        self.closed = closed
        self.trusted = trusted

    def canonical(self, text: str) -> str:
        """Return the declared spelling of a name, else its canonical one."""
        name = canonical(text)
        return self._declared.get(name, name)

    def letter(self, text: str) -> Symbol | None:
        """Return the symbol of one ASCII letter where nothing else can be meant, the common case."""
        if text in self._declared:
            return symbol(self._declared[text])
        return None if self.closed or text in CONSTANTS or not text.isascii() else symbol(text)

    def is_declared(self, text: str) -> bool:
        """Return whether this name was declared."""
        return canonical(text) in self._declared

    def is_one_name(self, text: str) -> bool:
        """Return whether this can be one quantity: a declared name, or a letter with digits or a subscript."""
        base = canonical(text).partition("_")[0].rstrip(_DIGITS)
        return len(base) == 1 or base in GREEK_LETTER or self.is_declared(text)

    def function(self, text: str, called: bool) -> str | None:
        """Return the canonical name of the function that ``text`` is, with or without a bracket after it."""
        if self._functions:
            own = canonical(text)
            if own in self._functions and (called or own not in self._declared):
                return own
        name = SPELLINGS.get(text)
        if name is None:
            return self._rare_function(text, called)
        if (not called and text in _ONLY_CALLED) or self.is_declared(text):
            return None
        return name

    def _rare_function(self, text: str, called: bool) -> str | None:
        if text.startswith("log_") and not self.is_declared(text):
            base = text[4:].strip("{} ")
            return "log" + base if base.isdigit() and len(base) < 4 else "log_" + base
        if not called or self.is_declared(text):
            return None
        if text in ("σ", "sigma"):
            return "sigmoid"
        if text in ("Γ", "Gamma"):
            return "gamma"
        name = SPELLINGS.get(text.lower()) if len(text) > 1 and text.isascii() else None
        if name is not None:
            return name
        if text in FREE_FUNCTIONS and not self.closed:
            return text
        if not self.trusted:
            return None
        if text in SET_WORDS:
            return text
        greek = bool(self._declared) and canonical(text) in GREEK_LETTER and canonical(text) != "pi"
        word = len(text) > 1 and text.isalpha() and not self._word(text)
        return canonical(text) if greek or word else None

    def split(
        self, text: str, called: bool, position: int, unknown: list[tuple[str, int]]
    ) -> tuple[Node | None, list[str]]:
        """Return the first value in a run of letters, and the other pieces of the run.

        Where the run begins with a function (``sinx``), the value is ``None`` and the pieces are all of them.

        Raises:
            Unreadable: ``unknown-function`` or ``unknown-name``; with closed names, an undeclared single name is added
                to ``unknown`` instead, since left of an equals sign it may stand.
        """
        node = self._word(text)
        if node is not None:
            return node, []
        name = canonical(text)
        single = (
            text[0] in GREEK or name[1:].isdigit() or text[1:2] in ("", "_") or name.rstrip(_DIGITS) in GREEK_LETTER
        )
        if not single and len(text) <= _LONGEST_RUN and text not in RESERVED:
            pieces = self._pieces(text, called)
            if pieces and self._begins_run(pieces[0]):
                return None, pieces
            if pieces:
                head = self._word(pieces[0])
                return head if head is not None else symbol(pieces[0]), pieces[1:]
        if called and not single:
            raise Unreadable("unknown-function", position, text, suggestion=self.closest(text))
        if not self.closed and (single or self._is_identifier(text)):
            return symbol(name), []
        if text in RESERVED or not (single or self.closed or self.trusted):
            raise Unreadable("unknown-name", position, text, suggestion=self.closest(text))
        if not self.trusted:
            unknown.append((text, position))
        return symbol(name), []

    def _is_identifier(self, text: str) -> bool:
        """An open reading takes ``data_x`` and ``w_ij`` as names of their own."""
        return "_" in text and text not in RESERVED

    def _word(self, text: str) -> Node | None:
        """Return the value of a whole word, or ``None`` if it is not one known."""
        name = canonical(text) if not (text.isalpha() and text.isascii()) else text
        declared = self._declared.get(name)
        if declared is not None:
            return symbol(declared)
        constant = CONSTANTS.get(text) or ("pi" if text in ("π", "Pi", "PI") else None)
        if constant is not None:
            return Constant(constant)
        if self.closed:
            return None
        if (len(text) == 1 or name in GREEK_LETTER) and name != "pi":
            return symbol(name)
        return None

    def _pieces(self, text: str, called: bool) -> list[str]:
        """Divide a run into known words, the longest declared piece first; at most three letters may be undeclared.

        Returns ``[]`` where the run does not come out even.
        """
        memo: dict[tuple[int, int], list[str] | None] = {}

        def divided(start: int, letters: int) -> list[str] | None:
            if start == len(text):
                return []
            key = (start, letters)
            if key not in memo:
                memo[key] = None
                for end, left in self._heads(text, start, letters, called):
                    rest = divided(end, left)
                    if rest is not None:
                        memo[key] = [text[start:end], *rest]
                        break
            return memo[key]

        pieces = divided(0, _LETTERS_SIDE_BY_SIDE - called) or []
        if called and pieces and not self._ends_run(pieces[-1], called) and any(map(self._begins_run, pieces)):
            return []  # sinx(y): the bracket may belong to x or to the sine
        return pieces

    def _heads(self, text: str, start: int, letters: int, called: bool) -> list[tuple[int, int]]:
        """Return where the piece that begins at ``start`` may end, and how many undeclared letters are left then."""
        found: list[tuple[int, int]] = []
        for end in range(len(text), start, -1):
            piece = text[start:end]
            if piece[0] == "_":
                continue
            greek = end - start > 1 and (
                piece in GREEK_LETTER or piece == "pi" or (end < len(text) and self._begins_run(piece))
            )
            if (
                canonical(piece) in self._declared
                or greek
                or (start and end == len(text) and self._ends_run(piece, called))
            ):
                found.append((end, letters))
        letter = text[start]
        if letter.isalpha() and letter not in self._declared:
            if self.closed and letter in CONSTANTS:
                found.append((start + 1, letters))
            elif letters and not self.closed:
                found.append((start + 1, letters - 1))
        return found

    def _begins_run(self, piece: str) -> bool:
        """Return whether a function's name may run into its argument, as in ``sinx``."""
        return piece in _WITHOUT_BRACKETS and not self.is_declared(piece)

    def _ends_run(self, piece: str, called: bool) -> bool:
        return len(piece) > 1 and piece in SPELLINGS and self.function(piece, called) is not None

    def closest(self, text: str) -> str:
        """Return what the writer of an unknown word may have meant, as text to type, or ``""``."""
        from difflib import get_close_matches

        if text[-1].isdigit() and text[:-1] in self._declared:
            return f"{text[:-1]}^{text[-1]}"
        known = [*self._declared.values(), *SPELLINGS, *self._functions]
        for name in known:
            if name.lower() == text.lower():
                return name
        return next(iter(get_close_matches(text, known, 1, 0.8)), "") if len(text) <= _LONGEST_RUN else ""
