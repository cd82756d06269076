"""What is wrong with a formula or its values, in both languages, at which column, and what its author can do."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quiz.errors import too_much
from quiz.language import Text
from quiz.outlet.visible import in_line
from solvers.arithmetic.no_value import NoValue, Why
from solvers.budget import OverBudget
from solvers.registry import SolverError

_LONGEST_NAME = 60
"""How alike two names are is found in a time that grows with the square of their length."""

TOO_LARGE = Text("数が大きくなりすぎました", "a number grew too large")


class FormulaError(Exception):
    """A fault in a formula: what, at which column (0-based) of its source, and what to do.

    ``once`` names a habit that an author has throughout: a file with many such faults is told it once.
    """

    def __init__(self, message: Text, column: int = 0, remedy: Text | None = None, once: str = "") -> None:
        super().__init__(message.en)
        self.message = message
        self.column = column
        self.remedy = remedy
        self.once = once
        self.names: frozenset[str] = frozenset()
        self.unknown = ""
        """The name that stands for no value, if that is the fault."""

    def of(self, names: frozenset[str]) -> FormulaError:
        """Note the names that the formula is about, whose values are told with the fault."""
        self.names = self.names or names
        return self


def over_budget(over: OverBudget) -> FormulaError:
    """Return the fault of what is larger than what is worked with."""
    return FormulaError(
        too_much(over), remedy=Text("値を小さくするか、計算を減らしてください", "take smaller values, or compute less")
    )


def near_names(name: str, known: Collection[str]) -> list[str]:
    """Return up to two of the known names that an author may have meant; none for a name that nobody would give.

    >>> near_names("strid", ["stride", "width"])
    ['stride']
    """
    import difflib

    return difflib.get_close_matches(name, list(known), n=2) if len(name) <= _LONGEST_NAME else []


def unknown_value(name: str, known: Collection[str], functions: Collection[str]) -> Text:
    """Say that there is no value of that name: with the names near to it, or that it is a function."""
    if name == "key":
        return Text(
            "key は答えなので、解説と誤りの説明でだけ使えます",
            "key is the answer: only solutions and messages of misconceptions may use it",
        )
    if name in functions:
        return Text(
            f"{name} は関数です。{name}(…) と書きます", f"{name} is a function: write {name}(...) with its arguments"
        )
    near = near_names(name, known)
    hint_ja = f"（{'、'.join(near)} のことですか）" if near else ""
    hint_en = f" (did you mean {' or '.join(near)}?)" if near else ""
    return Text(f"{name} という値はありません{hint_ja}", f"there is no value called {name}{hint_en}")


def divided_by_zero(divisor: str) -> FormulaError:
    """Return the fault of a division whose divisor, as it is written, is 0."""
    if not divisor:
        return FormulaError(Text("0 で割っています", "division by zero"))
    return FormulaError(
        Text(f"0 で割っています（{divisor} が 0）", f"division by zero ({divisor} is 0)"),
        remedy=_kept(f"{divisor} != 0"),
    )


def _kept(condition: str) -> Text:
    """The remedy that keeps values apart for which there is no answer."""
    return Text(
        f"[draw] の where に {condition} と書けば、その値は引かれません",
        f"with {condition} in the where of [draw], such values are not drawn",
    )


_WHY: Mapping[Why, Text] = {
    "empty": Text("リストが空です", "the list is empty"),
    "lengths": Text("リストの長さが違います: {found}", "the lists differ in length: {found}"),
    "log": Text("0 以下の数 {found} に対数はありません", "{found} is not above 0 and has no logarithm"),
    "matrix": Text(
        "数のリストか、同じ長さの行のリストが必要です: {found}",
        "a list of numbers, or of rows of one length, was expected, found {found}",
    ),
    "negative-root": Text("負の数 {found} に実数の平方根はありません", "{found} is negative and has no real root"),
    "not-list": Text("リストが必要です: {found}", "a list was expected, found {found}"),
    "not-number": Text("数が必要です: {found}", "a number was expected, found {found}"),
    "not-numbers": Text("数のリストが必要です: {found}", "a list of numbers was expected, found {found}"),
    "not-truths": Text("真偽値のリストが必要です: {found}", "a list of conditions was expected, found {found}"),
    "not-whole": Text("整数が必要です: {found}", "a whole number was expected, found {found}"),
    "pole": Text("{found} では値がありません", "it has no value at {found}"),
    "range": Text("{found} は使える範囲にありません", "{found} is outside of what it takes"),
    "shapes": Text("大きさが合いません: {found}", "the sizes don't fit: {found}"),
    "singular": Text("行列式が 0 で、逆行列がありません", "the determinant is 0: there is no inverse"),
    "square": Text("正方行列ではありません: {found}", "the matrix isn't square: {found}"),
    "too-few": Text("値が {found} 個では足りません", "{found} values are too few"),
    "too-large": TOO_LARGE,
}

_CONDITIONS: Mapping[Why, str] = {
    "negative-root": "{argument} >= 0",
    "log": "{argument} > 0",
    "singular": "det({argument}) != 0",
}

_LISTED = Text(
    "リストは 1 つずつ [{name}(x) for x in xs] のように計算します",
    "take a list entry by entry: [{name}(x) for x in xs]",
)


def without_value(refused: NoValue, name: str, argument: str, shown: str, *, listed: bool = False) -> FormulaError:
    """Say why a function has no value: its name, its first argument as it is written, what was found.

    ``listed`` tells that a list was given where the function takes a number.
    """
    words = _WHY[refused.why]
    ja, en = words.ja.replace("{found}", shown), words.en.replace("{found}", shown)
    remedy = None
    if refused.why in _CONDITIONS and argument:
        remedy = _kept(_CONDITIONS[refused.why].replace("{argument}", argument))
    elif refused.why == "not-number" and listed:
        remedy = Text(_LISTED.ja.replace("{name}", name), _LISTED.en.replace("{name}", name))
    return FormulaError(Text(f"{name}: {ja}", f"{name}: {en}"), remedy=remedy)


def solver_message(error: SolverError) -> Text:
    """Say a solver's refusal in both languages."""
    name, parameter, found, expected = error.function, error.parameter, error.found, error.expected
    match error.fault:
        case "absent" | "clash" | "broken" | "here" | "unmarked" | "signature" | "raised" | "result":
            return _plugin_message(error)
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
            if not parameter:
                return Text(
                    f"{name} に渡した引数は {found} 個です（引数: {expected}）",
                    f"{name} is given {found} arguments (it takes: {expected})",
                )
            return Text(
                f"{name} に {parameter} という引数はありません（引数: {expected}）",
                f"{name} doesn't take {parameter} (arguments: {expected})",
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


_PLUGIN: Mapping[str, Text] = {
    "absent": Text(
        "{name}: {plugin} というプラグインは入っていません（あるもの: {found}）",
        "{name}: no plug-in called {plugin} is installed (installed: {found})",
    ),
    "clash": Text(
        "{name}: {plugin} というプラグインが 2 つ入っています: {found}",
        "{name}: two plug-ins are called {plugin}: {found}",
    ),
    "broken": Text(
        "{name}: プラグイン {plugin} を読み込めません: {found}",
        "{name}: the plug-in {plugin} can't be imported: {found}",
    ),
    "here": Text(
        "{name}: {found} が今いるフォルダにあります。そこからは読み込みません",
        "{name}: {found} lies in the current folder; nothing is imported from a bank's folder",
    ),
    "unmarked": Text(
        "プラグインに {name} という関数はありません（@solver のついた関数: {found}）",
        "the plug-in has no function {name} (marked with @solver: {found})",
    ),
    "signature": Text(
        "{name} の引数に型と範囲がありません: {found}",
        "the arguments of {name} need types and bounds: {found}",
    ),
    "raised": Text(
        "{name} の計算で例外が起きました: {found}。プラグインの作者に知らせてください",
        "{name} raised {found}; tell the author of the plug-in",
    ),
    "result": Text(
        "{name} の結果が数・文字列・真偽値・リストではありません: {found}。プラグインの作者に知らせてください",
        "{name} gives {found}, which is no number, text, truth value or list; tell the author of the plug-in",
    ),
}  # fmt: skip


def _plugin_message(error: SolverError) -> Text:
    """Say what is wrong with a plug-in: which, what was found, what to do."""
    words, found = _PLUGIN[error.fault], in_line(str(error.found)) or "-"
    told = {"name": error.function, "plugin": error.parameter, "found": found}
    return Text(words.ja.format(**told), words.en.format(**told))
