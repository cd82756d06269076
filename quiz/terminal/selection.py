"""The options by which a command narrows a set: topic, kind, difficulty, item, origin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from quiz.bank.blueprint import Selection
from quiz.kinds import kind_names
from quiz.language import Text
from quiz.terminal.command import option

_OPTIONS = (
    option(
        "--topic",
        "topics",
        multiple=True,
        metavar="T",
        text=Text("この分野だけ（繰り返し可）", "only this topic (repeatable)"),
    ),
    option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice(kind_names()),
        metavar="KIND",
        text=Text(
            f"この形式だけ（繰り返し可）: {' '.join(kind_names())}",
            f"only this kind of answer (repeatable): {' '.join(kind_names())}",
        ),
    ),
    option(
        "--difficulty",
        "difficulties",
        multiple=True,
        type=click.IntRange(1, 5),
        text=Text("この難しさ（1〜5）だけ（繰り返し可）", "only this difficulty, 1 to 5 (repeatable)"),
    ),
    option(
        "--item",
        "items",
        multiple=True,
        metavar="ID",
        text=Text("この問題だけ（繰り返し可）", "only this question (repeatable)"),
    ),
    option("--original", is_flag=True, text=Text("確認テストの元の問題だけ", "only the original confirmation tests")),
)


def selection_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that narrow a set, passed on together as ``selection``."""

    @wraps(function)
    def gather(
        *arguments: Any,
        topics: tuple[str, ...],
        kinds: tuple[str, ...],
        difficulties: tuple[int, ...],
        items: tuple[str, ...],
        original: bool,
        **others: Any,
    ) -> Any:
        selection = Selection(tuple(sorted(topics)), tuple(sorted(kinds)), tuple(sorted(difficulties)), items, original)
        return function(*arguments, selection=selection, **others)

    wrapped: Callable[..., Any] = gather
    for declare in reversed(_OPTIONS):
        wrapped = declare(wrapped)
    return wrapped
