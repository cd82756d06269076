"""A program that does not parse: the few signs that make it one, if there are such; else nothing is said.

Fragments that are cut, other languages and gaps to be filled in look broken as well. Only where the report itself says
that this is Python, or much of it looks so, and where small mendings make a program of all of it, it has a fault.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Broken
from quiz.report.code.printed_code import Block, parsed, program_or_line

MOST_FAULTS: Final = 3
"""What is broken in more places than these may be something else than a program."""
LINES_FOR_A_FAULT: Final = 12
"""A long program, of which a PDF broke many lines, may have one fault more for so many of its lines."""
MOST_CHARACTERS: Final = 8_000
ENOUGH_SIGNS: Final = 4
"""So many signs of Python make a program of a block that doesn't say what it is."""
_WRAPPED_FROM: Final = 30
"""So long is a comment that may have been broken, if none of its brackets is open."""

_QUOTES: Final = late("\"\"\"|'''")
_STRING: Final = late(r"\"[^\"\n]*\"|'[^'\n]*'")
_COMMENT: Final = late(r"#.*")
_HEADER: Final = late(r"\s*(?:def|class|for|while|if|elif|else|try|except|finally|with)\b(?P<rest>.*)$")
_FIRST_WORD: Final = late(r"(\s*)([a-z]{3,8})(?=\s+\w)")
_KEYWORDS: Final = ("return", "import", "class", "while", "elif", "from", "with", "yield", "raise", "assert")
_ASSIGNED: Final = late(r"^(\s*(?:if|elif|while)\b[^=!<>]*[^=!<>])=([^=].*)$")
_PYTHON: Final = late(
    r"^\s*(?:import |from \w+ import|def \w+\(|class \w+|for \w+ in |print\()|\bnp\.|\bself\.|\bplt\.", re.M
)
_GAP: Final = late(
    r"\.\.\.|…|・・・|_{3,}|[（(]\s*[あ-んア-ン一-龥?？]+\s*[)）]|省略|\?\?|□|■|^\s*print\s+[\"'\w]", re.M
)
_OTHER: Final = late(
    r"^\s*(?:\$ |%|!|sudo |pip |conda |cd |ls |git )|[{;]\s*$|<-|\bfunction\b|\bvar\b|^\s*</?\w+|\\begin", re.M
)

_MISSING_COLON: Final = Text("行末の : がありません", "the colon at the end of the line is missing")
_BRACKET: Final = Text("括弧が閉じていません", "a bracket is not closed")
_SURPLUS: Final = Text("括弧が 1 つ多いです", "there is a bracket too many")
_EQUALS: Final = Text("比較は == です", "a comparison is written ==")
_WRAPPED: Final = Text(
    "コメントの途中で改行され、続きがコードになっています", "a comment is broken, and its rest has become code"
)
_SPELLING: Final = Text("予約語のつづりが違います", "a keyword is misspelled")
_INDENTED: Final = Text("字下げが崩れています", "the indentation is damaged")
_CUT: Final = Text("行の途中で改行されています", "a line is broken in the middle")


def faults_of(block: Block) -> tuple[list[Broken], Block]:
    """Return the faults of a block that does not parse, and the block with them mended, its lines at their places.

    There are none, and the block is as it was, where small mendings don't make a program of all of it.
    """
    text = "\n".join(block.lines)
    if block.tree is not None or len(text) > MOST_CHARACTERS:
        return [], block
    bare = _COMMENT.sub("", _STRING.sub("''", text))
    if len(_PYTHON.findall(text)) < (1 if block.cell else ENOUGH_SIGNS) or _GAP.search(bare) or _OTHER.search(bare):
        return [], block
    if parsed(_ended(block.lines)) is not None:
        return [], block
    found, lines = _mended(list(block.lines))
    return found, replace(block, lines=tuple(lines), tree=parsed("\n".join(lines))) if found else block


def _mended(lines: list[str]) -> tuple[list[Broken], list[str]]:
    """Mend the line at which a program stops to be one, until all of it is a program.

    Returns what was mended, and the program; the places of its lines are kept.
    """
    found: list[Broken] = []
    most = max(MOST_FAULTS, len(lines) // LINES_FOR_A_FAULT)
    stops = program_or_line("\n".join(lines))
    while isinstance(stops, int):
        if not stops or len(found) == most:
            return [], lines
        best: tuple[int, Broken, list[str]] | None = None
        for line, fault, mended, changed in _mendings(lines, stops):
            after = program_or_line("\n".join(changed))
            reached = len(lines) + 1 if not isinstance(after, int) else after + len(lines) - len(changed)
            if reached > (stops if best is None else best[0]):
                best = reached, Broken(line, "syntax", {"fault": fault, "mended": mended.strip()}), changed
        if best is None:
            return [], lines
        joined = len(lines) - len(best[2])
        found.append(best[1])
        lines = best[2] if not joined else [*best[2][: best[1].line], "", *best[2][best[1].line :]]
        stops = program_or_line("\n".join(lines))
    return found, lines


def _ended(lines: tuple[str, ...]) -> str:
    """Return a program whose last suite has a body: what is cut behind a header is no fault."""
    last = lines[-1]
    return "\n".join([*lines, " " * (len(last) - len(last.lstrip()) + 1) + "pass"])


def _mendings(lines: Sequence[str], stops: int) -> Iterator[tuple[int, Text, str, list[str]]]:
    """Yield the programs that one small change about a line makes: the line, what is wrong, how it is mended."""
    for at in range(max(stops - 3, 0), min(stops + 1, len(lines))):
        line = lines[at]
        code = _COMMENT.sub("", line).rstrip() if "'" not in line and '"' not in line else line.rstrip()
        above = lines[at - 1].strip() if at else ""
        if line.strip() and above.startswith("#") and (_balance(above) > 0 or len(above) >= _WRAPPED_FROM):
            yield at + 1, _WRAPPED, "# " + line.strip(), _with(lines, at, "# " + line.strip())
        word = _FIRST_WORD.match(code)
        near = difflib.get_close_matches(word[2], _KEYWORDS, 1, 0.8) if word is not None else []
        if word is not None and near and near[0] != word[2]:
            changed = f"{word[1]}{near[0]}{code[word.end(2) :]}"
            yield at + 1, _SPELLING, changed, _with(lines, at, changed)
        header = _HEADER.match(code)
        if header is not None and not code.endswith((":", ",", "\\", "(", "[", "{")) and _balance(code) == 0:
            yield at + 1, _MISSING_COLON, code + ":", _with(lines, at, code + ":")
        found = _ASSIGNED.match(code)
        if found is not None:
            changed = f"{found[1].rstrip()} == {found[2].lstrip()}"
            yield at + 1, _EQUALS, changed, _with(lines, at, changed)
        balance = _balance(code)
        if balance > 0 and at + 1 < len(lines):
            changed = code.rstrip(":") + ")" * balance + (":" if code.endswith(":") else "")
            yield at + 1, _BRACKET, changed, _with(lines, at, changed)
        if balance < 0 and code.endswith((")", "]", "):", "]:")):
            changed = re.sub(r"[)\]](:?)$", r"\1", code)
            yield at + 1, _SURPLUS, changed, _with(lines, at, changed)
        if at and line.strip() and re.search(r"[\w(,]$", lines[at - 1]) and re.match(r"\w", line):
            joined = lines[at - 1] + line
            yield at, _CUT, joined, [*lines[: at - 1], joined, *lines[at + 1 :]]
        if _HEADER.match(above) and above.endswith(":") and _QUOTES.match(line.strip()):
            inner = " " * (len(lines[at - 1]) - len(lines[at - 1].lstrip()) + 4) + line.lstrip()
            yield at + 1, _INDENTED, inner, _with(lines, at, inner)
        shared = _shared_indent(lines[at:])
        if at and shared and not lines[at - 1].rstrip().endswith((":", ",", "(", "[", "\\")):
            moved = [other[shared:] for other in lines[at:]]
            yield at + 1, _INDENTED, moved[0], [*lines[:at], *moved]


def _shared_indent(lines: Sequence[str]) -> int:
    return min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)


def _with(lines: Sequence[str], at: int, changed: str) -> list[str]:
    return [*lines[:at], changed, *lines[at + 1 :]]


def _balance(code: str) -> int:
    bare = _STRING.sub("", code)
    return sum(bare.count(sign) for sign in "([{") - sum(bare.count(sign) for sign in ")]}")
