"""A table with a window in each row (input, filter, stride, padding, output) -> each output held against its own row.

The header tells which column is which: a word or a letter of closed lists for each. A table with another column (a
dilation, a number of groups), with a role that two columns claim, or with right answers beside wrong ones, is left
alone; so is a row with a cell that is no number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen
from quiz.report.sizes.count_words import PARAMETERS
from quiz.report.sizes.layer_arithmetic import MOST, Pair, Window
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.window_trail import Judged, judged_window
from quiz.report.tables import Table

WORKS_OTHERWISE: Final = late(
    r"転置|逆畳|transpos|deconv|dilat|拡張|depthwise|グループ|group|アップ|upsampl|分岐|branch|inception|並列|"
    r"parallel|skip|残差|resid|"
    r"concat|shortcut|global|グローバル"
)
"""What works in another way, or stands in no single row of layers."""
COUNTS_PARAMETERS: Final = late(
    rf"(?:{PARAMETERS})ー?の?(?:総|個)?数?|(?:重み|weights)(?:と|・|\+| and )(?:バイアス|bias(?:es)?)の?(?:個数|数|"
    rf"合計)?|"
    r"重みの?(?:個数|数)|(?:#|number of|no\. of)\s?(?:(?:trainable|learnable) )?(?:weights|param(?:eter)?s)|"
    r"weights|param(?:eter)? ?(?:count|#)",
    re.A,
)
"""What a column is called that counts the parameters of its row's layer."""
_ROUNDED: Final = late(r"切り上げ|ceil|rounded up|rounding up")
_OF: Final = r"(?:の?(?:画像|特徴マップ|マップ|データ|サイズ|大きさ|一辺|1辺|辺|形状?))*"
_ENGLISH_OF: Final = r"(?:[ _-](?:image|feature map|map|size|side|shape|width|height|dims?|dimensions?))*s?"
_MINE: Final = r"(?:(?:自分|私|わたし|僕)の)?"
_ROLES: Final = {
    "input": rf"(?:元の)?(?:入力|画像){_OF}|一辺|in|(?:input|image){_ENGLISH_OF}|[hwin]|h_?in|w_?in|ih|iw",
    "sheets": r"(?:フィルター?|カーネル)(?:の?(?:枚数|個数|数))|枚数|出力の?チャン?ネル数?|(?:#|number of |no\. of )?"
              r"(?:filters|kernels)|(?:out|output)[ _]channels?",
    "kernel": rf"(?:畳み込み)?(?:フィルター?|カーネル|窓|プーリング窓?|プール){_OF}|(?:conv(?:olution)? )?"
              rf"(?:filter|kernel|window|pool(?:ing)?(?: window)?){_ENGLISH_OF}|[fk]|[fk][hws]",
    "stride": r"ストライド(?:幅|数|の幅)?|(?:移動|ずらす|ずらし)幅|strides?|s",
    "padding": r"(?:ゼロ|0)?パディング(?:幅|数|の幅)?|余白|(?:zero[ -]?)?padding|pad|p",
    "output": rf"(?:出力|結果){_OF}|{_MINE}(?:答え|解答|回答|計算結果)|out|"
              rf"(?:output|result){_ENGLISH_OF}|(?:my )?(?:answer|result)|[oh]w?_?out|oh?|ow",
    "about": r"|#|no\.?|番号|例|問題?|層の?(?:名前?|種類)?|名前|種類|操作|処理|演算|計算(?:式|過程)?|式|途中(?:式|"
             r"計算)?|メモ|備考|コメント|理由|"
             r"活性化(?:関数)?|(?:layer|op)(?: (?:type|name))?|name|type|operation|case|example|formula|working|"
             r"calculation|"
             r"notes?|comments?|remarks?|why|activation",
}  # fmt: skip
_PATTERNS: Final = {role: late(pattern, re.A) for role, pattern in _ROLES.items()}
_ASIDE: Final = late(r"\([^()]*\)|[?:=]")
_SYMBOL: Final = late(r"(?<=[ぁ-んァ-ヶ一-龠ー\w])\s+(?:[a-z]{1,2}|[a-z]_(?:in|out))\Z", re.A)
_SIZE: Final = late(r"(\d{1,5})(?:\s?[x×]\s?(\d{1,5})(?:\s?[x×]\s?(\d{1,5}))?)?(?:\s?(?:px|ピクセル|画素))?", re.A)
_SHEETS_FIRST: Final = late(r"(\d{1,5})\s?@\s?(\d{1,5})\s?[x×]\s?(\d{1,5})", re.A)
_CROSS: Final = late(r"\d\s?[x×✕]\s?\d")
_COUNT: Final = late(r"(\d{1,5})\s?(?:枚|個|ch|チャン?ネル|ピクセル|画素|マス|px)?", re.A)
_NO_PADDING: Final = frozenset(("なし", "無し", "none", "no", "valid", "なし(0)", "0(なし)"))
_POOLING: Final = late(r"プーリング|プール|pool")
_CONVOLUTION: Final = late(r"畳み?込み?|conv")


@frozen
class CellSize:
    """The sides that a cell gives, and its channels where it gives them."""

    sides: Pair
    channels: int | None = None


def table_of_windows(table: Table) -> dict[int, Judged | None] | None:
    """Return what is to be said of each row of a table, by its place, None for what is left alone.

    None for a table that lists no windows.

    >>> rows = ((2, ("24×24", "28×28", "5×5", "1", "0")), (3, ("14×14", "28×28", "4×4", "2", "0")))
    >>> found = table_of_windows(Table(0, ("出力", "入力", "フィルタ", "s", "p"), rows))
    >>> found[2].verdict, found[3].verdict
    ('right', 'wrong')
    """
    around = spelled(" ".join((table.heading, table.lead, *table.header)))
    columns = _columns(table)
    if columns is None or not all(columns.get(role) for role in ("input", "kernel", "output")):
        return None
    found: dict[int, Judged | None] = dict.fromkeys(place for place, _ in table.body)
    if columns.get("other") or WORKS_OTHERWISE.search(around) or _ROUNDED.search(around) or table.is_mended:
        return found
    for place, cells in table.body:
        written = [spelled(cell) for cell in cells]
        if not WORKS_OTHERWISE.search(" ".join(written)):
            found[place] = _judged(written, columns, around)
    return found


def _columns(table: Table) -> Mapping[str, Sequence[int]] | None:
    """The columns of each role; None where one has several: of those it isn't sure which is meant."""
    columns: dict[str, list[int]] = {}
    for at, cell in enumerate(table.header):
        name = spelled(cell)
        bare = _SYMBOL.sub("", " ".join(_ASIDE.sub(" ", name).split()))
        role = next((role for role, pattern in _PATTERNS.items() if pattern.fullmatch(bare)), "other")
        role = "counted" if COUNTS_PARAMETERS.fullmatch(bare) else role
        columns.setdefault(role, []).append(at)
    named = columns.get("sheets", [])
    if "kernel" not in columns and all(_CROSS.search(cells[at]) for _, cells in table.body for at in named):
        columns["kernel"] = columns.pop("sheets", [])  # "filters" with sides in its cells
    roles = ("input", "kernel", "stride", "padding", "output", "sheets")
    return columns if all(len(columns.get(role, ())) < 2 for role in roles) else None


def _judged(cells: Sequence[str], columns: Mapping[str, Sequence[int]], around: str) -> Judged | None:
    """Judge the output of one row."""
    given = {role: cells[at[0]] for role, at in columns.items() if role not in ("about", "counted", "other")}
    source, kernel, output = (size_in(given[role]) for role in ("input", "kernel", "output"))
    stride, padding = _number(given.get("stride", "")), _padding(given.get("padding", ""))
    if source is None or kernel is None or output is None:
        return None
    if ("stride" in given and not stride) or ("padding" in given and padding is None):
        return None
    kind = _kind(" ".join(cells[at] for at in columns.get("about", ())) or around, around)
    window = Window(kind, source.sides, kernel.sides, stride, padding)
    judged = judged_window(window, output.sides)
    if judged is None or judged.verdict != "right":
        return judged
    made = source.channels if kind == "pooling" else _number(given.get("sheets", ""))
    if output.channels is not None and made is not None and output.channels != made:
        why = Text(f"出力のチャンネル数は {made} です", f"the output has {made} channels")
        return Judged("wrong", judged.claim, judged.practise, why)
    return judged


def _kind(said: str, around: str) -> Literal["convolution", "pooling"]:
    for text in (said, around):
        pools, convolves = bool(_POOLING.search(text)), bool(_CONVOLUTION.search(text))
        if pools != convolves:
            return "pooling" if pools else "convolution"
    return "convolution"


def size_in(written: str) -> CellSize | None:
    """Return the size that a cell (``spelled``) gives; None where it holds anything else.

    >>> size_in("28×28×3"), size_in("3×28×28") == size_in("3@28×28"), size_in("28×28 (rgb)")
    (CellSize(sides=(28, 28), channels=3), True, None)
    """
    bare = written.strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1].replace(",", "x")
    sheets = _SHEETS_FIRST.fullmatch(bare)
    if sheets is not None:
        return CellSize((int(sheets[2]), int(sheets[3])), int(sheets[1]))
    found = _SIZE.fullmatch(bare)
    if found is None or max(int(each) for each in found.groups() if each) > MOST:
        return None
    first, second, third = (int(each) if each else None for each in found.groups())
    assert first is not None
    if second is None:
        return CellSize((first, first))
    if third is not None and second == third:  # channels first
        return CellSize((second, third), first)
    return CellSize((first, second), third)


def _number(written: str) -> int | None:
    """The number of a cell; the two of both directions where they are one."""
    found = _COUNT.fullmatch(written.strip())
    if found is not None:
        return int(found[1])
    pair = size_in(written)
    return pair.sides[0] if pair is not None and pair.sides[0] == pair.sides[1] and pair.channels is None else None


def _padding(written: str) -> int | None:
    if written.strip() in _NO_PADDING:
        return 0
    return -1 if written.strip() == "same" else _number(written)
