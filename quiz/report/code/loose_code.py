"""Lines of code that stand among a report's sentences: without a fence, between backticks, with TeX's dollar signs.

Each is a simple statement by itself, whatever loop or class it stands in: formulas and scales are read from it, and
nothing that depends on what is around it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.printed_code import Block, around, parsed
from quiz.report.formulas.notation import JAPANESE
from quiz.report.rows import Row
from solvers import budget

_STATEMENT: Final = late(
    r"\s*(?:[-*+•]\s+)?(?:#\s*)?(?P<code>(?:self\.)?[A-Za-z_][\w.]*(?:\[[^\]]*\])?\s*[-+*/]?=(?!=)\s*\S.*?)\s*$"
)
_SIGN: Final = late(r"\bnp\.|\bself\.|\bgrads?\[|\bparams\[|\bnetwork\[|\.dot\(")
_LOOSE_SIGN: Final = late(
    r"\bnp\.|\bself\.|\bgrads?\b|\bparams\[|\bnetwork\[|\.dot\(|\blr\b|\bmomentum\b|\blearning_rate\b|\bbeta[12]\b|\b(?:lam|lmd|weight_decay)\b"
    r"|\*\s*d[WwBb]\b|\bg\s*\*|\*\s*g\b"
)
_ANY_SIGN: Final = late(r"[-+]=|=\s*\w+\s*[-+]")
_OPERATION: Final = late(r"[\w)\]]\s*[-+*/]\s*[\w(]|np\.(?:maximum|minimum|where|exp|tanh|sum|sign)\(|\*\*")
_DERIVATIVE: Final = late(
    r"(?:微分|導関数|逆伝播|勾配)[^。、]{0,14}\Z|(?:derivative|gradient|backward pass|slope)[^.,]{0,24}\Z", re.I
)
_DERIVATIVE_BEHIND: Final = late(r"[^。.]{0,24}(?:の微分|の導関数|derivative)", re.I)
_LETTERS: Final = late(rf"[A-Za-z{JAPANESE}]")
_TICKED: Final = late(r"`([^`]+)`")
_BREAKS: Final = late(r"(?:\s*</?(?:br|p|span|div)\b[^<>]{0,80}>)+\s*\Z", re.IGNORECASE)
_BETWEEN: Final = late(r"\s*(?:(?:def|class|for|if|elif|else|while|with|return|import|from)\b.*|['\"]{3}.*)?$")
"""What may stand between two such lines: a header of code."""
_SPELT: Final = str.maketrans({"$": "", "＿": "_", "−": "-", "–": "-", "\u3000": " ", "’": "'", "‘": "'"})
_WORDS: Final = late(f"[{JAPANESE}]")


def loose_blocks(rows: Sequence[Row]) -> list[Block]:
    """Return the runs of such lines, each as a block whose lines are statements without indentation."""
    found: list[Block] = []
    size = 0
    for place, group in _runs(rows):
        label = _label(rows[place].text) if "`" in rows[place].text else ""
        # What is said of code beside it is as good as a comment.
        lines = tuple(f"{code}  # {label}" if label and "#" not in code else code for _, code in group)
        size += sum(map(len, lines))
        tree = parsed("\n".join(lines))
        if tree is None:
            continue
        if size > budget.PRINTED_REPORT or len(found) >= budget.PRINTED_BLOCKS:
            break
        headings, above, below = around(rows, place, group[-1][0] - place + 1)
        own = tuple(rows[at] for at, _ in group)
        found.append(Block(own, lines, place, False, (), tree, headings, label or above, below))
    return found


def _label(text: str) -> str:
    """What a row says of the code between its backticks: the words before it, or those behind."""
    before, _, behind = text.partition("`")
    return before if _LETTERS.search(before) else _TICKED.sub(" ", f"`{behind}")


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """Yield where each run begins, and its lines with their places."""
    group: list[tuple[int, str]] = []
    for place, row in enumerate(rows):
        code = loose_statement(row) if row.kind in ("text", "heading") and not row.line.code else None
        between = statements_between(row.line.text) if row.kind in ("text", "heading") and "`" in row.line.text else []
        ticked = bool(between)
        if group and ticked:
            yield group[0][0], group
            group = []
        if ticked:  # what is said of it stands beside it
            yield place, [(place, one) for one in between]
        elif code is not None:
            group.append((place, code))
        elif group and not (row.kind == "blank" or (row.kind != "code" and _BETWEEN.match(row.line.text))):
            yield group[0][0], group
            group = []
    if group:
        yield group[0][0], group


def loose_statement(row: Row) -> str | None:
    """Return the statement that a row is, without the tags that end its line: ``$params[key]$ += ...<br>``."""
    text = row.line.text
    return statement_in(_BREAKS.sub("", text) if text.endswith(">") else text)


def statement_in(text: str) -> str | None:
    """Return the statement that a line of a report is, or has between backticks; None where it is none.

    >>> statement_in("$self.v[key] = self.mu * self.v[key]$"), statement_in("重みは `w = np.ones(3)` とする")
    ('self.v[key] = self.mu * self.v[key]', 'w = np.ones(3)')
    >>> statement_in("y = ax + b")
    """
    if "=" not in text or ("." not in text and "[" not in text) or len(text) > budget.FRAGMENT:
        return None
    if _TICKED.search(text):
        return next(iter(statements_between(text)), None)
    return _statement(text, _SIGN)


def _statement(text: str, signs: re.Pattern[str]) -> str | None:
    found = _STATEMENT.match(text.translate(_SPELT).replace("\\_", "_"))
    if found is None or not signs.search(found["code"]):
        return None
    code = str(found["code"])
    return code if not _WORDS.search(code.partition("#")[0]) and parsed(code) is not None else None


def statements_between(text: str) -> list[str]:
    """Return what stands between backticks and computes something, each a line of code.

    An expression is what a function returns that the words before it name: a derivative, or a function's value.

    >>> statements_between("`v = mu * v - lr * g` のあと `w += v`")
    ['v = mu * v - lr * g', 'w += v']
    >>> statements_between("微分は `y * (1 - y)`"), statements_between("引数 `lr` の値")
    (['def derivative(): return y * (1 - y)'], [])
    """
    found: list[str] = []
    if len(text) > budget.FRAGMENT:
        return found
    before = ""
    for between in _TICKED.finditer(text):
        before += text[: between.start()] if not found else ""
        for part in between[1].split(";"):
            code = _statement(part, _LOOSE_SIGN) if "=" in part else None
            if code is None and found and "=" in part:  # the step that goes with the one before it
                code = _statement(part, _ANY_SIGN)
            if code is None and "=" not in part:
                code = _returned(part.strip(), text[: between.start()], text[between.end() :])
            if code is not None:
                found.append(code)
    return found


def _returned(part: str, before: str, behind: str) -> str | None:
    """An expression as the one line of a function that is a derivative, or a value, by the words beside it."""
    if not _OPERATION.search(part) or _WORDS.search(part) or not _LETTERS.search(before + behind):
        return None
    derivative = _DERIVATIVE.search(before) or _DERIVATIVE_BEHIND.match(behind)
    tree = parsed(part)
    if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return None
    name = "derivative" if derivative else "value"
    return f"def {name}(): return {part}"
