"""A sentence with a call of numbers -> what it is said to give: 「np.sign(-3.2) は -1」. Computed here, never run.

Only a closed list of functions is known, of numbers and short lists that stand in the call themselves.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.claims.guards import asks, claims_nothing
from quiz.report.code.code_rules import Verdict
from quiz.report.code.printed_code import parsed
from quiz.report.sizes.written_values import is_rounded

MOST_ENTRIES: Final = 64
MOST_CALLS: Final = 12
_CALL: Final = late(
    r"(?<![\w.])(?:(?:np|numpy|math|torch|len|int|round|abs|max|min|sum|list|range|F)\b|\d{1,4} ?(?://|"
    r"%) ?\d)[\w.]{0,24}"
)
_SAID: Final = late(
    r"\s*+`?\s*+(?:の(?:値|結果|戻り値|出力|形|shape)?)?\s*+(?:は|が|→|->|=>|==?|なら|で|を計算すると|を実行すると|"
    r"(?:is|gives|returns|yields|evaluates to|equals|becomes|has shape|has the shape)\b)\s*+,?\s*+"
    r"(?:常に|必ず|the |an? |shape |value |list |array |形は?)*`?\s*+(?P<value>\(?\[?[-\d(\[][\d.,\s\-\[\]()e]{0,80})"
)
_DENIED: Final = late(
    r"`?\s*(?:では|じゃ|でな|とは|には)?な[いくら]|`?\s*(?:ではあり|に(?:は)?なりま?せん|isnt|is not)"
)
_APPROX: Final = late(r"約|およそ|ほぼ|about|roughly|approximately|≈|≒")


@dataclass(frozen=True, slots=True)
class CallResult:
    """A call and what it is said to give: whether that holds, and what it gives."""

    written: str
    verdict: Verdict
    told: Text


class NoResult(ValueError):
    """A call that is not computed here."""


def call_results(text: str) -> Iterator[CallResult]:
    """Yield what the calls of a text are said to give.

    >>> [(one.written, one.verdict) for one in call_results("np.sign(-3.2) は -3.2 を返す。np.maximum(0, -2) は 0。")]
    [('np.sign(-3.2)', 'wrong'), ('np.maximum(0, -2)', 'right')]
    """
    if "(" not in text and "//" not in text and "%" not in text:
        return
    line = normalize(text)
    if claims_nothing(line.lower()) or asks(line.lower()):
        return
    for number, begin in enumerate(_CALL.finditer(line)):
        if number >= MOST_CALLS:
            return
        found = _result(line, begin.start())
        if found is not None:
            yield found


def _result(line: str, start: int) -> CallResult | None:
    end = _end(line, start)
    if end is None or line[max(start - 2, 0) : start].strip()[-1:] in tuple("+-*/"):
        return None
    written = line[start:end]
    said = _SAID.match(line, end)
    if said is None or _DENIED.match(line, said.end()):
        return None
    tree = parsed(written)
    if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return None
    try:
        true = _value(tree.body[0].value)
    except (NoResult, ArithmeticError, ValueError, IndexError, TypeError):
        return None
    claimed, shown = _claimed(said["value"])
    if claimed is None or isinstance(claimed, list) != isinstance(true, list):
        return None
    right = _agree(claimed, shown, true)
    told = Text(f"{written} は {_shown(true)} です", f"{written} is {_shown(true)}")
    return CallResult(written, "right" if right else "wrong", told)


def _end(line: str, start: int) -> int | None:
    """Where a call that begins at a place ends: behind its last bracket and a ``.shape``, or behind a division."""
    division = re.compile(r"\d{1,6} ?(?://|%) ?\d{1,6}(?![\d.])").match(line, start)
    if division is not None:
        return division.end()
    head = re.compile(r"[\w.]{2,40}\(").match(line, start)
    if head is None:
        return None
    depth, place = 1, head.end()
    while place < min(len(line), start + 160) and depth:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(line[place], 0)
        place += 1
    if depth:
        return None
    more = re.compile(
        r"(?:\.T)?\.(?:shape|T|size|ndim|sum\(\)|mean\(\)|reshape\([\d,\s-]{1,20}\)(?:\.shape)?)(?!\w)"
    ).match(line, place)
    return more.end() if more else place


def _claimed(written: str) -> tuple[Any, str]:
    """The number or the list that a sentence states, and its own text; None where it can't be read."""
    text = written.strip().rstrip(",. ")
    if text[:1] in "[(":
        depth, end = 0, 0
        for place, sign in enumerate(text):
            depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign, 0)
            if depth == 0:
                end = place + 1
                break
        text = text[:end]
        if "," not in text:  # as NumPy prints it: [1 2 3]
            text = re.sub(r"(?<=[\d.])\s+(?=[-\d])", ", ", text)
        tree = parsed(text) if text else None
        if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
            return None, text
        try:
            value = _value(tree.body[0].value)
        except NoResult:
            return None, text
        return value, text
    number = re.match(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text)
    return (float(number[0]), number[0]) if number else (None, text)


def _agree(claimed: Any, shown: str, true: Any) -> bool:
    if isinstance(true, list):
        return (
            isinstance(claimed, list) and len(claimed) == len(true)
            and all(_agree(one, _shown(one), two) for one, two in zip(claimed, true, strict=True))
        )  # fmt: skip
    if isinstance(claimed, list):
        return False
    return is_rounded(float(claimed), shown, float(true))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return f"{value:g}"


def _value(node: ast.expr) -> Any:
    """The value of an expression of numbers and known functions: a number, or a list of such."""
    match node:
        case ast.Constant(value=bool()):
            raise NoResult
        case ast.Constant(value=int() | float() as number) if abs(number) < 1e9:
            return number
        case ast.UnaryOp(op=ast.USub(), operand=inside):
            return _each(lambda number: -number, _value(inside))
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            if len(parts) > MOST_ENTRIES:
                raise NoResult
            return [_value(part) for part in parts]
        case ast.BinOp(
            left=ast.Constant(value=int() as left), op=ast.FloorDiv(), right=ast.Constant(value=int() as right)
        ):
            return left // right
        case ast.BinOp(left=ast.Constant(value=int() as left), op=ast.Mod(), right=ast.Constant(value=int() as right)):
            return left % right
        case ast.Attribute(value=inside, attr="shape"):
            return _shape_of(inside)
        case ast.Call(func=func, args=args, keywords=keywords):
            return _called(_name(func), args, {word.arg: word.value for word in keywords})
    raise NoResult


def _name(func: ast.expr) -> str:
    name = ast.unparse(func)
    module, _, last = name.rpartition(".")
    if module not in ("np", "numpy", "math", "torch", ""):
        raise NoResult
    return last if module else f"builtin {last}"


def _each(function: Callable[[float], float], value: Any) -> Any:
    return [_each(function, part) for part in value] if isinstance(value, list) else function(value)


def _sigmoid(number: float) -> float:
    return 1 / (1 + math.exp(-number))


_ENTRYWISE: Final[dict[str, Callable[[float], float]]] = {
    "sign": lambda number: (number > 0) - (number < 0), "abs": abs, "absolute": abs, "fabs": abs,
    "sqrt": math.sqrt, "exp": math.exp, "log": math.log, "square": lambda number: number * number,
    "floor": math.floor, "ceil": math.ceil, "tanh": math.tanh, "log2": math.log2, "log10": math.log10,
    "sigmoid": _sigmoid, "relu": lambda number: max(0, number), "negative": lambda number: -number,
    "builtin abs": abs, "builtin int": math.trunc, "trunc": math.trunc, "array": lambda number: number,
    "asarray": lambda number: number, "tensor": lambda number: number, "rint": round, "round": round,
    "builtin round": round,
}  # fmt: skip
_WHOLE: Final[dict[str, Callable[[Sequence[float]], float]]] = {
    "sum": sum, "mean": lambda own: sum(own) / len(own), "max": max, "min": min, "amax": max, "amin": min,
    "argmax": lambda own: list(own).index(max(own)), "argmin": lambda own: list(own).index(min(own)), "prod": math.prod,
    "var": lambda own: sum((one - sum(own) / len(own)) ** 2 for one in own) / len(own),
    "std": lambda own: math.sqrt(sum((one - sum(own) / len(own)) ** 2 for one in own) / len(own)),
    "median": lambda own: (sorted(own)[(len(own) - 1) // 2] + sorted(own)[len(own) // 2]) / 2,
    "builtin sum": sum, "builtin max": max, "builtin min": min,
}  # fmt: skip


def _called(name: str, args: Sequence[ast.expr], words: dict[str | None, ast.expr]) -> Any:
    if words:
        raise NoResult
    values = [_value(arg) for arg in args]
    if name in _ENTRYWISE and len(values) == 1:
        return _each(_ENTRYWISE[name], values[0])
    if name in _WHOLE and len(values) == 1 and isinstance(values[0], list):
        flat = list(_flat(values[0]))
        if not flat or (name.startswith("builtin") and any(isinstance(part, list) for part in values[0])):
            raise NoResult
        return _WHOLE[name](flat)
    if name in ("var", "std") or not values:
        raise NoResult
    match name, values:
        case ("maximum" | "minimum" as which, [first, second]):
            return _paired(max if which == "maximum" else min, first, second)
        case "builtin max" | "builtin min", [_, _, *_]:
            numbers = [one for one in values if not isinstance(one, list)]
            if len(numbers) != len(values):
                raise NoResult
            return max(numbers) if name == "builtin max" else min(numbers)
        case "clip", [value, int() | float() as low, int() | float() as high]:
            return _each(lambda number: min(max(number, low), high), value)
        case "dot", [list() as first, list() as second] if len(first) == len(second) and not _nested(first + second):
            return sum(one * two for one, two in zip(first, second, strict=True))
        case ("power", [first, int() | float() as second]) if abs(second) < 20:
            return _each(lambda number: number**second, first)
        case "arange" | "builtin range" | "builtin list", [*numbers] if all(isinstance(one, int) for one in numbers):
            entries = list(range(*numbers)) if name != "builtin list" and len(numbers) <= 3 else None
            if entries is None or len(entries) > MOST_ENTRIES:
                raise NoResult
            return entries
        case "builtin list", [list() as inside]:
            return inside
        case "builtin len", [list() as inside]:
            return len(inside)
        case (("zeros" | "ones"), [int() as number]) if 0 < number <= MOST_ENTRIES:
            return [0 if name == "zeros" else 1] * number
        case "cumsum", [list() as inside] if not _nested(inside):
            return [sum(inside[: place + 1]) for place in range(len(inside))]
    raise NoResult


def _nested(values: Sequence[Any]) -> bool:
    return any(isinstance(part, list) for part in values)


def _flat(value: Any) -> Iterator[float]:
    if isinstance(value, list):
        for part in value:
            yield from _flat(part)
    else:
        yield value


def _paired(function: Callable[..., float], first: Any, second: Any) -> Any:
    if isinstance(first, list) and isinstance(second, list):
        if len(first) != len(second):
            raise NoResult
        return [_paired(function, one, two) for one, two in zip(first, second, strict=True)]
    if isinstance(first, list):
        return [_paired(function, one, second) for one in first]
    if isinstance(second, list):
        return [_paired(function, first, two) for two in second]
    return function(first, second)


def _shape_of(node: ast.expr) -> list[int]:
    """The shape of what a call makes: zeros, random numbers, reshaped and turned arrays."""
    match node:
        case ast.Attribute(value=inside, attr="T"):
            return _shape_of(inside)[::-1]
        case ast.Call(func=ast.Attribute(value=inside, attr="reshape"), args=args) if not isinstance(inside, ast.Name):
            shape = [_whole(one) for one in _flat([_value(arg) for arg in args])]
            total = math.prod(_shape_of(inside))
            rest = math.prod(one for one in shape if one != -1)
            if shape.count(-1) > 1 or not rest or total % rest:
                raise NoResult
            return [one if one != -1 else total // rest for one in shape]
        case ast.Call(func=func, args=args, keywords=[]):
            name = _name_of_maker(ast.unparse(func))
            if name in ("zeros", "ones", "empty") and len(args) == 1:
                return [_whole(one) for one in _flat([_value(args[0])])]
            if name in ("rand", "randn") and args:
                return [_whole(one) for one in _flat([_value(arg) for arg in args])]
            if name == "arange" and len(args) == 1:
                return [_whole(_value(args[0]))]
            if name in ("array", "asarray") and len(args) == 1:
                return _sizes(_value(args[0]))
    raise NoResult


def _name_of_maker(written: str) -> str:
    module, _, last = written.rpartition(".")
    return last if module in ("np", "numpy", "np.random", "numpy.random", "torch") else ""


def _whole(value: Any) -> int:
    if not isinstance(value, int):
        raise NoResult
    return value


def _sizes(value: Any) -> list[int]:
    if not isinstance(value, list):
        return []
    inner = {tuple(_sizes(part)) for part in value}
    if len(inner) > 1:
        raise NoResult
    return [len(value), *next(iter(inner), ())]
