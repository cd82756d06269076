"""The labels of an answer's parts: every spelling by which a learner may name one, and which parts it names.

A label comes from what the item prints (``W1``, 「最後のミニバッチ」), from what is usual for it (高さ, 縦, H and
height are one), and from the words that several parts share (``W`` for 「W の行」 and 「W の列」).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from solvers.expression.vocabulary import GREEK, GREEK_LETTER, LATEX_VARIANTS

_SYNONYMS: Final = (
    ("高さ", "縦", "たて", "タテ", "縦幅", "縦方向", "高さ方向", "縦の長さ", "縦の大きさ", "出力の高さ", "出力高さ",
     "行", "行数", "行の数", "h", "height", "high", "rows", "row", "number of rows", "oh", "out_h", "h_out"),
    ("幅", "横", "よこ", "ヨコ", "横幅", "横方向", "幅方向", "横の長さ", "横の大きさ", "出力の幅", "出力幅",
     "列", "列数", "列の数", "w", "width", "wide", "columns", "column", "cols", "col", "number of columns", "ow",
     "out_w", "w_out"),
    ("チャンネル数", "チャンネル", "チャネル数", "チャネル", "c", "ch", "channels", "channel", "depth", "奥行き"),
    ("平均", "平均値", "mean", "average", "avg", "μ", "mu"),
    ("分散", "分散値", "variance", "var", "σ²"),
    ("標準偏差", "standard deviation", "std", "sd", "s.d.", "σ"),
    ("学習率", "learning rate", "step size", "lr", "η"),
    ("条件数", "condition number", "cond", "κ"),
    ("正答率", "正解率", "accuracy", "acc"),
    ("損失", "損失関数の値", "loss", "l"),
    ("個数", "個", "count"),
    ("大きさ", "サイズ", "size"),
    ("更新の回数", "更新回数", "更新", "反復回数", "イテレーション数", "updates", "iterations", "steps"),
    ("比", "比率", "割合", "ratio"),
    ("刻み", "刻み幅", "step"),
    ("角", "隅", "corner"),
    ("辺", "端", "edge"),
    ("内側", "内部", "中央", "inside", "interior"),
    ("勾配", "傾き", "gradient", "grad"),
    ("更新量", "更新幅", "step"),
    ("総数", "合計", "total", "計"),
    ("パラメータ数", "パラメータ", "パラメータの数", "parameters", "params", "param"),
    ("積和の回数", "積和", "積和演算", "積和演算の回数", "multiply-accumulates", "macs", "mac", "mult-adds"),
    ("x 座標", "x座標", "x", "x coordinate"),
    ("fan-in", "fanin", "ファンイン", "入力の数", "n_in"),
    ("fan-out", "fanout", "ファンアウト", "出力の数", "n_out"),
)  # fmt: skip
"""Names for one thing; a part that is called by one of them may be called by all, unless another part is."""

_ENGLISH_OPENERS: Final = late(r"(?:the |with |number of |count of |size of |how many |which |share of )+")
_JAPANESE_CLOSERS: Final = late(r"(?:の場合|の個数|の数|数|の値|の割合|の合計|の大きさ)\Z")
_SUBSCRIPTS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_ONE_SHAPE: Final = {ord(letter): GREEK_LETTER[name] for letter, name in GREEK.items()}
_RAISED_INDEX: Final = late(r"⁽([⁰¹²³⁴⁵⁶⁷⁸⁹ᵗⁿ⁺⁻]{1,8})⁾")
_LOWERED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹ᵗⁿ⁺⁻", "0123456789tn+-")
_SUPERSCRIPTS: Final = {ord(sign): f"^{at}" for at, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_HAT: Final = late(
    r"\\(?:hat|widehat)\s*\{?\s*([A-Za-z])\s*\}?|([A-Za-z])_hat(?![A-Za-z])|(?<![A-Za-z])([abd-su-vx-zABD-SU-VX-Z])hat(?![A-Za-z])|([A-Za-z])\^(?=[=:はが]|\Z)"
)
_INDEX: Final = late(r"_\{\s*(\w{1,3})\s*\}")
_FRACTION: Final = late(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND: Final = late(r"\\([A-Za-z]+) ?")
_DROPPED: Final = late(r"[\\{}_$*`「」『』\"']|\(%\)")
_DIFFERENTIAL: Final = late(r"(?<![a-z])[d∂] ?([a-z]\w*) ?/ ?[d∂] ?([a-z]\w*)")


def skeleton(label: str) -> str:
    """Return what is left of a label without its typesetting: how labels are compared.

    >>> [skeleton(label) for label in ("W_{1}", "∂f / ∂x", "df/dx", "1 辺")]
    ['w1', '∂f/∂x', '∂f/∂x', '1辺']
    """
    bare = re.sub(r"\s+", "", spread(label))
    return GREEK_LETTER.get(bare, bare)


def spread(text: str) -> str:
    """Return a text in the spelling of ``skeleton``, with its spaces kept."""
    text = _RAISED_INDEX.sub(lambda found: f"^({found[1].translate(_LOWERED)})", normalize(text).translate(_ONE_SHAPE))
    text = text.translate(_SUBSCRIPTS).translate(_SUPERSCRIPTS)
    text = _FRACTION.sub(r"\1/\2", _INDEX.sub(r"_\1", text))
    text = _HAT.sub(lambda found: next(letter for letter in found.groups() if letter) + "\u0302", text)
    text = _COMMAND.sub(lambda found: _letter(found[1]), text)
    text = _DROPPED.sub("", text).lower()
    return _DIFFERENTIAL.sub(r"∂\1/∂\2", text)


def _letter(command: str) -> str:
    if command == "partial":
        return "∂"
    command = LATEX_VARIANTS.get(command, command)
    return GREEK_LETTER.get(command, "" if command in _SILENT else command)


_SILENT: Final = frozenset({"mathrm", "text", "mathbf", "boldsymbol", "bm", "left", "right", "operatorname"})


@dataclass(frozen=True)
class PartLabels:
    """The labels of the parts of an answer.

    Attributes:
        names: the names of each part as they are printed, as skeletons.
        meaning: skeleton of a label -> the parts that it names, in order: one, or a run of them.
        words: matches a label that may stand right before its value without any sign between (縦6).
    """

    names: tuple[tuple[str, ...], ...]
    meaning: MappingProxyType[str, tuple[int, ...]]
    words: re.Pattern[str] | None

    def named(self, text: str) -> tuple[int, ...]:
        """Return the parts that a label names, () if it is none.

        A piece of one part's name alone is a label too, and so is what is usual for that piece (サイズ for 大きさ);
        words that only one part's name has together are another ("last size" of "size of the last batch").
        """
        label = skeleton(text)
        known = self.meaning.get(label)
        if known is not None or len(label) < 2:
            return known or ()
        for spellings in ({label}, synonyms(label)):
            holders = [
                at
                for at, names in enumerate(self.names)
                if any(_is_piece(word, name) for name in names for word in spellings)
            ]
            if holders:
                return tuple(holders) if len(holders) == 1 else ()
        words = spread(text).split()
        if len(words) < 2 or not all(map(_LATIN_WORD.fullmatch, words)):
            return ()
        holders = [
            at
            for at, names in enumerate(self.names)
            if any(all(_is_piece(word, name) for word in words) for name in names)
        ]
        return tuple(holders) if len(holders) == 1 else ()


@cache
def synonyms(label: str) -> frozenset[str]:
    """Return the skeletons of what else is usual for a label; none where that isn't one thing.

    >>> "標準偏差" in synonyms("σ"), synonyms("step"), synonyms("q")
    (True, frozenset(), frozenset())
    """
    groups = [names for names in _synonym_groups() if label in names]
    return groups[0] if len(groups) == 1 else frozenset()


@cache
def _synonym_groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(skeleton, group)) for group in _SYNONYMS)


def groups_within(text: str) -> list[frozenset[str]]:
    """Return the groups of synonyms of which a text, in the spelling of ``spread``, holds a word."""
    return [
        group
        for names, group in zip(_SYNONYMS, _synonym_groups(), strict=True)
        if any(_is_word_of(name.lower(), text) for name in names)
    ]


def _is_word_of(name: str, text: str) -> bool:
    if not name.isascii():
        return len(name) > 1 and name in text
    return len(name) > 2 and re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text) is not None


def _is_piece(label: str, name: str) -> bool:
    """Whether a word is one of those that a name is made of: 停止 of 停止するエポック, never a part of a Latin word."""
    if not _WORD.fullmatch(label):
        return False
    start = name.find(label)
    while start >= 0:
        around = name[start - 1 : start] + name[start + len(label) : start + len(label) + 1]
        if not any(_same_script(label[0], sign) for sign in around) or "一" <= label[0] <= "龥":
            return True
        start = name.find(label, start + 1)
    return False


_LATIN_WORD: Final = late(r"[a-z]{3,}(?:-[a-z]{2,})?")
_WORD: Final = late(r"[一-龥]{2,}|[ァ-ヶー]{2,}|[a-z]{3,}(?:-[a-z]{2,})?|[一-龥ァ-ヶー]{3,}")


def _same_script(one: str, other: str) -> bool:
    return (one.isascii() and other.isascii() and (other.isalnum() or other == "-")) or (
        "ァ" <= one <= "ー" and "ァ" <= other <= "ー"
    )


@lru_cache(maxsize=512)
def part_labels(parts: tuple[Text, ...]) -> PartLabels:
    """Return the labels of parts with these names.

    >>> labels = part_labels((Text("縦", "height"), Text("横", "width")))
    >>> labels.named("幅"), labels.named("H"), labels.named("x")
    ((1,), (0,), ())
    >>> part_labels((Text("W の行", "rows of W"), Text("W の列", "columns of W"), Text("u", "u"))).named("W")
    (0, 1)
    """
    spellings: dict[str, dict[tuple[int, ...], int]] = {}

    def add(label: str, meaning: tuple[int, ...], rank: int) -> None:
        name = skeleton(label)
        if name and (not rank or any(sign.isalpha() for sign in name)):
            known = spellings.setdefault(name, {})
            known[meaning] = min(rank, known.get(meaning, rank))

    for at, part in enumerate(parts):
        for label, rank in _spellings(part):
            add(label, (at,), rank)
        for label in _derivatives(skeleton(part.ja)):
            add(label, (at,), 2)
    for label, run in (*_shared(parts), *_gradient(parts)):
        add(label, run, 2)
    for at, part in enumerate(parts):
        for group in _SYNONYMS:
            names = {skeleton(name) for name in group}
            if any(skeleton(label) in names for label, _ in _spellings(part)):
                for name in group:
                    add(name, (at,), 3)
    meaning = {}
    for name, found in spellings.items():
        best = min(found.values())
        ranked = [run for run, rank in found.items() if rank == best]
        if len(ranked) == 1:  # a word for two parts names none
            meaning[name] = ranked[0]
    printed = tuple((spread(part.ja), spread(part.en)) for part in parts)
    return PartLabels(printed, MappingProxyType(meaning), _words(meaning))


def _spellings(part: Text) -> Iterable[tuple[str, int]]:
    """Yield a part's labels with their rank: what is printed first, what is left of it without its frame next."""
    for printed in dict.fromkeys((part.ja, part.en)):
        yield printed, 0
        bare = re.sub(r"\s*[(（][^()（）]{0,12}[)）]\s*\Z", "", printed)
        if bare:
            yield bare, 1
        bracketed = re.fullmatch(r"[(（](\w{1,3})[)）]", printed.strip())
        if bracketed:
            yield bracketed[1], 1
            yield bracketed[1] + ")", 1
        plain = bare or printed
        closed = _JAPANESE_CLOSERS.sub("", plain)
        if closed and closed != plain:
            yield closed, 1
        opened = _ENGLISH_OPENERS.sub("", plain.lower())
        if opened != plain.lower():
            yield opened, 1


_INDEXED: Final = late(r"([a-zα-ω])([0-9])")
_OF_VARIABLE: Final = late(r"∂\w{1,3}/∂(\w{1,3})|[d∂]([a-zα-ω]\w?)")


def _derivatives(name: str) -> Iterable[str]:
    """Yield how else a part is written that is called by a letter with a number, or a derivative: W⁽¹⁾, γ の勾配."""
    if (indexed := _INDEXED.fullmatch(name)) is not None:
        yield f"{indexed[1]}^({indexed[2]})"
    if (found := _OF_VARIABLE.fullmatch(name)) is not None:
        variable = found[1] or found[2]
        yield from (
            f"{variable}の勾配",
            f"{variable}に関する勾配",
            f"{variable}についての微分",
            f"gradient of {variable}",
        )
        yield from (
            f"{variable}の微分",
            f"{variable}に関する微分",
            f"{variable}について",
            f"d{variable}",
            f"grad {variable}",
        )
        if found[2]:
            yield from (f"∂{loss}/∂{variable}" for loss in "lej")


def _shared(parts: Sequence[Text]) -> Iterable[tuple[str, tuple[int, ...]]]:
    """Yield what stands before の (after "of") in the names of neighbours, with the run of parts that share it."""
    for heads in (
        [_head(part.ja, r"(.+?)\s*の", first=True) for part in parts],
        [_head(part.en, r".+?\s+of\s+(.+)", first=False) for part in parts],
    ):
        for head in dict.fromkeys(heads):
            at = [place for place, other in enumerate(heads) if other == head]
            run = tuple(range(at[0], at[-1] + 1))
            if head and len(at) == len(run) and (len(run) < len(parts) or len(parts) == 1):
                yield head, run


def _gradient(parts: Sequence[Text]) -> Iterable[tuple[str, tuple[int, ...]]]:
    """Yield what a run of derivatives is called together: 勾配 of ∂y/∂x1 and ∂y/∂x2."""
    run = tuple(at for at, part in enumerate(parts) if skeleton(part.ja).startswith("∂"))
    if 1 < len(run) < len(parts) and run == tuple(range(run[0], run[-1] + 1)):
        for name in ("勾配", "gradient", "the gradient", "grad", "∇y"):
            yield name, run


def _head(label: str, pattern: str, *, first: bool) -> str:
    found = re.match(pattern, label)
    if found is None:
        return label if first else ""
    return found[1]


def _words(meaning: Iterable[str]) -> re.Pattern[str] | None:
    """Labels that are words: of two letters or with kanji or kana; a lone letter needs a sign or a space after it."""
    words, letters = [], []
    for name in sorted(meaning, key=len, reverse=True):
        spaced = r"\s*".join(re.escape(sign) for sign in name)
        if name.isascii() and name.isalnum() and (not name.isalpha() or len(name) < 3):
            letters.append(spaced)
        elif name[-1].isascii() and name[-1].isalnum():
            words.append(spaced + r"(?![A-Za-z0-9])")
        else:
            words.append(spaced)
    if letters:
        words.append(rf"(?:{'|'.join(letters)})(?=\s+[-+]?[0-9.√])")
    return re.compile("|".join(words), re.IGNORECASE) if words else None
