"""A number's answer as a complete sequence of tokens: mathematics, labels, units, separators. Nothing is skipped.

Every token is one of a closed list. What is none of them ends the reading with its place: a word that nobody knows
may change the number (ルート6, 6千), so it is never thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple

from quiz.reading.fillers import APPROXIMATE, APPROXIMATE_TAILS
from quiz.reading.late_patterns import late
from quiz.reading.number_words import number_in_words
from quiz.reading.part_labels import PartLabels, skeleton
from quiz.reading.units import PERCENT_WORDS, unit_called, units
from solvers.expression.vocabulary import CONSTANTS, GREEK, LATEX_VARIANTS, SPELLINGS

Kind = Literal["math", "space", "sep", "row", "open", "close", "label", "unit", "equals"]


class Token(NamedTuple):
    """A piece of an answer, with its place in the normalized text.

    ``text`` of mathematics is what the formula reader is given; ``other`` is a second way to read it (a product, where
    a mixed number is meant), else "". ``parts`` are the parts that a label names.
    """

    kind: Kind
    text: str
    start: int
    end: int
    other: str = ""
    parts: tuple[int, ...] = ()


class UnknownWord(Exception):
    """A word of no list, from ``start`` to ``end`` of the normalized text."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(start, end)
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class Manner:
    """What a sign that has two uses divides: a comma or not within 1,000, a space, a × between two numbers."""

    thousands: bool = False
    spaces: bool = False
    sides: bool = False


_SPACE: Final = late(r"[ \t]+")
_ROWS: Final = late(r"\s*(?:\\\\(?:\[[^\[\]]{0,12}\])?|\\cr(?![A-Za-z])|\n)\s*")
_NUMBER: Final = late(r"[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?")
_THOUSANDS: Final = late(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?")
_GROUPED: Final = late(
    r"(?:[0-9]{1,3}(?:[ _][0-9]{3})+(?:\.[0-9]+)?"
    r"|[0-9]+\.[0-9]{3}(?: [0-9]{3})*(?: [0-9]{1,3})|[0-9]+(?:_[0-9]+)+)(?![0-9.])"
)
_TYPESET_GROUPS: Final = late(r"[0-9]{1,3}(?:(?:\{,\}|\\,|,\\!|['’])[0-9]{3})+(?:\.[0-9]+)?(?![0-9])")
_STOP_FOR_POINT: Final = late(r"0。[0-9]+(?![0-9.。])")
"""0。5 as an input method writes 0.5: nothing else begins with a lone zero."""
_UNDERSCORED: Final = late(r"[0-9]+(?:_[0-9]+)+(?![0-9])")
_MIXED: Final = late(r"([0-9]+)(?: +([0-9]+)/([0-9]+)| *\\[dt]?frac *\{ *([0-9]+) *\} *\{ *([0-9]+) *\})(?![0-9.^])")
_AND_SHARE: Final = late(r"([0-9]+) *と *([0-9]+)/([0-9]+)(?![0-9.^/])")
_PARTS_OF: Final = late(r"(?:([0-9]+) *と *)?([0-9]+) *分の *(-?[0-9]+)(?![0-9.])")
_RAISED: Final = late(r"の *(?P<sign>-|マイナス)? *(?P<power>[0-9]+|[二三四五六七八九十]) *乗(?!根)")
_KANJI_POWERS: Final = dict(zip("二三四五六七八九十", range(2, 11), strict=True))
_GOES_ON: Final = late(
    r"(?P<before>[0-9]+\.[0-9]*?)(?:(?P<digit>[1-9])(?P=digit)+|(?P<block>[0-9]{2,6}(?<!0))(?P=block)+)"
)
"""A decimal that repeats its last digits before it goes on: 0.166..., 0.1212..."""
_MOST_DIGITS: Final = 40
"""Nobody writes more before the dots."""
_REPEATING: Final = late(r"[0-9]+\.[0-9]*\([0-9]+\)")
_LATIN: Final = late(r"[A-Za-z]+(?:-[A-Za-z]+(?![A-Za-z]*\())?")
_MODULE: Final = late(r"(?:np|numpy|math|torch|tf|jnp)\.(?=[A-Za-z])")
_CONTAINER: Final = late(r"(?:array|tensor|Size|tuple|list|float(?:16|32|64)?)(?= ?\()")
_WRAPPED: Final = late(
    r"\\(?:text|textbf|textit|textrm|mathrm|mathbf|mathit|mbox|boldsymbol|bm|boxed|operatorname)\s*\{"
)
_SILENT_COMMAND: Final = late(
    r"\\(?:left|right|[bB]igg?[lr]?|middle|displaystyle|textstyle|dfrac(?!)|quad|qquad|[,;:!() \[\]])(?![A-Za-z])"
)
_SILENT_SIGN: Final = late(r"\\[,;:! ()\[\]]|\$")
_DEGREE: Final = late(r"\^\s*\{?\s*\\circ\s*\}?")
_MATRIX: Final = late(r"\\(begin|end)\s*\{(?:[bpv]?matrix|smallmatrix|array)\*?\}(?:\{[lcr|]*\})?")
_COMMAND: Final = late(r"\\(?:[A-Za-z]+|[%&{}])")
_COMMAND_TOKENS: Final[dict[str, tuple[Kind, str]]] = {
    "\\times": ("math", "×"),
    "\\%": ("math", "%"),
    "\\&": ("sep", ","),
    "\\{": ("open", "{"),
    "\\}": ("close", "}"),
    "\\lbrace": ("open", "{"),
    "\\rbrace": ("close", "}"),
    "\\approx": ("equals", "≈"),
    "\\fallingdotseq": ("equals", "≈"),
    "\\simeq": ("equals", "≈"),
}
_LETTERS: Final = frozenset(GREEK.values()) - {"pi"}
_SIGNS: Final = frozenset("+-*/^!%√∛π∞·・÷⋅∙°|⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾‰±")
_LETTERED: Final = late(r"(\( ?[A-Za-zア-オ] ?\)) ?[=:はが]")
"""A bracketed letter that would name a part; those that do are labels already."""
_A_LIST: Final = late(r"\([^()]*[,、;][^()]*\)")
_TIMES: Final = frozenset("×✕✖x X*")
_OPENS: Final = frozenset("([{【「『〔⟨")
_CLOSES: Final = frozenset(")]}】」』〕⟩")

_WORDS: Final[dict[str, tuple[Kind, str]]] = {
    **dict.fromkeys(("マイナス", "負の", "▲", "minus", "negative"), ("math", "-")),
    **dict.fromkeys(("プラス", "plus", "足す", "たす"), ("math", "+")),
    **dict.fromkeys(("引く", "ひく"), ("math", "-")),
    **dict.fromkeys(("かける", "掛ける", "カケル", "multiplied by"), ("math", "×")),
    **dict.fromkeys(("割る", "わる", "divided by", "over"), ("math", "/")),
    **dict.fromkeys(("ルート", "平方根", "square root of", "the square root of", "root of", "root"), ("math", "√")),
    **dict.fromkeys(("cube root of", "the cube root of"), ("math", "∛")),
    **dict.fromkeys(("ログ", "対数"), ("math", "log ")),
    **dict.fromkeys(("パイ", "円周率"), ("math", "π")),
    **dict.fromkeys(("squared",), ("math", "^2")),
    **dict.fromkeys(("cubed",), ("math", "^3")),
    **dict.fromkeys(("to the power of", "to the power"), ("math", "^")),
    **dict.fromkeys(PERCENT_WORDS[1:], ("math", "%")),
    **dict.fromkeys(("は", "が"), ("equals", "は")),
    **dict.fromkeys(("イコール", "equals", "is", "is equal to"), ("equals", "=")),
    "are": ("equals", "は"),
    **dict.fromkeys(("と", "および", "及び", "ならびに", "で", "and", "by", "then"), ("sep", "、")),
    **dict.fromkeys(("です", "であり", "でして", "まで"), ("sep", "")),
}  # fmt: skip
"""What the words inside an answer stand for."""

MATH_WORDS: Final = {
    word: meant for word, (kind, meant) in _WORDS.items() if kind == "math" and not word.isascii() and meant != "%"
}
"""The Japanese words of ``_WORDS`` that stand for signs: マイナス, ルート."""

_IN_ALL: Final = late(r"全部で|合わせて|合計で")
_COUNTED_NUMBER: Final = late(r"([0-9]{1,3}) ?(?=[はが] ?[0-9])")
_INDEXED: Final = late(r"(.*[^0-9.])([0-9]{1,3})")
_ROOT_OF_NUMBER: Final = late(r"の(?:平方根|([2-9二三四五六七八九])乗根)")
_ORDINAL: Final = late(r"[0-9一二三四五六七八九十]")
_BOUND_VALUE: Final = late(r"\s*(?:[=:はが]\s*)?(?:約\s*)?[-+]?[0-9.√]")


class Lexer:
    """Cuts one normalized text into tokens, in one manner of reading its commas, spaces and products."""

    __slots__ = ("_bold", "_closings", "_count", "_known_word", "_labels", "_manner", "_own_units", "_tokens", "text")

    def __init__(
        self,
        text: str,
        labels: PartLabels | None,
        known_word: Callable[[str], bool],
        count: int,
        own_units: Collection[str] = (),
    ) -> None:
        self.text, self._labels, self._known_word, self._count = text, labels, known_word, count
        self._own_units = sorted(own_units, key=len, reverse=True)
        self._manner = Manner()
        self._tokens: list[Token] = []
        self._closings: set[int] = set()
        self._bold = False

    def tokens(self, manner: Manner) -> list[Token]:
        """Return the tokens of the whole text.

        Raises:
            UnknownWord: at the first word that is in no list.
        """
        self._manner, self._tokens, self._closings, self._bold = manner, [], set(), False
        at = 0
        while at < len(self.text):
            at = self._next(at)
        for place, token in enumerate(self._tokens):
            if token.text in "√∛" and self.text[token.start : token.end].endswith("of"):
                self._put_under(place)
        return self._tokens

    def _put_under(self, root: int) -> None:
        """Put a fraction wholly under the root "of" which it is: the square root of 2/300."""
        places = [place for place in range(root + 1, len(self._tokens)) if self._tokens[place].kind != "space"][:4]
        texts = [self._tokens[place].text for place in places]
        if len(texts) < 3 or texts[1] != "/" or not (_NUMBER.fullmatch(texts[0]) and _NUMBER.fullmatch(texts[2])):
            return
        if texts[3:] in (["^"], ["/"]):
            return
        first, last = self._tokens[root], self._tokens[places[2]]
        self._tokens[root], self._tokens[places[2]] = (
            first._replace(text=first.text + "("),
            last._replace(text=last.text + ")"),
        )

    def _put(self, kind: Kind, text: str, start: int, end: int, other: str = "", parts: tuple[int, ...] = ()) -> int:
        self._tokens.append(Token(kind, text, start, end, other, parts))
        return end

    def _next(self, at: int) -> int:
        text, sign = self.text, self.text[at]
        if (found := _ROWS.match(text, at)) is not None:
            return self._put("row", ";", at, found.end())
        if (found := _SPACE.match(text, at)) is not None:
            return self._space(at, found.end())
        if at in self._closings:
            return at + 1
        if self._may_begin() and (end := self._label(at)):
            return end
        if sign == "`":
            return at + 1
        if text.startswith("**", at) and self._is_bold(at):
            return at + 2
        if sign in "\\$^":
            end = self._latex(at)
            if end:
                return end
        if "0" <= sign <= "9" or (sign == "." and _NUMBER.match(text, at) is not None):
            return self._number(at)
        if sign in _OPENS:
            if self._labels is not None and (found := _LETTERED.match(text, at)) is not None:
                raise UnknownWord(at, found.end(1))  # (e), of (a) to (d)
            if sign == "(" and at and text[at - 1].isdecimal() and self._after_value() and _A_LIST.match(text, at):
                raise UnknownWord(at, at + 1)  # 3(4, 2) is (12, 6), or three values
            return self._put("open", sign, at, at + 1)
        if sign in _CLOSES:
            return self._put("close", sign, at, at + 1)
        if sign in ",、" and self._tokens and self._tokens[-1].kind == "equals" and self._tokens[-1].text == "は":
            return at + 1  # 正答率は、0.5
        if sign in ",、;&":
            return self._put("row" if sign == ";" else "sep", sign, at, at + 1)
        if sign == "も" and self._tokens and self._tokens[-1].kind == "label" and self._tokens[-1].parts:
            return self._put("equals", "=", at, at + 1)  # 縦も横も 6
        if (found := _ARROW.match(text, at)) is not None and self._after_label():
            return self._put("equals", "は", at, found.end())
        if sign in "=≈≒≃":
            end = at + (2 if text.startswith("==", at) else 1)  # shape == (2, 3)
            return self._put("equals", "=" if sign == "=" else "≈", at, end)
        if sign == ":":
            if not self._after_label():
                raise UnknownWord(at, at + 1)
            return self._put("equals", "は", at, at + 1)
        if (sign in _TIMES or sign == "・") and self._between_parts(at + 1):
            return self._put("sep", "、", at, at + 1)
        if sign == "・" and self._count > 1 and self._tokens and self._tokens[-1].kind == "unit":
            return self._put("sep", "、", at, at + 1)  # 3回・5個
        if sign in _TIMES and self._times(at):
            end = at + (2 if text[at : at + 2] == "**" else 1)
            return self._put("math", "×" if end == at + 1 else "^", at, end)
        if sign == "!" and text[at:].rstrip() == "!!":
            raise UnknownWord(at, at + 2)  # no factorial of a factorial is asked for: a cry
        if sign == "!" and self._after_value() and at + 1 == len(text):
            return self._put("math", sign, at, at + 1, other=" ")  # a factorial, or a cry
        if sign == "-" and not self._tokens and text[at + 1 : at + 2] == " ":
            return self._put("math", sign, at, at + 1, other=" ")  # below zero, or a bullet
        if sign in _SIGNS:
            if sign == "π" and not self._after_value() and _EQUALS.match(text, at + 1):
                raise UnknownWord(at, at + 1)  # π is no name of an answer
            return self._put("math", sign, at, at + 1)
        return self._word(at)

    def _is_bold(self, at: int) -> bool:
        """Whether ** is a mark of Markdown, which opens where no value can be raised to a power and closes once."""
        if self._bold or not self._after_value():
            self._bold = not self._bold
            return True
        return False

    def _number_before(self) -> Token | None:
        """Take back the number, or the fraction of two, that has just ended; None where something else has."""
        texts = [token.text for token in self._tokens[-4:]]
        if not self._tokens or self._tokens[-1].kind != "math":
            return None
        if len(texts) > 2 and texts[-2] == "/" and all(_NUMBER.fullmatch(text) for text in (texts[-3], texts[-1])):
            if texts[:-3] and texts[0] in ("/", "^"):
                return None
            first, _, last = self._tokens[-3:]
            del self._tokens[-3:]
            return Token("math", f"({first.text}/{last.text})", first.start, last.end)
        return self._tokens.pop()

    # -- what stands around ------------------------------------------------------------------------------------------

    def _last(self) -> Token | None:
        """The last token that is no space."""
        for token in reversed(self._tokens):
            if token.kind != "space":
                return token
        return None

    def _after_value(self) -> bool:
        """Whether a value has just ended: a number, a closing bracket, a unit."""
        last = self._last()
        if last is None:
            return False
        return last.kind in ("close", "unit") or (
            last.kind == "math" and (last.text[-1] in ")}%!°π∞" or last.text[-1].isalnum())
        )

    def _after_label(self) -> bool:
        last = self._last()
        return last is not None and last.kind in ("label", "unit", "close")

    def _may_begin(self) -> bool:
        """Whether a label may begin here: not within a formula."""
        last = self._last()
        return last is None or last.kind != "math" or self._after_value()

    def _space(self, start: int, end: int) -> int:
        return self._put("space", " ", start, end)

    # -- labels ------------------------------------------------------------------------------------------------------

    def _label(self, at: int) -> int:
        """Read a label that begins here; return where it ends, 0 if none begins."""
        text, labels = self.text, self._labels
        header = _header().match(text, at)
        if header is not None and (listed := self._all_named(header[1])):
            for name, parts in listed:
                self._put("label", name, at, header.end(1), parts=parts)
            return header.end(1)
        if labels is not None and (counted := _COUNTED_NUMBER.match(text, at)) is not None:
            parts = labels.named(f"{counted[1]}の個数") or labels.named(f"{counted[1]}の数")
            if parts:  # 0は2個, of w1, w2 and 0 の個数
                return self._put("label", counted[0], at, counted.end(), parts=parts)
        bound = _bound(text, at)
        names = self._named(text[at:bound]) if bound is not None else None
        if bound is not None and names is not None:
            return self._put("label", text[at:bound], at, bound, parts=names)
        if labels is not None and labels.words is not None:
            found = labels.words.match(text, at)
            if found is not None and (named := labels.named(found[0])):
                return self._put("label", found[0], at, found.end(), parts=named)
        if self._after_value() and self._tokens[-1].kind != "space":
            return 0
        if (found := _noun().match(text, at)) is None or found[0].lower() in _WORDS:
            return 0
        if labels is not None and (named := labels.named(found[0])):
            if found[0].lower() in SPELLINGS and skeleton(found[0]) not in labels.meaning:
                raise UnknownWord(at, found.end())  # cos 0.9 is the cosine of 0.9, or the part cosθ
            return self._put("label", found[0], at, found.end(), parts=named)
        if labels is None and self._known_word(found[0]):
            return self._put("label", found[0], at, found.end())
        unit = None if self._after_value() else unit_called(found[0])
        return self._put("unit", found[0], at, found.end()) if unit is not None and unit.classes else 0

    def _named(self, written: str) -> tuple[int, ...] | None:
        """Return the parts that a name is for, () where it names the answer as a whole, None where it is no name."""
        if self._labels is not None and (parts := self._labels.named(written)):
            return parts
        if self._after_value() and self._tokens[-1].kind != "space":
            return None
        if self._labels is not None:  # the parts have names: another word can only name all of them together
            whole = not self._tokens and (
                _gathers_next().match(self.text, len(written)) is not None or self._label_follows(len(written))
            )
            return () if whole and self._known_word(written) else None
        indexed = _INDEXED.fullmatch(skeleton(written)) if self._count > 1 else None
        if indexed is not None and (self._known_word(indexed[1]) or self._known_word(written)):
            at = int(indexed[2]) - 1
            return (at,) if 0 <= at < self._count else None
        return () if self._known_word(written) else None

    def _label_follows(self, at: int) -> bool:
        """Whether a part is named behind the name of all of them: 出力は縦 6、横 8."""
        bound = _binder().match(self.text, at)
        words = self._labels.words if self._labels is not None else None
        return bound is not None and words is not None and words.match(self.text, bound.end()) is not None

    def _all_named(self, written: str) -> list[tuple[str, tuple[int, ...]]]:
        """Return the names of a list with what each is for; [] unless all are names, of parts or of no part alike."""
        named = [(name.strip(), self._named(name.strip())) for name in re.split("[,、×]", written)]
        found = [(name, parts) for name, parts in named if parts is not None]
        return found if len(found) == len(named) and len({bool(parts) for _, parts in found}) == 1 else []

    # -- numbers -----------------------------------------------------------------------------------------------------

    def _number(self, at: int) -> int:
        text, manner = self.text, self._manner
        if (found := _PARTS_OF.match(text, at)) is not None:
            share = f"{found[3]}/{found[2]}"
            value = f"({found[1]}+{share})" if found[1] else f"({share})"
            return self._put("math", value, at, found.end())
        if (found := _AND_SHARE.match(text, at)) is not None and self._is_mixed(found):
            return self._put("math", f"({found[1]}+{found[2]}/{found[3]})", at, found.end())
        if self._count == 1 and (found := _STOP_FOR_POINT.match(text, at)) is not None:
            return self._put("math", found[0].replace("。", "."), at, found.end())
        spelled = number_in_words(text, at)
        if spelled is not None:
            return self._put("math", spelled[0], at, spelled[1])
        if not manner.spaces and (found := _MIXED.match(text, at)) is not None:
            whole, top, bottom = found[1], found[2] or found[4], found[3] or found[5]
            return self._put("math", f"({whole}+{top}/{bottom})", at, found.end(), other=f"({whole}*{top}/{bottom})")
        if manner.thousands and (found := _THOUSANDS.match(text, at)) is not None:
            # Of several groups the comma divides thousands; of one it may be the decimal sign of other countries.
            other = found[0].replace(",", ".") if found[0].count(",") == 1 and "." not in found[0] else ""
            return self._put("math", found[0].replace(",", ""), at, found.end(), other)
        if (found := (_UNDERSCORED if manner.spaces else _GROUPED).match(text, at)) is not None:
            return self._put("math", re.sub("[ _]", "", found[0]), at, found.end())
        if (found := _TYPESET_GROUPS.match(text, at)) is not None:
            return self._put("math", re.sub(r"[{},\\!'’]", "", found[0]), at, found.end())
        if (found := _REPEATING.match(text, at)) is not None:
            return self._put("math", found[0], at, found.end())
        found = _NUMBER.match(text, at)
        assert found is not None
        if _LEADING_ZERO.match(text, at) and at and text[at - 1] == ",":
            raise UnknownWord(at, found.end())  # 1,025: the comma divides no numbers
        return self._put("math", found[0], at, found.end())

    def _is_mixed(self, found: re.Match[str]) -> bool:
        """Whether 3と1/3 is one number: of several other signs divide the values, and the fraction is less than one."""
        proper = len(found[3]) < 20 and 0 < int(found[2]) < int(found[3])
        return proper and (self._count == 1 or any(sign in self.text for sign in ",、;"))

    def _times(self, at: int) -> bool:
        """Whether × stands here: an x is one between two values only."""
        text = self.text
        if text[at] in "×✕✖*":
            return True
        if not self._after_value():
            return False
        rest = text[at + 1 : at + 4].lstrip()
        return rest[:1].isdecimal() or rest[:1] in ("(", "-", ".", "√")

    def _between_parts(self, at: int) -> bool:
        """Whether a label and its value follow a value (縦12×横15, 更新7回・最後12): the sign before them divides."""
        if self._labels is None or self._labels.words is None or not self._after_value():
            return False
        while self.text[at : at + 1] == " ":
            at += 1
        found = self._labels.words.match(self.text, at) or _noun().match(self.text, at)
        return (
            found is not None
            and bool(self._labels.named(found[0]))
            and _BOUND_VALUE.match(self.text, found.end()) is not None
        )

    # -- LaTeX -------------------------------------------------------------------------------------------------------

    def _latex(self, at: int) -> int:
        text = self.text
        if (found := _DEGREE.match(text, at)) is not None:
            return self._put("unit", "°", at, found.end())
        if text[at] == "^":
            return 0
        if (found := _MATRIX.match(text, at)) is not None:
            return self._put(
                "open" if found[1] == "begin" else "close", "[" if found[1] == "begin" else "]", at, found.end()
            )
        if (found := _SILENT_SIGN.match(text, at) or _SILENT_COMMAND.match(text, at)) is not None:
            return (
                self._space(at, found.end()) if found[0].strip("\\")[:1] in (",", ";", ":", " ", "q") else found.end()
            )
        if (found := _WRAPPED.match(text, at)) is not None:
            closing = closing_brace(text, found.end())
            if closing is None:
                raise UnknownWord(at, found.end())
            self._closings.add(closing)
            return found.end()
        found = _COMMAND.match(text, at)
        if found is None:
            raise UnknownWord(at, at + 1)
        if LATEX_VARIANTS.get(found[0][1:], found[0][1:]) in _LETTERS:
            raise UnknownWord(at, found.end())  # a name that the question does not ask for
        kind, meant = _COMMAND_TOKENS.get(found[0], ("math", found[0] + " "))
        return self._put(kind, meant, at, found.end())

    # -- words -------------------------------------------------------------------------------------------------------

    def _word(self, at: int) -> int:
        text = self.text
        if (found := _RAISED.match(text, at)) is not None and self._after_value():
            power = _KANJI_POWERS.get(found["power"], found["power"])
            return self._put("math", f"^({'-' if found['sign'] else ''}{power})", at, found.end())
        if (found := _ROOT_OF_NUMBER.match(text, at)) is not None and (number := self._number_before()) is not None:
            root = (
                f"√{number.text}"
                if found[1] is None
                else f"({number.text})^(1/{_KANJI_POWERS.get(found[1], found[1])})"
            )
            return self._put("math", root, number.start, found.end())
        if not self._after_value() and (found := _IN_ALL.match(text, at)) is not None and self._known_word("全部"):
            return found.end()  # パラメータは全部で 40 個, where so many are asked for in all
        if (found := _MODULE.match(text, at) or _CONTAINER.match(text, at)) is not None:
            return found.end()
        if text[at] == "第" and not self._after_value() and _ORDINAL.match(text, at + 1):
            return at + 1  # 第5エポック
        if text.startswith("...", at) and self._after_value() and "." in self._tokens[-1].text:
            last = self._tokens[-1]
            short = last.end == at and len(last.text) <= _MOST_DIGITS
            if short and (found := _GOES_ON.fullmatch(last.text)) is not None:
                repeating = f"{found['before']}({found['digit'] or found['block']})"
                self._tokens[-1] = last._replace(text=repeating, other=last.text)
            elif short and last.text[-1] in "123456789" and not last.other:
                self._tokens[-1] = last._replace(other=f"{last.text[:-1]}({last.text[-1]})")
            return at + 3  # 0.8165..., rounded as every decimal is; 0.333... is a third, 0.3... may be one
        near = _near().match(text, at)
        if near is not None and not self._after_value():
            return near.end()
        near = _near_after().match(text, at)
        if near is not None and self._after_value():
            return near.end()
        latin = _LATIN.match(text, at)
        if latin is not None:
            return self._latin(at, latin)
        own = next((unit for unit in self._own_units if text.startswith(unit, at)), None)
        if own is not None and self._after_value():
            return self._put("unit", own, at, at + len(own))
        if (
            self._after_value()
            and (found := _counters().match(text, at)) is not None
            and not self._longer_word(found.end())
        ):
            return self._put("unit", found[0], at, found.end())
        found = _japanese_words().match(text, at)
        if found is not None:
            kind, meant = _WORDS[found[0]]
            end = found.end() + (found[0] == "で" and text[found.end() : found.end() + 1] in ("、", ","))  # 6 で、8
            return self._put(kind, meant, at, end) if meant else end
        if (spelled := number_in_words(text, at)) is not None and not self._after_value():
            return self._put("math", spelled[0], at, spelled[1])
        if self._tokens and self._tokens[-1].kind == "open" and (found := _counters().match(text, at)) is not None:
            return self._put("unit", found[0], at, found.end())
        raise UnknownWord(at, _end_of_word(text, at))

    def _longer_word(self, end: int) -> bool:
        """Whether a counter is only the beginning of a word of katakana (層 is one; マップ in マップス is none)."""
        return "ァ" <= self.text[end : end + 1] <= "ー" and "ァ" <= self.text[end - 1] <= "ー"

    def _latin(self, at: int, found: re.Match[str]) -> int:
        """Read a word of Latin letters: one of ours, a number, a unit, or what the formula reader knows."""
        text = self.text
        phrase = _latin_words().match(text, at)
        spelled = number_in_words(text, at)
        word = found[0]
        if self._after_value():
            if _counts(word) and not (word == "times" and _value_follows(text, found.end())):
                return self._put("unit", word, at, found.end())
            if word == "times":
                return self._put("math", "×", at, found.end())
        if spelled is not None and not self._after_value():
            return self._put("math", spelled[0], at, spelled[1])
        if phrase is not None:
            kind, meant = _WORDS[phrase[0].lower()]
            return self._put(kind, meant, at, phrase.end())
        if (
            (word in CONSTANTS or word.lower() in SPELLINGS)
            and not self._after_value()
            and _EQUALS.match(text, found.end())
        ):
            raise UnknownWord(at, found.end())  # a name for the answer that the question doesn't have
        if (base := _LOG_TO_A_BASE.match(text, at)) is not None:
            return self._put("math", f"log_{base[1]} ", at, base.end())
        if word == "int" and _is_floor(text, found.end()):
            return self._put("math", "floor ", at, found.end())
        if word.lower() in SPELLINGS or word in CONSTANTS:
            end = found.end()
            while text[end : end + 1].isdecimal() and word.lower() + text[found.end() : end + 1] in _LOGS:
                end += 1
            return self._put("math", text[at:end] + " ", at, end)
        if self._tokens and self._tokens[-1].kind == "open" and _counts(word):
            return self._put("unit", word, at, found.end())
        raise UnknownWord(at, found.end())


_LONGEST_BRACKETS: Final = 80
_ARROW: Final = late(r"->|=>|→|⇒")
_EQUALS: Final = late(r"[\s$]*[=:はが≈≒]")
_LEADING_ZERO: Final = late(r"0[0-9]")
_LOG_TO_A_BASE: Final = late(r"\\?log_\{?([0-9]{1,3}|e)\}?", re.IGNORECASE)
_LOGS: Final = frozenset({"log1", "log10", "log2"})


def _is_floor(text: str, start: int) -> bool:
    """Whether brackets with a number begin that isn't below zero: of that int() of code is the floor, of others not."""
    from quiz.reading.workings import held_value

    opened = text[start : start + _LONGEST_BRACKETS].lstrip()
    if not opened.startswith("("):
        return False
    depth = 0
    for at, sign in enumerate(opened):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            value = held_value(opened[: at + 1])
            return value is not None and value >= 0
    return False


def _counts(word: str) -> bool:
    return unit_called(word) is not None and word.lower() not in _WORDS


def _value_follows(text: str, at: int) -> bool:
    return re.match(r"\s*[-+(√.]?\s*[0-9(]", text[at:]) is not None


def closing_brace(text: str, start: int) -> int | None:
    """Return where the brace that was opened before ``start`` is closed, None where it isn't.

    >>> closing_brace("{a{b}c}d", 1)
    6
    """
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return at
    return None


@cache
def _binder() -> re.Pattern[str]:
    return re.compile(r"\s*(?:=|:|≈|≒|は|が|である|is\b|equals\b|->|→|⇒|\\(?:approx|simeq|fallingdotseq)(?![A-Za-z]))")


def _bound(text: str, at: int) -> int | None:
    """Return where the text before the next binding sign (=, :, は) ends, if it is short enough for a label."""
    for end in range(at + 1, min(len(text), at + 60)):
        if text[end] in "=:はがi≈≒ 　-→⇒e\\" and _binder().match(text, end) is not None:
            return end
        if text[end] in ",、;\n":
            return None
    return None


@cache
def _gathers_next() -> re.Pattern[str]:
    return re.compile(r"\s*[=:]=?\s*(?:np\.array|torch\.tensor|\\left|\\begin)?\s*[(\[{]")


@cache
def _header() -> re.Pattern[str]:
    """A list of names before an equals sign, or in brackets before its values: (w, h) = ..., 縦×横: ..., (縦×横) ..."""
    name = r"[^=:,、;×()\[\]{}\s][^=:,、;×()\[\]{}]{0,30}"
    return re.compile(rf"({name}(?:[,、×]\s*{name}){{1,15}})(?=\s*(?:[)\]]?\s*(?:=|:|は|が)|[)\]]))")


@cache
def _noun() -> re.Pattern[str]:
    """A noun right before its number (更新回数 469); whether the question knows it is asked afterwards."""
    return re.compile(r"(?:[ァ-ヶー一-龥々]{2,20}|[A-Za-z]{3,20}(?: [A-Za-z]{2,20}){0,4})(?=\s*[-+]?[0-9.√])")


def _any_of(words: list[str], ending: str = "") -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) + ending, re.IGNORECASE)


def _is_latin(word: str) -> bool:
    return word[0].isascii() and word[0].isalpha()


@cache
def _japanese_words() -> re.Pattern[str]:
    return _any_of([word for word in _WORDS if not _is_latin(word)])


@cache
def _latin_words() -> re.Pattern[str]:
    words = sorted((word for word in _WORDS if _is_latin(word)), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?![A-Za-z])", re.IGNORECASE)


@cache
def _counters() -> re.Pattern[str]:
    return _any_of([word for word in units() if word not in _WORDS and (not word[0].isascii() or word == "°")])


@cache
def _near() -> re.Pattern[str]:
    words = sorted(APPROXIMATE, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) + ("(?![A-Za-z])" if _is_latin(word) else "") for word in words), re.I)


@cache
def _near_after() -> re.Pattern[str]:
    words = sorted(APPROXIMATE_TAILS, key=len, reverse=True)
    return re.compile("|".join(re.escape(word) + ("(?![A-Za-z])" if _is_latin(word) else "") for word in words), re.I)


_SCRIPTS: Final = (
    late(r"[ァ-ヶー]+"),
    late(r"[一-龥々]+"),
    late(r"[ぁ-ん]+"),
    late(r"[A-Za-zÀ-ɏ]+"),
)


def _end_of_word(text: str, at: int) -> int:
    """Return where a word that nobody knows ends: with its script."""
    for script in _SCRIPTS:
        if (found := script.match(text, at)) is not None:
            return found.end()
    return at + 1
