"""A formula's tree as nested closures: each node that the language has, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from quiz.bank.formula.operations import (
    BINARY,
    COMPARISONS,
    Value,
    bits_of,
    exact,
    is_expression,
    negated,
    shown,
    slice_of,
    taken,
    whole,
)
from quiz.bank.formula.own_functions import FUNCTIONS, own_name, wrong_count
from quiz.bank.formula.refusals import (
    TOO_LARGE,
    FormulaError,
    divided_by_zero,
    over_budget,
    solver_message,
    without_value,
)
from quiz.bank.toml_text import exact_number
from quiz.language import Text
from solvers import budget
from solvers.arithmetic.no_value import NoValue
from solvers.budget import OverBudget
from solvers.registry import Solver, SolverError, find

Environment = Mapping[str, Value]
Evaluator = Callable[[Environment], Value]

_CALL_STEPS = 20
"""What calling a function costs besides the values that it is given."""
_SINGLE = frozenset({int, float, bool, Fraction, type(None)})

_HERE = Text(
    "使えるのは、値・四則・比較・リスト・関数です", "there are values, arithmetic, comparisons, lists and functions"
)
_OF_SOLVERS: Mapping[str, Text] = {
    "unknown": Text("関数の一覧は quiz list --solvers で見られます", "quiz list --solvers lists the functions"),
    "missing": Text("足りない引数を書いてください", "write the argument that is missing"),
    "surplus": Text("余分な引数を消してください", "leave the others out"),
    "absent": Text("配布物を pip で入れてください", "install the distribution that brings it"),
    "clash": Text("使わない方を外してください", "uninstall one of them"),
    "broken": Text("入れ直すか、作者に知らせてください", "install it again, or tell its author"),
    "here": Text("別のフォルダで quiz を実行してください", "run quiz in another folder"),
    "unmarked": Text("名前を確かめてください", "check the name"),
    "signature": Text(
        "Annotated[int, Between(1, 100)] のように書きます", "write them as in Annotated[int, Between(1, 100)]"
    ),
}

_NOT_HERE = {
    "Set": Text("リストは [ ] で書きます", "write a list with [ ]"),
    "Dict": Text("リストは [ ] で書きます", "write a list with [ ]"),
    "SetComp": Text("リストは [ ] で書きます", "write a list with [ ]"),
    "JoinedStr": Text("文字列は join([...]) でつなぎます", "join texts by join([...])"),
    "Attribute": Text("関数は f(x) のように書きます", "a function is written f(x)"),
}


class Compiler:
    """Turns a checked syntax tree into nested closures, noting the names and calls on the way."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.names: set[str] = set()
        self.calls: set[str] = set()
        self.entries: set[str] = set()
        """The names of entries, as ``x`` in ``[f(x) for x in xs]``."""
        self._bound: list[str] = []

    def compile(self, node: ast.expr) -> Evaluator:
        """Return what computes a node's value; raise :class:`FormulaError` for one that the language hasn't."""
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise FormulaError(
                Text("この書き方は式では使えません", "this can't be used in a formula"),
                getattr(node, "col_offset", 0),
                _NOT_HERE.get(type(node).__name__, _HERE),
            )
        evaluator: Evaluator = method(node)
        return evaluator

    def _written(self, node: ast.AST) -> str:
        """A part of the formula as its author wrote it."""
        return (ast.get_source_segment(self.source, node) if isinstance(node, ast.expr) else None) or ""

    def _drawn_from(self, node: ast.AST) -> str:
        """The same, if it is about drawn values, not about an entry of a list."""
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        return self._written(node) if names and not names & self.entries else ""

    # -- values --------------------------------------------------------------------------------------------------------

    def _constant(self, node: ast.Constant) -> Evaluator:
        value = node.value
        if isinstance(value, float):
            try:  # from its digits: Python's own value is rounded, and 1e-400 would be nothing
                value = exact_number(self._written(node))
                float(value)
            except OverBudget as over:
                raise FormulaError(over_budget(over).message, node.col_offset) from None
            except OverflowError:
                raise FormulaError(TOO_LARGE, node.col_offset) from None
        if not isinstance(value, bool | int | Fraction | str):
            raise FormulaError(Text("この値は使えません", "this value can't be used"), node.col_offset)
        if bits_of(value) > budget.BITS:
            raise FormulaError(over_budget(OverBudget(budget.BITS)).message, node.col_offset)
        return lambda environment: value

    def _name(self, node: ast.Name) -> Evaluator:
        name = node.id
        if name in ("true", "false"):  # as the front matter around the formula writes them
            truth = name == "true"
            return lambda environment: truth
        if name not in self._bound:
            self.names.add(name)

        def lookup(environment: Environment) -> Value:
            try:
                return environment[name]
            except KeyError:
                raise FormulaError(Text(f"{name} という値はありません", f"there is no value called {name}")) from None

        return lookup

    def _list(self, node: ast.List | ast.Tuple) -> Evaluator:
        parts = [self.compile(part) for part in node.elts]
        return lambda environment: whole(tuple(part(environment) for part in parts))

    _tuple = _list

    # -- operations ----------------------------------------------------------------------------------------------------

    def _unaryop(self, node: ast.UnaryOp) -> Evaluator:
        inner = self.compile(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda environment: not inner(environment)
        if isinstance(node.op, ast.USub):
            return lambda environment: negated(inner(environment))
        if isinstance(node.op, ast.UAdd):
            return inner
        raise FormulaError(Text("~ は使えません", "~ can't be used"), node.col_offset)

    def _binop(self, node: ast.BinOp) -> Evaluator:
        operation = BINARY.get(type(node.op))
        if operation is None:
            raise FormulaError(Text("この演算子は使えません", "this operator can't be used"), node.col_offset)
        left, right = self.compile(node.left), self.compile(node.right)
        if isinstance(node.op, ast.Add | ast.Sub | ast.Mult):
            return lambda environment: operation(left(environment), right(environment))
        divisor = self._drawn_from(node.left if isinstance(node.op, ast.Pow) else node.right)

        def compute(environment: Environment) -> Value:
            one, other = left(environment), right(environment)
            try:
                return operation(one, other)
            except ZeroDivisionError:
                raise divided_by_zero(divisor) from None
            except NoValue as refused:
                raise without_value(refused, _SIGN[type(node.op)], divisor, shown(refused.found)) from None

        return compute

    def _compare(self, node: ast.Compare) -> Evaluator:
        tests = []
        for comparison in node.ops:
            test = self.comparison(type(comparison))
            if test is None:
                remedy = Text("== か != と書きます", "write == or !=")
                raise FormulaError(
                    Text("この比較は使えません", "this comparison can't be used"), node.col_offset, remedy
                )
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

    def comparison(self, sign: type[ast.cmpop]) -> Callable[[Value, Value], bool] | None:
        """Return the test of a sign of comparison; None for one that formulas don't have."""
        return COMPARISONS.get(sign)

    def _boolop(self, node: ast.BoolOp) -> Evaluator:
        parts = [self.compile(part) for part in node.values]
        if isinstance(node.op, ast.And):
            return lambda environment: all(part(environment) for part in parts)
        return lambda environment: any(part(environment) for part in parts)

    def _ifexp(self, node: ast.IfExp) -> Evaluator:
        test, then, otherwise = self.compile(node.test), self.compile(node.body), self.compile(node.orelse)
        return lambda environment: then(environment) if test(environment) else otherwise(environment)

    # -- lists ---------------------------------------------------------------------------------------------------------

    def _subscript(self, node: ast.Subscript) -> Evaluator:
        values = self.compile(node.value)
        written = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        places = [self._place(place) for place in written]
        return lambda environment: taken(values(environment), tuple(place(environment) for place in places))

    def _place(self, node: ast.expr) -> Evaluator:
        if not isinstance(node, ast.Slice):
            return self.compile(node)
        bounds = [None if bound is None else self.compile(bound) for bound in (node.lower, node.upper, node.step)]
        return lambda environment: slice_of(*(None if bound is None else bound(environment) for bound in bounds))

    def _listcomp(self, node: ast.ListComp | ast.GeneratorExp) -> Evaluator:
        """A mapping: each entry's value is computed, and paid for, as often as there are entries."""
        outer = len(self._bound)
        loops = []
        for loop in node.generators:
            if loop.is_async:
                raise FormulaError(Text("async は使えません", "async can't be used"), node.col_offset)
            values = self.compile(loop.iter)
            names = self._entry_names(loop.target)
            conditions = [(self.compile(condition), self._written(condition)) for condition in loop.ifs]
            loops.append((values, names, conditions))
        element = self.compile(node.elt)
        del self._bound[outer:]
        steps = sum(1 for _ in ast.walk(node))

        def entries(scope: dict[str, Value], depth: int) -> Iterator[Value]:
            if depth == len(loops):
                yield element(scope)
                return
            values, names, conditions = loops[depth]
            for value in _entries_of(values(scope)):
                budget.spend(steps)
                scope.update(_named(names, value))
                if all(_decided(test(scope), written) for test, written in conditions):
                    yield from entries(scope, depth + 1)

        def compute(environment: Environment) -> Value:
            found: list[Value] = []
            for value in entries(dict(environment), 0):
                found.append(value)
                budget.VALUE_PARTS.check(len(found))
            return whole(tuple(found))

        return compute

    _generatorexp = _listcomp

    def _entry_names(self, target: ast.expr) -> tuple[str, ...] | str:
        """The name, or the names, that an entry gets; they hide no function and are no name of another list's entry."""
        names = target.elts if isinstance(target, ast.Tuple | ast.List) else [target]
        for name in names:
            if not isinstance(name, ast.Name):
                raise FormulaError(
                    Text("for のあとには名前を書きます", "a name was expected after for"), name.col_offset
                )
            if name.id in FUNCTIONS or name.id in self._bound or name.id in ("true", "false"):
                raise FormulaError(
                    Text(f"{name.id} はほかで使われています", f"{name.id} is taken"),
                    name.col_offset,
                    Text("for のあとの名前を変えてください", "take another name after for"),
                )
            self._bound.append(name.id)
            self.entries.add(name.id)
        found = tuple(name.id for name in names if isinstance(name, ast.Name))
        return found if isinstance(target, ast.Tuple | ast.List) else found[0]

    # -- calls ---------------------------------------------------------------------------------------------------------

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
        if name in FUNCTIONS:
            return self._call_of_language(node, name, arguments)
        try:
            solver = find(name)
            solver.bind(len(arguments), tuple(keywords))
        except SolverError as error:
            remedy = own_name(name) if error.fault in ("unknown", "absent") else None
            if remedy is not None:  # math.sqrt is no function of a plug-in
                error.fault = "unknown"
            raise FormulaError(solver_message(error), node.col_offset, remedy or _OF_SOLVERS[error.fault]) from None
        self.calls.add(solver.name)
        return _call_of_solver(solver, arguments, keywords)

    def _call_of_language(self, node: ast.Call, name: str, arguments: list[Evaluator]) -> Evaluator:
        function = FUNCTIONS[name]
        if node.keywords:
            raise FormulaError(
                Text(f"{name} に名前つき引数はありません", f"{name} takes no named arguments"),
                node.col_offset,
                Text("名前をつけずに値だけを書いてください", "write the values without names"),
            )
        if not function.least <= len(arguments) <= function.most:
            raise wrong_count(name, len(arguments), node.col_offset)
        written = self._drawn_from(node.args[0])

        def call(environment: Environment) -> Value:
            values = [argument(environment) for argument in arguments]
            budget.spend(_CALL_STEPS)
            try:
                found = exact(function(*values))
            except NoValue as refused:
                listed = isinstance(refused.found, tuple)
                raise without_value(refused, name, written, shown(refused.found), listed=listed) from None
            return found if type(found) in _SINGLE else whole(found)

        return call


_SIGN: Mapping[type[ast.operator], str] = {
    ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.MatMult: "@",
}  # fmt: skip


def _entries_of(values: Value) -> tuple[Value, ...]:
    if isinstance(values, tuple):
        return values
    found = shown(values)
    raise FormulaError(Text(f"in のあとにはリストを書きます: {found}", f"a list was expected after in, found {found}"))


def _named(names: tuple[str, ...] | str, value: Value) -> dict[str, Value]:
    """Give an entry its name, or its parts theirs."""
    if isinstance(names, str):
        return {names: value}
    if not isinstance(value, tuple) or len(value) != len(names):
        raise FormulaError(
            Text(
                f"{', '.join(names)} に分けられません: {shown(value)}",
                f"{shown(value)} can't be taken apart into {', '.join(names)}",
            )
        )
    return dict(zip(names, value, strict=True))


def _decided(value: Value, written: str) -> bool:
    """Whether a condition on an entry holds; a number is no condition."""
    if isinstance(value, bool):
        return value
    raise FormulaError(
        Text(
            f"if {written} が真偽値ではなく {shown(value)} です",
            f"if {written} isn't true or false, but {shown(value)}",
        )
    )


def _call_of_solver(solver: Solver, arguments: list[Evaluator], keywords: Mapping[str, Evaluator]) -> Evaluator:
    def call(environment: Environment) -> Value:
        values = [argument(environment) for argument in arguments]
        named = {key: value(environment) for key, value in keywords.items()}
        _pay_for((*values, *named.values()))
        found = exact(solver(*values, **named))
        return found if type(found) in _SINGLE else whole(found)

    return call


def _pay_for(arguments: tuple[Value, ...]) -> None:
    """Hold what a solver is given against the budget: over tables it may take a time that grows with the cube."""
    most, parts = budget.ARGUMENTS, 0
    waiting: list[tuple[Value, bool]] = [(argument, False) for argument in arguments]
    while waiting:
        value, inside = waiting.pop()
        parts += 1 + bits_of(value) // 64
        inner = value if type(value) is tuple else getattr(value, "args", ())
        if inner:
            if inside or is_expression(value):
                most = budget.TABLE_ARGUMENTS
            waiting += [(part, True) for part in inner[: most + 1]]
        most.check(parts + len(waiting))
    budget.spend(_CALL_STEPS + parts)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    remedy = Text("関数は f(x) のように書きます", "a function is written f(x)")
    raise FormulaError(Text("関数の名前を書いてください", "a function's name was expected"), node.col_offset, remedy)
