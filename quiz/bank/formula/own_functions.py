"""The functions that belong to the language itself, whatever a course is about; everything else is a solver.

Those that a learner may write in an answer mean the same here (:mod:`solvers.expression`): ``log`` is the natural
logarithm, and of a letter that stays one they make the same expression.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from quiz.bank.formula.operations import BINARY, Value, is_expression, parts_of, whole
from quiz.bank.formula.refusals import FormulaError
from quiz.bank.typesetting import typeset
from quiz.language import LANGUAGES, Text
from solvers import budget
from solvers.arithmetic import combinations, elementary, matrices, rounding, series
from solvers.arithmetic.exactness import is_number
from solvers.arithmetic.no_value import NoValue

MOST_PLACES = 12
_ANY = 64
"""The most values that a function of several takes without a list: as many as fit a line."""


@dataclass(frozen=True, slots=True)
class LanguageFunction:
    """A function with the least and the most arguments that it takes."""

    function: Callable[..., Value]
    least: int
    most: int

    def __call__(self, *values: Value) -> Value:
        """Return its value; what it is given is paid for."""
        budget.spend(budget.measured(values, parts_of, budget.VALUE_PARTS, budget.VALUE_DEPTH))
        return self.function(*values)


# -- of one number -----------------------------------------------------------------------------------------------------


def _of_number(name: str, function: Callable[[Any], Value]) -> Callable[[Value], Value]:
    """Apply a function to a number; of an expression it makes an expression."""

    def apply(value: Value) -> Value:
        if is_number(value):
            return function(value)
        if is_expression(value):
            return _call(name, value)
        raise NoValue("not-number", value)

    return apply


def _call(name: str, *arguments: Value) -> Value:
    from solvers.expression import as_node, call

    budget.spend(20)
    return whole(call(name, *map(as_node, arguments)))


def _log(value: Value, base: Value = None) -> Value:
    if base is None:
        return _of_number("log", elementary.log)(value)
    if is_number(value) and is_number(base):
        return elementary.log(value, base)
    if all(is_number(one) or is_expression(one) for one in (value, base)):
        return _call("log", value, base)
    raise NoValue("not-number", base if is_number(value) else value)


def _sign(value: Any) -> int:
    return int(value > 0) - int(value < 0)


def _counted(function: Callable[..., int]) -> Callable[..., Value]:
    """Apply a function to whole numbers."""

    def apply(*values: Value) -> Value:
        return function(*map(_whole_number, values))

    return apply


def _whole_number(value: Value) -> int:
    if type(value) is int:
        return value
    raise NoValue("not-whole", value)


def _places(value: Value, least: int) -> int:
    places = _whole_number(value)
    if not least <= places <= MOST_PLACES:
        raise NoValue("range", value)
    return places


def _round(value: Value, places: Value = 0) -> Value:
    if not is_number(value):
        raise NoValue("not-number", value)
    return rounding.round_half_away(value, _places(places, -MOST_PLACES))


def _figures(value: Value, count: Value) -> str:
    if not is_number(value):
        raise NoValue("not-number", value)
    return rounding.figures(value, _places(count, 1))


def _scientific(value: Value, count: Value) -> rounding.PowerOfTen:
    if not is_number(value):
        raise NoValue("not-number", value)
    return rounding.scientific(value, _places(count, 1))


# -- of lists ----------------------------------------------------------------------------------------------------------


def _list(value: Value) -> tuple[Value, ...]:
    if isinstance(value, tuple):
        return value
    raise NoValue("not-list", value)


def _numbers(value: Value) -> tuple[Any, ...]:
    if isinstance(value, tuple) and all(map(is_number, value)):
        return value
    raise NoValue("not-numbers", value)


def _of_numbers(function: Callable[[Any], Value]) -> Callable[[Value], Value]:
    def apply(values: Value) -> Value:
        return function(_numbers(values))

    return apply


def _folded(sign: type[Any], start: int, function: Callable[[Any], Value]) -> Callable[[Value], Value]:
    """A sum or a product: of numbers by a function, of expressions one after the other."""

    def apply(values: Value) -> Value:
        if not any(map(is_expression, _list(values))):
            return function(_numbers(values))
        result: Value = start
        for value in values:
            result = BINARY[sign](result, value)
        return result

    return apply


def _extreme(name: str, function: Callable[..., Value]) -> Callable[..., Value]:
    """The largest or smallest of a list, or of several values."""

    def apply(*values: Value) -> Value:
        several = _list(values[0]) if len(values) == 1 else values
        if any(map(is_expression, several)):
            return _call(name, *several)
        if not _numbers(several):
            raise NoValue("empty")
        return function(several)

    return apply


def _spread(function: Callable[..., Value]) -> Callable[..., Value]:
    """The variance or the standard deviation; with 1, by one less than the count."""

    def apply(values: Value, less: Value = 0) -> Value:
        if less not in (0, 1) or isinstance(less, bool):
            raise NoValue("range", less)
        return function(_numbers(values), less)

    return apply


def _sorted(values: Value) -> Value:
    if isinstance(values, tuple) and values and all(isinstance(value, str) for value in values):
        budget.spend(len(values) * len(values).bit_length())
        return tuple(sorted(values))
    return series.ascending(_numbers(values))


def _length(values: Value) -> int:
    return len(values) if isinstance(values, str) else len(_list(values))


def _range(*bounds: Value) -> Value:
    start, stop, step = (0, *bounds, 1) if len(bounds) == 1 else (*bounds, 1)[:3]
    for bound in (start, stop, step):
        _whole_number(bound)
    if step == 0:
        raise NoValue("range", step)
    budget.VALUE_PARTS.check(max(0, -((start - stop) // step)))
    return tuple(range(start, stop, step))


def _zip(*lists: Value) -> Value:
    lengths = [len(_list(values)) for values in lists]
    if len(set(lengths)) > 1:
        raise NoValue("lengths", ", ".join(map(str, lengths)))
    return tuple(zip(*lists, strict=True))


def _enumerate(values: Value) -> Value:
    return tuple(enumerate(_list(values)))


def _truths(function: Callable[[Any], bool]) -> Callable[[Value], Value]:
    def apply(values: Value) -> Value:
        if not isinstance(values, tuple) or not all(isinstance(value, bool) for value in values):
            raise NoValue("not-truths", values)
        return function(values)

    return apply


def _all_different(*values: Value) -> bool:
    several = _list(values[0]) if len(values) == 1 else values
    return len(set(several)) == len(several)


# -- of matrices -------------------------------------------------------------------------------------------------------


def _norm(value: Value, order: Value = 2) -> Value:
    if order not in (1, 2, "max") or isinstance(order, bool):
        raise NoValue("range", order)
    return matrices.norm(value, order)


# -- of texts ----------------------------------------------------------------------------------------------------------


def _join(values: Value, between: Value = "") -> Value:
    """One text of several values; one in each language where one of them has a translation."""
    pieces = (*_list(values), between)
    if not any(isinstance(piece, Text) for piece in pieces):
        return _joined(values, between, None)
    return Text(*(_joined(values, between, language) or " " for language in LANGUAGES))


def _joined(values: Value, between: Value, language: Any) -> str:
    return typeset(between, "text", language).join(typeset(value, "text", language) for value in values)


def _at(function: Value, letter: Value, number: Value) -> Value:
    """Return the value of an expression where a number stands for its letter: at(x**2, x, 3) is 9."""
    from quiz.bank.formula.function_values import UndefinedHere, value_at

    name = getattr(letter, "name", None)
    if name is None or not is_number(number) or not (is_expression(function) or is_number(function)):
        remedy = Text("at(式, 文字, 数) の順に書きます", "write at(expression, letter, number)")
        raise FormulaError(Text("at の引数が合いません", "at can't take these"), remedy=remedy)
    try:
        return value_at(function, {name: number})
    except UndefinedHere:
        shown = typeset(function, "text")[:40]
        raise FormulaError(
            Text(f"{shown} は {name} = {number} で値を持ちません", f"{shown} has no value at {name} = {number}")
        ) from None


def _words(ja: Value, en: Value) -> Text:
    for word in (ja, en):
        if not isinstance(word, str) or not word.strip():
            raise NoValue("range", word)
    return Text(ja, en)


# Of one number and of several, of lists, of matrices, of texts; with the least and the most arguments.
FUNCTIONS: Mapping[str, LanguageFunction] = {
    **{
        name: LanguageFunction(_of_number(called, function), 1, 1)
        for name, called, function in (
            ("abs", "abs", abs),
            ("sign", "sign", _sign),
            ("floor", "floor", math.floor),
            ("ceil", "ceil", math.ceil),
            ("sqrt", "sqrt", elementary.sqrt),
            ("exp", "exp", elementary.exp),
            ("ln", "log", elementary.log),
            ("sin", "sin", elementary.sin),
            ("cos", "cos", elementary.cos),
            ("tan", "tan", elementary.tan),
            ("asin", "asin", elementary.asin),
            ("acos", "acos", elementary.acos),
            ("atan", "atan", elementary.atan),
            ("sinh", "sinh", elementary.sinh),
            ("cosh", "cosh", elementary.cosh),
            ("tanh", "tanh", elementary.tanh),
            ("sigmoid", "sigmoid", elementary.sigmoid),
            ("relu", "relu", elementary.relu),
        )
    },
    "log": LanguageFunction(_log, 1, 2),
    "log2": LanguageFunction(lambda value: _log(value, 2), 1, 1),
    "log10": LanguageFunction(lambda value: _log(value, 10), 1, 1),
    "round": LanguageFunction(_round, 1, 2),
    "factorial": LanguageFunction(_counted(combinations.factorial), 1, 1),
    "binomial": LanguageFunction(_counted(combinations.binomial), 2, 2),
    "gcd": LanguageFunction(_counted(math.gcd), 1, _ANY),
    "min": LanguageFunction(_extreme("min", min), 1, _ANY),
    "max": LanguageFunction(_extreme("max", max), 1, _ANY),
    "sum": LanguageFunction(_folded(ast.Add, 0, series.total), 1, 1),
    "prod": LanguageFunction(_folded(ast.Mult, 1, series.product), 1, 1),
    "cumsum": LanguageFunction(_of_numbers(series.running_totals), 1, 1),
    "mean": LanguageFunction(_of_numbers(series.mean), 1, 1),
    "median": LanguageFunction(_of_numbers(series.median), 1, 1),
    "var": LanguageFunction(_spread(series.variance), 1, 2),
    "std": LanguageFunction(_spread(series.deviation), 1, 2),
    "sort": LanguageFunction(_sorted, 1, 1),
    "argmax": LanguageFunction(_of_numbers(series.place_of_largest), 1, 1),
    "argmin": LanguageFunction(_of_numbers(series.place_of_smallest), 1, 1),
    "len": LanguageFunction(_length, 1, 1),
    "range": LanguageFunction(_range, 1, 3),
    "zip": LanguageFunction(_zip, 2, _ANY),
    "enumerate": LanguageFunction(_enumerate, 1, 1),
    "any": LanguageFunction(_truths(any), 1, 1),
    "all": LanguageFunction(_truths(all), 1, 1),
    "all_different": LanguageFunction(_all_different, 1, _ANY),
    "transpose": LanguageFunction(matrices.transposed, 1, 1),
    "inverse": LanguageFunction(matrices.inverse, 1, 1),
    "det": LanguageFunction(matrices.determinant, 1, 1),
    "norm": LanguageFunction(_norm, 1, 2),
    "join": LanguageFunction(_join, 1, 2),
    "figures": LanguageFunction(_figures, 2, 2),
    "scientific": LanguageFunction(_scientific, 2, 2),
    "words": LanguageFunction(_words, 2, 2),
    "at": LanguageFunction(_at, 3, 3),
}


_HABITS = {"sorted": "sort", "average": "mean", "pow": "**", "int": "floor", "str": "join", "dot": "@", "matmul": "@"}
"""What other languages call it, and this one."""


def own_name(name: str) -> Text | None:
    """Return the language's own name of what an author may have meant: as a learner or another language says it."""
    from solvers.expression.vocabulary import SPELLINGS

    bare = name.rpartition(".")[2]
    called = next((known for known in (bare, SPELLINGS.get(bare, "")) if known in FUNCTIONS), _HABITS.get(bare, ""))
    if not called:
        return None
    return Text(f"{called} と書きます", f"write {called}")


def wrong_count(name: str, found: int, column: int) -> FormulaError:
    """Return the fault of a call with too few or too many arguments."""
    function = FUNCTIONS[name]
    least, most = function.least, function.most
    wanted = str(least) if least == most else f"{least}–{most}"
    arguments = f"{wanted} argument" if most == 1 else f"{wanted} arguments"
    remedy = None
    if most == 1 and found > 1:
        remedy = Text(f"リストにして {name}([a, b]) と書きます", f"write a list: {name}([a, b])")
    return FormulaError(
        Text(f"{name} の引数は {wanted} 個です（{found} 個あります）", f"{name} takes {arguments}, found {found}"),
        column,
        remedy,
    )
