"""The rules for what an author wrote, sign by sign: slips of the pen that make a question odd, though it can be read.

An item that has been read no longer tells that ``"$\\nabla$"`` holds a line break, or that nobody uses a drawn value;
its file does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quiz.bank.frontmatter import FrontMatter
from quiz.errors import FileFaults, with_remedy
from quiz.figures.gallery import FIGURE, PLACE
from quiz.figures.own_picture import PictureFault, read_picture
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Item

SourceFound = tuple[str, int, Text]
"""The rule, the line of the file, and what is wrong."""

# What an author leaves in a text that is to be finished later.
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|TBD)\b|要確認|（仮）|あとで書く|後で書く")
_USE = Text("消すか、問題の中で使ってください", "delete it, or use it in the question")
_FULL_WIDTH_DOLLAR = "＄"
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\(\s*<?([^)\s>]+)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FORMULAS = re.compile(r"\{\{(.*?)\}\}", re.S)
_PROSE = frozenset({"ja", "en", "source", "references", "tags", "section", "id", "kind", "words", "answer", "note"})
"""Keys whose texts are for people: only what stands in {{...}} there is a formula."""

_WRITTEN_AS = {"\b": r"\b", "\f": r"\f", "\r": r"\r", "\t": r"\t", "\n": r"\n"}
_MATH = re.compile(r"\$[^$]*\$", re.S)


def source_faults(item: Item, source: str, folder: Path | None = None) -> Iterator[SourceFound]:
    """Yield what is wrong with the text of an item's file; pictures are looked for beside it, in ``folder``."""
    yield from _in_lines(source)
    yield from _picture_faults(source, folder)
    front, _, body = source.removeprefix("+++").partition("\n+++")
    sheet = FrontMatter(item.path)
    try:
        sheet.load(front, 1)
    except FileFaults:  # told where the file is read
        return
    texts = list(_texts(sheet.top.data, ()))
    for path, text in texts:
        if (found := _unseen(text)) is not None:
            ja = f"二重引用符の中の {_WRITTEN_AS.get(found, repr(found)[1:-1])} が制御文字になっています"
            en = f"{_WRITTEN_AS.get(found, repr(found)[1:-1])} within double quotes has become a control character"
            remedy = "'…' で囲んでください", "use '...'"
            yield "control", sheet.lines.at(*path), Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")
    used = _used(texts, body)
    # The reference of a code question is given the drawn values by their names.
    for rule in () if kind_of(item).runs_code else item.draws:
        if rule.name not in used:
            ja, en = f"引いた値 {rule.name} がどこにも使われていません", f"the drawn value {rule.name} is used nowhere"
            yield "unused", sheet.lines.at("draw", rule.name), with_remedy(Text(ja, en), _USE)
    for name in item.lets:
        if name not in used:
            ja, en = f"[let] の {name} がどこにも使われていません", f"{name} of [let] is used nowhere"
            yield "unused", sheet.lines.at("let", name), with_remedy(Text(ja, en), _USE)


def _in_lines(source: str) -> Iterator[SourceFound]:
    for number, line in enumerate(source.split("\n"), start=1):
        if (found := _UNFINISHED.search(line)) is not None:
            yield (
                "unfinished",
                number,
                Text(
                    f"{found[0]} が残っています → 書き終えて消してください",
                    f"{found[0]} is left over → finish and delete it",
                ),
            )
        if _FULL_WIDTH_DOLLAR in line:
            ja = "全角の ＄ は数式の印になりません → 半角の $ で書いてください"
            en = "a full-width ＄ marks no formula → write $"
            yield "dollar", number, Text(ja, en)


def _picture_faults(source: str, folder: Path | None) -> Iterator[SourceFound]:
    """Yield the pictures that nobody will see: not there, not to be shown, not on a line of their own."""
    body = source.removeprefix("+++").partition("\n+++")[0].count("\n") + 1
    for number, line in enumerate(source.split("\n"), start=1):
        for found in _PICTURE.finditer(line):
            target = found[1]
            if number <= body:
                ja, en = f"{target} はここには置けません", f"{target} can't stand here"
                remedy = "問題文・ヒント・解説に置いてください", "put it into the question, a hint or the solution"
                yield "picture", number, Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")
                continue
            drawn = target.startswith(FIGURE)
            if not drawn and not _ELSEWHERE.match(target):
                if folder is None or not os.path.isfile(folder / target):  # False for what can be no name
                    ja, en = f"画像 {target} がありません", f"there is no picture {target}"
                    remedy = "問題ファイルと同じフォルダに置いてください", "put it into the folder of the question"
                    yield "picture", number, Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")
                    continue
                try:
                    read_picture(folder, target)
                except PictureFault as fault:
                    yield "picture", number, fault.message
                    continue
            elif not drawn:
                continue
            if not PLACE.fullmatch(line.strip().removeprefix("- ").strip()):
                ja, en = f"{target} が文の途中にあります", f"{target} stands within a line of text"
                remedy = "1 行に単独で書いてください", "put it on a line of its own"
                yield "picture", number, Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each text of the front matter with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, (*path, name))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _texts(part, (*path, place))


def _unseen(text: str) -> str | None:
    r"""Return the first control character that can only come from a backslash within double quotes.

    A tab or a line break may be meant, but not inside a formula.

    >>> _unseen("$\nabla f$"), _unseen("a\nb"), _unseen("\frac")
    ('\n', None, '\x0c')
    """
    for sign in text:
        if (sign < " " and sign not in "\t\n") or sign == "\x7f":
            return sign
    inside = "".join(_MATH.findall(text.replace(r"\$", "").replace("$$", "$")))
    return next((sign for sign in inside if sign in "\t\n"), None)


def _used(texts: list[tuple[tuple[str | int, ...], str]], body: str) -> set[str]:
    """Return the names that formulas speak of, and those that reports are told by."""
    used = {name for formula in _FORMULAS.findall(body) for name in _NAME.findall(formula)}
    for path, text in texts:
        keys = [part for part in path if isinstance(part, str)]
        parts = _FORMULAS.findall(text) if keys[-1] in _PROSE else [text]
        used |= {name for part in parts for name in _NAME.findall(part)}
    return used
