"""A sentence of a worked example: its values, its row, what stands above it; and the words of closed lists.

A key is a word for a quantity. It counts only right before its value: between the two stands nothing but what links
them, and before it nothing that makes it another quantity (「移動平均」 is no 「平均」).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.claims.guards import claims_nothing
from quiz.report.rows import Row
from quiz.report.worked.respelling import respelled
from quiz.report.worked.stated_values import Holds, Value, values_in

_DENIED: Final = late(
    r"ではな[いくか]|ではありません|じゃない|誤[りっ]|間違|×\s*\Z|だろう|でしょう|\bnot\b|n't\b|\bwrong\b|\?"
)
LONGEST_LABEL: Final = 60
_BEFORE: Final = (
    r"(?:\A|(?<=[\s,、。;:(「」→=|])|(?<=[ぁ-んァ-ヶ一-龠ー])(?=[A-Za-z‖α-ω])|(?<=よって)|(?<=ので)|(?<=から)|"
    r"(?<=とき)|(?<=なら)|"
    r"(?<=れば)|(?<=ると)|(?<=では)|(?<=で)|(?<=に)|(?<=、)|"
    r"(?<=その)|(?<=この)|(?<=また)|(?<=次に)|(?<=さらに))(?:\b(?:the|its|a|an|their|so|thus|hence|and|then) |その)?"
)
_LINK: Final = (
    r"(?:[\s=≈:→←]|は|が|も|で|を(?:計算|算出)すると|を求めると|の?値|約|およそ|ほぼ|ちょうど|それぞれ|"
    r"(?:だけ)?なら(?:ば)?|だと|"
    r"\b(?:is|are|was|of|equals?|becomes?|comes? (?:out )?(?:to|at)|gives?|about|approximately|roughly|exactly|"
    r"therefore|"
    r"thus|then|will be|would be|comes|value|just|again|as)\b|\([^()]{1,24}\))*\Z"
)
GOES_ON: Final = late(
    r"\s*(?:[,、と→;]|\band\b|\bthen\b|\bnext\b|次[にはが]|続いて|その次[にはが]?|そして|つづけて|\s)+(?:約|"
    r"およそ|about )?\s*"
)
"""What stands between two values of one quantity, one after the other."""


_OPERATORS: Final = frozenset("-+×/^½√")
"""Right before a key they make it a part of something else: 「λ × L1」."""
_LAST_WORD: Final = late(r"(?<![A-Za-z])[A-Za-z]{2,}\Z")
_LEAD_TO: Final = frozenset(
    "the its an and or so thus hence then therefore with has have gives give get gets is are be where which "
    "that for we now "
    "while but yields here from starting start starts initial initially at when if on in using use uses let "
    "takes take to by "
    "after also still only both each plain correction corrected first second third next new updated adam sgd rmsprop "
    "adagrad momentum one step its this these makes leaves until mini-batch batch vector data weights values example "
    "compute computes computing find finds set sets constant gradient gradients than whose".split()
)
"""English words that may stand right before a key and leave it what it is."""


def key_pattern(keys: dict[str, str]) -> re.Pattern[str]:
    """One pattern for the keys of a reader, each with its name: what a label must end with."""
    return late(_BEFORE + "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in keys.items()) + ")" + _LINK)


@lru_cache(maxsize=4096)
def key_of(pattern: re.Pattern[str], label: str, *, strict: bool = True) -> str | None:
    """Return the name of the key that a label ends with; not ``strict``: whatever English word stands before it."""
    tail = label[-LONGEST_LABEL:]
    found = pattern.search(tail)
    if found is None:
        return None
    before = tail[: found.start()].rstrip()
    word = _LAST_WORD.search(before)
    if before[-1:] in _OPERATORS or (strict and word is not None and word[0].lower() not in _LEAD_TO):
        return None
    return found.lastgroup


@dataclass(frozen=True)
class Sentence:
    """A sentence as a row's plain text has it (``raw``), and what stands above it, nearest first.

    ``under`` are the entries of a list that it is below, or its table's header, then what leads to it, then headings;
    ``parents`` of them are no more than the first ones; ``next_to`` are the entries of its own list before it. All is
    respelled once a reader asks for it: most sentences work out nothing. ``group`` numbers the row that it is in or
    whose list or table it is in: only within a group is a value called wrong, for farther off another example may be
    meant. ``tabled``: it is what a table's cell says under its header.
    """

    raw: str
    row: Row
    group: int = 0
    under: tuple[str, ...] = ()
    listed: bool = False
    depth: int = 0
    next_to: tuple[str, ...] = ()
    states: bool = True
    tabled: bool = False

    @cached_property
    def text(self) -> str:
        """The sentence, respelled."""
        return respelled(self.raw)

    @cached_property
    def above(self) -> tuple[str, ...]:
        """What stands above it, respelled."""
        return tuple(map(respelled, self.under))

    @property
    def parents(self) -> tuple[str, ...]:
        """The entries that it is below, or its table's header."""
        return self.above[: self.depth]

    @cached_property
    def beside(self) -> tuple[str, ...]:
        """The entries of its list before it, respelled."""
        return tuple(map(respelled, self.next_to))

    @cached_property
    def claims(self) -> bool:
        """Whether it claims anything: a question, or what was once believed, only gives."""
        return self.states and not (_DENIED.search(self.text) or claims_nothing(self.text.lower()))

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
