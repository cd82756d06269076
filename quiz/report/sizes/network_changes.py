"""What a sentence says would come out of a printed network's layer with another padding, stride or filter."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.sizes.network_model import Layer
from quiz.report.sizes.size_words import size_tokens
from quiz.report.sizes.window_trail import Judged, judged_window, padded_working

_CHANGE: Final = late(
    r"に(?:書き換え|書きかえ|変え|変更|増や|減ら|直[しす]|し(?:たら|て|た|ていたら)|す(?:る|れば)|なおす)|だと|だったら|なら|仮に|もし|"
    r"\b(?:if|had|were|instead|changing|setting|switching|with)\b"
)
_SETTINGS: Final = {
    "padding": late(
        r"(?<![a-z])(?:padding|pad|パディング(?:幅|数)?)['\"]?\s*(?:[:=をはが]|of|to|at)*\s*(\d{1,2})(?![\d.x×])"
    ),
    "stride": late(r"(?:ストライド(?:幅)?|\bstrides?)['\"]?\s*(?:[:=をはが]|of|to|at)*\s*(\d{1,2})(?![\d.x×])"),
    "kernel": late(
        r"(?:filter_size|kernel_size|カーネル(?:の?サイズ|の大きさ)?|フィルタ(?:の?サイズ|の大きさ)?|"
        r"kernel(?: size)?|filter(?: size)?)"
        r"['\"]?\s*(?:[:=をはが]|of|to|at)*\s*(\d{1,2})(?:\s?[x×]\s?(\d{1,2}))?(?![\d.]|\s?(?:枚|個|つ))"
    ),
}
_NO_PADDING: Final = late(
    r"\b(?:no|without) padding|パディング(?:を|は)?(?:なし|無し|し(?:ない|なければ)|付け(?:ない|なければ)|"
    r"つけ(?:ない|なければ)|やめ)"
)
_OLD: Final = late(
    r"(?:instead of|rather than|down from|up from)\s+(?:an? )?\d{1,4}\s?[x×]\s?\d{1,4}(?:\s?[x×]\s?\d{1,4})?|"
    r"\d{1,4}\s?[x×]\s?\d{1,4}\s?(?:から|ではなく|の代わりに|だったもの?が)"
)
CONV_SIDE: Final = late(r"conv_(?:output|out)_size[^\d。]{0,14}?(\d{1,5})(?!\s?[x×\d])")
_SEEN: Final = late(
    r"(?:kernel|filter) (?:really |actually )?sees|パディング後|padded (?:image|input|map)|パディングした(?:後|あと)"
)
_PAIR: Final = late(r"(?<![\d.x×])(\d{1,5})\s?[x×]\s?(\d{1,5})(?!\d|\.\d|\s?[x×])")
_DOUBT: Final = late(
    r"ない(?!と|場合)|ません|誤[りっ]|間違|だろうか|でしょうか|\bnot\b|n't\b|\bnever\b|\?|か[。.]?\s*\Z"
)
_OTHER: Final = late(r"プーリング|pool|全結合|dense|affine|パラメータ|param|重み|weights")


def is_changed_twice(text: str) -> bool:
    """Whether a sentence (``spelled``) gives one setting several values: which one it speaks of isn't clear.

    >>> is_changed_twice("パディングを0に変える"), is_changed_twice("パディングを0にしてから,パディングを1に戻す")
    (False, True)
    """
    return any(len(values) > 1 for values in _settings(_OLD.sub(" ", text)).values())


def _settings(text: str) -> dict[str, set[int]]:
    """The values that a text gives to each setting."""
    return {name: {int(one[1]) for one in pattern.finditer(text)} for name, pattern in _SETTINGS.items()}


def said_of_change(text: str, layer: Layer) -> Judged | None:
    """Judge what a sentence (``spelled``) says of a convolution with other settings; None if it says nothing so."""
    moved = layer.moved
    if moved is None or moved.source is None or layer.kind != "convolution":
        return None
    without_old = _OLD.sub(" ", text)
    found = {name: values.pop() for name, values in _settings(without_old).items() if len(values) == 1}
    bare = _NO_PADDING.sub(" ", without_old)
    if bare != without_old and "padding" not in found:
        found["padding"] = 0
    if not found or not _CHANGE.search(text) or _DOUBT.search(bare) or _OTHER.search(text):
        return None
    side = CONV_SIDE.search(without_old)
    sizes = [token.values for token in size_tokens(bare) if token.kind == "size"]
    if "kernel" in found:
        sizes = [size for size in sizes if size != (found["kernel"], found["kernel"])]
    if side is not None and not sizes:
        sizes = [(int(side[1]), int(side[1]))]
    if len(sizes) != 1:
        return None
    kernel = (found["kernel"], found["kernel"]) if "kernel" in found else moved.kernel
    changed = replace(
        moved, kernel=kernel, stride=found.get("stride", moved.stride), padding=found.get("padding", moved.padding)
    )
    return judged_window(changed, (sizes[0][0], sizes[0][1]))


def said_of_padded(text: str, layers: list[Layer]) -> Judged | None:
    """Judge the size that a sentence (``spelled``) gives to the padded image that a convolution works on."""
    if not _SEEN.search(text) or _DOUBT.search(text):
        return None
    sizes = [(int(high), int(wide)) for high, wide in _PAIR.findall(text)]
    kernels = [layer.window for layer in layers]
    claimed = [size for size in sizes if size not in kernels]
    chosen = [layer for layer in layers if layer.window in sizes] or layers
    padding = _SETTINGS["padding"].search(text)
    if len(claimed) != 1 or len(chosen) != 1:
        return None
    moved = chosen[0].moved
    width = int(padding[1]) if padding is not None else moved.padding if moved is not None else None
    if moved is None or moved.source is None or width is None or width < 1:
        return None
    return padded_working(moved.source, width, claimed[0])
