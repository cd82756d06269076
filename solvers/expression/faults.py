"""What can be wrong with a text: a code with parameters, never a sentence (this package knows no human language)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

CODES: Final = {
    "empty": "nothing was written",
    "too-long": "more characters than the limit",
    "too-many-tokens": "more tokens than the limit",
    "too-deep": "nested more deeply than the limit",
    "too-many-items": "more items than the limit",
    "number-too-long": "a number with more digits than the limit",
    "exponent-too-large": "a power of ten beyond the limit",
    "value-too-large": "a value beyond what is computed",
    "character": "a character that means nothing here",
    "look-alike": "a letter of another script that looks like an ordinary one",
    "invisible": "a control or zero-width character",
    "operator": "an operator of another language (==, //, <<, :=)",
    "command": "an unknown LaTeX command",
    "environment": "an unknown LaTeX environment",
    "unknown-name": "a name that was not declared",
    "unknown-function": "a function that is not known",
    "arguments": "a function with the wrong number of arguments",
    "missing-argument": "a function without its argument",
    "missing-operand": "something should follow an operator",
    "missing-before": "something should stand before an operator",
    "missing-close": "a bracket that is not closed",
    "unopened": "a closing bracket without its opening",
    "mismatched": "an opening bracket closed by another kind",
    "two-numbers": "a number right after another value: neither a product nor a power",
    "decimal-point": "a number with two decimal points",
    "unexpected": "something that cannot stand here",
    "empty-brackets": "brackets with nothing in them",
    "wrong-kind": "readable, but not the kind of answer that was asked",
    "prose": "words without a formula",
    "two-readings": "a writing with two meanings, of which only the less likely one is right",
    "two-values": "a value and another one in brackets after it",
    "asked-name": "an equation that names another quantity than the one that is asked for",
}
"""Every code of ``Unreadable`` with what it means to a programmer; another room has the words for people."""


@dataclass(eq=False)
class Unreadable(ValueError):
    """A text that cannot be read as an answer.

    Attributes:
        code: a key of ``CODES``.
        column: 0-based column in the text as typed, where the fault shows.
        found: the text at that column, shortened, or ``""`` at the end.
        expected: a code for what could have stood there (``operand``, ``)``, ``operator`` ...), or ``""``.
        limit: the bound that was exceeded, for the codes that have one.
        suggestion: what the writer may have meant, as text to type, or ``""``.
        text: the text as typed.
        side: ``"reference"`` where it is the reference of a comparison that cannot be read.
    """

    code: str
    column: int = 0
    found: str = ""
    expected: str = ""
    limit: int | None = None
    suggestion: str = ""
    text: str = field(default="", repr=False)
    side: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        super().__init__(f"{self.code} at column {self.column}: {self.found!r}")
