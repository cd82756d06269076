"""What a program prints, against the number that stands below it: ``print((1 - y) * y)`` and the output ``0.25``.

Only where the value follows from the report's own lines, and where as many numbers stand below a block as it prints.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.code.code_rules import Broken
from quiz.report.code.printed_code import Block
from quiz.report.code.scalar_values import Function, NoValue, Value, one_expression, value_of
from quiz.report.code.tree_nodes import nodes_in
from quiz.report.rows import Row

_OUTPUT_ROWS: Final = 12
_PRINTED: Final = late(
    r"\s*(?:Out\s*\[[\s\d]{0,6}\]\s*:)?\s*(?P<number>[-+]?\d{1,18}(?:\.\d{0,18})?(?:e[-+]?\d{1,3})?)\s*\Z", re.I
)
_SHORTEST: Final = 1e-12


def printed_values(rows: Sequence[Row], blocks: Sequence[Block]) -> Iterator[tuple[Block, Broken]]:
    """Yield the lines that print a value which is known, right or differing from what stands below the block."""
    known: dict[str, Value] = {}
    functions: dict[str, Function] = {}
    for block in blocks:
        if block.tree is None:
            continue
        own, outputs = _without_outputs(block.tree.body)
        shown = _shown(own, known, functions)
        outputs = outputs or (_below(rows, block) if shown else [])
        if shown is None or len(shown) != len(outputs):
            continue
        for (line, value), output in zip(shown, outputs, strict=True):
            if value is not None:
                rule = "printed-value" if _agrees(value, output) else "printed-value-differs"
                yield block, Broken(line, rule, {"value": _short(value), "said": output})


def _without_outputs(body: Sequence[ast.stmt]) -> tuple[Sequence[ast.stmt], list[str]]:
    """Divide a block from the bare numbers at its end, which are what it printed."""
    outputs: list[str] = []
    end = len(body)
    while end > 1:
        number = _bare_number(body[end - 1])
        if number is None:
            break
        outputs.insert(0, number)
        end -= 1
    return body[:end], outputs


def _bare_number(node: ast.stmt) -> str | None:
    match node:
        case ast.Expr(value=ast.Constant(value=int() | float() as number)) if not isinstance(number, bool):
            return repr(number)
        case ast.Expr(value=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number))):
            return repr(-number)
    return None


def _below(rows: Sequence[Row], block: Block) -> list[str]:
    """Return the numbers that stand alone in the rows right below a block, fences and blank rows apart."""
    found: list[str] = []
    end = block.place + len(block.rows)
    for row in rows[end : end + _OUTPUT_ROWS]:
        text = normalize(row.line.text)
        if row.kind == "blank" or not text.strip() or text.lstrip().startswith(("```", "~~~")):
            continue
        number = _PRINTED.match(text)
        if number is None:
            break
        found.append(number["number"])
    return found


def _shown(
    body: Sequence[ast.stmt], known: dict[str, Value], functions: dict[str, Function]
) -> list[tuple[int, Value | None]] | None:
    """Return the lines of a block that print one thing, each with its value if that is known.

    None where it can't be told how often something is printed. ``known`` and ``functions`` go on from block to block.
    """
    found: list[tuple[int, Value | None]] = []
    countable = True
    for node in body:
        match node:
            case ast.FunctionDef():
                own = one_expression(node)
                if own is None:
                    functions.pop(node.name, None)
                else:
                    functions[node.name] = own
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                number = _known_value(value, known, functions)
                if number is None:
                    known.pop(name, None)
                else:
                    known[name] = number
            case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[part], keywords=[])):
                found.append((node.lineno, _known_value(part, known, functions)))
            case ast.Expr(value=ast.Call(func=ast.Name())):  # a function of the report may print anything
                countable = False
            case ast.Expr() | ast.Import() | ast.ImportFrom() | ast.ClassDef():
                continue
            case _:  # a loop or a branch may change what it assigns, and print as often as it likes
                for inner in nodes_in(node):
                    if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                        known.pop(inner.id, None)
                    countable = countable and not (isinstance(inner, ast.Call) and _is_print(inner))
    last = body[-1] if body else None
    if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Constant | ast.Call):
        found.append((last.lineno, _known_value(last.value, known, functions)))  # which a notebook shows
    return found if countable and found else None


def _is_print(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "print"


def _known_value(node: ast.expr, known: dict[str, Value], functions: dict[str, Function]) -> Value | None:
    try:
        return value_of(node, known, functions)
    except NoValue:
        return None


def _agrees(value: Value, printed: str) -> bool:
    """Return whether a value is what was printed, as far as its digits go."""
    mantissa, _, power = printed.lower().partition("e")
    decimals = len(mantissa.partition(".")[2]) - int(power or 0)
    half = 0.5 * 10.0**-decimals if "." in mantissa or power else 0.0
    return abs(value - float(printed)) <= max(half * 1.000001, _SHORTEST * abs(value))


def _short(value: Value) -> str:
    return f"{value:.8g}"
