"""What an exporter, a sheet or a page shows of a variant, and grades by: these forms of asking, and no kinds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from quiz.language import Text
from quiz.model import Option


@dataclass(frozen=True, slots=True)
class ChooseOne:
    """Exactly one option is right."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class ChooseSeveral:
    """Any number of options is right."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class EnterNumber:
    """A number; an answer as far from ``key`` as ``margin`` is still right. ``label`` names a part of several."""

    key: int | Fraction | float
    margin: Fraction
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class EnterExpression:
    """A formula in ``variables``, equal to ``key`` (text that the grader reads), in ``form`` if one is asked for."""

    key: str
    variables: tuple[str, ...]
    form: str | None


@dataclass(frozen=True, slots=True)
class WriteText:
    """Sentences, which the learner or a teacher judges beside the model answer."""

    model_answer: Text


@dataclass(frozen=True, slots=True)
class WriteCode:
    """Code, which is run. ``start`` is what to begin with, ``right`` the model answer."""

    start: str
    right: str


@dataclass(frozen=True, slots=True)
class PutInOrder:
    """Lines as they are shown, and their right order as indices into them."""

    lines: tuple[Text, ...]
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Two sides; ``partners`` gives for each of ``left`` the index of its partner in ``right``."""

    left: tuple[Text, ...]
    right: tuple[Text, ...]
    partners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GiveExample:
    """Any answer with a property, which the question's own formula decides; ``example`` is one of them."""

    example: str


Interaction = (
    ChooseOne | ChooseSeveral | EnterNumber | EnterExpression | WriteText | WriteCode | PutInOrder | Match | GiveExample
)
