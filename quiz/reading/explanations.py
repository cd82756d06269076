"""What to say about a text that cannot be read, or a form that is not reached: the words for ``solvers``' codes."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from quiz.columns import width
from quiz.language import Language, Text
from quiz.model import Unreadable
from solvers import Comparison
from solvers.expression.faults import Unreadable as Fault

_LONGEST_FOUND: Final = 20
_BEFORE_CARET, _AFTER_CARET = 60, 20
"""How much of a long answer is shown around a column."""

# Code -> what is wrong, what to do. {found}, {expected}, {limit} and {suggestion} are filled in.
_FAULTS: Final[dict[str, tuple[Text, Text | None]]] = {
    "empty": (Text("何も書かれていません", "nothing was written"), Text("答えを書いてください", "write an answer")),
    "too-long": (
        Text("長すぎて読めません（{limit} 文字まで）", "too long to read (up to {limit} characters)"),
        Text("答えの式だけを書いてください", "write the answer alone"),
    ),
    "too-many-tokens": (
        Text("記号や数が多すぎます（{limit} 個まで）", "too many signs and numbers (up to {limit})"),
        Text("答えの式だけを書いてください", "write the answer alone"),
    ),
    "too-deep": (
        Text("かっこや記号の入れ子が深すぎます（{limit} 段まで）", "nested too deeply (up to {limit} levels)"),
        Text("かっこを減らしてください", "use fewer brackets"),
    ),
    "too-many-items": (
        Text("要素が多すぎます（{limit} 個まで）", "too many items (up to {limit})"),
        Text("要素を減らしてください", "write fewer items"),
    ),
    "number-too-long": (
        Text("{found} の桁が多すぎます（{limit} 桁まで）", "{found} has too many digits (up to {limit})"),
        Text("指数で書いてください（例: 1.2e30）", "write it with an exponent, such as 1.2e30"),
    ),
    "exponent-too-large": (
        Text("{found} の指数が大きすぎます（{limit} まで）", "the exponent in {found} is too large (up to {limit})"),
        Text("指数を確かめてください", "check the exponent"),
    ),
    "value-too-large": (
        Text("値が大きすぎて計算できません", "the value is too large to compute"),
        Text("指数や階乗を確かめてください", "check powers and factorials"),
    ),
    "character": (
        Text("ここに {found} は使えません", "{found} means nothing here"),
        Text("数・文字・+ - * / ^ ( ) で書いてください", "write with numbers, letters and + - * / ^ ( )"),
    ),
    "look-alike": (
        Text("{found} は {suggestion} に似た別の文字です", "{found} only looks like the letter {suggestion}"),
        Text("半角の {suggestion} を入力してください", "type the letter {suggestion}"),
    ),
    "invisible": (
        Text("目に見えない文字 {found} があります", "there is an invisible character, {found}"),
        Text("その文字を消して打ち直してください", "delete it and type again"),
    ),
    "operator": (
        Text("{found} はこの式では使えない記号です", "{found} is no sign of this language"),
        Text("等号は =、割り算は /、かけ算は * です", "write = for equals, / for division, * for a product"),
    ),
    "command": (
        Text("LaTeX の命令 {found} は知りません", "the LaTeX command {found} is not known"),
        Text(
            r"綴りを確かめてください（例: \frac, \sqrt, \cdot）", r"check its spelling; \frac, \sqrt, \cdot are known"
        ),
    ),
    "environment": (
        Text("LaTeX の環境 {found} は読めません", "the LaTeX environment {found} cannot be read"),
        Text("aligned か pmatrix を使ってください", "use aligned or pmatrix"),
    ),
    "unknown-name": (
        Text("{found} という文字は、この問題では使いません", "{found} is no name of this question"),
        Text("問題文にある文字で答えてください", "answer with the names in the question"),
    ),
    "unknown-function": (
        Text("{found} という関数は知りません", "the function {found} is not known"),
        Text("使える関数は sin, exp, log, sqrt, sigmoid などです", "sin, exp, log, sqrt, sigmoid and others are known"),
    ),
    "arguments": (
        Text("関数 {found} の引数は {expected} 個です", "the function {found} takes {expected} argument(s)"),
        Text("かっこの中を確かめてください", "check what stands in its brackets"),
    ),
    "missing-argument": (
        Text("{found} の中身がありません", "{found} has nothing to work on"),
        Text("{example} のように書いてください", "write it like {example}"),
    ),
    "missing-operand": (
        Text("{found} の後に続きがありません", "nothing follows {found}"),
        Text("数か文字を続けてください", "go on with a number or a name"),
    ),
    "missing-before": (
        Text("{found} の前に何もありません", "nothing stands before {found}"),
        Text("前に数か文字を書いてください", "put a number or a name before it"),
    ),
    "missing-close": (
        Text("{found} が閉じていません", "{found} is not closed"),
        Text("{expected} で閉じてください", "close it with {expected}"),
    ),
    "unopened": (
        Text("{found} に対応する開きかっこがありません", "{found} closes nothing"),
        Text("開きかっこを足すか、{found} を消してください", "add the opening bracket, or delete {found}"),
    ),
    "mismatched": (
        Text("{found} ではなく {expected} で閉じるところです", "{expected} should close here, not {found}"),
        Text("かっこの種類をそろえてください", "use brackets of one kind"),
    ),
    "two-numbers": (
        Text("数 {found} の前に記号がありません", "there is no sign before the number {found}"),
        Text(
            "かけ算なら *{found}、累乗なら ^{found} と書いてください",
            "write *{found} for a product, ^{found} for a power",
        ),
    ),
    "decimal-point": (
        Text("小数点が 2 つあります", "there are two decimal points"),
        Text("小数点を 1 つにしてください", "keep one of them"),
    ),
    "unexpected": (
        Text("ここに {found} があると読めません", "{found} cannot stand here"),
        Text("その前後を確かめてください", "check what stands around it"),
    ),
    "empty-brackets": (
        Text("かっこの中に何もありません", "there is nothing in the brackets"),
        Text("かっこの中を書くか、かっこを消してください", "fill the brackets or delete them"),
    ),
    "wrong-kind": (
        Text(
            "求められているのは{expected}です（読み取ったのは{found}）",
            "{expected} is asked for; this reads as {found}",
        ),
        Text("答えの形を確かめてください", "check what kind of answer is asked for"),
    ),
    "two-readings": (
        Text("{found} とも {suggestion} とも読めます", "this can be read as {found} or as {suggestion}"),
        Text(
            "かっこや * を書き足して、どちらかに決めてください",
            "add brackets or * so that only one of them is left",
        ),
    ),
    "two-values": (
        Text(
            "{found} とかっこの中の {suggestion} は違う値です",
            "{found} and {suggestion} in the brackets are two values",
        ),
        Text(
            "答えを 1 つだけ書いてください。かけ算なら * を書きます",
            "write one answer alone; a product is written with *",
        ),
    ),
    "asked-name": (
        Text(
            "求めるのは {expected} ですが、{found} の式になっています",
            "{expected} is asked for; this says what {found} is",
        ),
        Text("{expected} = … か、右辺だけを書いてください", "write {expected} = …, or the right-hand side alone"),
    ),
    "prose": (
        Text("式が見つかりません", "no formula was found"),
        Text("式だけを書いてください", "write the formula alone"),
    ),
}

_KINDS: Final[dict[str, Text]] = {
    "value": Text("数または式", "a number or an expression"),
    "relation": Text("等式または不等式", "an equation or an inequality"),
    "sequence": Text("複数の値の組", "several values"),
    "set": Text("集合", "a set"),
    "matrix": Text("行列", "a matrix"),
    "label": Text("記号や言葉", "a label or a word"),
    "index": Text("添字付きの要素", "an indexed element"),
    "": Text("数ではないもの", "something that is no number"),
}

_FORMS: Final[dict[str, Text]] = {
    "not-carried-out": Text(
        "値は正しいですが、微分がまだ残っています。微分した結果を書いてください。",
        "The value is right, but a derivative is still to be carried out. Write what it comes to.",
    ),
    "false-link": Text(
        "最後の式は合っていますが、途中に成り立たない等号があります。",
        "The last expression is right, but an equals sign on the way does not hold.",
    ),
    "unsolved": Text(
        "同じ範囲を表していますが、まだ解いた形ではありません。文字だけを片側に残してください。",
        "It says the same, but is not solved yet. Leave the name alone on one side.",
    ),
    "product-of-sums": Text(
        "値は正しいです。かっこを展開してください。", "The value is right. Multiply the brackets out."
    ),
    "not-a-product": Text(
        "値は正しいです。さらに因数分解できます。", "The value is right. It can be factored further."
    ),
    "common-factor": Text(
        "値は正しいです。共通因数をくくり出してください。", "The value is right. Take the common factor out."
    ),
    "not-a-polynomial": Text(
        "値は正しいです。因数の中の分数をなくしてください。", "The value is right. A factor still has a fraction in it."
    ),
    "several-fractions": Text(
        "値は正しいです。1 つの分数にまとめてください。", "The value is right. Write it as one fraction."
    ),
    "fraction-in-fraction": Text(
        "値は正しいです。分数の中の分数をなくしてください。",
        "The value is right. Clear the fraction inside the fraction.",
    ),
    "not-lowest": Text("値は正しいです。約分してください。", "The value is right. Cancel the fraction."),
    "signs": Text("値は正しいです。余分な負号をまとめてください。", "The value is right. Gather the minus signs."),
    "root-below": Text(
        "値は正しいです。分母を有理化してください。", "The value is right. Clear the root from the denominator."
    ),
    "not-partial": Text(
        "値は正しいです。部分分数に分けてください。", "The value is right. Split it into partial fractions."
    ),
    "not-combined": Text(
        "値は正しいです。分母が同じ分数をまとめてください。",
        "The value is right. Gather the fractions with one denominator.",
    ),
    "several-squares": Text(
        "値は正しいです。平方完成してください（変数は 1 つの 2 乗の中だけ）。",
        "The value is right. Complete the square: the variable may occur in one square only.",
    ),
    "not-a-square": Text("値は正しいです。平方完成してください。", "The value is right. Complete the square."),
    "like-terms": Text("値は正しいです。同類項をまとめてください。", "The value is right. Gather like terms."),
    "not-folded": Text(
        "値は正しいです。計算できる数を計算し、要らない 0 や 1 を除いてください。",
        "The value is right. Work the numbers out and leave out needless zeros and ones.",
    ),
    "foreign-name": Text(
        "途中の文字が残っています。問題の文字だけで表してください。",
        "An intermediate name is left: write the answer in the names that were asked for.",
    ),
    "order-of-terms": Text(
        "値は正しいですが、求められた形ではありません。", "The value is right, but not the form that was asked for."
    ),
    "no-constant": Text("積分定数を加えてください。", "Add the constant of integration."),
    "not-tidy": Text("値は正しいです。二重の符号を整理してください。", "The value is right. Clear the double sign."),
    "decimals": Text(
        "値は正しいです。小数の桁数を合わせてください。", "The value is right. Give the decimals that were asked for."
    ),
    "figures": Text(
        "値は正しいです。有効数字の桁数を合わせてください。",
        "The value is right. Give the significant figures that were asked for.",
    ),
}

_ANY_FORM: Final = Text(
    "値は正しいですが、求められた形ではありません。", "The value is right, but not the form that was asked for."
)


def explained(fault: Fault) -> Unreadable:
    """Return a fault of reading in words: what is wrong, at which column, and what to do.

    >>> from solvers.expression import read
    >>> try:
    ...     read("2(x + y")
    ... except Fault as fault:
    ...     told = explained(fault)
    >>> told.reason.en, told.column, told.remedy.en
    ('“(” is not closed', 1, 'close it with “)”')
    """
    reason, remedy = _FAULTS[fault.code]
    if fault.suggestion and fault.code in ("unknown-name", "unknown-function", "command"):
        remedy = Text("{suggestion} のことですか", "did you mean {suggestion}?")
    message = _filled(reason, fault)
    return Unreadable(message, fault.column, None if remedy is None else _filled(remedy, fault))


_BARE: Final[dict[str, str]] = {
    "arguments": "expected",
    "missing-argument": "found",
    "two-numbers": "found",
    "look-alike": "suggestion",
}
"""Code -> the one parameter that stands without quotation marks in its words."""


def _filled(message: Text, fault: Fault) -> Text:
    ja = message.ja.format_map(_parameters(fault, "ja")).replace("」 ", "」").replace(" 「", "「")
    return Text(ja, message.en.format_map(_parameters(fault, "en")))


def _parameters(fault: Fault, language: Language) -> dict[str, str]:
    plain = {"found": visible(fault.found), "expected": fault.expected, "suggestion": visible(fault.suggestion)}
    if fault.code == "wrong-kind":
        return {name: _KINDS.get(kind, _KINDS[""]).in_(language) for name, kind in plain.items()}
    opening, closing = "「」" if language == "ja" else "“”"
    bare = _BARE.get(fault.code)
    quoted = {name: said if name == bare else f"{opening}{said}{closing}" for name, said in plain.items()}
    return quoted | {"limit": str(fault.limit), "example": _example(plain["found"])}


def _example(name: str) -> str:
    """Return how a function or a LaTeX command is written with what it needs."""
    if not name.startswith("\\"):
        return f"{name}(x)"
    return name + ("{1}{2}" if name.endswith("frac") else "{x}")


def visible(found: str) -> str:
    """Return a piece of an answer so that it can be shown: what is invisible by its code, what is long shortened.

    >>> visible("\\u200b"), visible("x" * 40)
    ('U+200B', 'xxxxxxxxxxxxxxxxxxxx…')
    """
    shown = "".join(sign if _shows(sign) else f"U+{ord(sign):04X}" for sign in found)
    return shown if len(shown) <= _LONGEST_FOUND else shown[:_LONGEST_FOUND] + "…"


def _shows(sign: str) -> bool:
    return sign.isprintable() and not unicodedata.combining(sign)


def caret(text: str, column: int | None) -> str:
    """Return the answer with a caret under a column, by display width: two lines, one where there is no column.

    A long answer is cut to what stands around the column; signs that cannot be shown stand as a dot.

    >>> print(caret("２(ｘ＋", 3))
    ２(ｘ＋
         ^
    """
    shown = "".join(sign if _shows(sign) else "·" for sign in text.expandtabs(1))
    if column is None:
        return shown
    column = min(column, len(shown))
    start, end = max(0, column - _BEFORE_CARET), column + _AFTER_CARET
    cut = "…" if start else ""
    line = cut + shown[start:end] + ("…" if end < len(shown) else "")
    return f"{line}\n{' ' * width(cut + shown[start:column])}^"


def complaint(fault: Fault, language: Language) -> str:
    """Return the whole message about a fault: the answer with a caret, what is wrong, what to do.

    >>> from solvers.expression import read
    >>> try:
    ...     read("2x +")
    ... except Fault as fault:
    ...     print(complaint(fault, "en"))
    2x +
       ^
    nothing follows “+”
      → go on with a number or a name
    """
    message = explained(fault)
    lines = [caret(fault.text, message.column)] if fault.text.strip() else []
    lines.append(message.reason.in_(language))
    if message.remedy is not None:
        lines.append(f"  → {message.remedy.in_(language)}")
    return "\n".join(lines)


def form_remedy(form: str | None, result: Comparison) -> Text:
    """Return what is still to be done to bring a right value into the form that was asked for.

    Args:
        form: the form that was asked for, as in ``solvers.grading.form``.
        result: the comparison, whose verdict is ``incomplete``.
    """
    codes: tuple[str, ...] = result.details or (result.reason,)
    message: Mapping[str, Text] = _FORMS
    for code in (result.reason, *codes):
        if code in message:
            return message[code]
    return _ANY_FORM
