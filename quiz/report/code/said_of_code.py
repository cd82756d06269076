"""Sentences about code: what an expression between backticks, or the program above, draws, averages, drops or counts.

The code is parsed, never run. A sentence is judged where its code and its numbers decide it, and left alone otherwise.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.code.axis_words import axis_of, of_axis
from quiz.report.code.dropped_shares import of_dropout
from quiz.report.code.printed_code import Block, blocks_of, parsed
from quiz.report.code.scalar_values import NoValue, value_of
from quiz.report.code.tree_nodes import nodes_in
from quiz.report.code.weight_scales import drawn_in
from quiz.report.rows import Row
from quiz.report.sizes.written_numbers import shown
from quiz.report.sizes.written_values import is_rounded, value_of_text

MAX_ROW: Final = 400
_NOTHING: Final[Mapping[str, float]] = {}
_LASTS: Final = 8
"""For how many rows of text the program above is still spoken of."""
_TICKED: Final = late(r"`([^`]{1,200})`")
_DENIED: Final = late(
    r"変え|変更|試[しす]|比べ|比較|代わり|changed?\b|compar|\btried\b|switched to|"
    r"ではな|じゃな|でな[いく]|ません|誤[りっ]|間違|だろう|でしょう|\?|か[。.]?\s*\Z|かもしれ|\bnot\b|n't\b|\bnever\b|wrong|instead"
)
_STD: Final = late(
    r"(?:標準偏差|\bstd\b|standard deviation)[^\d√s]{0,8}?(?:は|が|is|of|=|:|\s)*(?:約|およそ|about|roughly|\s)*"
    r"(?P<value>[\d.]+\s*/\s*(?:√|sqrt)\s*\(?\s*\d+\s*\)?|(?:√|sqrt)\s*\(\s*[\d.]+\s*/\s*\d+\s*\)|\d*\.\d{1,6})(?![\d/])"
)
_METHODS: Final = {
    "xavier": late(r"xavier|ザビエル|glorot"),
    "he": late(r"(?<![a-z])he(?:の|初期| init|\b)|kaiming"),
}
_NAMED: Final = {"sigmoid": "xavier", "xavier": "xavier", "tanh": "xavier", "relu": "he", "he": "he"}
_POOLING: Final = late(r"max_?pool(?:ing)?\w*|avg_?pool\w*|averagepooling\w*|プーリング")
_LEFT_OUT: Final = late(
    r"省(?:略|く|い)|指定し(?:な|て(?:い)?な)|書かな|渡さな|omit|left out|default|without|not given|unless"
)
_STRIDE: Final = late(r"ストライド|strides?|動く|動き|ずれ|moves|steps")
_ONE_BY_ONE: Final = late(
    r"1\s*(?:画素|ピクセル|マス)?ずつ|(?:ストライド|strides?)(?:は|が|is|=|を|に|\s)*1(?!\d)|\b(?:one|1) pixel|\bis 1\b"
)
_SAME: Final = late(
    r"(?:窓|pool_size|kernel_size|プーリング)(?:の?サイズ|の大きさ)?と同じ|same as (?:the )?(?:window|"
    r"pool_size|kernel|pool)|equals? (?:the )?(?:window|pool_size|kernel)"
)
_GIVEN: Final = late(r"(?<![\w.])([a-z_]\w{0,30})\s*=\s*(\d+(?:\.\d+)?)(?![\d.\w])")
_RESULT: Final = late(
    r"(?:なら|で|は|→|=|is|gives|becomes)\s*(?:約|about)?\s*(\d[\d,]*(?:\.\d+)?)\s*(?:回|個|です|だ|になる|となる)?[\s。.]*\Z"
)
_CHOICE: Final = late(
    r"(?<![\d.])(\d{2,8})\s*(?:個|枚|件|までの?数)?の?(?:中|うち)?から[^\d。]{0,8}(\d{1,6})\s*(?:個|枚|件|"
    r"つ)|(\d{1,6}) (?:numbers|indices|samples|images|of them)?[^\d.]{0,16}(?:out of|from) (\d{2,8})"
)


@dataclass(frozen=True, slots=True)
class SaidOfCode:
    """What a sentence says of code: its row, whether it holds, by which claim and item, and the working that tells."""

    row: Row
    written: str
    verdict: Literal["right", "wrong"]
    claim: str
    practise: str
    working: Text


@dataclass(slots=True)
class _Program:
    """What is known of the program above: the draws of its names, and by which axis its names are averaged."""

    draws: dict[str, tuple[tuple[float | None, float | None], float]] = field(default_factory=dict)
    axes: dict[str, tuple[str, int, bool]] = field(default_factory=dict)


def said_of_code(rows: Sequence[Row]) -> Iterator[SaidOfCode]:
    """Yield what a report's sentences say of code, judged, in the order of its rows."""
    programs = {block.place + len(block.rows): block for block in blocks_of(rows)}
    above, age = _Program(), _LASTS
    for place, row in enumerate(rows):
        if place in programs:
            above, age = _read(programs[place]), 0
        if row.kind == "heading":
            above, age = _Program(), _LASTS
        if row.kind != "text" or row.quoted or len(row.text) > MAX_ROW:
            continue
        age += 1
        if age > _LASTS:
            above = _Program()
        found = _judged(row, above)
        if found is not None:
            yield found


def _judged(row: Row, above: _Program) -> SaidOfCode | None:
    ticked = [part for part in _TICKED.findall(row.text) if part.strip()]
    if not ticked and not above.draws and not above.axes and "axis" not in row.text:
        return None
    text = normalize(_TICKED.sub(" ", row.text)).lower()
    whole = normalize(row.text.replace("`", " ")).lower()
    if _DENIED.search(text):
        return None
    trees = [tree for part in ticked if (tree := parsed(part.strip())) is not None]
    found = (
        _of_draws(text, whole, trees, above)
        or of_axis(whole, trees, above.axes)
        or of_dropout(text, whole, trees)
        or _of_name(whole, text)
        or _of_pooling(whole)
        or _of_choice(text, trees)
        or _of_value(text, trees)
    )
    if found is None:
        return None
    right, claim, practise, working = found
    return SaidOfCode(row, row.plain.strip(), "right" if right else "wrong", claim, practise, working)


Found = tuple[bool, str, str, Text]
"""Whether a statement holds, the claim's name, the item that trains it, and the working."""


def _read(block: Block) -> _Program:
    """What is known of a printed program."""
    program = _Program()
    if block.tree is None:
        return program
    known = _constants(block.tree)
    for node in nodes_in(block.tree):
        if not (isinstance(node, ast.Assign) and len(node.targets) == 1):
            continue
        target = node.targets[0]
        name = target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""
        scale = _scale(node.value, known)
        if name and scale is not None:
            program.draws[name.lower()] = scale
        call = node.value
        if name and isinstance(call, ast.Call) and (axis := axis_of(call)) is not None:
            program.axes[name.lower()] = axis
    return program


def _constants(tree: ast.Module) -> dict[str, float]:
    """The numbers of names that are given one and nothing else."""
    stored = Counter(
        part.id for part in nodes_in(tree) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    )
    return {
        node.targets[0].id: float(node.value.value)
        for node in nodes_in(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, int | float)
        and not isinstance(node.value.value, bool)
        and stored[node.targets[0].id] == 1
    }


def _scale(
    value: ast.expr, known: Mapping[str, float] = _NOTHING
) -> tuple[tuple[float | None, float | None], float] | None:
    """The sizes of a matrix of normal random numbers, where they are numbers, and its standard deviation.

    ``known`` are the numbers of names.
    """
    drawn = drawn_in(value)
    if drawn is None:
        return None
    sizes, factor = drawn
    try:
        scale = value_of(factor, known)
    except NoValue:
        return None
    return (_number(sizes[0], known), _number(sizes[1], known)), abs(float(scale))


def _number(node: ast.expr, known: Mapping[str, float] = _NOTHING) -> float | None:
    try:
        return float(value_of(node, known))
    except NoValue:
        return None


def _of_draws(text: str, whole: str, trees: Sequence[ast.Module], above: _Program) -> Found | None:
    """Judge a standard deviation, or the method, that a sentence gives to initial weights."""
    own = [scale for tree in trees for value in _values(tree) if (scale := _scale(value)) is not None]
    if not own:
        named = [
            draw
            for name, draw in above.draws.items()
            if re.search(rf"(?<![a-z0-9_]){re.escape(name)}(?![a-z0-9_])", whole)
        ]
        points = re.match(r"\W*(?:これ|この(?:コード|初期値|書き方)|上(?:のコード)?|this|it|that)", whole)
        own = named or (list(above.draws.values()) if points else [])
    if not own:
        return None
    said = _STD.search(text)
    if said is not None:
        value = value_of_text(said["value"])
        if value is None or len({scale for _, scale in own}) != 1:
            return None
        true = own[0][1]
        working = Text(f"標準偏差は {true:.4g} です", f"the standard deviation is {true:.4g}")
        return is_rounded(value, said["value"], true), "code-scale-claim", "xavier-std", working
    methods = [method for method, pattern in _METHODS.items() if pattern.search(text)]
    if len(methods) != 1:
        return None
    used = {_method(*draw) for draw in own}
    if len(used) != 1 or None in used:
        return None
    done = used.pop()
    title = {"xavier": "Xavier (1/√n)", "he": "He (√(2/n))"}.get(str(done), "")
    working = Text(f"この標準偏差は {title} です", f"this is the standard deviation of {title}")
    if done == "other":
        working = Text("割るのは前の層のノード数です", "it is divided by the number of nodes of the layer before")
    return done == methods[0], "code-scale-claim", "init-code-choice", working


def _method(sizes: tuple[float | None, float | None], scale: float) -> str | None:
    """Whose standard deviation it is; ``other`` for that of the layer behind; None where it is nobody's."""
    before, after = sizes
    if not before or before < 0:
        return None
    for method, factor in (("xavier", 1.0), ("he", 2.0)):
        if abs(scale - sqrt(factor / before)) < 1e-9:
            return method
    if after and after > 0 and any(abs(scale - sqrt(factor / after)) < 1e-9 for factor in (1.0, 2.0)):
        return "other"
    return None


def _values(tree: ast.Module) -> Iterator[ast.expr]:
    for node in tree.body:
        if isinstance(node, ast.Expr | ast.Assign):
            yield node.value


def _of_name(whole: str, text: str) -> Found | None:
    """Judge the method that the course's ``weight_init_std`` is said to choose."""
    said = re.search(r"weight_init_std\s*=\s*['\"](\w+)['\"]", whole)
    methods = [method for method, pattern in _METHODS.items() if pattern.search(text)]
    if said is None or len(methods) != 1 or said[1] not in _NAMED:
        return None
    if re.search(r"(?<![a-z])w\d|標準偏差|相性|向|適|suit", whole):
        return None
    chosen = _NAMED[said[1]]
    title = {"xavier": "Xavier", "he": "He"}[chosen]
    working = Text(f"'{said[1]}' は {title} の初期値を選びます", f"'{said[1]}' chooses {title} initialization")
    return methods[0] == chosen, "code-init-name-claim", "init-activation-match", working


def _of_pooling(whole: str) -> Found | None:
    """Judge what the stride of a pooling is said to be where none is given: the size of its window."""
    if not (_POOLING.search(whole) and _LEFT_OUT.search(whole) and _STRIDE.search(whole)):
        return None
    one, same = _ONE_BY_ONE.search(whole), _SAME.search(whole)
    window = re.search(r"pool(?:ing)?2d\s*\(\s*(?:pool_size\s*=\s*|kernel_size\s*=\s*)?\(?(\d{1,3})", whole)
    number = re.search(r"(?:ストライド|strides?)[^\d。]{0,16}?(\d{1,3})(?!\d)(?:に|と|です|だ|\s*\Z|[。.])", whole)
    working = Text(
        "ストライドを省くと、窓の大きさと同じになります", "a stride that is left out is the size of the window"
    )
    if same is not None and one is None:
        return True, "code-pooling-stride-claim", "pool-output-size", working
    if one is not None and same is None and (window is None or window[1] != "1"):
        return False, "code-pooling-stride-claim", "pool-output-size", working
    if number is not None and window is not None:
        return number[1] == window[1], "code-pooling-stride-claim", "pool-output-size", working
    return None


def _of_choice(text: str, trees: Sequence[ast.Module]) -> Found | None:
    """Judge how many of how many ``np.random.choice(a, b)`` is said to draw."""
    for tree in trees:
        for node in nodes_in(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "choice"):
                continue
            sizes = [size for part in node.args[:2] if (size := _number(part)) is not None]
            said = _CHOICE.search(text)
            if len(sizes) != 2 or said is None:
                return None
            out_of, drawn = (float(said[1] or said[4]), float(said[2] or said[3]))
            working = Text(
                f"{shown(sizes[0])} 個から {shown(sizes[1])} 個を選びます",
                f"it draws {shown(sizes[1])} out of {shown(sizes[0])}",
            )
            return [out_of, drawn] == sizes, "code-choice-claim", "sampling-with-replacement", working
    return None


def _of_value(text: str, trees: Sequence[ast.Module]) -> Found | None:
    """Judge what an expression is said to be for values that the sentence gives its names."""
    known = {name: float(number) for name, number in _GIVEN.findall(text)}
    said = _RESULT.search(text)
    if said is None or not known or len(trees) != 1:
        return None
    values = list(_values(trees[0]))
    if len(values) != 1 or not any(
        isinstance(part, ast.Name) and part.id.lower() in known for part in nodes_in(values[0])
    ):
        return None
    try:
        true = float(value_of(values[0], known))
    except NoValue:
        return None
    written = said[1].replace(",", "")
    working = Text(f"この値では {shown(true)} です", f"it is {shown(true)} for these values")
    return is_rounded(float(written), written, true), "code-value-claim", "minibatch-count-last", working
