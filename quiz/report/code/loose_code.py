"""Lines of code that stand among a report's sentences: without a fence, between backticks, with TeX's dollar signs.

Each is a simple statement by itself, whatever loop or class it stands in: formulas and scales are read from it, and
nothing that depends on what is around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.report.code.printed_code import Block, around, parsed
from quiz.report.formulas.notation import JAPANESE
from quiz.report.rows import Row
from solvers import budget

_STATEMENT: Final = re.compile(
    r"\s*(?:[-*+•]\s+)?(?:#\s*)?(?P<code>(?:self\.)?[A-Za-z_][\w.]*(?:\[[^\]]*\])?\s*[-+*/]?=(?!=)\s*\S.*?)\s*$"
)
_SIGN: Final = re.compile(r"\bnp\.|\bself\.|\bgrads?\[|\bparams\[|\bnetwork\[|\.dot\(")
_TICKED: Final = re.compile(r"`([^`]+)`")
_BETWEEN: Final = re.compile(r"\s*(?:(?:def|class|for|if|elif|else|while|with|return|import|from)\b.*|['\"]{3}.*)?$")
"""What may stand between two such lines: a header of code."""
_SPELT: Final = str.maketrans({"$": "", "＿": "_", "−": "-", "–": "-", "\u3000": " ", "’": "'", "‘": "'"})
_WORDS: Final = re.compile(f"[{JAPANESE}]")


def loose_blocks(rows: Sequence[Row]) -> list[Block]:
    """Return the runs of such lines, each as a block whose lines are statements without indentation."""
    found: list[Block] = []
    size = 0
    for place, group in _runs(rows):
        lines = tuple(code for _, code in group)
        size += sum(map(len, lines))
        tree = parsed("\n".join(lines))
        if tree is None:
            continue
        if size > budget.PRINTED_REPORT or len(found) >= budget.PRINTED_BLOCKS:
            break
        headings, above, below = around(rows, place, group[-1][0] - place + 1)
        label = rows[place].text.partition("`")[0] if "`" in rows[place].text else ""
        own = tuple(rows[at] for at, _ in group)
        found.append(Block(own, lines, place, False, (), tree, headings, label or above, below))
    return found


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Yield where each run begins, and its lines with their places."""
    group: list[tuple[int, str]] = []
    for place, row in enumerate(rows):
        code = None if row.kind not in ("text", "heading") or row.line.code else statement_in(row.line.text)
        ticked = code is not None and "`" in row.line.text
        if group and ticked:
            yield group[0][0], group
            group = []
        if code is not None and ticked:  # what is said of it stands beside it
            yield place, [(place, code)]
        elif code is not None:
            group.append((place, code))
        elif group and not (row.kind == "blank" or (row.kind != "code" and _BETWEEN.match(row.line.text))):
            yield group[0][0], group
            group = []
    if group:
        yield group[0][0], group


def statement_in(text: str) -> str | None:
    """Return the statement that a line of a report is, or has between backticks; None where it is none.

    >>> statement_in("$self.v[key] = self.mu * self.v[key]$"), statement_in("重みは `w = np.ones(3)` とする")
    ('self.v[key] = self.mu * self.v[key]', 'w = np.ones(3)')
    >>> statement_in("y = ax + b")
    """
    if "=" not in text or ("." not in text and "[" not in text) or len(text) > budget.FRAGMENT:
        return None
    ticked = _TICKED.findall(text)
    for part in ticked or [text]:
        found = _STATEMENT.match(part.translate(_SPELT).replace("\\_", "_"))
        if found is None or not _SIGN.search(found["code"]):
            continue
        code = str(found["code"])
        if not _WORDS.search(code.partition("#")[0]) and parsed(code) is not None:
            return code
    return None
