"""Joining the printed parts of a formula: what stands between two neighbours, and which of them needs parentheses."""

from __future__ import annotations

import re
from typing import NamedTuple

from quiz.render.signs import Role

# How tightly a piece holds together, from loose to tight.
RELATION, SUM, APPLIED, QUOTIENT, PRODUCT, POWER, ATOM = range(7)
"""a = b | a + b, -a | log a, a · b, ∑ a | a/b | 2a | a², √a, log(a) | a, 12, (a + b), aᵢ"""


class Piece(NamedTuple):
    """A printed part of a formula."""

    text: str
    level: int
    role: Role
    open_root: bool = False  # a root without parentheses: a factor after it would slip under it


# --- joining pieces ------------------------------------------------------------------------------------------------

_LEADING = frozenset({Role.FUNCTION, Role.BIG, Role.PREFIX})
_FACTORS = _LEADING | {Role.ORDINARY}
_DIVISIONS = frozenset("/÷")
_SIGN_LIKE = frozenset({"+", "-", "±", "∓", "+/-", "-/+"})
_AFTER_THESE_A_SIGN_IS_UNARY = _LEADING | {Role.BINARY, Role.RELATION, Role.PUNCTUATION}
_WORD_END = re.compile(r"(?:[A-Za-z]{2}|[_^][A-Za-z0-9.]+)$")


class Joined:
    """Joins the pieces of one row from left to right."""

    def __init__(self, *, ascii: bool, compact: bool) -> None:
        """Start an empty row; `compact` leaves out the spaces around operators."""
        self.ascii = ascii
        self.compact = compact
        self.text = ""
        self.level = ATOM
        self.previous: Piece | None = None  # the last piece that is not a space
        self.factors = 0  # operands since the last operator
        self.call = False  # the last operand was a function name, its argument may follow in parentheses
        self.divides = False  # the last operator was / or ÷

    def add(self, piece: Piece, following: Piece | None) -> None:
        """Append one piece, knowing what comes after it."""
        role = piece.role
        if role is Role.SPACE:
            self._space(piece.text)
            return
        if role is Role.BINARY:
            self._binary(piece)
        elif role is Role.RELATION:
            self._lower(RELATION)
            self._spaced(piece.text)
            self._reset()
        elif role is Role.PUNCTUATION:
            self._lower(RELATION)
            self.text = self.text.rstrip(" ") + piece.text + ("" if self.compact or following is None else " ")
            self._reset()
        elif role is Role.POSTFIX:
            self.text += piece.text
            self._lower(POWER)
        elif role is Role.WORD:
            self._word(piece)
        else:
            piece = self._operand(piece, following)
        self.previous = piece

    def piece(self) -> Piece:
        """Give the whole row as one piece."""
        role = self.previous.role if self.previous and self.factors == 1 and self.previous.text == self.text else None
        return Piece(self.text, self.level, role or Role.ORDINARY)

    # -- operators and words --

    def _binary(self, piece: Piece) -> None:
        before = self.previous
        unary = before is None or before.role in _AFTER_THESE_A_SIGN_IS_UNARY or not self.text.strip()
        if piece.text in _SIGN_LIKE:
            self._lower(SUM)
            if unary:
                if before is not None and before.role is Role.FUNCTION:
                    self._space(" ")
                self.text += piece.text
            else:
                self._spaced(piece.text)
        else:
            self._lower(QUOTIENT if piece.text == "/" else APPLIED)
            if piece.text == "/":
                self.text = self.text.rstrip(" ") + piece.text
            else:
                self._spaced(piece.text)
        self._reset()
        self.divides = piece.text in _DIVISIONS

    def _word(self, piece: Piece) -> None:
        last, first = self.text[-1:], piece.text[:1]
        if last.isalnum() and first.isalnum() and last.isascii() == first.isascii():
            self._space(" ")
        self.text += piece.text
        self.factors = 0
        self.call = self.divides = False
        if len(piece.text) > 1 or not self.previous:
            self._lower(APPLIED)

    def _spaced(self, text: str) -> None:
        if self.compact and not text[:1].isalpha():
            self.text = self.text.rstrip(" ") + text
            return
        if self.text:
            self._space(" ")
        self.text += text + " "

    def _space(self, text: str) -> None:
        if self.text and text and not self.text.endswith(text):
            self.text = self.text.rstrip(" ") + text

    def _reset(self) -> None:
        self.factors = 0
        self.call = self.divides = False

    def _lower(self, level: int) -> None:
        self.level = min(self.level, level)

    # -- operands --

    def _operand(self, piece: Piece, following: Piece | None) -> Piece:
        """Append a factor, a function name, a ∑ or a ∂; return it with the parentheses that it got."""
        beside = following is not None and following.role in _FACTORS
        applied = self.previous is not None and self.previous.role in _LEADING
        if piece.role is Role.ORDINARY:
            piece = self._guarded(piece, following, beside, applied)
        if self.factors or applied:
            self._joint(piece, applied)
        self.text += piece.text
        self._note_level(piece, applied)
        self.factors += 1
        self.call = piece.role is Role.FUNCTION
        return piece

    def _guarded(self, piece: Piece, following: Piece | None, beside: bool, applied: bool) -> Piece:
        """Put parentheses around a factor that would otherwise be torn apart by its neighbours."""
        if piece.level > QUOTIENT:
            return piece
        first = not self.text.strip()
        divided = following is not None and following.text == "/"
        postfix = following is not None and following.role is Role.POSTFIX
        if piece.level == QUOTIENT:
            after_big = applied and self.previous is not None and self.previous.role is Role.BIG
            needed = self.divides or divided or postfix or (applied and not after_big)
            # Of two fractions side by side the second brings its dot; between factors there is a dot on each side.
            followed = beside and not (following is not None and following.level == QUOTIENT)
            return bracketed(piece) if needed or (followed and not self.factors) else piece
        alone = self.previous is not None and self.previous.role in (Role.RELATION, Role.PUNCTUATION)
        if piece.level == RELATION and not beside and not self.factors:
            return piece
        if (first or alone) and not (beside or divided or postfix) and not self.factors:
            return piece
        return bracketed(piece)

    def _joint(self, piece: Piece, applied: bool) -> None:
        """Write what stands between two factors: nothing, a space or a dot."""
        previous = self.previous
        assert previous is not None
        opens = piece.text[:1] in "([{"
        if applied:
            is_prefix = previous.role is Role.PREFIX and not _ends_in_word(previous.text)
            if not is_prefix and not (opens and previous.role is Role.FUNCTION):
                self._space(" ")
            return
        if piece.level == QUOTIENT or previous.level == QUOTIENT or previous.open_root:
            self.text = self.text.rstrip(" ") + ("*" if self.ascii else "·")
            self._lower(PRODUCT if previous.open_root else QUOTIENT)
        elif piece.role in (Role.FUNCTION, Role.BIG) or self._would_merge(piece):
            self._space(" ")

    def _would_merge(self, piece: Piece) -> bool:
        """Whether two factors written together would read as one name, number or power."""
        last, first = self.text[-1:], piece.text[:1]
        if not (last.isalnum() or last == ")") or not (first.isalnum() or first == "("):
            return False
        if last.isdigit() and last.isascii() and first.isdigit():
            return True
        if self.previous is not None and self.previous.level == POWER and "^" in self.previous.text:
            return True
        if first == "(" or not (last.isascii() and first.isascii()):
            return False
        a_word = piece.role is Role.PREFIX or (len(piece.text) > 1 and piece.text[:2].isalpha())
        return a_word or (last != ")" and self.previous is not None and _ends_in_word(self.previous.text))

    def _note_level(self, piece: Piece, applied: bool) -> None:
        if piece.role is Role.ORDINARY:
            self._lower(piece.level)
        if applied and self.call:
            # log(x) holds together, log x does not.
            in_parentheses = POWER if self.factors == 1 else PRODUCT
            self._lower(in_parentheses if piece.text.startswith("(") else APPLIED)
        elif applied and self.previous is not None and self.previous.role is Role.BIG:
            self._lower(APPLIED)
        elif self.factors:
            self._lower(PRODUCT)


def _ends_in_word(text: str) -> bool:
    return _WORD_END.search(text) is not None


def bracketed(piece: Piece) -> Piece:
    """Put parentheses around a piece that does not stand in its own."""
    text = piece.text.strip()
    if piece.level == ATOM and _is_enclosed(text):
        return piece
    return Piece(f"({text})", ATOM, Role.ORDINARY)


def _is_enclosed(text: str) -> bool:
    """Whether the parenthesis that opens a text is closed by its last character."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return index > 0 and index == len(text) - 1
    return False
