"""A heading that announces an activation and an initial value, against the networks that its section builds.

"sigmoid - He" above code that only ever runs sigmoid with Xavier is not what it says. Where a section has a network
with the pair, or none with that activation, nothing is said.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.code.code_rules import Broken
from quiz.report.code.printed_code import Block
from quiz.report.code.tree_nodes import nodes_in
from quiz.report.rows import Row
from quiz.report.sizes.course_networks import scale_of

_PAIR: Final = late(
    r"(?P<activation>sigmoid|シグモイド(?:関数)?|relu(?:関数)?|tanh)\s*[-–—−ー+×&:と]\s*(?P<initial>xavier|he|gauss|ガウス分布?)(?![a-z])",
    re.IGNORECASE,
)
_LONGEST: Final = 60

Pair = tuple[str, str]


def headings_against_code(rows: Sequence[Row], blocks: Sequence[Block]) -> Iterator[tuple[Block, Broken]]:
    """Yield the first network of each section whose heading announces pairs that none of its networks has."""
    if not blocks:
        return
    titles = [place for place, row in enumerate(rows) if _is_title(row)]
    sections: dict[int, list[tuple[Block, ast.Call, Pair]]] = {}
    for block in blocks:
        at = bisect_right(titles, block.place) - 1
        if block.tree is not None and at >= 0 and _PAIR.search(_words(rows[titles[at]])):
            sections.setdefault(titles[at], []).extend((block, call, pair) for call, pair in _networks(block.tree))
    for title, built in sections.items():
        done = {pair for _, _, pair in built}
        for pair in dict.fromkeys(map(_pair, _PAIR.finditer(_words(rows[title])))):
            same = [(block, call, other) for block, call, other in built if other[0] == pair[0]]
            if same and pair not in done:
                block, call, other = same[0]
                yield block, Broken(_line(call), "heading-pair", {"said": _shown(pair), "done": _shown(other)})


def _is_title(row: Row) -> bool:
    """Return whether a row is a heading, or a short line of its own that announces what is tried next."""
    if row.kind == "heading":
        return True
    if row.kind not in ("text", "code"):
        return False
    words = _words(row)
    if len(words) > _LONGEST:
        return False
    return words.startswith("[try]") or _PAIR.match(words.lstrip("-*■●◆ ")) is not None


def _words(row: Row) -> str:
    """The words of a row in one spelling; what a notebook printed as text has beside its code may count as code."""
    return row.plain or normalize(row.text.strip())


def _pair(found: re.Match[str]) -> Pair:
    activation = found["activation"].lower().replace("関数", "")
    initial = found["initial"].lower()
    return ("sigmoid" if activation.startswith("シグ") else activation, "gauss" if initial[0] in "gガ" else initial)


def _networks(tree: ast.Module) -> Iterator[tuple[ast.Call, Pair]]:
    for node in nodes_in(tree):
        if not isinstance(node, ast.Call):
            continue
        options = {
            keyword.arg: keyword.value.value for keyword in node.keywords if isinstance(keyword.value, ast.Constant)
        }
        activation, initial = options.get("activation"), options.get("weight_init_std")
        scale = scale_of(initial)
        if isinstance(activation, str) and scale is not None:
            yield node, (activation.lower(), scale if isinstance(scale, str) else "gauss")


def _line(call: ast.Call) -> int:
    """The line of a call over several ones in which it is given its initial weights."""
    return next(keyword.value.lineno for keyword in call.keywords if keyword.arg == "weight_init_std")


def _shown(pair: Pair) -> str:
    names = {"sigmoid": "Sigmoid", "relu": "ReLU", "xavier": "Xavier", "he": "He", "gauss": "Gauss"}
    return " - ".join(names.get(part, part) for part in pair)
