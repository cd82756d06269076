"""``im2col`` of a report: the rows and columns of the matrix that a batch of images is opened out to.

N images with C channels of H×W and a filter of FH×FW give N·OH·OW rows and C·FH·FW columns, where OH×OW is what comes
out of the convolution (the course's ``im2col``; Saito, Deep Learning from Scratch, 7.4).
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field, replace
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.code.printed_code import Block
from quiz.report.code.tree_nodes import nodes_in
from quiz.report.sizes.call_arguments import arguments, literal, name_of_call, whole
from quiz.report.sizes.layer_arithmetic import MOST, Pair, Window
from quiz.report.sizes.network_model import PrintedNetwork
from quiz.report.sizes.size_words import size_tokens, spelled
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_numbers import whole_number

_ABOUT: Final = late(r"im2col|(?<![a-z])col(?![a-z])|開いた行列|展開した行列|行列に(?:開|展開)|unrolled|unfolded")
_FOUR: Final = late(r"\((\d{1,6}),\s?(\d{1,5}),\s?(\d{1,5}),\s?(\d{1,5})\)")
_IMAGES: Final = late(
    r"(?:バッチ(?:サイズ)?[はがを]?\s*|\bn\s*=\s*)(\d{1,6})|(?<![\d.])(\d{1,6})\s*(?:枚|images|samples|件|"
    r"個の画像)|batch(?: size)? of (\d{1,6})"
)
_CHANNELS: Final = late(r"(\d{1,5})\s*(?:チャン?ネル|channels?)|(?:チャン?ネル数?[はが]?|\bc\s*=)\s*(\d{1,5})")
_STRIDE: Final = late(r"(?:ストライド|stride)\s*(?:は|を|=|of|:)*\s*(\d{1,2})")
_PADDING: Final = late(r"(?:パディング|padding|pad)\s*(?:は|を|=|of|:)*\s*(\d{1,2})")
_NO_PADDING: Final = late(r"パディング(?:は|を)?(?:なし|無し)|(?:no|without) padding")
_KERNEL: Final = late(
    r"(?:フィルタ|カーネル|窓|filter|kernel|window)(?:の?サイズ|の大きさ| size)?(?:は|が|を|も|=|of|:|"
    r"\s)*(\d{1,2})\s?[x×]\s?(\d{1,2})|"
    r"(\d{1,2})\s?[x×]\s?(\d{1,2})\s?の?(?:フィルタ|カーネル|窓|filter|kernel|window)"
)
_N: Final = r"(\d{1,3}(?:,\d{3})+|\d{1,8})"
_MATRIX: Final = late(rf"\({_N},\s+{_N}\)|\((\d+),(\d+)\)|{_N}\s?行\s?(?:×|,)?\s?{_N}\s?列|"
rf"{_N}\s?[x×]\s?{_N}(?:の(?:2次元)?(?:行列|配列)| matrix| array)|"
                               rf"{_N} rows (?:and|by|x) {_N} columns")  # fmt: skip
_ROWS: Final = late(rf"行数[^\d。]{{0,24}}(?:[\d×x*\s]+=\s*)?{_N}(?!\d|\s?[x×*])|{_N} rows")
_COLUMNS: Final = late(rf"列数[^\d。]{{0,24}}(?:[\d×x*\s]+=\s*)?{_N}(?!\d|\s?[x×*])|{_N} columns")
_CHANGE: Final = late(r"変え|すると|したら|なら|\bif\b|\bwith\b|instead")
_RESULT: Final = late(r"\W*(?:結果|出力|形|返り値|戻り値|the result|the shape|this gives|it (?:has|gives))")
"""How a sentence below a program begins that tells what it gives."""
_DENIED: Final = late(r"ない|ません|誤[りっ]|間違|だろうか|\bnot\b|n't\b|\?|か[。.]?\s*\Z|逆|col2im|転置|reshape")


@dataclass(frozen=True, slots=True)
class _Batch:
    """The images, their channels and sides, and the window that moves over them; None where nothing is said."""

    images: int | None = None
    channels: int | None = None
    window: Window = field(default_factory=lambda: Window("convolution", None, None, 1, 0))

    def matrix(self) -> tuple[int, int] | None:
        """The rows and the columns."""
        out, kernel = self.window.output(), self.window.kernel
        if out is None or kernel is None or not self.images or not self.channels:
            return None
        rows, columns = self.images * out[0] * out[1], self.channels * kernel[0] * kernel[1]
        return (rows, columns) if max(rows, columns) <= MOST else None


class UnrolledReader:
    """Judges sentences about ``im2col``; what one of them, or a program, gives holds for the next of the section."""

    def __init__(self) -> None:
        self._batch = _Batch()
        self._shown = False

    def forget(self) -> None:
        """A new section begins."""
        self._batch, self._shown = _Batch(), False

    def learn(self, block: Block) -> None:
        """Take the arrays that a program makes and the last ``im2col`` that it calls on one of them.

        A shape that the program leaves out may stand in a comment: ``# x: (10, 3, 7, 7)``.
        """
        tree = block.tree
        if tree is None:
            return
        told = [tuple(map(int, found.groups())) for one in block.comments for found in _FOUR.finditer(one.text)]
        arrays: dict[str, tuple[int, ...]] = {}
        for node in nodes_in(tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                shape = _shape_of(node.value)
                if shape is not None:
                    arrays[node.targets[0].id] = shape
        for node in nodes_in(tree):
            if isinstance(node, ast.Call) and name_of_call(node) == "im2col" and node.args:
                given = node.args[0]
                shape = (
                    arrays.get(given.id, told[0] if len(told) == 1 else None) if isinstance(given, ast.Name) else None
                )
                words = arguments(node, ("", "filter_h", "filter_w", "stride", "pad"))
                high, wide = whole(words.get("filter_h")), whole(words.get("filter_w"))
                stride, padding = whole(words.get("stride", 1)), whole(words.get("pad", 0))
                self.forget()
                if shape is not None and high and wide and stride and padding is not None:
                    window = Window("convolution", (shape[2], shape[3]), (high, wide), stride, padding)
                    self._batch, self._shown = _Batch(shape[0], shape[1], window), True

    def learn_network(self, network: PrintedNetwork | None) -> None:
        """Take the first convolution of a printed network; its batch is told by a sentence."""
        layers = network.of_kind("convolution") if network is not None else []
        if layers and layers[0].moved is not None and layers[0].shape is not None and len(layers[0].shape) == 4:
            self._batch = _Batch(None, layers[0].shape[1], layers[0].moved)

    def judge(self, sentence: str, *, about: bool) -> Judged | None:
        """Return whether the matrix that a sentence states is right; ``about``: its section is about ``im2col``."""
        text = spelled(sentence)
        if not about and not _ABOUT.search(text) and self._batch.matrix() is None:
            return None
        about = about or (self._shown and _RESULT.match(text) is not None)
        said = self._said(text)
        changes = bool(_CHANGE.search(text))
        if not changes:
            self._batch = said
        matrix = said.matrix()
        if _DENIED.search(text) or matrix is None:
            return None
        claimed = _claimed(text)
        if claimed is None or not (about or _ABOUT.search(text) or changes):
            return None
        right = all(one in (None, other) for one, other in zip(claimed, matrix, strict=True))
        out, kernel = said.window.output() or (0, 0), said.window.kernel or (0, 0)
        rows = f"{said.images}·{out[0]}·{out[1]} = {matrix[0]}"
        columns = f"{said.channels}·{kernel[0]}·{kernel[1]} = {matrix[1]}"
        working = Text(f"行は N·OH·OW = {rows}、列は C·FH·FW = {columns} です",
                       f"N·OH·OW = {rows} rows, C·FH·FW = {columns} columns")  # fmt: skip
        return Judged("right" if right else "wrong", "im2col-size-claim", "im2col-shape", working)

    def _said(self, text: str) -> _Batch:
        """What is known with what a sentence says."""
        batch = self._batch
        four = _FOUR.search(text)
        if four is not None:
            images, channels, high, wide = (int(each) for each in four.groups())
            batch = replace(batch, images=images, channels=channels, window=replace(batch.window, source=(high, wide)))
        if (images_said := _only(_IMAGES, text)) is not None:
            batch = replace(batch, images=images_said)
        if (channels_said := _only(_CHANNELS, text)) is not None:
            batch = replace(batch, channels=channels_said)
        kernels = {tuple(int(side) for side in found.groups() if side) for found in _KERNEL.finditer(text)}
        window = batch.window
        if len(kernels) == 1:
            high, wide = kernels.pop()
            window = replace(window, kernel=(high, wide))
        source = _source(text, window.kernel)
        if source is not None:
            window = replace(window, source=source)
        stride, padding = _only(_STRIDE, text), _only(_PADDING, text)
        if _NO_PADDING.search(text):
            padding = 0
        window = replace(
            window,
            stride=window.stride if stride is None else stride,
            padding=window.padding if padding is None else padding,
        )
        return replace(batch, window=window)


def _shape_of(node: ast.expr) -> tuple[int, ...] | None:
    """The shape of an array of four axes that a call makes: ``np.random.rand(10, 3, 7, 7)``."""
    if not isinstance(node, ast.Call) or name_of_call(node) not in ("rand", "randn", "zeros", "ones", "random"):
        return None
    shape = literal(node.args[0]) if len(node.args) == 1 else tuple(literal(part) for part in node.args)
    if isinstance(shape, tuple) and len(shape) == 4 and all(type(side) is int and 0 < side <= MOST for side in shape):
        return shape
    return None


def _only(pattern: re.Pattern[str], text: str) -> int | None:
    found = {int(next(each for each in one.groups() if each)) for one in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _source(text: str, kernel: Pair | None) -> Pair | None:
    """The sides of the images, where one size of a sentence stands before ``image`` or behind ``images of``."""
    for at, token in enumerate(tokens := size_tokens(text)):
        if token.kind != "size" or len(token.values) != 2 or token.values == kernel:
            continue
        near = [other.kind for other in tokens[max(at - 1, 0) : at + 2]]
        if "input" in near:
            return token.values[0], token.values[1]
    return None


def _claimed(text: str) -> tuple[int | None, int | None] | None:
    """The rows and the columns that a sentence states, None for what it leaves out."""
    bare = _FOUR.sub(" ", text)
    matrices = {tuple(whole_number(each) for each in found.groups() if each) for found in _MATRIX.finditer(bare)}
    if matrices:
        one = matrices.pop()
        return (one[0], one[1]) if not matrices else None
    rows, columns = _ROWS.search(bare), _COLUMNS.search(bare)
    if rows is None and columns is None:
        return None
    return _bound(rows), _bound(columns)


def _bound(found: re.Match[str] | None) -> int | None:
    return None if found is None else whole_number(next(each for each in found.groups() if each))
