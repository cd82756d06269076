"""How a reader wants the screen: which colours it has, and whether it is read aloud.

An option decides, then the reader's environment; ``NO_COLOR`` is obeyed where neither names colours.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from quiz.errors import QuizError
from quiz.language import Text
from quiz.outlet.colours import Palette, palette_of

COLOURS = ("auto", "light", "dark", "none")
VARIABLES = ("QUIZ_COLOUR", "QUIZ_COLOR")
PLAIN_VARIABLE = "QUIZ_PLAIN"

_COLOUR, _PLAIN = "quiz.colour", "quiz.plain"
"""What was given on the command line, in the meta data that click keeps for one call."""


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
    plain = bool(given.get(_PLAIN)) or environ.get(PLAIN_VARIABLE, "") not in ("", "0")
    name, colour = next(
        ((name, environ[name].strip().lower()) for name in VARIABLES if environ.get(name, "").strip()), ("", "auto")
    )
    if colour not in COLOURS:
        raise QuizError(
            Text(f"環境変数 {name}={environ[name]} という色はありません", f"{name}={environ[name]} names no colours"),
            remedy=Text(f"{'、'.join(COLOURS)} のどれかにしてください", f"set it to one of {', '.join(COLOURS)}"),
        )
    return Look(None if plain else _palette(given.get(_COLOUR) or colour, environ), plain)


def _palette(colour: str, environ: Mapping[str, str]) -> Palette | None:
    if colour == "light" or colour == "dark":
        return colour  # type: ignore[return-value]  # one of the two
    return None if colour == "none" or environ.get("NO_COLOR") else palette_of(environ)


Function = TypeVar("Function", bound=Callable[..., Any])


def look_options(option: Callable[..., Callable[[Function], Function]]) -> Callable[[Function], Function]:
    """Return what adds ``--colour`` and ``--plain`` to a command; ``option`` declares one."""

    def keep(name: str) -> Any:
        def kept(context: click.Context, parameter: click.Parameter, value: Any) -> None:
            if value:
                context.meta[name] = value

        return kept

    colour = option(
        "--colour", "--color", "colour", type=click.Choice(COLOURS), expose_value=False, callback=keep(_COLOUR),
        text=Text("色（既定 auto。環境変数 QUIZ_COLOUR でも）", "colours (default auto; also QUIZ_COLOUR)"),
    )  # fmt: skip
    plain = option(
        "--plain", is_flag=True, expose_value=False, callback=keep(_PLAIN),
        text=Text("読み上げ用の表示（環境変数 QUIZ_PLAIN=1 でも）", "a form to be read aloud (also QUIZ_PLAIN=1)"),
    )  # fmt: skip
    return lambda function: colour(plain(function))
