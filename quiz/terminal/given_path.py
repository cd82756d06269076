"""Files and folders as they are named on a command line: what can be none is refused in both languages.

``-`` stands for standard output where a command says so, and for nothing anywhere else: a file of that name would only
be made by mistake, and hardly be got rid of.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

import click

from quiz.errors import QuizError
from quiz.language import Text

STANDARD = Path("-")
"""What stands for standard output."""


class GivenPath(click.Path):
    """The name of a file, of a folder, or of either; ``there``: it has to exist; ``standard``: it may be ``-``.

    >>> GivenPath("file").convert("sheet.md", None, None).name
    'sheet.md'
    >>> GivenPath(standard=True).convert("-", None, None) == STANDARD
    True
    """

    def __init__(
        self, what: Literal["file", "folder", "either"] = "either", *, there: bool = False, standard: bool = False
    ) -> None:
        super().__init__(path_type=Path)
        self._there = there
        self._what = what
        self._standard = standard

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, if it can be what it is to be."""
        name = os.fspath(value)
        if name == str(STANDARD) and not self._standard:
            raise no_file(name)
        if self._what == "file" and os.path.isdir(name):
            raise QuizError(
                Text(f"{name} はフォルダです", f"{name} is a folder"),
                remedy=Text("ファイルの名前を指定してください", "name a file"),
            )
        if self._what == "folder" and os.path.isfile(name):
            raise QuizError(
                Text(f"{name} はフォルダではありません", f"{name} is not a folder"),
                remedy=Text("フォルダの名前を指定してください", "name a folder"),
            )
        if self._there and not os.path.exists(name):
            raise QuizError(
                Text(f"{name} がありません", f"there is no {name}"),
                remedy=Text("名前と場所を確かめてください", "look at its name, and where it lies"),
            )
        return Path(name)


def no_file(name: str) -> QuizError:
    """Return the refusal of ``-`` where it doesn't stand for a stream."""
    return QuizError(
        Text(f"ここでは「{name}」は使えません", f'"{name}" can\'t be used here'),
        remedy=Text("ファイルかフォルダの名前を指定してください", "name a file or a folder"),
    )


def written_to(path: Path | None) -> Path | None:
    """Return where a command writes: None for standard output.

    >>> written_to(STANDARD), written_to(Path("a.md")).name
    (None, 'a.md')
    """
    return None if path == STANDARD else path
