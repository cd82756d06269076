"""What an answer of numbers is asked to hold, and what was read: the values between a kind and the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quiz.language import Text
from quiz.reading.counters import counts_what_is_asked
from quiz.reading.units import NO_UNIT, Wanted, may_count
from solvers.expression import to_text
from solvers.expression.typed import TypedNumber

if TYPE_CHECKING:
    from quiz.reading.part_labels import PartLabels
    from quiz.reading.question_words import QuestionWords
    from solvers.grading.chains import FalseLink

NUMBERS_ALONE: Final = Text(
    "数と単位だけで書いてください（例: 0.25、1/4、25%）", "write numbers and units alone, like 0.25, 1/4 or 25%"
)


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number of an answer, in the unit that is asked for.

    Attributes:
        number: what was read.
        other: a second way to read what was written, where there is one: ``2 1/3`` as a product.
        broken: the first link of its working that does not hold, if any.
        percent: whether it was written with a percent sign.
        unit: the unit that was written, "" if none was.
    """

    number: TypedNumber
    other: TypedNumber | None = None
    broken: FalseLink | None = None
    percent: bool = False
    unit: str = ""

    @property
    def shown(self) -> str:
        """The number as it was understood, with its unit."""
        text = to_text(self.number.tree)
        return f"{text} {self.unit}" if self.unit.isascii() and self.unit else text + self.unit


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer should hold.

    Attributes:
        count: how many numbers.
        labels: the names of the parts, where they have any.
        units: the unit of each part; one for all, or none.
        rows: how many numbers stand in each row of a matrix; () where there are no rows.
        words: the question's own words.
        writing: how to write it, said where a word isn't understood.
        sized: whether they may be sides of a size, 3×6; else the question must ask for one.
    """

    count: int
    words: QuestionWords
    labels: PartLabels | None = None
    units: tuple[Wanted, ...] = ()
    rows: tuple[int, ...] = ()
    writing: Text = NUMBERS_ALONE
    sized: bool = True

    def may_be_sides(self) -> bool:
        """Return whether a product may be the sides of a size."""
        return self.sized or self.words.speaks_of_sizes()

    def counts(self, word: str, value: object, part: int) -> bool:
        """Return whether a counter may stand behind a value for a part."""
        if word in self.own_units():
            return True
        spoken = self.words.texts()
        if not may_count(word, value, spoken):
            return False
        if self.sized:  # rows, columns, pixels: a size has many
            return True
        names = self.labels.names if self.labels is not None else ()
        own = names[part] if names else ()
        others = [name for at, each in enumerate(names) if at != part for name in each]
        return counts_what_is_asked(word, self.words.asking(), spoken, own, others)

    def own_units(self) -> set[str]:
        """Return the words for units that the item itself has."""
        return {word for unit in self.units for word in unit.words()}

    def unit(self, part: int) -> Wanted:
        """Return the unit that a part is asked for in."""
        if not self.units:
            return NO_UNIT
        return self.units[part] if len(self.units) == self.count else self.units[0]
