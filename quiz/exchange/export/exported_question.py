"""A variant as an exporter sees it: what is asked, how it is answered, what each slip is told; nothing of its kind.

The texts are Markdown in both languages. Of a question of several parts each part is asked by itself; of any other
there is one.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from quiz.drawing import pictures as pictures_of
from quiz.drawing import prompt, solution
from quiz.figures.gallery import Picture
from quiz.interaction import EnterNumber, Interaction
from quiz.kinds import kind_of
from quiz.kinds.as_choice import as_choice
from quiz.kinds.kind import diagnose
from quiz.language import Language, Text
from quiz.model import Prompt, ShownEntry, Variant
from quiz.outlet.web_page import Markup, packed_image

Number = int | Fraction | float


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong answer and what to say to it: an option's place, or numbers; neither where it is of another sort."""

    message: Text
    shown: Text
    option: int | None = None
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked: ``label`` and ``points`` name and weigh a part, and are "" and 1 where there is one."""

    stem: Text
    lists: tuple[tuple[ShownEntry, ...], ...]
    start: str
    answer_format: Text
    interactions: tuple[Interaction, ...]
    slips: tuple[Slip, ...]
    key: Text
    label: str = ""
    points: Fraction = Fraction(1)

    @property
    def numbers(self) -> tuple[EnterNumber, ...]:
        """The numbers that are asked for, where nothing else is; else none."""
        found = tuple(one for one in self.interactions if isinstance(one, EnterNumber))
        return found if len(found) == len(self.interactions) else ()


@dataclass(frozen=True, slots=True)
class ExportedQuestion:
    """A question with its numbers: ``id`` is the same whenever the same item is exported with the same seed.

    ``as_choice`` tells that it is asked otherwise than it was written. ``stem`` stands above the parts, and is None
    where there are none: then the one of ``asked`` has it.
    """

    id: str
    course: str
    item: str
    seed: int
    title: Text
    section: str
    tags: tuple[str, ...]
    minutes: float
    languages: tuple[Language, ...]
    stem: Text | None
    asked: tuple[Asked, ...]
    hints: tuple[Text, ...]
    solution: Text
    variant: Variant
    as_choice: bool
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def only(self) -> Asked:
        """What is asked, where that is one thing alone; ValueError elsewhere."""
        (one,) = self.asked
        return one


def exported(course: str, variant: Variant, *, choices: bool = False) -> ExportedQuestion | None:
    """Return a variant as exporters need it; with ``choices`` as a choice of four, None where it can't be one.

    >>> from quiz import draw, load_bank
    >>> question = exported("day2", draw(load_bank().item("conv-output-size"), 3))
    >>> question.id, len(question.only.numbers), question.only.slips[0].numbers
    ('day2/conv-output-size/3', 2, (4, 7))
    """
    item = variant.item
    settled = kind_of(item).settled(variant)
    asked_as = as_choice(settled) if choices else settled
    if asked_as is None:
        return None
    shown = prompt(asked_as)
    if asked_as.parts:
        stem: Text | None = shown.stem
        asked = tuple(
            _asked(inner, part, part.label, written.points)
            for inner, part, written in zip(asked_as.parts, shown.parts, item.parts, strict=True)
        )
    else:
        stem, asked = None, (_asked(asked_as, shown),)
    return ExportedQuestion(
        f"{course}/{item.id}/{variant.seed}" + ("/choice" if choices else ""),
        course,
        item.id,
        variant.seed,
        item.title,
        item.section,
        item.tags,
        item.minutes,
        item.languages,
        stem,
        asked,
        shown.hints,
        solution(settled),
        asked_as,
        choices,
        {**shown.pictures, **pictures_of(settled)},
    )


def _asked(variant: Variant, shown: Prompt, label: str = "", points: Fraction = Fraction(1)) -> Asked:
    kind = kind_of(variant.item)
    interactions = kind.interactions(variant)
    count = sum(isinstance(one, EnterNumber) for one in interactions)
    return Asked(
        shown.stem,
        shown.lists,
        shown.start,
        shown.answer_format,
        interactions,
        tuple(_slips(variant, count)),
        kind.key_shown(variant),
        label,
        points,
    )


def _slips(variant: Variant, count: int) -> Iterator[Slip]:
    """Yield the wrong answers that somebody has named, as far as they lead to a message."""
    kind = kind_of(variant.item)
    for place, option in enumerate(variant.options or ()):
        if option.misconceptions and not option.correct:
            yield Slip(_told(variant, option.misconceptions), option.text, option=place)
    if variant.options:
        return
    for slip in kind.slips(variant):
        numbers = tuple(_numbers(slip.value))
        message = _told(variant, slip.misconceptions)
        yield Slip(message, kind.show(variant.item, slip.value), numbers=numbers if len(numbers) == count else ())


def _told(variant: Variant, names: tuple[str, ...]) -> Text:
    said = [one.message for one in diagnose(variant, names) if one.message is not None]
    return Text("\n\n".join(one.ja for one in said), "\n\n".join(one.en for one in said))


def _numbers(value: Any) -> Iterator[Number]:
    if isinstance(value, tuple):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, int | Fraction | float) and not isinstance(value, bool):
        yield value


# -- pictures that travel beside the text ------------------------------------------------------------------------------


@dataclass(frozen=True)
class PackedPicture:
    """A picture of which the text has only the name; :meth:`file` is what is packed under it."""

    picture: Picture
    stem: str
    """How its file is called, without language and ending: letters, digits and hyphens."""
    before: str = ""
    """What stands before the name in the text."""

    def words(self, language: Language, caption: str) -> str:
        """Return the alternative text."""
        return self.picture.words(language, caption)

    def address(self, language: Language, caption: str) -> str:
        """Return an address that holds all of it."""
        return self.picture.address(language, caption)

    def markup(self, language: Language, caption: str) -> Markup:
        """Return a picture by its name."""
        return packed_image(self.before + self.name(language), self.words(language, caption))

    def characters(self, language: Language, columns: int) -> list[str]:
        """Return nothing: it is for pages."""
        return []

    def name(self, language: Language) -> str:
        """Return the name of the picture's file in a language."""
        return self.file(language)[0]

    def file(self, language: Language) -> tuple[str, bytes]:
        """Return the picture's file: its name and what is in it."""
        sort, _, data = self.address(language, "").partition(";base64,")
        ending = "png" if sort.endswith("png") else "svg"
        return f"{self.stem}-{language}.{ending}", base64.b64decode(data)
