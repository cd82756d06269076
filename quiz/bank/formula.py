"""The authors' expression language: what stands in ``key``, ``check``, ``where``, ``{{...}}`` and the like.

The grammar is that of Python's expressions, without anything that runs code of the author's: names, exact numbers,
texts, lists, arithmetic, comparisons, ``and``/``or``/``not``, ``a if c else b``, indexing, and calls of registered
solver functions. Whole numbers and decimals stay exact (``7 / 2`` is 7/2, ``0.1`` is 1/10). A formula is parsed and
checked once and then evaluated over the drawn values. Its size, and that of every value on the way, is held against
:mod:`solvers.budget` before it is computed with, and its steps are paid for.
"""

from __future__ import annotations

import ast
import math
import operator
import warnings
from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import Any

from quiz.bank.toml_text import exact_number
from quiz.errors import too_much
from quiz.language import Text
from solvers import budget
from solvers.budget import OverBudget
from solvers.registry import Solver, SolverError, find

Value = Any  # int | Fraction | float | bool | str | tuple[Value, ...] | solvers.expression.Node
Environment = Mapping[str, Value]
Evaluator = Callable[[Environment], Value]

_SMALL = 2**62
_LONGEST_NAME = 60
"""How alike two names are is found in a time that grows with the square of their length."""
_CALL_STEPS = 20
"""What calling a function costs besides the values that it is given."""
_TREE_STEPS = 20
"""What an operation on expressions costs besides the parts of the result."""


class FormulaError(Exception):
    """A fault in a formula: what, and at which column (0-based) of its source."""

    def __init__(self, message: Text, column: int = 0) -> None:
        super().__init__(message.en)
        self.message = message
        self.column = column


class Formula:
    """A parsed formula: ``source``, the ``names`` that it needs, and its value over an environment.

    >>> Formula("(n + 2*p - k) // s + 1").value({"n": 6, "p": 1, "k": 2, "s": 1})
    7
    >>> Formula("0.1 + 1/5").value({})
    Fraction(3, 10)
    """

    __slots__ = ("_evaluate", "_steps", "calls", "names", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        compiler = _Compiler(source.strip())
        try:
            tree = _parse(source)
            self._steps = budget.measured(tree, _below, budget.FORMULA_NODES, budget.FORMULA_DEPTH)
        except OverBudget as over:
            raise FormulaError(too_much(over)) from None
        self._evaluate = compiler.compile(tree)
        self.names = frozenset(compiler.names)
        self.calls = frozenset(compiler.calls)

    def value(self, environment: Environment) -> Value:
        """Return the value; raise :class:`FormulaError` where there is none (a zero divisor, a refused call)."""
        try:
            budget.spend(self._steps)
            return self._evaluate(environment)
        except FormulaError:
            raise
        except OverBudget as over:
            raise FormulaError(too_much(over)) from None
        except SolverError as error:
            raise FormulaError(solver_message(error)) from None
        except ZeroDivisionError:
            raise FormulaError(Text("0 で割っています", "division by zero")) from None
        except OverflowError:  # of a float
            raise FormulaError(_TOO_LARGE) from None
        except (TypeError, ValueError, ArithmeticError, IndexError) as error:
            # Values of the wrong kind meet here: a text times a list, the logarithm of a negative number.
            raise FormulaError(Text(f"計算できません: {error}", f"it can't be computed: {error}")) from None

    @property
    def is_constant(self) -> bool:
        """True if nothing drawn and no solver decides the value: the author has typed it."""
        return not self.names and not self.calls

    def require(self, known: Collection[str]) -> None:
        """Raise :class:`FormulaError` if a name is used that is not among ``known``."""
        for name in sorted(self.names - set(known)):
            near = near_names(name, known)
            hint_ja = f"（{'、'.join(near)} のことですか）" if near else ""
            hint_en = f" (did you mean {' or '.join(near)}?)" if near else ""
            raise FormulaError(
                Text(f"{name} という値はありません{hint_ja}", f"there is no value called {name}{hint_en}"),
                max(self.source.find(name), 0),
            )

    def __repr__(self) -> str:
        return f"Formula({self.source!r})"


def near_names(name: str, known: Collection[str]) -> list[str]:
    """Return up to two of the known names that an author may have meant; none for a name that nobody would give.

    >>> near_names("strid", ["stride", "width"])
    ['stride']
    """
    import difflib

    return difflib.get_close_matches(name, list(known), n=2) if len(name) <= _LONGEST_NAME else []


def solver_message(error: SolverError) -> Text:
    """Say a solver's refusal in both languages."""
    name, parameter, found, expected = error.function, error.parameter, error.found, error.expected
    match error.fault:
        case "unknown":
            near_ja = f"（近い名前: {expected}）" if expected else ""
            near_en = f" (near names: {expected})" if expected else ""
            return Text(f"{name} という関数はありません{near_ja}", f"there is no function {name}{near_en}")
        case "missing":
            return Text(
                f"{name} に引数 {parameter} がありません（引数: {expected}）",
                f"{name} lacks its argument {parameter} (arguments: {expected})",
            )
        case "surplus":
            what = parameter or str(found)
            return Text(
                f"{name} の引数が合いません: {what}（引数: {expected}）",
                f"{name} doesn't take {what} (arguments: {expected})",
            )
        case "impossible":
            return Text(
                f"{name} は計算できません: {expected}（{parameter} = {found}）",
                f"{name} can't be computed: {expected} ({parameter} = {found})",
            )
        case _:
            return Text(
                f"{name} の引数 {parameter} は {expected} のはずですが、{found} でした",
                f"the argument {parameter} of {name} should be {expected}, found {found}",
            )


def _parse(source: str) -> ast.expr:
    if not source.strip():
        raise FormulaError(Text("式が空です", "the formula is empty"))
    budget.FORMULA.check(len(source))
    budget.FORMULA_BRACKETS.check(_nesting(source))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = max((getattr(error, "offset", 1) or 1) - 1, 0)
        raise FormulaError(
            Text("式の書き方に誤りがあります", "the formula isn't well formed"), min(column, len(source))
        ) from None


def _nesting(source: str) -> int:
    depth = deepest = 0
    for character in source:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}":
            depth -= 1
    return deepest


def _below(node: ast.AST) -> tuple[ast.AST, ...]:
    """The parts of a formula's tree, but for those that cost nothing: operators, and what a name is used for."""
    return tuple(part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr | ast.keyword))


def exact(value: Value) -> Value:
    """Return a value in the one form that it has on every platform and Python version.

    A whole Fraction becomes an int. A float is rounded to 12 significant digits: the last of its 16 depend on the
    machine's mathematics library and on the order in which Python adds. Lists are treated entry by entry.

    >>> exact(Fraction(6, 3)), exact(0.1 + 0.2), exact((1, 2 / 3))
    (2, 0.3, (1, 0.666666666667))
    """
    kind = type(value)
    if kind is int or kind is str:
        return value
    if kind is float:
        return float(f"{value:.12g}")
    if kind is Fraction:
        return value.numerator if value.denominator == 1 else value
    return tuple(map(exact, value)) if kind is tuple else value


_SINGLE = frozenset({int, float, bool, Fraction, type(None)})


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Fraction | float) and not isinstance(value, bool)


def _bits(value: Value) -> int:
    if isinstance(value, Fraction):
        return value.numerator.bit_length() + value.denominator.bit_length()
    return value.bit_length() if isinstance(value, int) else 0


_TOO_LARGE = Text("数が大きくなりすぎました", "a number grew too large")


def _bounded(value: Value) -> Value:
    bits = _bits(value)
    budget.BITS.check(bits)
    budget.spend(bits // 256)
    if isinstance(value, float) and not math.isfinite(value):
        raise FormulaError(Text("有限の数になりません", "the value is not a finite number"))
    return exact(value)


def parts_of(value: Value) -> tuple[Value, ...]:
    """Return the values in a list, the nodes in an expression; a long text counts as a part every fifty characters."""
    if isinstance(value, str):
        return (None,) * (len(value) // 50)
    return value if isinstance(value, tuple) else getattr(value, "args", ())


def _whole(value: Value) -> Value:
    """Return a list or an expression that is no larger than what is worked with, and pay for its parts."""
    budget.spend(budget.measured(value, parts_of, budget.VALUE_PARTS, budget.VALUE_DEPTH))
    return value


def _pay_for(arguments: tuple[Value, ...]) -> None:
    """Hold what a function is given against the budget: over tables it may take a time that grows with the cube."""
    most, parts = budget.ARGUMENTS, 0
    waiting: list[tuple[Value, bool]] = [(argument, False) for argument in arguments]
    while waiting:
        value, inside = waiting.pop()
        parts += 1 + _bits(value) // 64
        inner = value if type(value) is tuple else getattr(value, "args", ())
        if inner:
            if inside or type(value) is not tuple:
                most = budget.TABLE_ARGUMENTS
            waiting += [(part, True) for part in inner[: most + 1]]
        most.check(parts + len(waiting))
    budget.spend(_CALL_STEPS + parts)


def _tree(operation: Callable[[Value, Value], Value], left: Value, right: Value) -> Value:
    """Return the expression that an operation on expressions builds: tidying it takes as long as many sums."""
    budget.spend(_TREE_STEPS)
    return _whole(operation(left, right))


def _divide(left: Value, right: Value) -> Value:
    if isinstance(left, int) and isinstance(right, int):
        return Fraction(left, right)
    return left / right


def _power(base: Value, exponent: Value) -> Value:
    if _is_number(base) and _is_number(exponent):
        exponent = exact(exponent)
        if isinstance(exponent, int):
            budget.BITS.check(abs(exponent) * max(_bits(base), 1))
            return Fraction(base) ** exponent if isinstance(base, int) and exponent < 0 else base**exponent
        if base < 0:
            raise FormulaError(Text("負の数の実数乗は計算できません", "a negative number has no real power"))
    return base**exponent


def _symbolic(value: Value) -> bool:
    return not isinstance(value, bool | int | Fraction | float | str | tuple | type(None))


def _arithmetic(operation: Callable[[Value, Value], Value]) -> Callable[[Value, Value], Value]:
    def apply(left: Value, right: Value) -> Value:
        if type(left) is int and type(right) is int:  # nearly all arithmetic is this
            value = operation(left, right)
            return value if type(value) is int and -_SMALL < value < _SMALL else _bounded(value)
        if _is_number(left) and _is_number(right):
            return _bounded(operation(left, right))
        if _symbolic(left) and (_symbolic(right) or _is_number(right)):
            return _tree(operation, left, right)
        if _is_number(left) and _symbolic(right):
            return _tree(operation, left, right)
        raise FormulaError(
            Text(
                f"{_shown(left)} と {_shown(right)} は計算できません",
                f"can't compute with {_shown(left)} and {_shown(right)}",
            )
        )

    return apply


def _shown(value: Value) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:37] + "..."


_BINARY: dict[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: _arithmetic(operator.add),
    ast.Sub: _arithmetic(operator.sub),
    ast.Mult: _arithmetic(operator.mul),
    ast.Div: _arithmetic(_divide),
    ast.FloorDiv: _arithmetic(operator.floordiv),
    ast.Mod: _arithmetic(operator.mod),
    ast.Pow: _arithmetic(_power),
}


def _holds(whole: Value, part: Value) -> bool:
    budget.spend(len(whole) // 50 if isinstance(whole, str) else len(whole))
    return part in whole


_COMPARE: dict[type[ast.cmpop], Callable[[Value, Value], Value]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: _holds(right, left),
    ast.NotIn: lambda left, right: not _holds(right, left),
}


def _all_different(*values: Value) -> bool:
    return len(set(values)) == len(values)


def _sum(values: Value) -> Value:
    """Return the sum of a list, each step of it bounded: a thousand fractions may have a thousand denominators."""
    total: Value = 0
    for value in values:
        total += value
        budget.BITS.check(_bits(total))
    return _bounded(total)


# The few functions that belong to the language itself; everything else is a solver.
_BUILTINS: dict[str, Callable[..., Value]] = {
    "abs": abs,
    "min": min,
    "max": max,
    "len": len,
    "sum": _sum,
    "gcd": math.gcd,
    "floor": math.floor,
    "ceil": math.ceil,
    "all_different": _all_different,
}


class _Compiler:
    """Turns a checked syntax tree into nested closures, noting the names and calls on the way."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.names: set[str] = set()
        self.calls: set[str] = set()

    def compile(self, node: ast.expr) -> Evaluator:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise FormulaError(
                Text("この書き方は式では使えません", "this can't be used in a formula"), getattr(node, "col_offset", 0)
            )
        evaluator: Evaluator = method(node)
        return evaluator

    def _constant(self, node: ast.Constant) -> Evaluator:
        value = node.value
        if isinstance(value, float):
            try:  # from its digits: Python's own value is rounded, and 1e-400 would be nothing
                value = exact_number(ast.get_source_segment(self.source, node) or "")
                float(value)
            except OverBudget as over:
                raise FormulaError(too_much(over), node.col_offset) from None
            except OverflowError:
                raise FormulaError(_TOO_LARGE, node.col_offset) from None
        if not isinstance(value, bool | int | Fraction | str):
            raise FormulaError(Text("この値は使えません", "this value can't be used"), node.col_offset)
        if _bits(value) > budget.BITS:
            raise FormulaError(too_much(OverBudget(budget.BITS)), node.col_offset)
        return lambda environment: value

    def _name(self, node: ast.Name) -> Evaluator:
        name = node.id
        if name in ("true", "false"):  # as the front matter around the formula writes them
            truth = name == "true"
            return lambda environment: truth
        self.names.add(name)

        def lookup(environment: Environment) -> Value:
            try:
                return environment[name]
            except KeyError:
                raise FormulaError(Text(f"{name} という値はありません", f"there is no value called {name}")) from None

        return lookup

    def _list(self, node: ast.List | ast.Tuple) -> Evaluator:
        parts = [self.compile(part) for part in node.elts]
        return lambda environment: _whole(tuple(part(environment) for part in parts))

    _tuple = _list

    def _unaryop(self, node: ast.UnaryOp) -> Evaluator:
        inner = self.compile(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda environment: not inner(environment)
        if isinstance(node.op, ast.USub):
            return lambda environment: -inner(environment)
        if isinstance(node.op, ast.UAdd):
            return inner
        raise FormulaError(Text("~ は使えません", "~ can't be used"), node.col_offset)

    def _binop(self, node: ast.BinOp) -> Evaluator:
        if isinstance(node.op, ast.BitXor):
            raise FormulaError(
                Text("べき乗は ^ ではなく ** と書きます", "write a power with **, not ^"), node.right.col_offset - 1
            )
        operation = _BINARY.get(type(node.op))
        if operation is None:
            raise FormulaError(Text("この演算子は使えません", "this operator can't be used"), node.col_offset)
        left, right = self.compile(node.left), self.compile(node.right)
        return lambda environment: operation(left(environment), right(environment))

    def _compare(self, node: ast.Compare) -> Evaluator:
        tests = []
        for comparison in node.ops:
            test = _COMPARE.get(type(comparison))
            if test is None:
                raise FormulaError(Text("この比較は使えません", "this comparison can't be used"), node.col_offset)
            tests.append(test)
        parts = [self.compile(part) for part in (node.left, *node.comparators)]

        def compare(environment: Environment) -> bool:
            left = parts[0](environment)
            for test, part in zip(tests, parts[1:], strict=True):
                right = part(environment)
                if not test(left, right):
                    return False
                left = right
            return True

        return compare

    def _boolop(self, node: ast.BoolOp) -> Evaluator:
        parts = [self.compile(part) for part in node.values]
        if isinstance(node.op, ast.And):
            return lambda environment: all(part(environment) for part in parts)
        return lambda environment: any(part(environment) for part in parts)

    def _ifexp(self, node: ast.IfExp) -> Evaluator:
        test, then, otherwise = self.compile(node.test), self.compile(node.body), self.compile(node.orelse)
        return lambda environment: then(environment) if test(environment) else otherwise(environment)

    def _subscript(self, node: ast.Subscript) -> Evaluator:
        whole, place = self.compile(node.value), self.compile(node.slice)

        def index(environment: Environment) -> Value:
            values, position = whole(environment), place(environment)
            if not isinstance(values, tuple | str) or not isinstance(position, int):
                raise FormulaError(Text("[ ] はリストの番号にだけ使えます", "[ ] only takes a list and a position"))
            return values[position]

        return index

    def _call(self, node: ast.Call) -> Evaluator:
        name = _dotted(node.func)
        if any(isinstance(argument, ast.Starred) for argument in node.args) or any(
            k.arg is None for k in node.keywords
        ):
            raise FormulaError(
                Text("* や ** で引数は渡せません", "arguments can't be passed with * or **"), node.col_offset
            )
        arguments = [self.compile(argument) for argument in node.args]
        keywords = {keyword.arg: self.compile(keyword.value) for keyword in node.keywords if keyword.arg}
        function: Callable[..., Value] | Solver
        if name in _BUILTINS:
            if keywords:
                raise FormulaError(
                    Text(f"{name} に名前つき引数はありません", f"{name} takes no named arguments"), node.col_offset
                )
            function = _BUILTINS[name]
        else:
            try:
                found = find(name)
                found.bind(len(arguments), tuple(keywords))
            except SolverError as error:
                raise FormulaError(solver_message(error), node.col_offset) from None
            self.calls.add(found.name)
            function = found

        def call(environment: Environment) -> Value:
            values = [argument(environment) for argument in arguments]
            named = {key: value(environment) for key, value in keywords.items()}
            _pay_for((*values, *named.values()))
            found = exact(function(*values, **named))
            return found if type(found) in _SINGLE else _whole(found)

        return call


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    raise FormulaError(Text("関数の名前を書いてください", "a function's name was expected"), node.col_offset)
