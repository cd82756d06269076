"""Every way in which an answer to an item may be written, right and wrong, for each kind that is read whole.

A form is a name, a text, and whether it is right. Numbers and tolerances are worked out from the key here, on their
own; what a kind itself promises (``kind.answers``) is one form among them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from algebra_oracle import has_value, proved_different
from algebra_pairs import ALGEBRA, mutated, points, rewritten
from algebra_trees import STYLES, Tree, decimal, names, terminates, writer
from item_pairs import as_tree, asks_percent, parts_of, surely_right, tolerated

from quiz.kinds import kind_of
from quiz.model import Variant


class Form(NamedTuple):
    """A writing of an answer: what it is called, the text, and whether it is right."""

    name: str
    text: str
    right: bool


KINDS = ("number", "shape", "expression", "choice", "multichoice", "ordering", "matching")
"""The kinds whose answers are read whole."""

_WIDE = {ord("!") + at: 0xFF01 + at for at in range(94)}


def forms_of(variant: Variant) -> Iterator[Form]:
    """Yield the forms of an answer to a variant; the same variant has always the same ones."""
    kind = variant.item.kind
    source = random.Random(f"{variant.item.id}/{variant.seed}")
    promised = list(kind_of(variant.item).answers(variant))
    for text in promised:
        yield Form("promised", text, True)
    yield from _around(promised[-1])
    yield from _BY_KIND[kind](source, variant)
    for text in dict.fromkeys((promised[0], promised[-1])):
        yield from _unknown_words(source, text)


_FRAMES = (
    "答: {}", "解答：{}", "Ans: {}", "My answer: {}", "answer = {}", "答え = {}", "{}だ", "{}になります。",
    "{}と思う", "it is {}", "たぶん{}", "よって {}", "therefore {}", "「{}」", "答えは「{}」です", "{}かな",
    "{}です\n", "\n{}", "{} です！", "→ {}", "→{}", "-> {}",
)  # fmt: skip


def _around(text: str) -> Iterator[Form]:
    """An answer in a sentence, in other letters, in the dress of formulas and of Markdown."""
    yield Form("答えは…です", f"答えは {text} です", True)
    yield Form("答えは…です", f"答えは{text}です。", True)
    yield Form("答え: …", f"答え: {text}", True)
    yield Form("…だと思います", f"{text}だと思います", True)
    yield Form("the answer is …", f"The answer is {text}.", True)
    yield Form("the answer is …", f"I think it's {text}", True)
    for frame in _FRAMES:
        yield Form("framed", frame.format(text), True)
    yield Form("spaces", f"  {text}　", True)
    if not any("ぁ" <= sign <= "龥" for sign in text):
        yield Form("full width", text.translate(_WIDE), True)


# -- words that nobody knows -------------------------------------------------------------------------------------------

_MISFITS = (
    "kg",
    "km",
    "円",
    "℃",
    "ルックス",
    "じゃない",
    "ではない",
    "以上",
    "未満",
    "not",
    "except",
    "🐈",
    "☃",
    "§",
    "鯨",
    "ログハウス",
)


def _unknown_word(source: random.Random) -> str:
    way = source.random()
    if way < 0.4:
        return source.choice(_MISFITS)
    if way < 0.7:
        return "".join(
            source.choices("サスソタツテナニヌネノハヒフヘホムメモヤユヨラリルレロワ", k=source.randint(3, 5))
        )
    return "".join(source.choices("bdfgjkqvz", k=source.randint(4, 6)))


def _unknown_words(source: random.Random, text: str) -> Iterator[Form]:
    """The right answer with a word at each of its gaps, at most at sixteen of them."""
    gaps = range(len(text) + 1)
    for at in gaps if len(gaps) <= 16 else sorted(source.sample(gaps, 16)):
        word = source.choice(("{}", " {} ", "（{}）", "{}、")).format(_unknown_word(source))
        yield Form("unknown word", text[:at] + word + text[at:], False)


# -- numbers -----------------------------------------------------------------------------------------------------------


def _plain(value: Fraction) -> str:
    return decimal(value) if terminates(value) else f"{value.numerator}/{value.denominator}"


def _number_forms(source: random.Random, variant: Variant) -> Iterator[Form]:
    key = variant.key
    parts = parts_of(key)
    values = [surely_right(variant.item, part) for part in parts]
    texts = list(map(_plain, values))
    if isinstance(key, tuple) and any(isinstance(row, tuple) for row in key):
        yield from _matrix_forms(source, variant, values)
    elif len(parts) == 1 and not isinstance(key, tuple):
        yield from _single_forms(variant, values[0])
    else:
        yield from _tuple_forms(texts)
    yield from _labelled_forms(source, variant, values)
    yield from _unit_forms(variant, texts)
    yield from _near_misses(variant, parts, values)


_OTHER_NUMBERS = (
    "{}以下", "{}以上", "{}未満", "{}より大きい", "more than {}", "at least {}", "less than {}", "{}ではない",
    "{}じゃない", "not {}", "{}以外", "{}の2乗", "{}乗", "√{}", "ルート{}", "{}²", "{}!", "log {}", "{}の半分",
    "半分の{}", "half of {}", "{}の2倍", "twice {}", "{}ダース", "{}千", "{}万", "{}百", "{}割", "{}e1", "{}i", "{}x",
    "{}π", "1/{}", "-({})", "2({})", "{}±1", "±{}", "|-{}|+1", "{}+1", "{}・2", "{}半", "{}と少し", "{}弱", "{}強",
    "{}超", "{}°", "{}億", "{} million", "{} dozen", "minus minus minus {}", "逆数の{}", "{}分の1",
)  # fmt: skip


def _single_forms(variant: Variant, value: Fraction) -> Iterator[Form]:
    text = _plain(value)
    for word in ("約", "およそ", "~", "≈", "approximately "):
        yield Form("約", word + text, True)
    yield Form("LaTeX", f"${text}$", True)
    yield Form("LaTeX", rf"\({text}\)", True)
    yield Form("Markdown", f"**{text}**", True)
    yield Form("Markdown", f"`{text}`", True)
    yield Form("chain", f"{_plain(value - 1)} + 1 = {text}", True)
    yield Form(
        "chain", f"2 × {_plain(value / 2)} = {text}" if value >= 0 else f"2 × ({_plain(value / 2)}) = {text}", True
    )
    yield Form("false chain", f"{_plain(value)} + 1 = {text}", False)
    for sign, same in (("-", "−"), ("-", "マイナス"), ("-", "minus "), ("-", "－"), ("-", "–")):
        if text.startswith(sign):
            yield Form("minus", same + text[1:], True)
    if value.denominator == 1:
        yield Form("decimal point", f"{text}.0", True)
        if re.search("何[^。？]{1,3}目", variant.item.stem.fill(variant.values).ja) is None:
            yield Form("counter", f"{text}個", True)
        if 0 <= value <= 10:
            yield Form("number in words", "〇一二三四五六七八九十"[int(value)], True)
            yield Form(
                "number in words", "zero one two three four five six seven eight nine ten".split()[int(value)], True
            )
    yield Form("plus", f"+{text}" if value > 0 else text, True)
    yield Form("boxed", rf"$\boxed{{{text}}}$", True)
    yield Form("brackets", f"({text})", True)
    yield Form("= …", f"= {text}", True)
    yield Form("= …", f"= ({text})", True)
    if value not in (-1, 0, 1, 2):  # 2! and 2(2) are 2
        for other in _OTHER_NUMBERS:
            yield Form("another number", other.format(text), False)
        yield Form("two numbers", f"{text}か{_plain(value + 1)}", False)
        yield Form("two numbers", f"{text} or {_plain(value + 1)}", False)
        yield Form("two numbers", f"{text}, {_plain(value + 1)}", False)
        yield Form("two numbers", f"{text}〜{_plain(value + 1)}", False)
        yield Form("two numbers", f"{text} {_plain(value + 2)}", False)
        yield Form("two numbers", f"{text} ({_plain(value + 2)})", False)
        yield Form("two numbers", f"{_plain(value + 2)} ({text})", False)
        yield Form("not one number but the other", f"{_plain(value + 2)}ではなく{text}", True)
        yield Form("two numbers", f"{text} → {_plain(value + 2)}", False)
    yield from _written_out(value)
    if not asks_percent(variant) and terminates(value):
        hundred = decimal(value * 100)
        for word in ("%", " %", "％", "パーセント", " percent", r"\%"):
            yield Form("percent", hundred + word, True)
        yield Form("percent that is not", f"{text}%", not value)
        if 0 < value <= 1 and (value * 10).denominator == 1:
            yield Form("割", f"{value * 10}割", True)


def _written_out(value: Fraction) -> Iterator[Form]:
    """Fractions, powers of ten, groups of digits, words for numbers."""
    sign, size = "-" if value < 0 else "", abs(value)
    if size.denominator > 1 and size.denominator < 10**4:
        yield Form("fraction", f"{sign}{size.numerator}/{size.denominator}", True)
        yield Form("LaTeX", rf"{sign}\frac{{{size.numerator}}}{{{size.denominator}}}", True)
        if terminates(size):
            short = f"{sign}{size.numerator}/{size.denominator}"
            for text in ("{0} ({1})", "{0}（{1}）", "{1} ({0})", "{0} (= {1})", "{1} = {0}", "{0} = {1}", "{0} [{1}]"):
                yield Form("second writing", text.format(decimal(value), short), True)
        if size > 1:
            whole, rest = divmod(size, 1)
            yield Form("mixed number", f"{sign}{whole} {rest.numerator}/{rest.denominator}", True)
            yield Form("mixed number", rf"{sign}{whole}\frac{{{rest.numerator}}}{{{rest.denominator}}}", True)
    if size and terminates(size):
        up = len(str(int(size))) - 1 if size >= 1 else -3
        mantissa = decimal(value / Fraction(10) ** up)
        high = str(up).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        for text in (
            f"{mantissa}E{up}",
            f"{mantissa} x 10^{up}",
            f"{mantissa}*10**{up}",
            rf"{mantissa}\cdot 10^{{{up}}}",
        ):
            yield Form("×10^", text, True)
        for text in (
            f"{mantissa}e{up}",
            f"{mantissa}×10^{up}",
            rf"{mantissa} \times 10^{{{up}}}",
            f"{mantissa}×10{high}",
        ):
            yield Form("×10^", text, True)
    if size.denominator > 1 or size < 1000:
        if size.denominator == 1 and size and size % 12 == 0 and not sign:
            yield Form("ダース", f"{size / 12}ダース", True)
        return
    whole = int(size)
    yield Form("grouped digits", f"{sign}{whole:,}", True)
    yield Form("grouped digits", sign + f"{whole:,}".replace(",", " "), True)
    if whole < 10**4 and whole % 1000 == 0:
        yield Form("千", f"{sign}{whole // 1000}千", True)
    if whole >= 10**4 and whole < 10**8:
        rest = whole % 10**4
        yield Form("万", f"{sign}{whole // 10**4}万{rest or ''}", True)


def _tuple_forms(texts: Sequence[str]) -> Iterator[Form]:
    for text in (", ".join(texts), ",".join(texts), "、".join(texts), f"({', '.join(texts)})", f"[{', '.join(texts)}]"):
        yield Form("list", text, True)
    yield Form("list", "; ".join(texts), True)
    yield Form("list", "と".join(texts), True)
    yield Form("list", f"答えは {'と'.join(texts)} です", True)
    if len(texts) == 2:
        yield Form("list", " and ".join(texts), True)
    yield Form("list", f"{', '.join(texts[:-1])} and {texts[-1]}", True)
    yield Form("one missing", ", ".join(texts[:-1]) if len(texts) > 2 else f"{texts[0]}+1", False)
    yield Form("one added", ", ".join([*texts, "1"]), False)
    yield Form("negated", f"{', '.join(texts)}ではない", False)
    yield Form("negated", f"not {', '.join(texts)}", False)
    yield Form("alternatives", f"{texts[0]}か{'か'.join(texts[1:])}", False)
    yield Form("list", "\n".join(texts), True)
    if all("/" not in text for text in texts):
        yield Form("list", " ".join(texts), True)
    yield Form("LaTeX", rf"\left({', '.join(texts)}\right)", True)
    yield Form("LaTeX", f"$({', '.join(texts)})$", True)
    yield Form("list", "（" + "，".join(texts) + "）", True)


def _matrix_forms(source: random.Random, variant: Variant, values: Sequence[Fraction]) -> Iterator[Form]:
    rest = iter(map(_plain, values))
    rows = [[next(rest) for _ in row] if isinstance(row, tuple) else [next(rest)] for row in variant.key]
    if len({len(row) for row in rows}) > 1 or not all(isinstance(row, tuple) for row in variant.key):
        return
    inner = r" \\ ".join(" & ".join(row) for row in rows)
    yield Form("matrix", rf"\begin{{pmatrix}} {inner} \end{{pmatrix}}", True)
    yield Form("matrix", rf"$\begin{{bmatrix}} {inner} \end{{bmatrix}}$", True)
    yield Form("matrix", "[" + ",".join(f"[{','.join(row)}]" for row in rows) + "]", True)
    yield Form("matrix", "\n".join(" ".join(row) for row in rows), True)
    yield Form("matrix", "; ".join(" ".join(row) for row in rows), True)
    yield Form("matrix", "; ".join(", ".join(row) for row in rows), True)
    if len({tuple(row) for row in rows}) > 1:
        turned = rows[1:] + rows[:1]
        if turned != rows:
            yield Form("swapped rows", "[" + ",".join(f"[{','.join(row)}]" for row in turned) + "]", False)


def _differ(variant: Variant, one: Any, other: Any) -> bool:
    near = max(tolerated(variant.item, one), tolerated(variant.item, other))
    return abs(Fraction(one) - Fraction(other)) > 3 * near


def _labelled_forms(source: random.Random, variant: Variant, values: Sequence[Fraction]) -> Iterator[Form]:
    """The printed names of the parts, in both languages, in order and not; exchanged, repeated, contradictory."""
    named, parts = variant.item.answer.parts, parts_of(variant.key)
    if len(named) != len(values):
        return
    texts = list(map(_plain, values))
    for labels in ([part.ja for part in named], [part.en for part in named]):
        if any("=" in label for label in labels):
            continue
        for sign in ("=", " = ", "＝", ": ", "：", ":", "は", " は ", " ", " is ", "→", " -> "):
            pieces = [label + sign + text for label, text in zip(labels, texts, strict=True)]
            yield Form(f"label{sign.strip() or ' '}", "、".join(pieces), True)
            if len(pieces) == 1:
                continue
            yield Form(f"label{sign.strip() or ' '} reordered", ", ".join(reversed(pieces)), True)
            if _differ(variant, parts[0], parts[1]):
                crossed = [labels[1] + sign + texts[0], labels[0] + sign + texts[1], *pieces[2:]]
                yield Form("swapped labels", ", ".join(crossed), False)
                twice = [labels[0] + sign + texts[0], labels[0] + sign + texts[1], *pieces[2:]]
                yield Form("label twice", ", ".join(twice), False)
        if len(labels) > 1:
            yield Form(
                "labels in lines",
                "\n".join(f"{label}: {text}" for label, text in zip(labels, texts, strict=True)),
                True,
            )
    if len(texts) > 1 and _differ(variant, parts[0], parts[1]):
        yield Form("swapped parts", ", ".join((texts[1], texts[0], *texts[2:])), False)


def _unit_forms(variant: Variant, texts: Sequence[str]) -> Iterator[Form]:
    units = variant.item.answer.units
    if not units:
        return
    each = units if len(units) == len(texts) else units * len(texts)
    for gap in ("", " "):
        yield Form(
            "unit",
            ", ".join(text + (gap + unit.name if unit.name else "") for text, unit in zip(texts, each, strict=True)),
            True,
        )


def _near_misses(variant: Variant, parts: Sequence[Any], values: Sequence[Fraction]) -> Iterator[Form]:
    """A part with another last digit, sign, power of ten, or one more; and 約 before it, which excuses nothing."""
    item = variant.item
    rows = isinstance(variant.key, tuple) and any(isinstance(row, tuple) for row in variant.key)
    for at, (part, value) in enumerate(zip(parts, values, strict=True)):
        near = tolerated(item, part)
        places = len(decimal(value).partition(".")[2]) if terminates(value) else 2
        step = max(Fraction(1, 10**places), 4 * near)
        if near:  # as many places as are written, not an endless fraction
            step = Fraction(-(-step * 10**places // 1), 10**places)
        for name, other in (
            ("last digit", value + step),
            ("last digit", value - step),
            ("sign", -value),
            ("×10", value * 10),
            ("÷10", value / 10),
            ("off by one", value + 1),
            ("off by one", value - 1),
            ("doubled", value * 2),
            ("a little off", value + max(Fraction(1, 10**9), 4 * near)),
        ):
            if abs(other - Fraction(part)) <= 3 * near:
                continue
            changed = [*values[:at], other, *values[at + 1 :]]
            yield Form(name, _all_of(variant, changed, rows), False)
            if len(parts) == 1:
                yield Form(f"約 {name}", f"約{_plain(other)}", False)
        if at >= 3:
            break


def _all_of(variant: Variant, values: Sequence[Fraction], rows: bool) -> str:
    texts = list(map(_plain, values))
    if not rows:
        return ", ".join(texts)
    rest = iter(texts)
    return (
        "["
        + ", ".join(
            "[" + ", ".join(next(rest) for _ in row) + "]" if isinstance(row, tuple) else next(rest)
            for row in variant.key
        )
        + "]"
    )


# -- sizes -------------------------------------------------------------------------------------------------------------


def _shape_forms(source: random.Random, variant: Variant) -> Iterator[Form]:
    sides = list(map(str, variant.key))
    for between in ("×", "x", "X", "*", " × ", " x ", "ｘ", r" \times ", " by ", ", ", "、"):
        yield Form(f"size {between.strip()}", between.join(sides), True)
    yield Form("= …", f"= {'×'.join(sides)}", True)
    yield Form("list", f"({','.join(sides)})", True)
    yield Form("list", f"[{', '.join(sides)}]", True)
    yield Form("LaTeX", "$" + r" \times ".join(sides) + "$", True)
    yield Form("LaTeX", rf"\left({', '.join(sides)}\right)", True)
    yield Form("code", f"torch.Size([{', '.join(sides)}])", True)
    yield Form("Markdown", f"**{'×'.join(sides)}**", True)
    swapped = len(set(sides)) > 1
    if len(sides) == 2:
        for one, other in (("縦", "横"), ("高さ", "幅"), ("height", "width"), ("H", "W"), ("h", "w")):
            for sign in ("=", ": ", "は", " ", "→", "->"):
                first, second = one + sign + sides[0], other + sign + sides[1]
                yield Form(f"label{sign.strip() or ' '}", f"{first}、{second}", True)
                yield Form(f"label{sign.strip() or ' '} reordered", f"{second}, {first}", True)
                if swapped:
                    yield Form("swapped labels", f"{one}{sign}{sides[1]}, {other}{sign}{sides[0]}", False)
                    yield Form("label twice", f"{one}{sign}{sides[0]}, {one}{sign}{sides[1]}", False)
        yield Form("label close", f"縦{sides[0]}横{sides[1]}", True)
        yield Form("label close", f"横{sides[1]} 縦{sides[0]}", True)
    if swapped:
        yield Form("swapped parts", "×".join(reversed(sides)), variant.key == variant.key[::-1])
    for at, side in enumerate(variant.key):
        for name, other in (
            ("off by one", side + 1),
            ("off by one", side - 1),
            ("×10", side * 10),
            ("sign", -side),
            ("a little off", f"{side}.0001"),
        ):
            changed = [*sides[:at], str(other), *sides[at + 1 :]]
            yield Form(name, "×".join(changed) if name != "sign" else f"({', '.join(changed)})", False)
    yield Form("side missing", "×".join(sides[:-1]) if len(sides) > 2 else str(variant.key[0] + 1), False)
    yield Form("side added", "×".join([*sides, "1"]), False)


# -- expressions -------------------------------------------------------------------------------------------------------


def _expression_forms(source: random.Random, variant: Variant) -> Iterator[Form]:
    from solvers.expression import to_ascii, to_latex, to_text

    key, answer = variant.key, variant.item.answer
    text = to_ascii(key)
    yield Form("LaTeX", f"${to_latex(key)}$", True)
    yield Form("LaTeX", rf"\({to_latex(key)}\)", True)
    yield Form("LaTeX", rf"\[ {to_latex(key)} \]", True)
    yield Form("Markdown", f"`{text}`", True)
    yield Form("Markdown", f"**{to_text(key)}**" if "*" not in to_text(key) else f"`{text}`", True)
    yield Form("brackets", f"({text})", True)
    yield Form("= …", f"= {text}", True)
    for wrong in (
        "-({})",
        "2*({})",
        "({})^2",
        "1/({})",
        "({})+1",
        "({})ではない",
        "not {}",
        "±({})",
        "({}) or 1",
        "({}), 1",
        "({})*0",
        "({})以外",
    ):
        yield Form("another expression", wrong.format(text), False)
    for asked in answer.asked:
        yield Form("label=", f"{asked} = {text}", True)
        yield Form("label=", f"${asked} = {to_latex(key)}$", True)
    tree = as_tree(key)
    if tree is None:
        return
    styles = STYLES if all(len(name) == 1 for name in names(tree)) else ("ascii",)
    for style in styles:
        yield Form(f"written {style}", writer(source, (style,))(tree), True)
    plain = writer(source, ("ascii",))
    step = rewritten(source, tree, ALGEBRA, 2)
    yield Form("chain", f"{plain(step)} = {text}", True)
    if answer.asked:
        yield Form("chain", f"{answer.asked[0]} = {plain(step)} = {text}", True)
    yield from _expression_misses(source, variant, tree, plain)


def _expression_misses(
    source: random.Random, variant: Variant, tree: Tree, plain: Callable[[Tree], str]
) -> Iterator[Form]:
    where = [at for at in points(tree, "powers" if variant.item.answer.domain else "rational") if has_value(tree, at)]
    for _ in range(12):
        changed = mutated(source, tree)
        if changed is not None and names(changed) <= names(tree) and proved_different(tree, changed, where):
            yield Form("near miss", plain(changed), False)


# -- options -----------------------------------------------------------------------------------------------------------

_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def _clear(variant: Variant) -> bool:
    """Whether a bare number can only be a label: every option's text has a letter at its beginning."""
    return all(option.text.ja[:1].isalpha() and not option.text.ja[:1].isdigit() for option in variant.options or ())


def _choice_forms(source: random.Random, variant: Variant) -> Iterator[Form]:
    options = variant.options or ()
    right = next(at for at, option in enumerate(options) if option.correct)
    for at, option in enumerate(options):
        ok = at == right
        number, wide = str(at + 1), chr(ord("１") + at)
        for text in (
            f"({number})",
            f"（{wide}）",
            _CIRCLED[at],
            f"選択肢{number}",
            f"選択肢 ({number})",
            f"option {number}",
            f"Option ({number})",
            f"({number})です",
            f"正解は({number})",
            f"= ({number})",
            f"→ ({number})",
            f"答えは ({number}) です",
            f"The answer is ({number}).",
            f"({number}) だと思います",
            f"{number})",
            f"({number}) {option.text.ja}",
            f"({number}) {option.text.en}",
            f"({number}). {option.text.ja}",
        ):
            yield Form("label" if ok else "another label", text, ok)
        if _clear(variant):
            for text in (
                number,
                wide,
                f"{number}番",
                f"{number}.",
                f"正解は{number}",
                f"the answer is {number}",
                f"答え: {number}",
            ):
                yield Form("bare number" if ok else "another label", text, ok)
        yield Form("option text" if ok else "another label", option.text.ja, ok)
        yield Form("option text" if ok else "another label", option.text.en, ok)
        for frame in (
            "({})番",
            "{}",
            "No. {}",
            "choice {}",
            "#{}",
            "({})が正解",
            "({}) is correct",
            "({})を選びます",
            "({})かな",
            "番号 {}",
            "記号は({})",
        ):
            if "(" in frame or _clear(variant):
                yield Form("label" if ok else "another label", frame.format(number), ok)
        yield Form("label" if ok else "another label", f"{_CIRCLED[at]}です", ok)
        yield Form("label" if ok else "another label", f"{_CIRCLED[at]} {option.text.ja}", ok)
        if not ok:
            for frame in (
                "({0})または({1})",
                "({0})と({1})",
                "({0}) or ({1})",
                "({0})ではなく({1})",
                "({0})→({1})",
                "({1})({0})",
            ):
                yield Form("two labels", frame.format(right + 1, number), False)
            yield Form("two labels", f"({right + 1}) ({number})", False)
            yield Form("two labels", f"({right + 1})か({number})", False)
            yield Form("label and another text", f"({right + 1}) {option.text.ja}", False)
    for text in (
        f"({right + 1})ではない",
        f"({right + 1})以外",
        f"not ({right + 1})",
        f"({right + 1})は違う",
        f"all but ({right + 1})",
    ):
        yield Form("negated", text, False)


def _multichoice_forms(source: random.Random, variant: Variant) -> Iterator[Form]:
    options = variant.options or ()
    places = [at for at, option in enumerate(options) if option.correct]
    numbers = [str(at + 1) for at in places]
    marked = [f"({number})" for number in numbers]
    circled = "".join(_CIRCLED[at] for at in places)
    for text in (
        " ".join(marked),
        "".join(marked),
        ", ".join(marked),
        "、".join(marked),
        "と".join(marked),
        " and ".join(marked),
        " ".join(reversed(marked)),
        circled,
        circled[::-1],
        "、".join(circled),
        f"答え: {', '.join(marked)}",
        f"答えは{'と'.join(marked)}です",
        f"{'、'.join(marked)}のみ",
        f"{circled}だけ",
        f"選択肢{'、'.join(marked)}",
        "（" + "）（".join(chr(ord("１") + at) for at in places) + "）",
    ):
        yield Form("labels", text, True)
    if _clear(variant):
        for text in (
            ", ".join(numbers),
            " ".join(numbers),
            "、".join(numbers),
            "と".join(numbers),
            f"答え: {', '.join(numbers)}",
            f"{'、'.join(numbers)}のみ",
            f"[{', '.join(numbers)}]",
            " and ".join(numbers),
        ):
            yield Form("bare numbers", text, True)
    yield Form("option texts", "\n".join(options[at].text.ja for at in places), True)
    yield Form("option texts", "\n".join(f"({at + 1}) {options[at].text.ja}" for at in places), True)
    for at in range(len(options)):
        others = sorted(set(places) ^ {at})
        if others:
            yield Form("another selection", " ".join(f"({place + 1})" for place in others), False)
            yield Form("another selection", "".join(_CIRCLED[place] for place in others), False)
    for text in (
        f"{', '.join(marked)}以外",
        f"not {', '.join(marked)}",
        f"{'と'.join(marked)}ではない",
        f"all but {', '.join(marked)}",
    ):
        yield Form("negated", text, False)


def _ordering_forms(source: random.Random, variant: Variant) -> Iterator[Form]:
    kind = kind_of(variant.item)
    letters = kind.typed(variant, variant.key).split()
    upper = [letter.upper() for letter in letters]
    for text in (
        " ".join(upper),
        "".join(upper),
        ", ".join(upper),
        "、".join(upper),
        "→".join(upper),
        " → ".join(upper),
        " -> ".join(upper),
        "->".join(upper),
        "-".join(upper),
        "\n".join(upper),
        " ".join(f"({letter})" for letter in letters),
        f"答えは {' '.join(upper)} です",
        f"順番は {'→'.join(upper)}",
        f"[{', '.join(upper)}]",
        "・".join(upper),
    ):
        yield Form("order", text, True)
    for _ in range(8):
        at, other = source.sample(range(len(letters)), 2)
        swapped = list(upper)
        swapped[at], swapped[other] = swapped[other], swapped[at]
        yield Form("another order", " ".join(swapped), False)
        yield Form("another order", "→".join(swapped), False)
    yield Form("reversed", " ".join(reversed(upper)), len(upper) == 1)
    yield Form("one missing", " ".join(upper[:-1]), False)
    yield Form("one twice", " ".join([*upper, upper[0]]), False)
    yield Form("against the arrow", "←".join(upper), False)
    yield Form("negated", f"{' '.join(upper)}ではない", False)


def _matching_forms(source: random.Random, variant: Variant) -> Iterator[Form]:
    pairs = [pair.split("=") for pair in kind_of(variant.item).typed(variant, variant.key).split()]
    pairs = [[left.upper(), right] for left, right in pairs]
    for sign, between in (
        ("=", ", "),
        ("=", " "),
        ("-", ", "),
        (":", ", "),
        (": ", "\n"),
        ("→", "、"),
        (" → ", ", "),
        ("は", "、"),
        ("", " "),
        ("", ", "),
        ("->", " "),
        ("-", " "),
        (" = ", "; "),
    ):
        yield Form("pairs", between.join(left + sign + right for left, right in pairs), True)
        yield Form("pairs reordered", between.join(left + sign + right for left, right in reversed(pairs)), True)
    yield Form("pairs", "、".join(f"{left}-({right})" for left, right in pairs), True)
    yield Form("pairs", "、".join(f"({left})={_CIRCLED[int(right) - 1]}" for left, right in pairs), True)
    yield Form("pairs", "\n".join(f"{left}={right}" for left, right in pairs).translate(_WIDE), True)
    for _ in range(6):
        at, other = source.sample(range(len(pairs)), 2)
        if pairs[at][1] != pairs[other][1]:
            crossed = [list(pair) for pair in pairs]
            crossed[at][1], crossed[other][1] = crossed[other][1], crossed[at][1]
            yield Form("swapped partners", ", ".join("=".join(pair) for pair in crossed), False)
            yield Form("swapped partners", " ".join("".join(pair) for pair in crossed), False)
            twice = [*pairs, [pairs[at][0], pairs[other][1]]]
            yield Form("contradiction", ", ".join("=".join(pair) for pair in twice), False)
    yield Form("one missing", ", ".join("=".join(pair) for pair in pairs[:-1]), False)
    yield Form("negated", ", ".join("≠".join(pair) for pair in pairs), False)


_BY_KIND: dict[str, Callable[[random.Random, Variant], Iterator[Form]]] = {
    "number": _number_forms,
    "shape": _shape_forms,
    "expression": _expression_forms,
    "choice": _choice_forms,
    "multichoice": _multichoice_forms,
    "ordering": _ordering_forms,
    "matching": _matching_forms,
}
