"""A program that does not parse: the one sign that makes it one, if there is one; else nothing is said.

Fragments that are cut, other languages and gaps to be filled in look broken as well. Only where the report itself says
that this is Python, and where one small mending makes a program of all of it, it was a program with a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quiz.language import Text
from quiz.report.code.code_rules import Broken
from quiz.report.code.printed_code import Block, parsed

MOST_TRIALS: Final = 40
"""Mendings that are tried for one block; each costs as much as reading it."""
MOST_CHARACTERS: Final = 8_000
ENOUGH_SIGNS: Final = 4
"""So many signs of Python make a program of a block that doesn't say what it is."""

_HEADER: Final = re.compile(r"\s*(?:def|class|for|while|if|elif|else|try|except|finally|with)\b(?P<rest>.*)$")
_ASSIGNED: Final = re.compile(r"^(\s*(?:if|elif|while)\b[^=!<>]*[^=!<>])=([^=].*)$")
_PYTHON: Final = re.compile(
    r"^\s*(?:import |from \w+ import|def \w+\(|class \w+|for \w+ in |print\()|\bnp\.|\bself\.|\bplt\.", re.M
)
_GAP: Final = re.compile(
    r"\.\.\.|…|・・・|_{3,}|[（(]\s*[あ-んア-ン一-龥?？]+\s*[)）]|省略|\?\?|□|■|^\s*print\s+[\"'\w]", re.M
)
_OTHER: Final = re.compile(
    r"^\s*(?:\$ |%|!|sudo |pip |conda |cd |ls |git )|[{;]\s*$|<-|\bfunction\b|\bvar\b|^\s*</?\w+|\\begin", re.M
)

_MISSING_COLON: Final = Text("行末の : がありません", "the colon at the end of the line is missing")
_BRACKET: Final = Text("括弧が閉じていません", "a bracket is not closed")
_SURPLUS: Final = Text("括弧が 1 つ多いです", "there is a bracket too many")
_EQUALS: Final = Text("比較は == です", "a comparison is written ==")
_WRAPPED: Final = Text(
    "コメントの途中で改行され、続きがコードになっています", "a comment is broken, and its rest has become code"
)
_CUT: Final = Text("行の途中で改行されています", "a line is broken in the middle")


def fault_of(block: Block) -> Broken | None:
    """Return the one fault of a block that does not parse; None where there is not exactly one that can be told."""
    text = "\n".join(block.lines)
    if block.tree is not None or len(text) > MOST_CHARACTERS:
        return None
    if (
        len(_PYTHON.findall(text)) < (1 if block.cell else ENOUGH_SIGNS)
        or _GAP.search(text)
        or _OTHER.search(text)
        or parsed(_ended(block.lines)) is not None
    ):
        return None
    for trial, (line, fault, mended, lines) in enumerate(_mendings(block.lines)):
        if trial >= MOST_TRIALS:
            return None
        if parsed("\n".join(lines)) is not None:
            return Broken(line, "syntax", {"fault": fault, "mended": mended.strip()})
    return None


def _ended(lines: tuple[str, ...]) -> str:
    """Return a program whose last suite has a body: what is cut behind a header is no fault."""
    last = lines[-1]
    return "\n".join([*lines, " " * (len(last) - len(last.lstrip()) + 1) + "pass"])


def _mendings(lines: tuple[str, ...]) -> Iterator[tuple[int, Text, str, list[str]]]:
    """Yield the programs that one small change makes: the line that changes, what is wrong, the line mended."""
    for at, line in enumerate(lines):
        code = line.split("#")[0].rstrip()
        header = _HEADER.match(code)
        if header is not None and not code.endswith((":", ",", "\\", "(", "[", "{")) and _balance(code) == 0:
            yield at + 1, _MISSING_COLON, code + ":", _with(lines, at, code + ":")
        found = _ASSIGNED.match(code)
        if found is not None:
            changed = f"{found[1].rstrip()} == {found[2].lstrip()}"
            yield at + 1, _EQUALS, changed, _with(lines, at, changed)
        balance = _balance(code)
        if balance > 0 and at + 1 < len(lines):
            ending = code.endswith(":")
            changed = code.rstrip(":") + ")" * balance + (":" if ending else "")
            yield at + 1, _BRACKET, changed, _with(lines, at, changed)
        if balance < 0 and code.endswith((")", "]", "):", "]:")):
            changed = re.sub(r"[)\]](:?)$", r"\1", code)
            yield at + 1, _SURPLUS, changed, _with(lines, at, changed)
        if at and line.strip() and lines[at - 1].lstrip().startswith("#"):
            yield at + 1, _WRAPPED, "# " + line.strip(), _with(lines, at, "# " + line.strip())
        if at and line.strip() and re.search(r"[\w(,]$", lines[at - 1]) and re.match(r"\w", line):
            joined = lines[at - 1] + line
            yield at, _CUT, joined, [*lines[: at - 1], joined, *lines[at + 1 :]]


def _with(lines: tuple[str, ...], at: int, changed: str) -> list[str]:
    return [*lines[:at], changed, *lines[at + 1 :]]


def _balance(code: str) -> int:
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", code)
    return sum(bare.count(sign) for sign in "([{") - sum(bare.count(sign) for sign in ")]}")
