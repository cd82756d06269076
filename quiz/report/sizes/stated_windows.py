"""A sentence -> the convolution or pooling that it describes, and the size that it says comes out of it.

Each size and number takes its role from the word that it stands beside. The first size without one is the input, the
last one the output; any other, a role that two sizes claim, or a word whose number isn't understood, ends the reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.cued import Cued
from quiz.report.frozen import frozen
from quiz.report.sizes.layer_arithmetic import Pair, Window
from quiz.report.sizes.size_words import Token, size_tokens, spelled

_NOUNS: Final = frozenset({"input", "map", "kernel", "output", "padded", "pooling", "convolution"})
_VERBS: Final = {"becomes": "output", "source": "input"}
_BINDS: Final = late(
    r"\s*(?:の?(?:値|数|サイズ|大きさ|幅)|だけ|only|size)?\s*(?:は|が|を|も|に|で|=|:|\(|of|is|to|was)?\s*(?:an?|the)?\s*"
)
"""What may stand between a word and the number behind it."""
_BEFORE: Final = late(
    r"\s*-?\s*(?:(?:(?:ピクセル|画素|マス)?ずつ(?:の)?|(?:ピクセル|画素|マス)(?:の|分の)?|だけ|で|の|サイズの|大きさの|"
    r"(?:gr[ae]y(?:scale)? |colou?r |rgb )|-?pixels?|pixels? of|px|サイズ)\s*)?"
)
"""What may stand between a size and the word behind it."""
_INTO: Final = late(r"\s*(?:an?|the)?\s*(?:size)?\s*(?:of)?\s*(?:an?|the)?\s*")
_ENDS: Final = late(
    r"\s*(?:の大きさ|のサイズ)?\s*(?:です|だ|である|と(?:思う|なる)|に|as well|too|again)?[\s。.!),;]*"
    r"(?:\Z|,\s?(?:枚数|"
    r"チャン?ネル数|the number of channels))"
)
_COUNTED: Final = late(r"\s*-?\s*(?:枚|個|本|つ|種類|チャン?ネル|channels?|filters?|kernels?|層|件|回|人|%)(?!ずつ)")
_SETTINGS: Final = frozenset({"stride", "padding", "assigned_stride", "assigned_padding"})
_BESIDE: Final = late(r"[\s,・]*(?:\(縦×横\))?[\s,・]*(?:と|で)?[\s,]*")
"""What may stand between the sides of a filter and its stride or padding."""
_TO: Final = late(r"\s*(?:の画像|の入力)?に(?!な[るりっ])|を(?!出力)")
_LEADS: Final = late(r"(?:→|->|=|で|なので|から|して)\s*\Z")
_SO: Final = late(r"(?<=\d)(?:なら(?:ば)?|だと|のとき|の場合|では|で)(?:は)?,?\s*(?:(?:答え|サイズ|一辺|1辺)は\s*)?\Z")
"""What stands between the last setting of a window and the size that comes of them: 「ストライド2なら5」."""
_OF_FILTERS: Final = late(
    r"[\s,`]*(?:\d{1,4}|one|two|three|four|five|six|eight|ten|sixteen|thirty-two) (?:filters?|kernels?)\b", re.A
)
"""Behind the sides of filters: their number."""
_APPLIED: Final = late(r"\s*(?:で|の)\s*\Z")
_NONE_BEHIND: Final = late(
    r"\s*(?:は|を|も)?\s*(?:なし|無し|行わ(?:ない|ず)|し(?:ない|なければ)|せず|使わ(?:ない|ず)|"
    r"足さ(?:ない|ず)|入れ(?:ない|ず)|[つ付]け(?:ない|ず))"
)
_WAS: Final = late(r"(?:だった|であった)(?:もの|画像|写真|入力|マップ)?[はがを]")
_FIRST: Final = Cued(late(r"になってから|になった(?:後|あと)"), "にな")
"""What ends the clause that tells of a size: what follows is done with it."""
_UNCHANGED: Final = Cued(late(r"(?:変わ(?:らない|りません|らず)|変化(?:しない|しません))"), "変わ", "変化")
_MOVED: Final = late(r"\s*(?:画素|ピクセル|マス)?(?:ずつ(?:ずらし|ずらす|動か|移動)|おき|刻み)")
"""How it may be said by how much a window moves without a word for the stride."""
_UNLESS: Final = late(
    r"instead of|代わりに|h(?<!\wh)ad i\b|w(?<!\ww)ould have\b|だったら|だったはず|"
    r"転置|逆畳み込み|拡張畳み込み|dilat|transpos|deconv|depthwise|グループ化?畳み込み|grouped|ceil|切り上げ|グローバル|global|"
    r"im2col|受容野|receptive|チャン?ネルごと|以外|どちらか|または|もしくは|あるいは|o(?<!\wo)r\b|e(?<!\we)ither\b|〜|~|以上|以下|少なくとも"
)
"""Each alternative of these begins with a letter: where none of them stands is passed over at once."""
_DENIED: Final = late(
    r"ない|ません|なく|ず[,。に]|誤[りっ]|間違|かもしれ|だろう|でしょう|はず|n(?<!\wn)(?:ot|ever)\b|n't\b|w(?<!\ww)rong\b|"
    r"i(?<!\wi)f\b.*\bwould\b|\?|か[。.]?\s*\Z|求め|答えよ|思ってい"
)
_ALIKE: Final = Cued(
    late(
        r"(?:パディング|ストライド|フィルタ|カーネル|入力|画像)[^。,]{0,12}?のまま,?\s*(?:ストライド|パディング|フィルタ|カーネル)|"
        r"同じ(?:条件|入力|設定|画像|フィルタ|まま)|(?:それ|これ)?以外(?:は|が|を)?(?:同じ|そのまま|変え)|(?:他|ほか)(?:は|が|を)(?:同じ|そのまま|変え)|"
        r"(?:everything|all) else (?:being |is |stays |kept |left )?(?:the same|equal|unchanged|fixed)|"
        r"the same (?:input|setting|image|conditions|filter|kernel)|"
        r"the rest (?:is |being )?(?:the same|unchanged|fixed)|"
        r"\b(?:do|did) the same(?: thing)? with\b"
    ),
    "のまま", "同じ", "以外", "他", "ほか", " else ", "the same", "the rest",
)  # fmt: skip
_THEN: Final = Cued(
    late(
        r"\A\s*(?:そこ|それ|これ|その(?:出力|結果|画像|後|あと)|この(?:出力|画像|結果))(?:に|へ|を|から|で|,)|(?:続けて|さらに|次に|then\b)|"
        r"\bto (?:it|that|this|the result)\b|\A\s*after (?:that|this)|"
        r"\bthen (?:halves|shrinks|reduces|cuts|brings|turns)\b"
    ),
    "そこ", "それ", "これ", "その", "この", "続けて", "さらに", "次に", "then", "to ", "after",
)  # fmt: skip
_TURNS_INTO: Final = late(r"\s*(?:の[^\d。、,()]{1,12})?[がは]\s*")
"""Between a size and the one that it becomes: 「8×8が4×4になる」."""
_OPENS: Final = late(r"\s?\(\s?")
_ALL_AROUND: Final = late(
    r"上下左右|四方|周[囲りり]|まわり|四辺|両端|(?:every|each|all|both) (?:sides?|edges?)|all (?:around|round)|"
    r"[にへまで](?:膨ら|広が|拡大)|大きくな|\bgrows?\b|\benlarged?\b"
)
"""What tells that a size is that of the padded image, where no window is spoken of."""
_PUT_AROUND: Final = late(
    r"パディング(?:を|が)?(?:付|つけ|足|加|施|入れ|追加)|\b(?:add|adds|adding|put|puts|putting)\b.{0,24}\bpadding\b"
    r"|\bpadding\b.{0,12}\badded\b"
)
"""So does this, where the size is larger by the padding, at one end or at both."""


@frozen
class SaidWindow:
    """What a sentence says of a window.

    ``output`` is the size that it claims, ``padded`` tells that it is that of the padded input. ``alike`` and ``then``
    tell that it speaks of the window before it: with other numbers, or of one that takes its output. ``given`` and
    ``made`` are the channels of the input and of the output, None where none are said. ``convolves``: it is called a
    convolution.
    """

    window: Window
    output: Pair | None
    padded: bool
    alike: bool
    then: bool
    given: int | None = None
    made: int | None = None
    convolves: bool = False


class _NotUnderstood(Exception):
    """A word stands there whose number isn't understood."""


def said_window(sentence: str) -> SaidWindow | None:
    """Return what a sentence (plain text of a row) says of a window; None if it says nothing, or it isn't clear what.

    >>> found = said_window("9×9、フィルタ3×3、ストライド2、パディング0 → 4×4")
    >>> found.window.output(), found.output
    ((4, 4), (4, 4))
    """
    text = spelled(sentence)
    first = _FIRST.search(text)
    if first is not None:
        text = text[: first.start()] + "になる"
    tokens = size_tokens(text)
    if not any(token.values for token in tokens) or _UNLESS.search(text):
        return None
    try:
        return _Reader(text, tokens).read()
    except _NotUnderstood:
        return None


class _Reader:
    """Gives roles to the tokens of one sentence."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.taken: set[int] = set()
        self.roles: dict[str, Pair] = {}
        self.channels: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.without: list[tuple[int, int]] = []

    def read(self) -> SaidWindow | None:
        for at, token in enumerate(self.tokens):
            if token.kind in ("stride", "padding", "both"):
                self._number(at)
            elif token.kind == "number" and at not in self.taken and _MOVED.match(self.text, token.end):
                self.taken.add(at)
                self._set_number("stride", token.values[0])
            elif token.kind in ("same", "valid"):
                self._set_number("padding", -1 if token.kind == "same" else 0)
        self._assigned()
        self._sizes()
        self._scalars()
        if self._is_denied():
            return None
        kinds = {token.kind for token in self.tokens}
        if "pooling" in kinds and ("convolution" in kinds or self._has_filter()):
            return None  # two operations in one sentence
        if self._only_grows(kinds):
            self.roles["padded"] = self.roles.pop("output")
        padded = "padded" in self.roles
        if padded and "output" in self.roles:
            return None
        window = Window(
            "pooling" if "pooling" in kinds else "convolution",
            self.roles.get("input"),
            self.roles.get("kernel"),
            self.numbers.get("stride"),
            self.numbers.get("padding"),
        )
        alike, then = bool(_ALIKE.search(self.text)), bool(_THEN.search(self.text))
        output = self.roles.get("padded") or self.roles.get("output")
        given, made = self.channels.get("input"), self.channels.get("output")
        convolves = "convolution" in kinds or self._has_filter()
        return SaidWindow(window, output, padded, alike, then, given, made, convolves)

    # -- stride and padding -------------------------------------------------------------------------------------------

    def _number(self, at: int) -> None:
        """Read what is said of the stride, the padding or both at a token."""
        token = self.tokens[at]
        names = ("stride", "padding") if token.kind == "both" else (token.kind,)
        if token.kind == "both" and at and self.tokens[at - 1].kind == "none":  # no padding and stride 1
            if not self.text.startswith("padding", token.start):
                raise _NotUnderstood
            self.without.append((self.tokens[at - 1].start, token.end))
            self._set_number("padding", 0)
            names = ("stride",)
        value = self._behind(at)
        if value is None:
            value = self._in_front(at)
        if value is None:
            raise _NotUnderstood
        for name in names:
            self._set_number(name, value)

    def _behind(self, at: int) -> int | None:
        token = self.tokens[at]
        none = _NONE_BEHIND.match(self.text, token.end)
        if none is not None:
            self.without.append((token.start, none.end()))
            return 0
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if following is None or not _BINDS.fullmatch(self.text, token.end, following.start):
            return None
        if following.kind == "number" and not _COUNTED.match(self.text, following.end):
            self.taken.add(at + 1)
            return following.values[0]
        return None

    def _in_front(self, at: int) -> int | None:
        if not at:
            return None
        token, before = self.tokens[at], self.tokens[at - 1]
        between = self.text[before.end : token.start]
        if before.kind == "none" and not between.strip():
            self.without.append((before.start, token.end))
            return 0
        if before.kind == "number" and at - 1 not in self.taken and _BEFORE.fullmatch(between):
            self.taken.add(at - 1)
            return before.values[0]
        return None

    def _set_number(self, name: str, value: int) -> None:
        if self.numbers.get(name, value) != value:
            raise _NotUnderstood
        self.numbers[name] = value

    # -- sizes --------------------------------------------------------------------------------------------------------

    def _assigned(self) -> None:
        """Read ``I=12, P=0, F=3``: letters of the size formula."""
        for at, token in enumerate(self.tokens):
            if not token.kind.startswith("assigned_"):
                continue
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            if following is None or following.kind != "number" or following.start != token.end:
                raise _NotUnderstood
            self.taken.add(at + 1)
            role, value = token.kind.removeprefix("assigned_"), following.values[0]
            if role in ("stride", "padding"):
                self._set_number(role, value)
            else:
                self._set_size(role, (value, value))
        last = len(self.tokens) - 1
        if {"input", "kernel"} <= self.roles.keys() and "output" not in self.roles and last not in self.taken:
            token = self.tokens[last]
            if token.kind == "number" and _ENDS.match(self.text, token.end):
                self.taken.add(last)
                self._set_size("output", (token.values[0], token.values[0]))

    def _sizes(self) -> None:
        """Give each size its role."""
        without, maps = [], []
        for at, token in enumerate(self.tokens):
            if token.kind != "size":
                continue
            role = self._role(at)
            if role is None:
                without.append(at)
            elif role == "map":
                maps.append(token)
            else:
                self._set_size(role, token.values)
        for token in maps:  # a feature map is what goes in, or else what comes out
            self._set_size("output" if "input" in self.roles else "input", token.values)
        if without and "input" not in self.roles and without[0] == self._first_size():
            self._set_size("input", self.tokens[without.pop(0)].values)
        if (
            without
            and not {"output", "padded"} & self.roles.keys()
            and _ENDS.match(self.text, self.tokens[without[-1]].end)
        ):
            self._set_size("output", self.tokens[without.pop()].values)
        if without:
            raise _NotUnderstood

    def _first_size(self) -> int:
        return next(at for at, token in enumerate(self.tokens) if token.kind == "size")

    def _role(self, at: int) -> str | None:
        """The role of a size by the words beside it; what it becomes counts more than what it is."""
        token = self.tokens[at]
        before = self.tokens[at - 1] if at else None
        behind = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if _WAS.match(self.text, token.end):
            return "input"
        if behind is not None and behind.kind == "size" and _TURNS_INTO.fullmatch(self.text, token.end, behind.start):
            return "input"
        opened = before is not None and _OPENS.fullmatch(self.text, before.end, token.start)
        if before is not None and opened and before.kind in ("pooling", "convolution", "kernel"):
            return "kernel"
        if before is not None and before.kind in _VERBS and _INTO.fullmatch(self.text, before.end, token.start):
            named = self._is_named_by(at)
            if named is not None:
                return named
            if behind is not None and behind.kind in ("kernel", "pooling") and self._touches(token, behind):
                return "kernel"
            return _VERBS[before.kind]
        if behind is not None and behind.kind in _NOUNS and self._touches(token, behind):
            return "output" if behind.kind == "map" and self._comes_out(at + 1) else _role_of_noun(behind.kind)
        if behind is not None and behind.kind == "becomes" and self._ends_in(token, behind):
            return self._named_output(at)
        if before is not None and before.kind in _NOUNS and _BINDS.fullmatch(self.text, before.end, token.start):
            return _role_of_noun(before.kind)
        if _TO.match(self.text, token.end):
            return "input"
        if _OF_FILTERS.match(self.text, token.end):
            return "kernel"
        if (
            behind is not None
            and behind.kind in ("convolution", "pooling")
            and _APPLIED.match(self.text[token.end : behind.start])
        ):
            return "kernel"
        if behind is not None and behind.kind in _SETTINGS and _BESIDE.fullmatch(self.text, token.end, behind.start):
            return "kernel"
        return None

    def _ends_in(self, token: Token, verb: Token) -> bool:
        """Whether a Japanese verb follows the size: 24x24 になる."""
        return self.text[verb.start] in "にとのへまが" and not self.text[token.end : verb.start].strip()

    def _comes_out(self, at: int) -> bool:
        """Whether a Japanese verb follows the noun of a size: 24x24 のマップになる."""
        verb = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return verb is not None and verb.kind == "becomes" and self._ends_in(self.tokens[at], verb)

    def _is_named_by(self, at: int) -> str | None:
        """The role that a noun before an "is" gives: the input is 24x24."""
        verb, noun = self.tokens[at - 1], self.tokens[at - 2] if at > 1 else None
        if noun is None or noun.kind not in ("input", "kernel") or self.text[verb.start : verb.end] != "is":
            return None
        return noun.kind if not self.text[noun.end : verb.start].strip() and at == 2 else None

    def _named_output(self, at: int) -> str:
        """Whether what a size becomes is the output, or the input with its padding."""
        return "padded" if any(token.kind == "padded" for token in self.tokens[:at]) else "output"

    def _touches(self, token: Token, noun: Token) -> bool:
        return bool(_BEFORE.fullmatch(self.text, token.end, noun.start))

    def _scalars(self) -> None:
        """Read ``入力28、フィルタ5 ... 出力は24``: one number for both sides."""
        for at, token in enumerate(self.tokens[1:], 1):
            before = self.tokens[at - 1]
            if (
                token.kind != "number"
                or at in self.taken
                or before.kind not in ("input", "kernel", "output", "pooling")
            ):
                continue
            if before.kind == "pooling" and (before.end == token.start or "kernel" in self.roles):
                continue  # プーリング1 is the name of a layer
            if _BINDS.fullmatch(self.text, before.end, token.start) and not _COUNTED.match(self.text, token.end):
                self.taken.add(at)
                self._set_size(_role_of_noun(before.kind), (token.values[0], token.values[0]))
        last = len(self.tokens) - 1
        by_numbers = {"input", "kernel"} <= self.roles.keys() and not {"output", "padded"} & self.roles.keys()
        if by_numbers and last not in self.taken and not any(token.kind == "size" for token in self.tokens):
            token = self.tokens[last]
            head = self.text[: token.start]
            concluded = _leads_to(head) or (bool(self.numbers) and _SO.search(head) is not None)
            if token.kind == "number" and _ENDS.match(self.text, token.end) and concluded:
                self.taken.add(last)
                self._set_size("output", (token.values[0], token.values[0]))

    def _set_size(self, role: str, values: tuple[int, ...]) -> None:
        pair, channels = (values[0], values[1]), values[2:]
        if len(values) == 3 and values[0] != values[1]:  # the channels may stand first
            if values[1] != values[2]:
                raise _NotUnderstood
            pair, channels = (values[1], values[2]), values[:1]
        if self.roles.get(role, pair) != pair:
            raise _NotUnderstood
        self.roles[role] = pair
        if channels:
            self.channels[role] = channels[0]

    def _has_filter(self) -> bool:
        """Whether a filter or a kernel is named; a window may be that of a pooling."""
        return any(
            token.kind == "kernel" and not re.match("窓|window", self.text[token.start : token.end])
            for token in self.tokens
        )

    def _only_grows(self, kinds: set[str]) -> bool:
        """Whether a padding is put around an image, and no window moves over it: what comes out is the padded image."""
        alone = (
            not kinds & {"kernel", "convolution", "pooling", "stride", "both", "padded"} and "kernel" not in self.roles
        )
        said = {"input", "output"} <= self.roles.keys() and self.numbers.get("padding", 0) > 0
        if not (alone and said) or _ALIKE.search(self.text):
            return False
        if _ALL_AROUND.search(self.text):
            return True
        grown = {after - before for before, after in zip(self.roles["input"], self.roles["output"], strict=True)}
        padding = self.numbers["padding"]
        return bool(_PUT_AROUND.search(self.text)) and len(grown) == 1 and grown <= {padding, 2 * padding}

    def _is_denied(self) -> bool:
        """Whether the sentence denies, doubts or asks what it says; that there is no padding denies nothing."""
        text = self.text
        for start, end in self.without:
            text = text[:start] + " " * (end - start) + text[end:]
        return bool(_DENIED.search(_UNCHANGED.sub(" ", text)))


def _leads_to(before: str) -> bool:
    """Whether a number is what words before it conclude with, behind an arrow or an equation."""
    return _LEADS.search(before) is not None and re.search(r"→|->|=", before) is not None


def _role_of_noun(kind: str) -> str:
    """The role that a noun gives to the size beside it."""
    return "kernel" if kind in ("pooling", "convolution") else kind
