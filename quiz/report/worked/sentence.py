"""A sentence of a worked example: its values, the row that it stands in, what stands above it; and words of closed lists.

A key is a word for a quantity. It counts only right before its value: between the two stands nothing but what links
them, and before it nothing that makes it another quantity (「移動平均」 is no 「平均」).
"""

from __future__ import annotations

import re
from functools import cached_property
from dataclasses import dataclass
from typing import Final

from quiz.language import Text
from quiz.report.rows import Row
from quiz.report.worked.stated_values import Holds, Value, values_in

LONGEST_LABEL: Final = 60
_BEFORE: Final = (
    r"(?:\A|(?<=[\s,、。;:()「」→=|])|(?<=よって)|(?<=ので)|(?<=から)|(?<=とき)|(?<=なら)|(?<=れば)|(?<=ると)|(?<=では)|"
    r"(?<=その)|(?<=この)|(?<=また)|(?<=次に)|(?<=さらに))(?:\b(?:the|its|a|an|their|so|thus|hence|and|then) |その)?"
)
_LINK: Final = (
    r"(?:[\s=≈:→←]|は|が|も|で|を(?:計算|算出)すると|を求めると|の?値(?:は)?|約|およそ|ほぼ|ちょうど|それぞれ|だけなら|"
    r"\b(?:is|are|was|of|equals?|becomes?|comes? (?:out )?(?:to|at)|gives?|about|approximately|roughly|exactly|therefore|"
    r"thus|then|will be|value|just|again|as)\b|\([^()]{1,24}\))*\Z"
)
GOES_ON: Final = re.compile(
    r"\s*(?:[,、と→;]|\band\b|\bthen\b|\bnext\b|次[にはが]|続いて|その次[にはが]?|そして|つづけて|\s)+(?:約|およそ|about )?\s*"
)
"""What stands between two values of one quantity, one after the other."""


def key_pattern(keys: dict[str, str]) -> re.Pattern[str]:
    """One pattern for the keys of a reader, each with its name: what a label must end with."""
    return re.compile(_BEFORE + "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in keys.items()) + ")" + _LINK)


def key_of(pattern: re.Pattern[str], label: str) -> str | None:
    """Return the name of the key that a label ends with."""
    found = pattern.search(label[-LONGEST_LABEL:])
    return found.lastgroup if found is not None else None


@dataclass(frozen=True)
class Sentence:
    """A sentence, respelled; ``above`` is what stands above it, nearest first: its list's entry, its lead, headings.

    ``parents`` are the entries that it is below, or its table's header; ``beside`` the entries of its list before it.
    """

    text: str
    row: Row
    above: tuple[str, ...] = ()
    listed: bool = False
    parents: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    claims: bool = True
    """Whether it claims anything: a question, or what was once believed, only gives."""

    @cached_property
    def values(self) -> list[Value]:
        """Its values in order."""
        return values_in(self.text)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one stated value: as written, whether it holds, and the value worked out."""

    value: Value
    holds: Holds
    claim: str
    practise: str
    working: Text


def shown(number: float) -> str:
    """Write a number for people.

    >>> shown(0.1049935), shown(3.0), shown(9.5367431640625e-07)
    ('0.105', '3', '9.537e-07')
    """
    return f"{number:.4g}" if number != int(number) or abs(number) >= 1e6 else f"{number:.0f}"


def shown_all(numbers: tuple[float, ...] | list[float]) -> str:
    """Write a number, or several as a vector.

    >>> shown_all([0.5, -1.5])
    '(0.5, -1.5)'
    """
    return shown(numbers[0]) if len(numbers) == 1 else f"({', '.join(map(shown, numbers))})"
