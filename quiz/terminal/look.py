"""How a reader wants the screen: which colours it has, and whether it is read aloud.

An option decides, then the reader's environment; ``NO_COLOR`` is obeyed where neither names colours.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

import click

from quiz.errors import QuizError
from quiz.language import Text
from quiz.outlet.colours import Palette, palette_of
from quiz.terminal.command import COLOUR, COLOURS, PLAIN

VARIABLES = ("QUIZ_COLOUR", "QUIZ_COLOR")
PLAIN_VARIABLE = "QUIZ_PLAIN"


@dataclass(frozen=True, slots=True)
class Look:
    """``palette`` is None where nothing is to be painted; ``plain`` is the form that is read aloud."""

    palette: Palette | None = "usual"
    plain: bool = False


def look(environ: Mapping[str, str] = os.environ) -> Look:
    """Return the look that the command line that is being obeyed, or else the environment, asks for.

    >>> look({"QUIZ_COLOUR": "dark", "NO_COLOR": "1"}), look({"NO_COLOR": "1"}).palette
    (Look(palette='dark', plain=False), None)
    """
    context = click.get_current_context(silent=True)
    given = {} if context is None else context.meta
    plain = bool(given.get(PLAIN)) or environ.get(PLAIN_VARIABLE, "") not in ("", "0")
    name, colour = next(
        ((name, environ[name].strip().lower()) for name in VARIABLES if environ.get(name, "").strip()), ("", "auto")
    )
    if colour not in COLOURS:
        raise QuizError(
            Text(f"環境変数 {name}={environ[name]} という色はありません", f"{name}={environ[name]} names no colours"),
            remedy=Text(f"{'、'.join(COLOURS)} のどれかにしてください", f"set it to one of {', '.join(COLOURS)}"),
        )
    return Look(None if plain else _palette(given.get(COLOUR) or colour, environ), plain)


def _palette(colour: str, environ: Mapping[str, str]) -> Palette | None:
    if colour == "light" or colour == "dark":
        return colour  # type: ignore[return-value]  # one of the two
    return None if colour == "none" or environ.get("NO_COLOR") else palette_of(environ)
