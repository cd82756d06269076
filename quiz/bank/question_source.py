"""The text of a question file, or why it is none that can be read."""

from __future__ import annotations

from pathlib import Path

from quiz.errors import Fault, FileFaults, refusal
from quiz.language import Text
from solvers import budget


def read_source(path: Path, name: str) -> str:
    """Return a question file's text; a file that is unreadable, too large or not UTF-8 raises :class:`FileFaults`."""

    def refuse(ja: str, en: str, line: int = 0, remedy: Text | None = None) -> FileFaults:
        return FileFaults([Fault(name, line, Text(ja, en), remedy)])

    try:
        with path.open("rb") as file:
            data = file.read(budget.QUESTION_FILE + 1)
    except OSError as error:
        why = refusal(error)
        raise refuse(f"ファイルを読めません: {why.ja}", f"can't read the file: {why.en}") from None
    if len(data) > budget.QUESTION_FILE:
        limit = f"{budget.QUESTION_FILE // 1000} kB"
        raise refuse(f"ファイルが大きすぎます（{limit} まで）", f"the file is too large (at most {limit})")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        remedy = Text("UTF-8 で保存してください", "save the file as UTF-8")
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse("UTF-8 ではない文字があります", "this isn't UTF-8", line, remedy) from None
